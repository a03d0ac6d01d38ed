"""Questions across the whole record: what changed lately, where, and how much. For home, feeds and sitemaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from claims.reading import COLUMNS, Stored, find, stored
from sources.models import Source


def told(
    changes: Sequence[str],
    *,
    entered: str = "",
    subject: str = "",
    mentions: str = "",
    before: int | None = None,
    limit: int = 50,
) -> list[Stored]:
    """At most `limit` Records of claims that tell of these changes, newest first, with an index below `before`.

    `entered` leaves only those by which a claim came into that status; `mentions` those that refer to a public id.
    """
    # What was removed since is no news any more.
    removed = "SELECT FROM claims_record x WHERE x.subject = r.subject AND x.change = 'removed'"
    conditions = ["r.subject_kind = 'claim'", "r.change = ANY(%s)", f"NOT EXISTS ({removed})"]
    parameters: list[Any] = [list(changes)]
    optional = {
        "r.status = %s AND r.previous_status <> r.status": entered,
        "r.subject = %s": subject,
        "m.referenced = %s": mentions,
        "r.index < %s": before,
    }
    for condition, value in optional.items():
        if value not in ("", None):
            conditions.append(condition)
            parameters.append(value)
    table = "claims_mention m JOIN claims_record r USING (index)" if mentions else "claims_record r"
    return stored(
        f"SELECT {COLUMNS} FROM (SELECT r.index FROM {table} WHERE {' AND '.join(conditions)}"  # noqa: S608
        f" ORDER BY {'m' if mentions else 'r'}.index DESC LIMIT %s) t JOIN claims_record r ON r.index = t.index"
        " LEFT JOIN claims_body b ON b.index = t.index ORDER BY t.index DESC",
        [*parameters, limit],
    )


def active_topics(limit: int, among: int = 1000) -> dict[str, datetime]:
    """The topics of the claims that changed last, looking at so many of these, and when it was; newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT topic, max(changed_at) FROM (SELECT topic, index, changed_at FROM claims_listing"
            " WHERE subject_kind = 'claim' AND until_index IS NULL ORDER BY index DESC LIMIT %s) l"
            " GROUP BY topic ORDER BY max(index) DESC LIMIT %s",
            [among, limit],
        )
        return dict(cursor.fetchall())


def counts_by_status(topics: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many claims of each topic have which status now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT topic, status, count(*) FROM claims_listing WHERE subject_kind = 'claim' AND until_index IS NULL"
            " AND topic = ANY(%s) GROUP BY topic, status",
            [list(topics)],
        )
        counts: dict[str, dict[str, int]] = {}
        for topic, status, count in cursor.fetchall():
            counts.setdefault(topic, {})[status] = count
        return counts


def stretches(kinds: Sequence[str], length: int) -> list[int]:
    """The numbers of those stretches of the log, `length` Records each, that hold a Record in force of these kinds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT index / %s AS stretch FROM claims_listing"
            " WHERE subject_kind = ANY(%s) AND until_index IS NULL ORDER BY stretch",
            [length, list(kinds)],
        )
        return [row[0] for row in cursor.fetchall()]


def in_stretch(kinds: Sequence[str], stretch: int, length: int) -> list[Stored]:
    """The Records in force of these kinds in one such stretch, in the order of the log."""
    return stored(
        f"SELECT {COLUMNS} FROM claims_listing l JOIN claims_record r ON r.index = l.index"  # noqa: S608
        " JOIN claims_body b ON b.index = l.index WHERE l.subject_kind = ANY(%s) AND l.until_index IS NULL"
        " AND l.index >= %s AND l.index < %s ORDER BY l.index",
        [list(kinds), stretch * length, (stretch + 1) * length],
    )


def spelled_like(text: str, limit: int = 5) -> list[Stored]:
    """The Records in force of the public sources whose names look most like `text`, the most alike first."""
    ids = [source.public_id or "" for source in Source.objects.spelled_like(text)[:limit]]
    found = find(ids)
    return [found[public_id] for public_id in ids if public_id in found]
