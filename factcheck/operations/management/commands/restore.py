"""Brings a backup back, or proves that it can be brought back."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from factcheck.operations import archive, dumping, inventory, starting
from factcheck.operations.archive import Archive


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty database and an archive folder without other files of the same names; there is"
        " no way to overwrite anything. Every hash, count and record is checked. With --verify all of that happens in"
        " a database of its own that is dropped afterwards, and nothing else changes."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path)
        parser.add_argument("--verify", action="store_true", help="only prove that the backup can be restored")

    def handle(self, *args: Any, source: Path, verify: bool, **options: Any) -> None:
        with archive.reading(source) as backup:
            _refuse(backup.damages())
            _check_is_known(backup)
            if verify:
                with _passing_database() as name:
                    _load(backup, name)
            else:
                self._restore(backup)
            self.stdout.write(f"Backup of {backup.made_at}: {_summary(backup)}. Hashes, counts and records are right.")

    def _restore(self, backup: Archive) -> None:
        _check_is_empty()
        _refuse(_conflicts(backup))
        for name, path in backup.files():
            backup.extract(name, settings.MEDIA_ROOT / path)
        _load(backup, None)
        starting.demonstration_due().unlink(missing_ok=True)
        cache.clear()


def _refuse(problems: Iterable[str]) -> None:
    if sentences := list(problems):
        raise CommandError("\n".join(sentences[:50]))


def _check_is_known(backup: Archive) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or {}}
    if newer := set(backup.inventory.migrations) - known:
        raise CommandError(f"The backup was made by a newer version of the program, with {', '.join(sorted(newer))}.")


def _check_is_empty() -> None:
    with dumping.connected() as database:
        if found := len(inventory.tables(database)):
            raise CommandError(
                f"The database is not empty: it has {found} tables. Restore into a new one. "
                + (
                    f"End the program and move {settings.VAR_DIR / 'pg'} aside, or set FACTCHECK_VAR to a new folder."
                    if settings.EMBEDDED
                    else "Create one and name it in DATABASE_URL."
                )
            )


def _conflicts(backup: Archive) -> Iterator[str]:
    """Files that stand where the backup's would go. Those of an earlier try at this very backup are welcome."""
    for name, path in backup.files():
        target = Path(settings.MEDIA_ROOT / path)
        if target.exists() and archive.sha256(target) != backup.parts[name]["sha256"]:
            yield f"{target} exists and is another file than the backup's."


def _load(backup: Archive, name: str | None) -> None:
    """Restore the database and compare it with what the backup says of itself."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as folder, dumping.connected(name) as database:
        dump = Path(folder) / archive.DATABASE
        backup.extract(archive.DATABASE, dump)
        dumping.load(database, dump)
        _refuse(inventory.differences(backup.inventory, inventory.take(database)))
        _refuse(inventory.broken_records(database))


@contextmanager
def _passing_database() -> Iterator[str]:
    """A database beside the real one, for as long as it is needed."""
    name = f"factcheck_verify_{token_hex(4)}"
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except DatabaseError as error:
            raise CommandError(f"No database for the trial can be made: {error}") from error
        try:
            yield name
        finally:
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _summary(backup: Archive) -> str:
    found = backup.inventory
    files = sum(1 for _ in backup.files())
    return f"{sum(found.rows.values())} rows, record up to {found.highest_index}, {files} archived files"
