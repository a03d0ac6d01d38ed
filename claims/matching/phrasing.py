"""What the words around a figure say of how it stands to others: a part, later, of another period, disputed."""

import re
from functools import cache, lru_cache

from claims.matching import lexicon
from claims.search import numbers_in
from sources.texts import folded

Stretch = tuple[int, int]

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»“’)]*\s+(?=[\"“„«(<]*[A-ZÄÖÜÀÉÈÊÎÔÇА-ЯЁ0-9])|\n\s*\n")
PART_END = re.compile(rf"{SENTENCE_END.pattern}|;\s")
_CLAUSE_END = re.compile(r"[,;:—–()]\s|\s[—–-]\s|\b(?:while|whereas|während|tandis)\b")
_BREAK = re.compile(r"\d|[;:]\s")
_BEFORE = 90  # characters before a number in which it may be said to be a part
_AFTER = 24  # and behind it


def places_of(span: str, text: str) -> list[Stretch]:
    """Where the span stands, as a word of its own if it does; the beginning of the text when it does not."""
    if not span:
        return [(0, 0)]
    whole = [found.span() for found in re.finditer(rf"(?<![\w.,]){re.escape(span)}(?!\w)", text)]
    start = text.find(span)
    return whole or [(start, start + len(span)) if start >= 0 else (0, 0)]


def stretch(text: str, at: Stretch, end: re.Pattern[str]) -> Stretch:
    """The stretch of text between two ends that holds the span."""
    start, stop = 0, len(text)
    for before, behind in _ends(text, end):
        if behind <= at[0]:
            start = behind
        elif before >= at[1]:
            stop = before
            break
    return start, stop


@lru_cache(maxsize=1_024)
def _ends(text: str, end: re.Pattern[str]) -> tuple[Stretch, ...]:
    return tuple(found.span() for found in end.finditer(text))


def clause_of(text: str, at: Stretch) -> Stretch:
    sentence = stretch(text, at, SENTENCE_END)
    inner = text[sentence[0] : sentence[1]]
    start, stop = stretch(inner, (at[0] - sentence[0], at[1] - sentence[0]), _CLAUSE_END)
    return sentence[0] + start, sentence[0] + stop


def opening_of(text: str, sentence: Stretch, at: Stretch) -> Stretch:
    """What stands before the first comma of the sentence, if it holds no number: "In Paris, police counted"."""
    comma = text.find(",", sentence[0], at[0])
    opening = (sentence[0], comma if comma >= 0 else sentence[0])
    return (0, 0) if re.search(r"\d", text[slice(*opening)]) else opening


def lead_of(text: str, sentence: Stretch, at: Stretch) -> Stretch:
    """What stands between the number before, or a semicolon, and this one."""
    before = [found.end() for found in _BREAK.finditer(text, sentence[0], at[0])]
    return max([sentence[0], *before]), at[0]


def is_part(text: str, at: Stretch, sentence: Stretch) -> bool:
    """Whether the figure is said to be a part: "among them 39 children", "17 of them", "of the 164 dead, 103". A phrase
    before another number is about that one."""
    before = re.split(r"\d", text[max(at[0] - _BEFORE, sentence[0]) : at[0]])[-1]
    if lexicon.phrase("part").search(folded(before)) or _begins_as_part(text[sentence[0] : at[0]]):
        return True
    after = re.split(r"[,.;:]", text[at[1] : at[1] + _AFTER])[0]
    return bool(lexicon.phrase("part_after").search(folded(f"{text[at[0] : at[1]]} {after}")))


def _begins_as_part(before: str) -> bool:
    """Whether the sentence begins with a whole, and at most its number: "Of the cases, 5,290", "Of the 164, 103"."""
    numbers = re.findall(r"\d[\d.,\u00a0\u202f ]*", before)
    return len(numbers) <= 1 and bool(lexicon.phrase("part_begin").match(folded(before).strip()))


_OF_WHOLE = re.compile(
    r"\W(?:of|из|von|sur|des|der)(?: (?:the|den|les|these|those|этих|insgesamt|roughly|about))* (\d[\d.,\s]*\d|\d+)"
)


def whole_of(text: str, at: Stretch) -> str:
    """The lexeme of the number that it is told out of: "1,400 of the 3,900 workers"."""
    found = _OF_WHOLE.search(text[at[0] : at[1] + _AFTER])
    return next(iter(numbers_in(found[1])), "") if found else ""


# What has gone on since then goes on until now.
_SINCE = re.compile(r"(?<!\w)(?:since|seit|depuis|с|со) [^,;]*")
_YEAR = re.compile(r"(?<!\w)(?:in|im jahr|en|в|во) ((?:19|20)\d\d)(?!\d)")


def periods(text: str, at: Stretch, clause: Stretch, sentence: Stretch) -> frozenset[str]:
    """Which other time it is told of, in its clause or before the first comma: a year by its number, or one gone by."""
    comma = text.find(",", sentence[0], at[0])
    told = folded(f"{text[clause[0] : clause[1]]} {text[sentence[0] : max(comma, sentence[0])]}")
    told = _SINCE.sub(" ", told)
    gone = {"gone"} if lexicon.phrase("gone").search(told) else set()
    return frozenset(_YEAR.findall(told)) | gone


_NOT = re.compile(r"(?<!\w)(?:et non|non pas|and not(?: the)?|nicht|а не)\W*$")


def is_disputing(text: str, at: Stretch, sentence: Stretch) -> bool:
    """Whether the figure is given by those who dispute another: said before it."""
    disputes = lexicon.phrase("disputes")
    if _NOT.search(folded(text[max(at[0] - 8, 0) : at[0]])):  # "41, et non 58"
        return False
    if disputes.search(folded(text[sentence[0] : at[0]])):
        return True
    before = stretch(text, (max(sentence[0] - 2, 0),) * 2, SENTENCE_END)
    told = text[before[0] : sentence[0]]
    return before[0] < sentence[0] and not re.search(r"\d", told) and bool(disputes.search(folded(told)))


_RANGE = 40  # characters between the two numbers of "from 12,300 on Monday to 19,000"


def goes_from_to(text: str, one: Stretch, two: Stretch) -> bool:
    """Whether the text tells of one count that went from one number to the other."""
    first, last = sorted((one, two))
    between = text[first[1] : last[0]]
    if len(between) > _RANGE or re.search(r"[\d;.:]", between):
        return False
    begin = folded(text[max(first[0] - 8, 0) : first[0] + 8])
    then = folded(f"{between}{text[last[0] : last[0] + 6]}")
    corrected = _not().search(begin) and _but().search(then)
    return bool(corrected or ("," not in between and _from().search(begin) and _to().search(then)))


@cache
def _from() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:from|von|de|des|с|со|от)\s")


@cache
def _to() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:to|auf|a|до)\s")


@cache
def _not() -> re.Pattern[str]:
    """Of "not 32 but 45", which corrects the number."""
    return re.compile(r"(?<!\w)(?:not|nicht|pas|не)\s")


@cache
def _but() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:but|sondern|mais|а)\s")
