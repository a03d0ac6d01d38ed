"""The day of publication that the head of a text tells: a dateline, a byline, or a line that is there to tell it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from claims.extraction.languages import table
from claims.extraction.tokens import fold

_HEAD = 12  # lines of a text
_LONGEST = 160  # characters of a line that is there to tell the day; more is a sentence
_MOST_NAMES = 8  # words of a byline
_BEFORE = 40  # characters between what announces a date and the date
_PLACE = 45  # characters of a dateline before its date
_SHORTEST_MONTH = 3  # letters
_FIRST_YEAR = 1900
_WIDTHS = ("wide", "abbreviated")  # of the names in CLDR
_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{4})(?![\d/])"),
    re.compile(
        r"(?<!\d)(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:(?:de|of)\s+)?(?P<name>[^\W\d_]{3,12})\.?,?"
        r"\s+(?:del?\s+)?(?P<year>\d{4})(?!\d)"
    ),
    re.compile(r"(?<!\w)(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)"),
)
_TIME = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}(?!\d)|\b\d{1,2}(?=\s?(?:h|uhr|час|am|pm)\b)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
# What stands behind the date of a dateline: an agency in brackets or strokes, or a dash.
_DATELINE_END = re.compile(r"\s*(?:г\.)?[.,]?\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/|[-–—:]\s)")
_PARTED = re.compile(r"[|·•]")


@dataclass(frozen=True)
class _Words:
    """What a language calls what stands around a day."""

    announced: re.Pattern[str]
    updated: re.Pattern[str]
    byline: frozenset[str]
    around: frozenset[str]
    months: dict[str, int]
    slashes: str


@dataclass(frozen=True)
class _Told:
    """A day in a line, with what stands before and behind it."""

    day: date
    before: str
    behind: str


def published_on(text: str, language: str) -> date | None:
    """The day that the head of `text` says it was published on: day, month and year, or nothing."""
    if not (words := _words(language)):
        return None
    head = [line.strip() for line in text[: _HEAD * _LONGEST * 10].split("\n") if line.strip()][:_HEAD]
    told = [(line, one) for line in head for one in _days(line[: 2 * _LONGEST], words)]
    for rule in (_is_announced, _is_dateline, _is_line_of_its_own, _is_updated):
        if found := next((one.day for line, one in told if rule(line, one, words)), None):
            return found
    return None


def _is_announced(line: str, told: _Told, words: _Words) -> bool:
    return len(line) <= _LONGEST and bool(words.announced.search(told.before[-_BEFORE:]))


def _is_updated(line: str, told: _Told, words: _Words) -> bool:
    return len(line) <= _LONGEST and bool(words.updated.search(told.before[-_BEFORE:]))


def _is_dateline(_line: str, told: _Told, words: _Words) -> bool:
    """Whether only a place stands before it, and an agency or a dash behind it."""
    if len(told.before) > _PLACE or not _DATELINE_END.match(told.behind):
        return False
    named = [word for word in _WORD.findall(told.before) if fold(word) not in words.around]
    return bool(named) and all(word[0].isupper() for word in named)


def _is_line_of_its_own(line: str, told: _Told, words: _Words) -> bool:
    """Whether the line has nothing but it, or the author beside it."""
    if len(line) > _LONGEST:
        return False
    rest = _TIME.sub(" ", f"{told.before} {told.behind}")
    others = [word for word in map(fold, _WORD.findall(rest)) if word not in words.around]
    if not others or _DIGIT.search(rest):
        return not _DIGIT.search(rest)
    is_parted = _PARTED.search(told.before[-3:]) or _PARTED.search(told.behind[:3]) or _PARTED.search(rest)
    return len(others) <= _MOST_NAMES and bool(others[0] in words.byline or is_parted)


def _days(line: str, words: _Words) -> Iterator[_Told]:
    """The whole dates of a line in order."""
    found = (match for form in _DATES for match in form.finditer(line))
    for match in sorted(found, key=lambda match: match.start()):
        if day := _day(match.groupdict(), words):
            yield _Told(day, line[: match.start()], line[match.end() :])


def _day(parts: dict[str, str], words: _Words) -> date | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        order = words.slashes or ("day" if first > 12 else "month" if second > 12 else "")
        day, month = {"day": (first, second), "month": (second, first)}.get(order, (0, 0))
    else:
        day, month = int(parts["day"]), _month(parts["name"], words) if "name" in parts else int(parts["month"])
    try:
        return date(int(parts["year"]), month, day) if int(parts["year"]) >= _FIRST_YEAR else None
    except ValueError:
        return None


def _month(name: str, words: _Words) -> int:
    """The number of a month by its name or the beginning of it; 0 for other words and for what may be two months."""
    low = fold(name)
    if low in words.months:
        return words.months[low]
    begun = {number for month, number in words.months.items() if month.startswith(low)}
    return begun.pop() if len(begun) == 1 and len(low) >= _SHORTEST_MONTH else 0


@cache
def _words(language: str) -> _Words | None:
    told = table(language, "published")
    if not told:
        return None
    locale = Locale.parse(language)
    names = [names[width] for names in (locale.months["format"], locale.months["stand-alone"]) for width in _WIDTHS]
    days = [names[width] for names in (locale.days["format"], locale.days["stand-alone"]) for width in _WIDTHS]
    return _Words(
        announced=_phrases(told["published"]),
        updated=_phrases(told["updated"]),
        byline=frozenset(told["byline"].split()),
        around=frozenset({*told["clock"].split(), *(fold(name).strip(".") for week in days for name in week.values())}),
        months={fold(name).strip("."): number for year in names for number, name in year.items()} | told["months"],
        slashes=told["slashes"],
    )


def _phrases(written: str) -> re.Pattern[str]:
    """Any of the phrases, and no further sentence behind it."""
    phrases = "|".join(re.escape(phrase).replace("_", r"\s") for phrase in written.split())
    return re.compile(rf"\b(?:{phrases})\b[^.!?]*$", re.IGNORECASE)
