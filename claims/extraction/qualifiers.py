"""The hedge of a number: the words at it that make it a lower limit, nearly reached, or one end of a range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from claims.extraction.currencies import CODES, DOLLARS, LETTERS, MARKS
from claims.extraction.languages import table
from claims.extraction.lexicon import Found, Lexicon, entries, words
from claims.extraction.numbers import Number, NumberWords, number_at, spread
from claims.extraction.tokens import Kind, Token, fold

NONE, ABOUT, BETWEEN = "none", "about", "between"
# Which end of the bounds a qualifier leaves open.
_NO_HIGH = {"at_least", "more_than"}
_NO_LOW = {"at_most", "fewer_than"}

# What "never more than" comes down to.
_TURNED = {"more_than": "at_most", "fewer_than": "at_least"}
_TURNED_WITHIN = 8  # words from "never" to the qualifier

_GOVERNED = 5  # words from a verb to the preposition it asks for
_CITED = 7  # words from "nach Angaben" to the same preposition
_MOST_OF_EITHER, _WIDEST_EITHER = 30, 5  # of "two or three"
_FARTHEST = 3  # words between a qualifier and its number
_OPENER_REACH = 6  # words from "from" to the number of "from an estimate of 5 to 10"
_YEAR_DIGITS, _LIKELY_YEARS = 4, range(1900, 2101)
_MOVE_REACH = 12  # words between "stieg" and "von 5 auf 10"
_YEARS = range(1900, 2101)
_QUOTES = '"„“”«»'


@dataclass(frozen=True, slots=True)
class QualifierWords:
    before: Lexicon[str]
    after: Lexicon[str]
    between: frozenset[str]
    opens: dict[str, str]
    joins: frozenset[str]
    either: frozenset[str]
    moving: frozenset[str]
    reaching: frozenset[str]
    stepping: frozenset[str]
    measured: frozenset[str]
    never: Lexicon[str]
    unless: dict[str, Lexicon[str]]
    cited: dict[str, frozenset[str]]


@dataclass(slots=True)
class Qualified:
    """A number with its hedge: the tokens from `first` up to `end` hold both."""

    number: Number
    qualifier: str
    first: int
    end: int

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        low: Decimal | None = None if self.qualifier in _NO_LOW else self.number.low
        return low, None if self.qualifier in _NO_HIGH else self.number.high


@cache
def qualifier_words(language: str) -> QualifierWords:
    qualifiers = table(language, "qualifiers")
    ranges, unless, cited = (qualifiers.get(name, {}) for name in ("ranges", "unless", "cited"))
    return QualifierWords(
        before=Lexicon(entries(qualifiers.get("before", {})), by_last=True),
        after=Lexicon(entries(qualifiers.get("after", {}))),
        between=words(qualifiers, "between"),
        opens={fold(opener): fold(joiner) for opener, joiner in ranges.get("open", {}).items()},
        joins=words(ranges.get("bare", {}), "joins"),
        either=words(ranges.get("either", {}), "joins"),
        moving=words(ranges.get("moving", {}), "openers"),
        reaching=words(ranges.get("moving", {}), "closers"),
        measured=words(ranges.get("moving", {}), "of"),
        stepping=words(ranges.get("moving", {}), "steps"),
        never=Lexicon((word, word) for word in qualifiers.get("never", "").split()),
        unless={fold(word): Lexicon((verb, word) for verb in verbs.split()) for word, verbs in unless.items()},
        cited={fold(word): frozenset(opening.split()) for word, opening in cited.items()},
    )


def numbers_in(
    tokens: Sequence[Token],
    places: Iterable[int],
    grammar: NumberWords,
    hedges: QualifierWords,
    rises: Lexicon[str],
    stops: frozenset[str],
) -> list[Number]:
    """The numbers of a sentence in order, the ends of a range as one.

    `places` are those where a number may begin; `rises` are words of going up or down, `stops` begin no noun.
    """
    found: list[Number] = []
    end = 0
    for at in places:
        number = number_at(tokens, at, grammar) if at >= end else None
        if number:
            number = _repeated(tokens, number, grammar)
            found.append(_range(tokens, number, grammar, hedges, (rises, stops)) or number)
            end = found[-1].end
    return found


def _repeated(tokens: Sequence[Token], number: Number, grammar: NumberWords) -> Number:
    """ "vingt-quatre (24) civils" is one number."""
    if number.digits or number.end + 2 >= len(tokens) or tokens[number.end].text != "(":
        return number
    inside = tokens[number.end + 1].text
    if inside.isdigit() and int(inside) == number.low and tokens[number.end + 2].text == ")":
        return replace(number, end=number.end + 3)  # "deux (02) projets"
    again = number_at(tokens, number.end + 1, grammar)
    same = again is not None and again.low == number.low and again.end < len(tokens)
    closed = same and again is not None and tokens[again.end].text == ")"
    return replace(number, end=again.end + 1) if again is not None and closed else number


def _range(
    tokens: Sequence[Token],
    low: Number,
    grammar: NumberWords,
    hedges: QualifierWords,
    lists: tuple[Lexicon[str], frozenset[str]],
) -> Number | None:
    rises, stops = lists
    if low.vague:
        return None  # no end of a range
    place = _before_currency(tokens, low.first) - 1
    place -= place > 0 and tokens[place].text in _QUOTES  # 'between "5 and 6 million'
    opener = tokens[place].low if place >= 0 else ""
    for unit in (0, 1):  # "2 percent to 3 percent"
        joiner = low.end + unit
        if joiner + 1 < len(tokens) and _joins(tokens[joiner].low, opener, hedges):
            moves = _is_opened(tokens, low, opener, hedges) and tokens[joiner].low in hedges.reaching
            if moves and _moves(tokens, low, rises):
                return None
            high = _spread_to(tokens, low, joiner + 1, grammar, hedges, tokens[low.end].low if unit else None)
            return None if high and opener in hedges.stepping and _is_last(tokens, high.end, stops) else high
    return _either(tokens, low, grammar, hedges)


def _either(tokens: Sequence[Token], low: Number, grammar: NumberWords, hedges: QualifierWords) -> Number | None:
    """ "two or three dozen", "10 or 12 people"."""
    joined = low.end + 1 < len(tokens) and tokens[low.end].low in hedges.either
    high = number_at(tokens, low.end + 1, grammar) if joined and not low.scaled and low.low <= _MOST_OF_EITHER else None
    if high is None or high.vague:
        return None
    scale = high.scale or 1
    return spread(low, high) if 1 < low.low < high.low / scale <= low.low + _WIDEST_EITHER else None


def _is_last(tokens: Sequence[Token], at: int, stops: frozenset[str]) -> bool:
    """Whether no noun or unit follows: "fell by 5,200 to 11,700,", and not "by 5 to 10 percent"."""
    return at >= len(tokens) or (tokens[at].kind is Kind.MARK and tokens[at].text != "%") or tokens[at].low in stops


def _joins(joiner: str, opener: str, hedges: QualifierWords) -> bool:
    return joiner in hedges.joins or joiner == hedges.opens.get(opener, "")


def _is_opened(tokens: Sequence[Token], low: Number, opener: str, hedges: QualifierWords) -> bool:
    """ "rose from 5 to 10", "rose from an estimate of 5 to 10"."""
    near = tokens[max(0, low.first - _OPENER_REACH) : low.first]
    return opener in hedges.moving or (opener in hedges.measured and any(token.low in hedges.moving for token in near))


def _moves(tokens: Sequence[Token], low: Number, rises: Lexicon[str]) -> bool:
    return bool(rises.scan(tokens[max(0, low.first - _MOVE_REACH) : low.first]))


def _past_guess(tokens: Sequence[Token], start: int, hedges: QualifierWords) -> int:
    """Past the hedge of "1.000 bis etwa 3.000"."""
    guess = hedges.before.before(tokens, start + 1) if start + 1 < len(tokens) else None
    return start + 1 if guess and guess.first == start and guess.value == ABOUT else start


def _spread_to(
    tokens: Sequence[Token], low: Number, start: int, grammar: NumberWords, hedges: QualifierWords, unit: str | None
) -> Number | None:
    if tokens[start].text in MARKS and start + 1 < len(tokens):
        start += 1
    start = _past_guess(tokens, start, hedges)
    high = number_at(tokens, start, grammar)
    if high is not None and high.scaled and _is_like_year(low):
        return None  # "up 8 % in 2017 to 671 million"
    if high is not None and _is_year_before(low, high):
        return None
    if high is None or (unit is not None and (high.end >= len(tokens) or tokens[high.end].low != unit)):
        return None
    return spread(low, high)


def _is_year_before(low: Number, high: Number) -> bool:
    """ "155 000 en 1985 à 97 000": a year beside a number that is written in groups."""
    return low.digits.isdigit() and low.low in _YEARS and not low.scaled and high.is_grouped


def _is_like_year(number: Number) -> bool:
    return number.digits.isdigit() and len(number.digits) == _YEAR_DIGITS and number.low in _LIKELY_YEARS


def qualified(tokens: Sequence[Token], number: Number, hedges: QualifierWords, *, risen: bool) -> Qualified:
    """The number with the qualifier that touches it. `risen`: what rose "до 300" is 300, not at most 300."""
    first = _before_marks(tokens, number.first)
    if number.spread:
        first = _before_currency(tokens, number.first)
        opened = first > 0 and tokens[first - 1].low in hedges.opens
        return Qualified(number, BETWEEN, first - opened, number.end)
    code, hedge = _hedge_before(tokens, first, hedges)
    if code == "at_most" and risen and _is_mere_goal(tokens, hedge, number):
        code = None
    if code in _TURNED and _is_turned(tokens, hedge, hedges):
        code = _TURNED[code]
    first = hedge if code else _before_currency(tokens, number.first)
    end = number.end
    if code is None:
        code, end = (number.hedge, end) if number.hedge else _hedge_after(tokens, number, hedges)
    if number.vague:
        code = number.vague
    elif number.about and code is None:
        code = ABOUT
    return Qualified(number, code or NONE, first, end)


def _before_marks(tokens: Sequence[Token], first: int) -> int:
    """Over quotation and currency marks in front of the number: "hunderte", US$5."""
    while first and (tokens[first - 1].text in _QUOTES or tokens[first - 1].text in MARKS):
        first -= 1
    if (
        first
        and tokens[first].text == "$"
        and tokens[first - 1].low in DOLLARS
        and tokens[first - 1].capital
        and tokens[first].glued
    ):
        first -= 1
    return before_code(tokens, first)


def _before_currency(tokens: Sequence[Token], first: int) -> int:
    return first - 1 if first and tokens[first - 1].text in MARKS else before_code(tokens, first)


def before_code(tokens: Sequence[Token], first: int) -> int:
    """Over the code of a currency in front of a number, in capitals or with its stop: "GBP87.2m", "Rs. 300"."""
    place = first - 1 - (first > 1 and tokens[first - 1].text == ".")
    if place < 0 or tokens[place].low not in CODES:
        return first
    coded = tokens[place].capital
    touches = tokens[first].glued and place == first - 1
    return place if coded and (touches or tokens[place].low not in LETTERS) else first


def _hedge_before(tokens: Sequence[Token], first: int, hedges: QualifierWords) -> tuple[str | None, int]:
    at = first
    for _ in range(_FARTHEST):
        found = hedges.before.before(tokens, at)
        if found and (at == first or tokens[found.first].kind is Kind.WORD):  # a sign touches its number: ">35%"
            no_hedge = found.value == NONE or _is_governed(tokens, found, hedges)
            return (None, first) if no_hedge else (found.value, found.first)
        if not at or tokens[at - 1].low not in hedges.between:
            break
        at -= 1
    return None, first


def _is_governed(tokens: Sequence[Token], found: Found[str], hedges: QualifierWords) -> bool:
    """Whether a word shortly before asks for it: "verfügt über 600 Betten", but not "nach Angaben der Polizei über"."""
    word = tokens[found.first].low
    verbs = hedges.unless.get(word)
    if verbs is None or not verbs.scan(tokens[max(0, found.first - _GOVERNED) : found.first]):
        return False
    cited = hedges.cited.get(word, frozenset())
    return not any(token.low in cited for token in tokens[max(0, found.first - _CITED) : found.first])


def _is_turned(tokens: Sequence[Token], first: int, hedges: QualifierWords) -> bool:
    """Whether the same clause says never before: "zu keinem Zeitpunkt waren mehr als 80.000 da"."""
    begin = max(0, first - _TURNED_WITHIN)
    marks = [place for place in range(begin, first) if tokens[place].kind is Kind.MARK]
    return bool(hedges.never.scan(tokens[marks[-1] + 1 if marks else begin : first]))


def _is_mere_goal(tokens: Sequence[Token], first: int, number: Number) -> bool:
    """One short preposition ("до") and nothing that says a limit."""
    return number.first - first == 1 and tokens[first].kind is Kind.WORD and len(tokens[first].text) <= 3


def _is_apart(tokens: Sequence[Token], number: Number, hedge: Found[str]) -> bool:
    """Whether the hedge stands behind a mark or right before another number: "40 Menschen, mindestens 5 davon"."""
    last = tokens[hedge.first - 1]
    behind_mark = hedge.first > number.end and last.kind is Kind.MARK and last.text not in ("%", *MARKS)
    return behind_mark or (hedge.end < len(tokens) and tokens[hedge.end].kind is Kind.NUMBER)


def hedge_behind(tokens: Sequence[Token], end: int, hedges: QualifierWords) -> str:
    """What stands right behind the counted noun that ends at `end`: "23 millions d'euros au minimum"."""
    found = hedges.after.at(tokens, end)
    return NONE if found is None or (found.end < len(tokens) and tokens[found.end].kind is Kind.NUMBER) else found.value


def _hedge_after(tokens: Sequence[Token], number: Number, hedges: QualifierWords) -> tuple[str | None, int]:
    """What stands behind the number or behind the one word after it: "300 blessés environ"."""
    for at in (number.end, number.end + 1):
        found = hedges.after.at(tokens, at)
        if found and not _is_apart(tokens, number, found):
            return found.value, found.end if at == number.end else number.end
    return None, number.end
