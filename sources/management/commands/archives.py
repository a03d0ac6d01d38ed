"""Archived captures: whether they are whole, and as one file for other tools."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sources import archiving
from sources.models import Capture

_UNDER_WAY = timedelta(hours=1)  # a file that young may be waiting for its row


class Command(BaseCommand):
    help = (
        "Verify the archives of captured reports against the database, write them as one WARC 1.1 file, or delete those"
        " that a crash left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", help="Only the captures of the report with this public id.")
        parser.add_argument(
            "--export", metavar="FILE", help="Write them to FILE, gzip per record, instead. - is stdout."
        )
        parser.add_argument(
            "--delete-unnamed", action="store_true", help="Delete archives of more than an hour that no capture names."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["delete_unnamed"]:
            self._delete_unnamed()
            return
        captures = Capture.objects.exclude(archive_file="").order_by("pk")
        if options["report"]:
            captures = captures.filter(report__public_id=options["report"])
        if options["export"]:
            _export(captures.iterator(), options["export"])
        else:
            self._verify(captures.iterator())

    def _delete_unnamed(self) -> None:
        paths = list(archiving.unnamed(timezone.now() - _UNDER_WAY))
        for path in paths:
            archiving.remove(path)
            self.stdout.write(path)
        self.stdout.write(f"{len(paths)} archives that no capture names were deleted.")

    def _verify(self, captures: Iterator[Capture]) -> None:
        count, broken = 0, 0
        for capture in captures:
            count += 1
            try:
                archiving.verify(capture)
            except archiving.Broken as fault:
                broken += 1
                self.stderr.write(str(fault))
        if broken:
            raise CommandError(f"{broken} of {count} captures are not in their archives as they should be.")
        self.stdout.write(f"{count} captures are in their archives as they should be.")


def _export(captures: Iterator[Capture], name: str) -> None:
    if name == "-":
        sys.stdout.buffer.writelines(archiving.whole(captures))
        return
    try:
        with Path(name).open("xb") as file:
            file.writelines(archiving.whole(captures))
    except OSError as error:
        raise CommandError(f"{name} cannot be written: {error.strerror}.") from error
