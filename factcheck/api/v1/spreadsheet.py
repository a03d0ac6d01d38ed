"""Claims as CSV (RFC 4180), one row a claim. The columns are declared here, once."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import orjson
from django.conf import settings

from claims import reading
from claims.reading import Filters, Stored
from sources.texts import pick

Cell = str | int | float | None
Facts = dict[str, Any]  # a body, with what the table takes from its envelope

_ROWS_AT_ONCE = 1_000  # in memory: a few megabytes, however long the list is
# Where a spreadsheet program would see the beginning of a formula: at the beginning of a cell, of a line in it, and
# after other separators than ours, at which a program may split it.
_SIGN = re.compile(r"[=+\-@＝＋－＠]")
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])")


@dataclass(frozen=True)
class Column:
    """A column: its name, what stands in it, and how that is drawn."""

    name: str
    meaning: str
    draw: Callable[[Facts], Cell]
    type: str = "string"  # in the words of Frictionless Data Package: string, integer, number or datetime


def _at(*path: str) -> Callable[[Facts], Cell]:
    """What stands at a path of the body; nothing where the path ends early."""

    def draw(facts: Facts) -> Cell:
        value: Any = facts
        for name in path:
            value = value.get(name) if value else None
        return value  # type: ignore[no-any-return]

    return draw


def _origins(part: str) -> Callable[[Facts], Cell]:
    """What is said of the first hop of each chain, without repetitions."""

    def draw(facts: Facts) -> Cell:
        chains = [attribution["chain"] for attribution in facts.get("attributions", ())]
        return _joined(chain[0][part] for chain in chains if chain)

    return draw


def _joined(values: Iterable[str | None]) -> str:
    return " | ".join(dict.fromkeys(value for value in values if value))


def _summary(part: int) -> Callable[[Facts], Cell]:
    return lambda facts: pick(facts.get("summary", {}), settings.LANGUAGE_CODE)[part]


COLUMNS = (
    Column("id", "The id of the claim.", _at("id")),
    Column("index", "The index of its Record in the log.", _at("index"), "integer"),
    Column("recorded_at", "When we recorded this state. UTC.", _at("recorded_at"), "datetime"),
    Column("kind", "`figure` or `statement`.", _at("kind")),
    Column("nature", "`checkable`, or why a statement is not.", _at("nature")),
    Column("topic", "The id of the topic.", _at("topic")),
    Column("measure", "The id of the measure. Compare figures under one measure only.", _at("measure")),
    Column("status", "The status. `retracted` does not mean false.", _at("status", "code")),
    Column("reason_code", "The typed reason of the status.", _at("status", "reason_code")),
    Column("attributed_to", "The id of the source that acted.", _at("status", "attributed_to", "source")),
    Column("decided_at", "When the desk decided on the status. UTC.", _at("status", "decided_at"), "datetime"),
    Column("hold_since", "Since when a decision is awaited. UTC.", _at("hold", "reported_at"), "datetime"),
    Column("words", "The figure word for word: show it wherever you show a number.", _at("figure", "words")),
    Column("qualifier", "What stood before the number. `none` does not mean exactly.", _at("figure", "qualifier")),
    Column("low", "The lowest number; empty for an open end.", _at("figure", "low"), "number"),
    Column("high", "The highest number; empty for an open end.", _at("figure", "high"), "number"),
    Column("as_of", "The time for which the figure was given. UTC.", _at("figure", "as_of", "at"), "datetime"),
    Column("as_of_precision", "How exactly that time is known.", _at("figure", "as_of", "precision")),
    Column("wording", "The claim word for word.", _at("wording", "text")),
    Column("wording_lang", "The language of the wording.", _at("wording", "lang")),
    Column("summary", "The desk's own sentence.", _summary(0)),
    Column("summary_lang", "The language of that sentence.", _summary(1)),
    Column("origins", "The ids of the sources that the chains begin with.", _origins("source")),
    Column("origins_named_as", "How they were named there.", _origins("named_as")),
    Column("origins_count", "How many identified origins are independent.", _at("origins", "count"), "integer"),
    Column("origins_standing", "How many of these still stand behind it.", _at("origins", "standing"), "integer"),
    Column("unidentified_count", "How many unidentified origins there are.", _at("origins", "unidentified"), "integer"),
    Column("reports_count", "How many reports carry it.", _at("origins", "reports"), "integer"),
    Column(
        "corrections",
        "The ids of our corrections of it.",
        lambda facts: _joined(entry["correction"] for entry in facts.get("corrections", ())),
    ),
    Column("reviewed_at", "When an editor last reviewed it. UTC.", _at("reviewed_at"), "datetime"),
)


HEADER = [column.name for column in COLUMNS]


def lines(wanted: Filters, pinned: int) -> Iterator[bytes]:
    """The table in pieces, newest claims first, as of the moment when the log had `pinned` Records."""
    yield written([HEADER])
    before: int | None = pinned
    while before is not None:
        page = reading.page(wanted, pinned=pinned, before=before, limit=_ROWS_AT_ONCE)
        yield written(map(_cells, page.rows))
        before = page.before


def facts_of(row: Stored) -> Facts:
    """What the columns draw from."""
    # Not row.json, which stays with the row: a thousand parsed bodies at once keep the garbage collector busy.
    facts: Facts = orjson.loads(row.body) if row.body else {"id": row.subject}
    facts["index"], facts["recorded_at"] = row.index, row.recorded_at.isoformat().replace("+00:00", "Z")
    return facts


def _cells(row: Stored) -> list[Cell]:
    facts = facts_of(row)
    return [inert(column.draw(facts)) for column in COLUMNS]


def written(rows: Iterable[Iterable[Cell]]) -> bytes:
    """The rows as lines of the table."""
    piece = StringIO()
    csv.writer(piece, lineterminator="\r\n").writerows(rows)
    return piece.getvalue().encode()


def inert(cell: Cell) -> Cell:
    """The cell with an apostrophe before each sign that a spreadsheet program would begin a formula at."""
    if isinstance(cell, str) and _SIGN.search(cell):
        return _FORMULA.sub(r"\1\2'", cell)
    return cell
