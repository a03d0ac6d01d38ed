"""Pairs of figures as JSON lines in, what the second is to the first as JSON lines out. Needs no database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from claims.choices import Counted, Qualifier
from claims.figure import LARGEST
from claims.matching.kinds import kind_of
from claims.matching.signals import LONGEST, Given

Passages = Mapping[str, str]  # texts by the id of their passage


class BadLine(ValueError):
    """A line that is no pair; the message names the line and the field."""


def answers(lines: Iterable[str], passages: Passages) -> Iterator[dict[str, Any]]:
    """For each pair `{"id", "a": figure, "b": figure}` its id, the kind, and why.

    A figure has `span`, `low`, `high`, `counted_class` and `lang`; its text is in `text`, or found in `passages` by
    `passage`. Without a text the span is all there is to go by. `relation` repeats the kind under the name that the
    pairs have for it, so that answers can be laid beside them.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            pair = _object(line, number)
            given = [_given(pair, end, passages, number) for end in ("a", "b")]
            verdict = kind_of(*given)
            kind = verdict.kind.value
            yield {"id": _id(pair, number), "kind": kind, "relation": kind, "reason": str(verdict.reason)}


def read_passages(lines: Iterable[str]) -> dict[str, str]:
    """The texts of passages from lines of `{"id", "text"}`."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            passage = _object(line, number)
            found[_text(passage, "id", number)] = _text(passage, "text", number)
    return found


def _object(line: str, number: int) -> dict[str, Any]:
    try:
        read = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise BadLine(f"Line {number} is not JSON.") from error
    if not isinstance(read, dict):
        raise BadLine(f"Line {number} is not an object.")
    return read


def _id(pair: dict[str, Any], number: int) -> str | int | None:
    value = pair.get("id")
    if isinstance(value, Decimal) and -LARGEST <= value <= LARGEST and value % 1 == 0:
        return int(value)
    if value is None or isinstance(value, str):
        return value
    raise _bad(number, "id", "text or a whole number is wanted")


def _given(pair: dict[str, Any], end: str, passages: Passages, number: int) -> Given:
    figure = pair.get(end)
    if not isinstance(figure, dict):
        raise _bad(number, end, "a figure is missing")
    span, passage = _text(figure, "span", number, end), _text(figure, "passage", number, end, "")
    text = _text(figure, "text", number, end, "") or passages.get(passage, "") or span
    return Given(
        text=text,
        lang=_text(figure, "lang", number, end),
        span=span,
        low=_number(figure, "low", number, end),
        high=_number(figure, "high", number, end),
        qualifier=_code(figure, "qualifier", Qualifier.values, number, end),
        counted=_code(figure, "counted_class", Counted.values, number, end),
        sources=[source] if (source := _text(figure, "attribution", number, end, "")) else (),
        who=_text(figure, "who", number, end, ""),
        passage=passage,
    )


def _text(thing: dict[str, Any], field: str, number: int, end: str = "", default: str | None = None) -> str:
    value = thing.get(field)
    if value in (None, "") and default is not None:
        return default
    if not isinstance(value, str) or not value.strip():
        raise _bad(number, f"{end}.{field}", "text is wanted")
    return value[:LONGEST]


def _number(figure: dict[str, Any], field: str, number: int, end: str) -> Decimal | None:
    value = figure.get(field)
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite() or not -LARGEST <= value <= LARGEST:
        raise _bad(number, f"{end}.{field}", f"a number up to {LARGEST:,} is wanted")
    return value


def _code(figure: dict[str, Any], field: str, known: list[str], number: int, end: str) -> str:
    """A code, or nothing; figures as they are extracted call a bare number exact."""
    value = figure.get(field) or ""
    value = {"exact": Qualifier.NONE.value}.get(value, value) if isinstance(value, str) else value
    if value and value not in known:
        raise _bad(number, f"{end}.{field}", f"known are {', '.join(known)}")
    return str(value)


def _bad(number: int, field: str, what: str) -> BadLine:
    return BadLine(f"Line {number}, {field.removeprefix('.')}: {what}.")
