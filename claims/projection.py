"""What lists filter by and which Records mention a thing, drawn from bodies alone, so that it can be made anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction

from claims.choices import SubjectKind
from claims.search import STEMMERS, VECTOR_SQL, vector_texts

_TEXT_COLUMNS = ("subject_kind", "kind", "status", "topic", "measure", "language")


@dataclass(frozen=True)
class Projected:
    """One row of Listing without its index, and the public ids that the body mentions."""

    subject_kind: str
    kind: str
    status: str
    topic: str
    measure: str
    language: str
    low: Any
    high: Any
    search: dict[str, str]
    mentions: frozenset[str]


def project(subject_kind: str, body: dict[str, Any]) -> Projected:
    """The projection of one body. `body` is as claims.record builds it, or as parsed from its stored bytes."""
    mentions = frozenset(_ids(body)) - {body["id"]}
    figure = body.get("figure") or {}
    status = body.get("status") or {}
    return Projected(
        subject_kind=subject_kind,
        kind=body.get("kind") or "",
        status=status.get("code") or "",
        topic=body.get("topic") or "",
        measure=body.get("measure") or "",
        language=(body.get("wording") or {}).get("lang") or "",
        low=figure.get("low"),
        high=figure.get("high"),
        search=vector_texts(_searched(body), (figure.get("low"), figure.get("high")), _searched_ids(body, mentions)),
        mentions=mentions,
    )


def _ids(value: Any, key: str = "") -> Iterator[str]:
    """Every public id in a body. Ids stand under these keys and nowhere else (docs/record.md)."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from _ids(inner, inner_key)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner, key)
    elif isinstance(value, str) and key in _ID_KEYS:
        yield value


_ID_KEYS = frozenset({"topic", "measure", "source", "report", "publisher", "claim", "other", "body", "correction"})


def _searched(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if wording := body.get("wording"):
        yield wording["lang"], wording["text"]
    if figure := body.get("figure"):
        yield "", figure["words"]
    for field in ("summary", "title", "label"):
        texts = body.get(field)
        if isinstance(texts, dict):
            yield from ((language, entry["text"]) for language, entry in texts.items())
        elif texts:
            yield body.get("lang") or "", texts
    for attribution in body.get("attributions", ()):
        yield from ((hop["named_as_lang"], hop["named_as"]) for hop in attribution["chain"] if hop["named_as"])


def _searched_ids(body: dict[str, Any], mentions: frozenset[str]) -> Iterable[str]:
    if body["type"] != SubjectKind.CLAIM:
        return [body["id"]]
    return [body["id"], *(mention for mention in mentions if mention.startswith("s"))]


def store_projection(cursor: Any, indices: range, subjects: list[str], rows: Sequence[Projected]) -> None:
    """Close the current rows of these subjects and insert the new ones."""
    for table in ("claims_listing", "claims_mention"):
        cursor.execute(
            f"UPDATE {table} t SET until_index = n.index FROM unnest(%s::text[], %s::bigint[]) AS n (subject, index)"  # noqa: S608
            " WHERE t.subject = n.subject AND t.until_index IS NULL",
            [subjects, list(indices)],
        )
    _insert_listings(cursor, indices, subjects, rows)
    mentions = [(i, s, m) for i, s, row in zip(indices, subjects, rows, strict=True) for m in sorted(row.mentions)]
    if mentions:
        cursor.execute(
            "INSERT INTO claims_mention (index, subject, referenced)"
            " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[])",
            [list(column) for column in zip(*mentions, strict=True)],
        )


def _insert_listings(cursor: Any, indices: range, subjects: list[str], rows: Sequence[Projected]) -> None:
    searched = ["simple", *STEMMERS]
    vector = VECTOR_SQL.format(**{name: f"n.search_{name}" for name in searched})
    columns = ", ".join(_TEXT_COLUMNS)
    texts = ", ".join(["%s::text[]"] * (len(_TEXT_COLUMNS) + len(searched)))
    cursor.execute(
        f"INSERT INTO claims_listing (index, subject, low, high, {columns}, search, changed_at)"  # noqa: S608
        f" SELECT n.index, n.subject, n.low, n.high, {', '.join('n.' + c for c in _TEXT_COLUMNS)}, strip({vector}),"
        " r.recorded_at"
        f" FROM unnest(%s::bigint[], %s::text[], %s::numeric[], %s::numeric[], {texts})"
        f" AS n (index, subject, low, high, {columns}, {', '.join('search_' + name for name in searched)})"
        " JOIN claims_record r ON r.index = n.index",
        [
            list(indices),
            subjects,
            [row.low for row in rows],
            [row.high for row in rows],
            *([getattr(row, column) for row in rows] for column in _TEXT_COLUMNS),
            *([row.search[name] for row in rows] for name in searched),
        ],
    )


@transaction.atomic
def rebuild() -> int:
    """Make Listing and Mention anew from the stored bodies; the number of Records that were read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_index FROM claims_loghead WHERE id = 1 FOR UPDATE")
        cursor.execute("TRUNCATE claims_listing, claims_mention")
        cursor.execute(
            "SELECT r.index, r.subject_kind, r.subject, b.body FROM claims_record r JOIN claims_body b USING (index)"
            " ORDER BY r.index"
        )
        rows = cursor.fetchall()
        for index, subject_kind, subject, body in rows:
            projected = project(subject_kind, orjson.loads(bytes(body)))
            store_projection(cursor, range(index, index + 1), [subject], [projected])
    return len(rows)
