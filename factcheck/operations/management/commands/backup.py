"""Writes database and archives into one file."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck.operations import archive, dumping, inventory


class Command(BaseCommand):
    help = (
        "Write database and archived captures into one tar file, with hashes and counts in its manifest. Safe while"
        " the program runs. `manage.py restore FILE --verify` proves that it can be restored."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", type=Path, help="a new file, or a folder: the file is then named after the time")

    def handle(self, *args: Any, target: Path, **options: Any) -> None:
        if target.is_dir():
            target = target / f"factcheck-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.tar"
        if target.exists():
            raise CommandError(f"{target} exists already. A backup never overwrites one.")
        try:
            counted = _write(target)
        except OSError as error:
            raise CommandError(f"The backup could not be written: {error}. Nothing is left of it.") from error
        self.stdout.write(f"{target}: {sum(counted.rows.values())} rows, record up to {counted.highest_index}.")


def _write(target: Path) -> inventory.Inventory:
    """The database first: a capture is stored before the row that names it, so every named file is in the archive."""
    with (
        TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder,
        archive.writing(target) as writer,
        dumping.snapshot() as (database, name),
    ):
        dumping.dump(database, name, Path(folder) / archive.DATABASE)
        writer.add(archive.DATABASE, Path(folder) / archive.DATABASE)
        for path in _files():
            writer.add(f"{archive.FILES}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}", path)
        counted = inventory.take(database)
        writer.finish(counted)
    return counted


def _files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
