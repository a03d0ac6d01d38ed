"""What a database holds, in figures that a backup carries along and a restore must find again."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

from claims import log
from claims.models import Body, Record

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True)
class Inventory:
    """Rows of every table, the highest index of the record (None when it is empty), and the applied migrations."""

    rows: dict[str, int]
    highest_index: int | None
    migrations: list[str]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def take(database: psycopg.Connection) -> Inventory:
    """Count everything, in the transaction that `database` is in."""
    return Inventory(
        rows={table: _one(database, "SELECT count(*) FROM {}", table) for table in tables(database)},
        highest_index=_one(database, "SELECT max(index) FROM {}", Record._meta.db_table),
        migrations=[name for (name,) in database.execute(_MIGRATIONS)],
    )


def tables(database: psycopg.Connection) -> list[str]:
    return [name for (name,) in database.execute(_TABLES)]


def differences(expected: Inventory, found: Inventory) -> Iterator[str]:
    """Sentences about what is not as it should be."""
    for table in sorted(expected.rows.keys() | found.rows.keys()):
        before, after = expected.rows.get(table), found.rows.get(table)
        if before != after:
            yield f"{table} has {after} rows instead of {before}."
    if expected.highest_index != found.highest_index:
        yield f"The record ends at {found.highest_index} instead of {expected.highest_index}."


def broken_records(database: psycopg.Connection) -> Iterator[str]:
    """Sentences about every gap in the record, and every body that is not the one its record commits to."""
    record, body = (sql.Identifier(model._meta.db_table) for model in (Record, Body))
    bodies = sql.SQL("SELECT index, digest, salt, body FROM {} LEFT JOIN {} USING (index) ORDER BY index")
    with database.cursor(name="bodies") as cursor:
        for expected, (index, digest, salt, content) in enumerate(cursor.execute(bodies.format(record, body))):
            if index != expected:
                yield f"The record has a gap before index {index}."
                return
            # A body may be missing: removing one is lawful, and has its own row of grounds.
            if content is not None and log.digest(salt, content) != digest:
                yield f"The body of record {index} is not the one that was published."


def _one(database: psycopg.Connection, query: str, table: str) -> Any:
    row = database.execute(sql.SQL(query).format(sql.Identifier(table))).fetchone()
    return row[0] if row else None
