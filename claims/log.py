"""The record log: the only place that appends Records. The format is described in docs/record.md.

The index has no gaps and follows commit order, because the row lock on LogHead is taken last and held to the end of
the transaction. A reader who has seen index n has seen everything up to n.
"""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.db import connection, transaction

from claims import clock, hooks
from claims.choices import Change
from claims.projection import project, store_projection

MOST_AT_ONCE = 1_000  # Records in one append: a larger import would hold the lock while others wait
BODY_DOMAIN = b"factcheck-body/1\n"
LEAF_DOMAIN = "factcheck-record/1"
SALT_BYTES = 16


@dataclass(frozen=True)
class Entry:
    """A Record to be appended: the whole public state of one thing, and what changed."""

    subject_kind: str
    subject: str
    change: str
    body: dict[str, Any]
    previous_status: str = ""
    status: str = ""
    urgent: bool = False


def digest(salt: bytes, body: bytes) -> bytes:
    """SHA-256 over domain, salt and body. The salt keeps a removed body from being guessed from its digest."""
    return hashlib.sha256(BODY_DOMAIN + salt + body).digest()


def leaf(record: Any) -> bytes:
    """The immutable bytes of one Record, one field a line; a tree over the log hashes these."""
    fields = (
        LEAF_DOMAIN,
        record.index,
        record.subject_kind,
        record.subject,
        record.change,
        record.previous_status,
        record.status,
        "urgent" if record.urgent else "",
        record.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        base64.b64encode(bytes(record.digest)).decode(),
    )
    return "".join(f"{field}\n" for field in fields).encode()


def serialize(body: dict[str, Any]) -> bytes:
    """A body's JSON (RFC 8259) in UTF-8, in the order in which it was built."""
    return orjson.dumps(body)


@transaction.atomic
def append(entries: Sequence[Entry]) -> range:
    """Append one Record for each entry, in this order, and return their indices.

    Call it as the last write of a transaction: from here to the commit, nobody else can append.
    """
    if not entries:
        return range(0)
    if len(entries) > MOST_AT_ONCE or len({entry.subject for entry in entries}) < len(entries):
        raise ValueError("append up to 1,000 entries of different subjects at once")
    bodies = [serialize(entry.body) for entry in entries]
    salts = [secrets.token_bytes(SALT_BYTES) for _ in entries]
    projected = [project(entry.subject_kind, entry.body) for entry in entries]
    with connection.cursor() as cursor:
        first, recorded_at = _advance_head(cursor, len(entries))
        indices = range(first, first + len(entries))
        digests = [digest(salt, body) for salt, body in zip(salts, bodies, strict=True)]
        _copy_records(cursor, indices, entries, recorded_at, digests)
        _copy_bodies(cursor, indices, salts, bodies)
        known = [entry.subject for entry in entries if entry.change != Change.PUBLISHED]
        store_projection(cursor, indices, [entry.subject for entry in entries], projected, recorded_at, known)
    for act in hooks.after_append:
        act()
    return indices


def _advance_head(cursor: Any, count: int) -> tuple[int, datetime]:
    """Lock the head, move it by `count`, and return the first free index and the time to stamp."""
    cursor.execute(
        "UPDATE claims_loghead SET next_index = next_index + %s, recorded_at = greatest(recorded_at,"
        " CASE WHEN demonstration THEN coalesce(%s, clock_timestamp()) ELSE clock_timestamp() END)"
        " WHERE id = 1 RETURNING next_index, recorded_at, demonstration",
        [count, clock.set_moment()],
    )
    next_index, recorded_at, demonstration = cursor.fetchone()
    if clock.set_moment() and not demonstration:
        raise ValueError("only a log created as a demonstration accepts times of its own choosing")
    return next_index - count, recorded_at


def _copy_records(
    cursor: Any, indices: range, entries: Sequence[Entry], recorded_at: datetime, digests: list[bytes]
) -> None:
    columns = "index, subject_kind, subject, change, previous_status, status, urgent, recorded_at, digest"
    with cursor.copy(f"COPY claims_record ({columns}) FROM STDIN") as copy:
        for index, e, digested in zip(indices, entries, digests, strict=True):
            statuses = (str(e.previous_status), str(e.status))
            kind, change = str(e.subject_kind), str(e.change)
            copy.write_row((index, kind, e.subject, change, *statuses, e.urgent, recorded_at, digested))


def _copy_bodies(cursor: Any, indices: range, salts: list[bytes], bodies: list[bytes]) -> None:
    with cursor.copy("COPY claims_body (index, salt, body) FROM STDIN") as copy:
        for row in zip(indices, salts, bodies, strict=True):
            copy.write_row(row)


@transaction.atomic
def begin_demonstration() -> None:
    """Mark an empty log as a demonstration, which may hold times of the past. Raises ValueError on any other."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_loghead SET demonstration = true WHERE id = 1 AND next_index = 0")
        if cursor.rowcount != 1:
            raise ValueError("this log has Records already and cannot become a demonstration")


@transaction.atomic
def redact(indices: Sequence[int], *, ground: str, by: Any, approved_by: Any) -> int:
    """Remove these bodies on a lawful ground; digests and leaves stay, so every proof holds. Returns how many went.

    Two editors answer for it. Raises ValueError for a Record that is in force: edit the thing first, so that what
    readers see no longer holds what must go, and remove its older bodies then.
    """
    if by.pk == approved_by.pk:
        raise ValueError("two different people answer for a redaction")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT index FROM claims_listing WHERE index = ANY(%s) AND until_index IS NULL", [list(indices)]
        )
        if in_force := [str(row[0]) for row in cursor.fetchall()]:
            raise ValueError(f"in force, so edit the thing first: {', '.join(in_force)}")
        cursor.execute(
            "INSERT INTO claims_redaction (index, ground, made_by_id, approved_by_id)"
            " SELECT index, %s, %s, %s FROM claims_body WHERE index = ANY(%s)",
            [ground, by.pk, approved_by.pk, list(indices)],
        )
        cursor.execute("UPDATE claims_listing SET search = NULL WHERE index = ANY(%s)", [list(indices)])
        cursor.execute("DELETE FROM claims_body WHERE index = ANY(%s)", [list(indices)])
        return int(cursor.rowcount)
