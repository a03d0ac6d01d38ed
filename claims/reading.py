"""Reading the record: stored bytes and what lists need, in few and plain queries. Pages and API read through here.

Nothing here knows an editorial table, so no draft can leak.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import orjson
from django.db import connection

from claims.choices import SubjectKind
from claims.search import query

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
        """The body parsed; empty where it was removed."""
        return orjson.loads(self.body) if self.body is not None else {}


def stored(sql: str, parameters: Sequence[Any]) -> list[Stored]:
    """The rows of a query that selects COLUMNS; for the modules that ask further questions of the record."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Stored(*row) for row in cursor.fetchall()]


def head() -> int:
    """How many Records there are: one more than the highest index, and the cheapest sign that something changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_index FROM claims_loghead WHERE id = 1")
        return int(cursor.fetchone()[0])


def is_demonstration() -> bool:
    """Whether the log was created as a demonstration; pages say so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT demonstration FROM claims_loghead WHERE id = 1")
        return bool(cursor.fetchone()[0])


def head_at(moment: datetime) -> int:
    """How many Records there were at `moment` by the record's own clock; the `as_of` of every question below."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(index) + 1, 0) FROM claims_record WHERE recorded_at <= %s", [moment])
        return int(cursor.fetchone()[0])


def _in_force(as_of: int | None) -> tuple[str, list[Any]]:
    """The condition on a row of Listing or Mention `l`: in force now, or when the log had `as_of` Records."""
    if as_of is None:
        return "l.until_index IS NULL", []
    return "l.index < %s AND (l.until_index IS NULL OR l.until_index >= %s)", [as_of, as_of]


def find(subjects: Iterable[str], as_of: int | None = None) -> dict[str, Stored]:
    """The Records in force of these public ids, by id; unknown ones are left out."""
    condition, parameters = _in_force(as_of)
    rows = stored(
        f"SELECT {COLUMNS} FROM claims_listing l JOIN claims_record r ON r.index = l.index"  # noqa: S608
        f" LEFT JOIN claims_body b ON b.index = l.index WHERE l.subject = ANY(%s) AND {condition}",
        [list(subjects), *parameters],
    )
    return {row.subject: row for row in rows}


def included(rows: Sequence[Stored], as_of: int | None = None) -> dict[str, Stored]:
    """The Records in force of everything that these mention, except themselves, by public id."""
    condition, parameters = _in_force(as_of)
    mentioned = stored(
        f"SELECT {COLUMNS} FROM (SELECT DISTINCT referenced FROM claims_mention WHERE index = ANY(%s)) m"  # noqa: S608
        " JOIN claims_listing l ON l.subject = m.referenced JOIN claims_record r ON r.index = l.index"
        f" LEFT JOIN claims_body b ON b.index = l.index WHERE {condition} ORDER BY r.index",
        [[row.index for row in rows], *parameters],
    )
    shown = {row.subject for row in rows}
    return {row.subject: row for row in mentioned if row.subject not in shown}


def newest_of(subjects: Iterable[str], mentioning: str = "") -> int:
    """The highest index among the Records in force of these public ids and of everything that refers to `mentioning`.

    -1 when there is none. Whoever keeps what was drawn from them asks this to learn whether it is still true.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(-1,"
            " (SELECT max(index) FROM claims_listing WHERE subject = ANY(%s) AND until_index IS NULL),"
            " (SELECT max(index) FROM claims_mention WHERE referenced = %s AND until_index IS NULL))",
            [list(subjects), mentioning],
        )
        return int(cursor.fetchone()[0])


def history(subject: str) -> list[Stored]:
    """Every Record of one public id, oldest first."""
    return stored(
        f"SELECT {COLUMNS} FROM claims_record r LEFT JOIN claims_body b ON b.index = r.index"  # noqa: S608
        " WHERE r.subject = %s ORDER BY r.index",
        [subject],
    )


def changes(after: int, limit: int) -> list[Stored]:
    """At most `limit` Records with an index above `after`, in order: complete by construction (claims.log)."""
    return stored(
        f"SELECT {COLUMNS} FROM claims_record r LEFT JOIN claims_body b ON b.index = r.index"  # noqa: S608
        " WHERE r.index > %s ORDER BY r.index LIMIT %s",
        [after, limit],
    )


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. Empty means any; several values of one field are alternatives."""

    subject_kind: SubjectKind = SubjectKind.CLAIM
    status: Sequence[str] = ()
    topic: str = ""
    measure: str = ""
    kind: str = ""
    language: str = ""
    source: str = ""  # the public id of a source in any hop
    mentions: str = ""  # the public id of anything that the body refers to
    updated_since: datetime | None = None
    at_least: Decimal | None = None  # figures that may be this or more
    at_most: Decimal | None = None  # figures that may be this or less
    text: str = ""
    as_of: int | None = None


def listed(filters: Filters, *, before: int | None = None, limit: int = 100) -> list[Stored]:
    """At most `limit` Records in force, newest first, with an index below `before`."""
    conditions, parameters = _conditions(filters)
    if before is not None:
        conditions.append("l.index < %s")
        parameters.append(before)
    mentioned = filters.source or filters.mentions
    table = "claims_listing l"
    if mentioned:
        # The mention leads, so that the rows come in the order of the index without sorting.
        table = "claims_mention m JOIN claims_listing l ON l.index = m.index"
        conditions.insert(0, "m.referenced = %s")
        parameters.insert(0, mentioned)
        if filters.as_of is None:
            conditions.insert(1, "m.until_index IS NULL")
    order = "m.index" if mentioned else "l.index"
    return stored(
        f"SELECT {COLUMNS} FROM (SELECT l.index FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608
        f" ORDER BY {order} DESC LIMIT %s) l JOIN claims_record r ON r.index = l.index"
        " LEFT JOIN claims_body b ON b.index = l.index ORDER BY l.index DESC",
        [*parameters, limit],
    )


def _conditions(filters: Filters) -> tuple[list[str], list[Any]]:
    in_force, parameters = _in_force(filters.as_of)
    conditions = ["l.subject_kind = %s", in_force]
    parameters = [filters.subject_kind.value, *parameters]

    def narrow(condition: str, *values: Any) -> None:
        conditions.append(condition)
        parameters.extend(values)

    for column in ("topic", "measure", "kind", "language"):
        if value := getattr(filters, column):
            narrow(f"l.{column} = %s", value)
    if len(filters.status) == 1:
        narrow("l.status = %s", filters.status[0])
    elif filters.status:
        narrow("l.status = ANY(%s)", list(filters.status))
    if filters.updated_since:
        narrow("l.changed_at >= %s", filters.updated_since)
    if filters.at_least is not None:
        narrow("(l.high >= %s OR (l.high IS NULL AND l.low IS NOT NULL))", filters.at_least)
    if filters.at_most is not None:
        narrow("(l.low <= %s OR (l.low IS NULL AND l.high IS NOT NULL))", filters.at_most)
    if filters.text:
        search = query(filters.text, lambda source: source.public_id)
        if search is None:
            narrow("false")
        else:
            narrow(f"l.search @@ ({search[0]})", *search[1])
    return conditions, parameters


def status_counts(source: str) -> list[tuple[str, int]]:
    """How many claims in force that mention this source have each status, most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.status, count(*) FROM claims_mention m JOIN claims_listing l ON l.index = m.index"
            " WHERE m.referenced = %s AND m.until_index IS NULL AND l.subject_kind = 'claim' GROUP BY l.status"
            " ORDER BY count(*) DESC, l.status",
            [source],
        )
        return cursor.fetchall()
