"""Records and bodies as they come from the database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
import psycopg
from django.db import OperationalError, connection, transaction
from psycopg.pq import ExecStatus

from claims.choices import Change

Parameters = Sequence[Any] | Mapping[str, Any]

COLUMNS = "r.index, r.subject_kind, r.subject, r.change, r.previous_status, r.status, r.urgent, r.recorded_at, b.body"


@dataclass(frozen=True)
class Stored:
    """A Record and its body. `body` is None where the body was removed by the redaction door."""

    index: int
    subject_kind: str
    subject: str
    change: str
    previous_status: str
    status: str
    urgent: bool
    recorded_at: datetime
    body: bytes | None

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body parsed; empty where it was removed, or the whole claim was."""
        return orjson.loads(self.body) if self.body is not None and self.change != Change.REMOVED else {}

    @property
    def removal(self) -> dict[str, Any] | None:
        """When and why the whole claim was taken out of the record; None while it stands."""
        return orjson.loads(self.body)["removed"] if self.body is not None and self.change == Change.REMOVED else None


def enveloped(row: Stored) -> dict[str, Any]:
    """The envelope of a Record as everybody outside gets it. `body` is null where it was removed."""
    return {
        "index": row.index,
        "type": row.subject_kind,
        "id": row.subject,
        "change": row.change,
        "previous_status": row.previous_status or None,
        "status": row.status or None,
        "urgent": row.urgent,
        "recorded_at": row.recorded_at,
        "body": None if row.body is None else orjson.Fragment(row.body),
    }


def fetched(sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """The rows of a query, sent in PostgreSQL's binary form.

    Django's own cursors speak text, in which a body travels as hexadecimal digits: a list of 100 claims takes 1.4 ms
    of processor time to read with them, and 0.3 ms so. A connection that the server closed meanwhile is made anew:
    what only reads may be asked twice.
    """
    try:
        return _fetched(sql, parameters)
    except OperationalError:
        if connection.in_atomic_block or not (connection.connection and connection.connection.closed):
            raise
        connection.close()
        return _fetched(sql, parameters)


def _fetched(sql: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(sql, parameters, binary=True).fetchall()


def first_number(sql: str) -> int:
    """The one number that a query without parameters gives.

    It goes to libpq at once: this is asked for every page and every claim that is kept, and a cursor would add a tenth
    to the processor time of the whole request.
    """
    connection.ensure_connection()
    result = connection.connection.pgconn.exec_(sql.encode())
    if result.status == ExecStatus.TUPLES_OK:
        return int(result.get_value(0, 0))
    return int(fetched(sql)[0][0])  # which connects again or says what is wrong


def stored(sql: str, parameters: Parameters) -> list[Stored]:
    """The rows of a query that selects COLUMNS; for the modules that ask further questions of the record."""
    return [Stored(*row) for row in fetched(sql, parameters)]


def streamed(sql: str, parameters: Parameters, at_once: int) -> Iterator[list[Stored]]:
    """The rows of a query that selects COLUMNS, in pieces, however many there are: the server keeps the rest."""
    connection.ensure_connection()
    with (
        transaction.atomic(),
        connection.wrap_database_errors,
        psycopg.ServerCursor(connection.connection, "claims_streamed") as cursor,
    ):
        cursor.execute(sql, parameters, binary=True)
        while rows := cursor.fetchmany(at_once):
            yield [Stored(*row) for row in rows]
