"""Whose what follows a colon is: "Polizei: Drei Tote", "The chairwoman was content: “…”"."""

from bisect import bisect_left

from claims.extraction.cue import span_of
from claims.extraction.line import Line, Name
from claims.extraction.names_after import name_after
from claims.extraction.proposals import Span
from claims.extraction.reading import Reading, Voice

_LONGEST_HEADLINE = 5  # words before the colon of "Polizei: Drei Tote"


def before_colon(reading: Reading, quotation: Span, index: int) -> Voice | None:
    """ "Versammlungsleiterin Lea Hoffmann war zufrieden: „…“": whatever she did, she says it."""
    for earlier in (index, index - 1):
        if earlier < 0:
            continue
        line = reading.line(earlier)
        colon = bisect_left(line.starts, quotation.start) - 1
        colon -= colon >= 0 and line.end_of(colon) > quotation.start
        if colon < 0 or line.texts[colon] != ":":
            continue
        name = name_after(line, 0)
        if name and not name.pronoun and name.end < colon and _is_somebody(line, name):
            return Voice(span_of(line, name), ":", "quotation")
    return None


def _is_somebody(line: Line, name: Name) -> bool:
    """A word for somebody who speaks, or a first name and a surname."""
    places = range(name.first, name.end)
    if any(line.has("speakers", place) for place in places):
        return True
    return any(line.is_upper(place) and line.is_upper(place + 1) for place in places[:-1])


def headline(reading: Reading, index: int, position: int) -> Voice | None:
    """ "Polizei: Drei Tote"."""
    line = reading.line(index)
    colon = next((place for place, text in enumerate(line.texts[: _LONGEST_HEADLINE + 1]) if text == ":"), 0)
    if not colon or position < line.end_of(colon):
        return None
    behind = colon + 1
    while line.is_number(behind):
        behind += 1
    if behind > colon + 1 and line.is_mark(behind):
        return None  # "Pompiers mobilisés : 1 200"
    name = name_after(line, 0)
    if not name or name.pronoun or not any(line.has("speakers", place) for place in range(name.first, name.end)):
        return None
    return Voice(span_of(line, Name(name.first, min(name.end, colon))), ":", "headline")
