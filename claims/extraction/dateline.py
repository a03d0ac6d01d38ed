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
_HEADLINE = re.compile(r"\s*[^\n]{1,250}(?<![.!?…])\n+")
_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁ"
_PLACE = re.compile(rf"\s*[{_CAPITAL}][{_CAPITAL} '-]{{2,30}}(?:, [\w .]{{2,20}})?\s?[-–—]{{1,2}} ")
# Below a headline it needs no capitals to be known: "Almaty/Berlin – Bei den Unruhen …".
_NAMED = rf"[{_CAPITAL}][\w'-]+"
_TOWN = re.compile(rf"\s*{_NAMED}(?:[ /]{_NAMED}){{0,3}}(?:, [\w .]{{2,20}})?\s?[-–—]{{1,2}} (?=[„“\"«]?[{_CAPITAL}])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the report itself begins, and the agency that is named before it."""

    end: int
    agency: Span | None = None


def dateline(text: str, speech: Speech) -> Dateline:
    """The dateline at the head of a text, or below its headline; one that ends at 0 where there is none."""
    headline = _HEADLINE.match(text)
    for head in (0, headline.end() if headline else 0):
        for form in _FORMS:
            if (found := form.match(text, head, head + _LONGEST)) and _is_medium(found["name"], speech):
                return Dateline(found.end(), Span(*found.span("name")))
        if place := (_TOWN if head else _PLACE).match(text, head, head + _LONGEST):
            return Dateline(place.end())
    return Dateline(0)


def _is_medium(name: str, speech: Speech) -> bool:
    return any(low in speech["media"] for low in words(name, 0, len(name)).lows)
