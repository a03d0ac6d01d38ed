"""Makes a snapshot now, in this process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.api.snapshots import due, folder


class Command(BaseCommand):
    help = "Make a snapshot of the whole record for partners, unless the newest one still holds all that there is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--later", action="store_true", help="Have a worker make it, and return at once.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["later"]:
            due.ask()
            self.stdout.write("A worker makes it within a minute.")
            return
        with folder.alone() as alone:
            if not alone:
                raise CommandError("A snapshot is being made already.")
            made = due.make_now()
        if made is None:
            raise CommandError("Nothing is published yet.")
        self.stdout.write(f"{made.path}: {made.manifest['rows']:,} Records, up to index {made.index}.")
