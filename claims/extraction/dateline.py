"""The dateline of an agency's report: "BAGHDAD (Reuters) - ", "Reuters - ", "МОСКВА, 5 марта. /ТАСС/. "."""

import re
from dataclasses import dataclass

from claims.extraction.proposals import Span
from claims.extraction.speech import Speech
from claims.extraction.words import words

_LONGEST = 120  # characters of a dateline
_NAME = r"(?P<name>\w[\w.&-]{0,20}(?: \w[\w.&-]{0,20}){0,2})"
_FORMS = (
    re.compile(rf"\s*[^\n()]{{0,80}}\({_NAME}\)\.? ?[-–—:]{{1,2}}\s"),
    re.compile(rf"\s*[^\n/]{{0,80}}/{_NAME}/\.?\s"),
    re.compile(rf"\s*{_NAME} [-–—]{{1,2}} "),
)
_PLACE = re.compile(r"\s*[A-ZÀ-ÖØ-ÞА-ЯЁ][A-ZÀ-ÖØ-ÞА-ЯЁ '-]{2,30}(?:, [\w .]{2,20})?\s?[-–—]{1,2} ")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the report itself begins, and the agency that is named before it."""

    end: int
    agency: Span | None = None


def dateline(text: str, speech: Speech) -> Dateline:
    """The dateline at the head of a text; one that ends at 0 where there is none."""
    head = text[:_LONGEST]
    for form in _FORMS:
        if (found := form.match(head)) and _is_medium(found["name"], speech):
            return Dateline(found.end(), Span(*found.span("name")))
    place = _PLACE.match(head)
    return Dateline(place.end() if place else 0)


def _is_medium(name: str, speech: Speech) -> bool:
    return any(low in speech["media"] for low in words(name, 0, len(name)).lows)
