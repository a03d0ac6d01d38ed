"""What lists filter by and which Records mention a thing, drawn from bodies alone, so that it can be made anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from claims.choices import SubjectKind
from claims.search import STEMMERS, VECTOR_SQL, vector_texts

_GONE = "gone"
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
    """The projection of one body. `body` is as claims.record builds it, or as parsed from its stored bytes.

    What was merged into another claim or removed is of a kind that no list asks for; its id still finds it.
    """
    mentions = frozenset(_ids(body)) - {body["id"]}
    figure = body.get("figure") or {}
    status = body.get("status") or {}
    return Projected(
        subject_kind=_GONE if body.get("merged_into") or body.get("removed") else subject_kind,
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
    kind = type(value)
    if kind is str:
        if key in _ID_KEYS:
            yield value
    elif kind is dict:
        for inner_key, inner in value.items():
            if inner and inner_key not in _TEXT_KEYS:
                yield from _ids(inner, inner_key)
    elif kind is list or kind is tuple:
        for inner in value:
            yield from _ids(inner, key)


_TEXT_KEYS = frozenset(
    {"wording", "summary", "figure", "reason", "note", "excerpt", "quote", "title", "names", "answer"}
)
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


def store_projection(
    cursor: Any,
    indices: range,
    subjects: list[str],
    rows: Sequence[Projected],
    recorded_at: datetime,
    known: Sequence[str],
) -> None:
    """Insert the rows of these Records. Those of `known` subjects, which had Records before, replace older ones."""
    if known:
        at = dict(zip(subjects, indices, strict=True))
        for table in ("claims_listing", "claims_mention"):
            cursor.execute(
                f"UPDATE {table} t SET until_index = n.index"  # noqa: S608 - our own names
                " FROM unnest(%s::text[], %s::bigint[]) AS n (subject, index)"
                " WHERE t.subject = n.subject AND t.until_index IS NULL",
                [list(known), [at[subject] for subject in known]],
            )
    _insert_listings(cursor, indices, subjects, rows, recorded_at)
    with cursor.copy("COPY claims_mention (index, subject, referenced) FROM STDIN") as copy:
        for index, subject, row in zip(indices, subjects, rows, strict=True):
            for mention in sorted(row.mentions):
                copy.write_row((index, subject, mention))


def _insert_listings(
    cursor: Any, indices: range, subjects: list[str], rows: Sequence[Projected], recorded_at: datetime
) -> None:
    """One JSON parameter: the driver turns arrays of this size into text a hundred times slower."""
    columns = {"index": "bigint", "subject": "text", "low": "numeric", "high": "numeric"}
    columns |= dict.fromkeys(_TEXT_COLUMNS, "text")
    searched = {name: f"search_{name}" for name in ("simple", *STEMMERS)}
    vector = VECTOR_SQL.format(**searched)
    data = [
        {
            "index": index,
            "subject": subject,
            "low": row.low,
            "high": row.high,
            **{column: getattr(row, column) for column in _TEXT_COLUMNS},
            **{searched[name]: text for name, text in row.search.items()},
        }
        for index, subject, row in zip(indices, subjects, rows, strict=True)
    ]
    typed = ", ".join(f"{name} {kind}" for name, kind in (columns | dict.fromkeys(searched.values(), "text")).items())
    names = ", ".join(columns)
    cursor.execute(
        f"INSERT INTO claims_listing ({names}, search, changed_at) SELECT {names}, strip({vector}), %s"  # noqa: S608
        f" FROM json_to_recordset(%s) AS n ({typed})",
        [recorded_at, orjson.dumps(data).decode()],
    )


@transaction.atomic
def rebuild() -> int:
    """Make Listing and Mention anew from the stored bodies; the number of Records. Nobody appends meanwhile.

    A Record whose body was removed keeps its place in time, with nothing to find it by.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_index FROM claims_loghead WHERE id = 1 FOR UPDATE")
        (length,) = cursor.fetchone()
        cursor.execute("DELETE FROM claims_listing")  # not TRUNCATE: readers go on reading the old rows
        cursor.execute("DELETE FROM claims_mention")
        for start in range(0, length, _AT_ONCE):
            for run in _runs(_read(cursor, start)):
                _store_run(cursor, run)
    return int(length)


_AT_ONCE = 1_000
Row = tuple[int, str, str, datetime, bytes | None]


def _read(cursor: Any, start: int) -> list[Row]:
    """Records from `start` on with their bodies; None for a removed one."""
    cursor.execute(
        "SELECT r.index, r.subject_kind, r.subject, r.recorded_at, b.body FROM claims_record r"
        " LEFT JOIN claims_body b USING (index) WHERE r.index >= %s AND r.index < %s ORDER BY r.index",
        [start, start + _AT_ONCE],
    )
    return list(cursor.fetchall())


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows in runs of one time and without gaps, in which no thing comes twice: what one append could have been."""
    run: list[Row] = []
    for row in rows:
        if run and (row[0] != run[-1][0] + 1 or row[3] != run[-1][3] or row[2] in {known[2] for known in run}):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _store_run(cursor: Any, run: list[Row]) -> None:
    subjects = [row[2] for row in run]
    rows = [project(row[1], orjson.loads(row[4]) if row[4] else {"id": row[2], "type": row[1]}) for row in run]
    store_projection(cursor, range(run[0][0], run[-1][0] + 1), subjects, rows, run[0][3], subjects)
