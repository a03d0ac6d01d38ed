"""Loads data files: the demonstration, or files of one's own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from seeds.loading import DEMONSTRATION, NoDemonstration, load
from seeds.problems import SeedsRefused


class Command(BaseCommand):
    help = (
        "Load data files (seeds/README.md): all of them, or, when a row is bad, nothing. What was loaded before stays"
        " as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument(
            "--demonstration",
            action="store_true",
            help="mark an empty record as a demonstration; without FILE, load all of seeds/demonstration",
        )

    def handle(self, *args: Any, files: list[Path], demonstration: bool, verbosity: int, **options: Any) -> None:
        if demonstration and not files:
            files = sorted(DEMONSTRATION.glob("*.yaml"))
        if not files:
            raise CommandError("Name the files to load, or say --demonstration.")
        try:
            new = load(files, demonstration=demonstration)
        except NoDemonstration as error:
            raise CommandError(f"{error}") from error
        except SeedsRefused as error:
            raise CommandError(f"{error}\nNothing was loaded.") from error
        if verbosity:
            counts = [f"{count} {called}{'s' if count > 1 else ''}" for called, count in new.items() if count]
            self.stdout.write(f"New: {', '.join(counts)}." if counts else "All of this was loaded before.")
