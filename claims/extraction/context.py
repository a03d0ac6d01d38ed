"""What a sentence says around its figures: until when they were counted, and where."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale

from claims.extraction.languages import table
from claims.extraction.lexicon import Lexicon, words
from claims.extraction.tokens import Kind, Token, fold

_NEAR = 10  # words between a figure and its place
_LONGEST_TIME = 8  # tokens
_LEAST_KNOWN = 4  # letters that the beginnings of a place's forms share ("Росси" in "России")


@dataclass(frozen=True, slots=True)
class ContextWords:
    time_openers: Lexicon[str]
    days: frozenset[str]
    fillers: frozenset[str]
    place_openers: Lexicon[str]
    articles: frozenset[str]
    only_known: bool
    adjective_endings: tuple[str, ...]
    known: frozenset[str]


@cache
def context_words(language: str) -> ContextWords:
    context = table(language, "context")
    times, places = context.get("as_of", {}), context.get("place", {})
    months = words(table(language, "exclusions").get("words", {}), "months")
    return ContextWords(
        time_openers=Lexicon((phrase, "as_of") for phrase in str(times.get("openers", "")).split()),
        days=words(times, "days") | months,
        fillers=words(times, "fillers"),
        place_openers=Lexicon((phrase, "place") for phrase in str(places.get("openers", "")).split()),
        articles=words(places, "articles"),
        adjective_endings=tuple(str(places.get("adjective_endings", "")).split()),
        only_known=bool(places.get("only_known")),
        known=_known_places(language),
    )


def _known_places(language: str) -> frozenset[str]:
    """Countries and the cities that name a time zone, as CLDR writes them in the language."""
    locale = Locale.parse(language)
    cities = [zone.get("city", "") for zone in locale.time_zones.values()]
    return frozenset(fold(name) for name in (*locale.territories.values(), *cities) if len(name) >= _LEAST_KNOWN)


def as_of(tokens: Sequence[Token], lists: ContextWords, places: Sequence[int]) -> tuple[int, int] | None:
    """The tokens of "Stand Samstag, 18 Uhr" behind its opener; None where the sentence has no such thing or several."""
    found = [
        span for opener in lists.time_openers.scan(tokens, places) if (span := _time_behind(tokens, opener.end, lists))
    ]
    return found[0] if len(found) == 1 else None


def _time_behind(tokens: Sequence[Token], start: int, lists: ContextWords) -> tuple[int, int] | None:
    end, told = start, False
    for token in tokens[start : start + _LONGEST_TIME]:
        named = token.low in lists.days or (token.kind is Kind.NUMBER and ":" in token.text)
        if not (named or token.kind is Kind.NUMBER or token.text == "." or token.low in lists.fillers):
            break
        told = told or named
        end += 1
    while end > start and tokens[end - 1].text == ".":
        end -= 1
    return (start, end) if told else None


def places_in(tokens: Sequence[Token], lists: ContextWords, places: Sequence[int]) -> list[tuple[int, int]]:
    """The names behind "in", "près de" and the like."""
    return [
        named
        for opener in lists.place_openers.scan(tokens, places)
        if (named := _name_behind(tokens, opener.end, lists))
    ]


def place_of(places: Sequence[tuple[int, int]], span: tuple[int, int], others: Sequence[int]) -> tuple[int, int] | None:
    """The place that is named nearest to a figure, with no other figure between."""
    first, end = span
    near = [named for named in places if first - named[1] <= _NEAR and named[0] - end <= _NEAR]
    clear = [named for named in near if not _parted(named, span, others)]
    return min(clear, key=lambda named: (max(first - named[1], named[0] - end, 0), named[0] < first), default=None)


def _parted(named: tuple[int, int], span: tuple[int, int], others: Sequence[int]) -> bool:
    """Whether one of the other figures, in order, stands between."""
    low, high = min(named[1], span[1]), max(named[0], span[0])
    at = bisect_left(others, low)
    return at < len(others) and others[at] < high


def _name_behind(tokens: Sequence[Token], start: int, lists: ContextWords) -> tuple[int, int] | None:
    first = start
    while first < len(tokens) and tokens[first].low in lists.articles:
        first += 1
    end = first
    while end < min(len(tokens), first + 4) and tokens[end].kind is Kind.WORD and tokens[end].capital:
        end += 1
    name = [token.low for token in tokens[first:end]]
    if not name or not lists.days.isdisjoint(name) or tokens[first].text.isupper():
        return None  # all capitals are an office or a party
    if lists.adjective_endings and name[-1].endswith(lists.adjective_endings):
        return None
    if lists.only_known:
        return (first, end) if " ".join(name) in lists.known or name[0] in lists.known else None
    return first, end
