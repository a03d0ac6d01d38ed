"""Numbers, dates and qualifiers in a text: a reader just good enough to tell whether one changed.

It reads both versions of a page alike, so what it misunderstands it misunderstands twice, and finds no change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from sources.comparing import vocabulary as v
from sources.words import Word

_LOOK_BACK = 6  # words before a number in which its qualifier may stand
_LONGEST_NUMBER = 30  # digits; more is no figure, and would only cost time
_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{4}}|\s?\d{{2}}\b)?"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:\.|st|nd|rd|th|er)?\s(?:of\s)?(?:{v.MONTHS})\b\.?(?:,?\s\d{{4}}\b(?!\s\d{{3}}))?"
    rf"|\b(?:{v.MONTHS})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%)(?:,?\s\d{{4}}\b)?"
    rf"|\b(?:{v.MONTHS})\s(?:19|20)\d{{2}}\b"
    r"|\b(?:in|im|jahr|seit|since|by|en|depuis|année|year|в|с|до|за)\s(?:19|20)\d{2}\b"
    r"|\b(?:19|20)\d{2}(?=\s(?:год|года|году|г\.))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:uhr|h\b|a\.?m\.?|p\.?m\.?|мск|gmt|utc|cet)|\b\d{1,2}:\d{2}\b"
    r"|\b\d{1,2}\suhr\b"
    r"|\b\d{1,2}\s?(?:a\.?m\.|p\.?m\.|am\b|pm\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """Words `first` to `last` (exclusive). `kind` is number, date or clock; `counted` is the word behind it."""

    first: int
    last: int
    key: str
    kind: str = "number"
    qualifiers: frozenset[str] = frozenset()
    qualified_from: int = -1  # the first word of its qualifier, if it has one
    counted: str = ""
    counter: str = ""  # the word before it

    @property
    def begin(self) -> int:
        """The first word of the number with its qualifier."""
        return self.qualified_from if self.qualified_from >= 0 else self.first

    @property
    def is_counter(self) -> bool:
        """Whether it counts a site's visitors and what they do."""
        return self.counted.startswith(v.COUNTERS) or self.counter.startswith(v.COUNTERS)


def read_numbers(text: str, words: list[Word]) -> list[Number]:
    """The numbers of `text`, whose words are `words`, in order."""
    keys = [word.key.replace("ё", "е") for word in words]
    taken = dict(_dated(text, words))
    found: list[Number] = []
    place = 0
    while place < len(words):
        number = taken.get(place) or _number(text, words, keys, place)
        if number:
            found.append(_with_context(number, keys))
        place = number.last if number else place + 1
    return found


def _dated(text: str, words: list[Word]) -> Iterator[tuple[int, Number]]:
    """Dates and times of day, by the index of their first word."""
    spans = sorted(
        (match.start(), match.end(), kind)
        for kind, pattern in (("date", _DATE), ("clock", _CLOCK))
        for match in pattern.finditer(text)
    )
    place = 0
    for start, end, kind in spans:
        while place < len(words) and words[place].start < start:
            place += 1
        first = place
        while place < len(words) and words[place].end <= end + 1:
            place += 1
        if place > first:
            yield first, Number(first, place, " ".join(word.key for word in words[first:place]), kind)


def _number(text: str, words: list[Word], keys: list[str], place: int) -> Number | None:
    if keys[place][0].isdecimal():
        return _digits(keys, place)
    if spoken := _spoken(text, words, keys, place):
        return spoken
    value = german(keys[place])
    if value is not None and value > 1:
        return _multiplied(keys, place, place + 1, Decimal(value))
    if keys[place] in v.VAGUE:
        return Number(place, place + 1, v.VAGUE[keys[place]])
    return None


def _digits(keys: list[str], place: int) -> Number:
    key = keys[place]
    try:
        value = Decimal(key) if len(key) <= _LONGEST_NUMBER else None
    except InvalidOperation:
        value = None
    if value is None:
        return Number(place, place + 1, key)
    return _multiplied(keys, place, place + 1, value)


