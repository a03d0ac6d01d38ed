"""The redaction door: what a law or a court demands to be removed leaves the record, and the proofs stay whole."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from claims import articles, log
from claims.permissions import is_editor
from sources.models import Report


class Command(BaseCommand):
    help = (
        "Remove bodies of superseded Records, or the archived texts of a report, on a lawful ground. Two editors answer"
        " for it; digests stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("indices", nargs="*", type=int, help="The indices of the Records.")
        parser.add_argument("--report", help="The public id of the report whose archived texts go.")
        parser.add_argument("--ground", required=True, help="The law, order or request that demands it.")
        parser.add_argument("--by", required=True, help="The mail address of the editor who removes.")
        parser.add_argument("--approved-by", required=True, help="The mail address of the second editor.")

    def handle(self, *args: Any, **options: Any) -> None:
        by, approved_by = self._editor(options["by"]), self._editor(options["approved_by"])
        if not options["ground"].strip():
            raise CommandError("--ground is empty: say which law, order or request demands it.")
        if bool(options["indices"]) == bool(options["report"]):
            raise CommandError("Name indices of Records, or one --report.")
        if options["report"]:
            self._take_out(options["report"], ground=options["ground"], by=by, approved_by=approved_by)
            return
        try:
            count = log.redact(options["indices"], ground=options["ground"], by=by, approved_by=approved_by)
        except ValueError as refusal:
            raise CommandError(f"Nothing was removed: {refusal}") from refusal
        self.stdout.write(f"{count} bodies removed. Their digests stay, and every proof with them.")

    def _take_out(self, public_id: str, **answering: Any) -> None:
        report = Report.objects.filter(public_id=public_id).first()
        if report is None:
            raise CommandError(f"There is no report {public_id}.")
        try:
            count = articles.take_out(report, **answering)
        except ValueError as refusal:
            raise CommandError(f"Nothing was removed: {refusal}") from refusal
        self.stdout.write(f"Texts and archives of {count} captures removed. The watch of what they show is paused.")

    def _editor(self, mail: str) -> Any:
        person = get_user_model()._default_manager.filter(email__iexact=mail).first()
        if person is None or not is_editor(person):
            raise CommandError(f"{mail} is not an editor of this desk.")
        return person
