"""Proposals as JSON, in the shape that `manage.py extract` prints and that extraction is scored in."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from claims.extraction.proposals import Extraction, Figure, Hop, Span, Statement
from claims.extraction.unknown import NOT_YET_KNOWN

# The shape's own words for qualifiers; the others are called the same.
_QUALIFIERS = {"none": "exact", "exactly": "exact", "between": "range"}

_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in (Figure, Statement, Hop)}


def shape(extraction: Extraction, text: str) -> dict[str, Any]:
    """Figures with an amount and those not yet known apart, so that nobody reads the second for a number."""
    known = [figure for figure in extraction.figures if figure.qualifier != NOT_YET_KNOWN]
    unknown = [figure for figure in extraction.figures if figure.qualifier == NOT_YET_KNOWN]
    return {
        "lang": extraction.lang,
        "figures": [_figure(figure, text) for figure in known],
        "not_yet_known": [_figure(figure, text) for figure in unknown],
        "statements": [_statement(statement, extraction, text) for statement in extraction.statements],
    }


def _figure(figure: Figure, text: str) -> dict[str, Any]:
    return {
        **_fields(figure),
        "span": text[figure.start : figure.end],
        "num": text[figure.num_start : figure.num_end],
        "low": _number(figure.low),
        "high": _number(figure.high),
        "qualifier": _QUALIFIERS.get(figure.qualifier, figure.qualifier),
        "chain": _chain(figure.chain),
        "confidence": dict(figure.confidence),
    }


def _statement(statement: Statement, extraction: Extraction, text: str) -> dict[str, Any]:
    concerned = [extraction.figures[at] for at in statement.concerned_figures]
    return {
        **_fields(statement),
        "span": text[statement.start : statement.end],
        "chain": _chain(statement.chain),
        "concerns": _span(statement.concerns, text),
        "concerned_figures": [_span(Span(figure.start, figure.end), text) for figure in concerned],
        "confidence": dict(statement.confidence),
    }


def _fields(proposal: Figure | Statement | Hop) -> dict[str, Any]:
    """The values by their names, as they are: copying what each holds would take longer than finding it."""
    return {name: getattr(proposal, name) for name in _NAMES[type(proposal)]}


def _span(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"start": span.start, "end": span.end, "span": span.of(text)}


def _chain(hops: Iterable[Hop]) -> list[dict[str, Any]]:
    return [_fields(hop) for hop in hops]


def _number(value: Decimal | None) -> int | float | None:
    """Whole numbers without a point, so that a reader of the JSON sees 164 and not 164.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