def _multiplied(keys: list[str], first: int, last: int, value: Decimal) -> Number:
    """The number with the multiplier behind it: 1.2 Mio, zwei Millionen, 5 тыс."""
    if last < len(keys) and (factor := v.MULTIPLIERS.get(keys[last])):
        value, last = value * factor, last + 1
    return Number(first, last, format(value.normalize(), "f"))


def _spoken(text: str, words: list[Word], keys: list[str], place: int) -> Number | None:
    """A number of one or several words: one hundred and sixty-four, двести пятьдесят тысяч."""
    total, current, smallest, last = 0, 0, 10**9, place
    while last < len(keys) and (last == place or _is_joined(text, words, last)):
        value = _word_value(keys, place, last)
        if value is None:
            if keys[last] not in v.AND or not current or last + 1 == len(keys) or keys[last + 1] not in v.NUMBER_WORDS:
                break
        elif value >= 1000:
            if not current:
                break
            total, current, smallest = total + current * value, 0, value
        elif value == 100 and 0 < current < 20:
            current, smallest = current * 100, 100
        elif value < smallest or (value < 20 and smallest >= 60):
            current, smallest = current + value, 100 if value >= 100 else 10 if value >= 20 else 1
        else:
            break
        last += 1
    return _multiplied(keys, place, last, Decimal(total + current)) if total + current > 1 else None


def _word_value(keys: list[str], place: int, last: int) -> int | None:
    if last > place and keys[last] in v.LAST_ONES:
        return 1
    if last > place and keys[last] in v.MULTIPLIERS:
        return v.MULTIPLIERS[keys[last]]
    return v.NUMBER_WORDS.get(keys[last])


def _is_joined(text: str, words: list[Word], place: int) -> bool:
    """Whether only a space or a hyphen stands before this word: "two, three" are two numbers."""
    return text[words[place - 1].end : words[place].start].strip(" \u00a0-\u2010\u2011") == ""


@lru_cache(maxsize=4096)
def german(word: str) -> int | None:
    """The value of a German number word written as one, such as zweihundertvierundsechzigtausend; else None."""
    if len(word) > 60:
        return None
    for part, factor in (("tausend", 1000), ("hundert", 100)):
        if part in word:
            before, _part, behind = word.partition(part)
            left = german(before) if before else 1
            right = german(behind.removeprefix("und")) if behind else 0
            return left * factor + right if left and right is not None and right < factor else None
    if word in v.GERMAN_UNITS:
        return v.GERMAN_UNITS[word]
    unit, joint, ten = word.partition("und")
    if joint and unit in v.GERMAN_UNITS and ten in v.GERMAN_TENS:
        return v.GERMAN_UNITS[unit] + v.GERMAN_TENS[ten]
    return v.GERMAN_TENS.get(word)


def _with_context(number: Number, keys: list[str]) -> Number:
    if number.kind != "number":
        return number
    codes, begin = _before(keys, number.first)
    codes |= _behind(keys, number.last)
    counted = keys[number.last] if number.last < len(keys) else ""
    counter = keys[number.first - 1] if number.first else ""
    return Number(number.first, number.last, number.key, number.kind, frozenset(codes), begin, counted, counter)


def _before(keys: list[str], first: int) -> tuple[set[str], int]:
    """Codes of the qualifiers that end right before the number or before its fillers, and where they begin."""
    codes: set[str] = set()
    place = begin = first
    while place > max(0, first - _LOOK_BACK):
        found = next(
            (
                (code, length)
                for length in (3, 2, 1)
                if length <= place and (code := _PHRASES.get(tuple(keys[place - length : place])))
            ),
            None,
        )
        if found:
            codes.add(found[0])
            place = begin = place - found[1]
        elif keys[place - 1] in v.FILLERS:
            place -= 1
        else:
            break
    return codes, begin


def _behind(keys: list[str], last: int) -> set[str]:
    return {
        code
        for code, phrases in v.QUALIFIERS_BEHIND.items()
        for phrase in phrases
        for skipped in (0, 1)
        if tuple(keys[last + skipped : last + skipped + len(phrase)]) == phrase
    }


_PHRASES = {
    tuple(word.replace("ё", "е") for word in phrase): code
    for code, phrases in v.QUALIFIERS.items()
    for phrase in phrases
}
