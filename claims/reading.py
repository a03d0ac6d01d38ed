"""Reading the record: stored bytes and what lists need, in few and plain queries. Pages and API read through here.

Nothing here knows an editorial table, so no draft can leak.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from claims.choices import SubjectKind
from claims.lists import Filters, Page, listed, page
from claims.stored import COLUMNS, Stored, fetched, first_number, stored, streamed

__all__ = ["COLUMNS", "Filters", "Page", "Stored", "listed", "page", "stored"]


def head() -> int:
    """How many Records there are: one more than the highest index, and the cheapest sign that something changed."""
    return first_number("SELECT next_index FROM claims_loghead WHERE id = 1")


# The kind in Listing of what was merged into another claim or removed (claims.projection).
_GONE = "gone"


class Edition(NamedTuple):
    """What the log holds: how many Records, how many bodies were removed, and when either number last changed."""

    head: int
    removed: int
    changed_at: datetime | None


def edition() -> Edition:
    """The present edition. What was drawn from any part of the log is right for as long as it is the same."""
    rows = fetched(
        "SELECT h.next_index, d.removed, greatest(h.recorded_at, d.last) FROM claims_loghead h,"
        " (SELECT count(*) AS removed, max(made_at) AS last FROM claims_redaction) d WHERE h.id = 1"
    )
    return Edition(*rows[0])


def is_demonstration() -> bool:
    """Whether the log was created as a demonstration; pages say so."""
    return bool(fetched("SELECT demonstration FROM claims_loghead WHERE id = 1")[0][0])


def identity() -> str:
    """What tells this log from every other one: the digest of its first Record, in hexadecimal; empty before that."""
    found = fetched("SELECT digest FROM claims_record WHERE index = 0")
    return found[0][0].hex() if found else ""


def head_at(moment: datetime) -> int:
    """How many Records there were at `moment` by the record's own clock; the `as_of` of every question below."""
    # Not max(index): the planner would look for it from the end of the log, however long ago the moment was.
    found = fetched(
        "SELECT index FROM claims_record WHERE recorded_at <= %s ORDER BY recorded_at DESC, index DESC LIMIT 1",
        [moment],
    )
    return found[0][0] + 1 if found else 0


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


def included(
    rows: Sequence[Stored], as_of: int | None = None, kinds: Sequence[SubjectKind] | None = None
) -> dict[str, Stored]:
    """The Records in force of everything that these mention, except themselves, by public id; of `kinds` only."""
    condition, parameters = _in_force(as_of)
    of_kinds, kinds_asked = ("", []) if kinds is None else (" AND l.subject_kind = ANY(%s)", [list(kinds)])
    mentioned = stored(
        f"SELECT {COLUMNS} FROM (SELECT DISTINCT referenced FROM claims_mention WHERE index = ANY(%s)) m"  # noqa: S608
        " JOIN claims_listing l ON l.subject = m.referenced JOIN claims_record r ON r.index = l.index"
        f" LEFT JOIN claims_body b ON b.index = l.index WHERE {condition}{of_kinds} ORDER BY r.index",
        [[row.index for row in rows], *parameters, *kinds_asked],
    )
    shown = {row.subject for row in rows}
    return {row.subject: row for row in mentioned if row.subject not in shown}


def newest_of(subjects: Iterable[str], mentioning: str = "") -> int:
    """The highest index among the Records in force of these public ids and of everything that refers to `mentioning`.

    -1 when there is none. Whoever keeps what was drawn from them asks this to learn whether it is still true.
    """
    [(index,)] = fetched(
        "SELECT greatest(-1,"
        " (SELECT max(index) FROM claims_listing WHERE subject = ANY(%s) AND until_index IS NULL),"
        " (SELECT max(index) FROM claims_mention WHERE referenced = %s AND until_index IS NULL))",
        [list(subjects), mentioning],
    )
    return int(index)


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


def count_in_force(as_of: int) -> int:
    """How many things had a Record when the log had `as_of` Records."""
    condition, parameters = _in_force(as_of)
    return int(fetched(f"SELECT count(*) FROM claims_listing l WHERE {condition}", parameters)[0][0])  # noqa: S608


def all_in_force(kind: SubjectKind, as_of: int, at_once: int) -> Iterator[list[Stored]]:
    """Every Record of one kind that was in force when the log had `as_of` Records, in order, in pieces.

    Tombstones too, which no list shows. What is current comes in the order of an index of its own, and the few that
    were superseded since are put between.
    """
    return streamed(_tombstones_too("ORDER BY index"), {"kind": kind.value, "as_of": as_of, "before": as_of}, at_once)


def newest_in_force(kind: SubjectKind, as_of: int, before: int, limit: int) -> list[Stored]:
    """At most `limit` Records that were in force when the log had `as_of`, tombstones too, the newest below `before`
    first."""
    sql = _tombstones_too("ORDER BY index DESC LIMIT %(limit)s")
    return stored(sql, {"kind": kind.value, "as_of": as_of, "before": before, "limit": limit})


def _tombstones_too(order: str) -> str:
    keys = " UNION ALL ".join(
        f"(SELECT index FROM claims_listing WHERE subject_kind = {listed} AND index < %(before)s AND {state} {order})"  # noqa: S608
        for listed in ("%(kind)s", f"'{_GONE}'")
        for state in ("until_index IS NULL", "until_index >= %(as_of)s")
    )
    return (
        f"SELECT {COLUMNS} FROM ({keys} {order}) k JOIN claims_record r ON r.index = k.index"  # noqa: S608
        " LEFT JOIN claims_body b ON b.index = k.index WHERE r.subject_kind = %(kind)s"
        f" {order.replace('index', 'k.index')}"
    )


def status_counts(source: str) -> list[tuple[str, int]]:
    """How many claims in force that mention this source have each status, most first."""
    return fetched(
        "SELECT l.status, count(*) FROM claims_mention m JOIN claims_listing l ON l.index = m.index"
        " WHERE m.referenced = %s AND m.until_index IS NULL AND l.subject_kind = 'claim' GROUP BY l.status"
        " ORDER BY count(*) DESC, l.status",
        [source],
    )
