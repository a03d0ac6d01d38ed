"""The grammar of numbers: digits in every way of grouping, number words, and both mixed ("2,5 Millionen").

A language gives its words in `numbers.toml`; nothing here knows any.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from claims.extraction.currencies import MARKS
from claims.extraction.digits import read_digits
from claims.extraction.languages import table
from claims.extraction.lexicon import HYPHENS, Found, Lexicon, begun_by, entries, is_hyphen, words
from claims.extraction.sums import Sum, compound_value
from claims.extraction.tokens import KEPT_WORDS, Kind, Token, fold

# What a plural without a number stands for, as bounds: "dozens" are 24 to 99.
VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens_of_thousands": (20_000, 99_999),
    "hundreds_of_thousands": (200_000, 999_999),
    "millions": (2_000_000, None),
}

_LONGEST_NUMBER = 12  # tokens
_LEAST_SCALE = 1_000  # that is written out behind a number in figures
_WIDEST = 5  # times the low end that the high end of a range may be
_DIGITS = frozenset("0123456789")


@dataclass(slots=True)
class Number:
    """A number at the tokens from `first` up to `end`. `vague` is a code of VAGUE, `about` says "une centaine".

    `digits` is what was written in figures alone, without a word of scale; `scaled` says that such a word stood there.
    """

    first: int
    end: int
    low: Decimal
    high: Decimal | None
    vague: str | None = None
    about: bool = False
    digits: str = ""
    scaled: bool = False
    spread: bool = False  # from low to high
    scale: Decimal | None = None  # what the ends of a range may share: "2 bis 3 Millionen"
    hedge: str | None = None  # a code of a hedge inside of it: "30 с лишним тысяч"

    @property
    def is_grouped(self) -> bool:
        """Written with separators between its thousands, as no year, page or model is."""
        return self.low >= 1000 and not self.digits.isdigit() and bool(self.digits)

    @property
    def is_bare_digits(self) -> bool:
        return bool(self.digits) and not self.scaled


@dataclass(frozen=True)
class NumberWords:
    decimal_comma: bool
    small: Lexicon[Decimal]  # added: "zwei", "двести", "soixante et onze"
    scales: Lexicon[Decimal]  # multiplied: "hundert", "тысяч", "milliards"
    glued_scales: Mapping[str, Decimal]  # "5bn", "40m"
    whole: Lexicon[Decimal]  # "half a million", "полмиллиона"
    halves: Lexicon[Decimal]  # "and a half"
    about: Lexicon[Decimal]
    vague: Lexicon[str]
    some: frozenset[str]
    of_people: frozenset[str]  # "пятеро" counts people without saying so
    some_of: Lexicon[str]  # vague only after a word of `some`: "mehrere hundert"
    singular_after: frozenset[str]  # "более тысячи" is more than one thousand
    suffixes: Mapping[str, str]  # hedges that a hyphen joins to a number: "200-odd"
    inner: Lexicon[str]  # hedges between a number and its scale: "30 с лишним тысяч"
    turned: Lexicon[Decimal]  # scales that a number follows where it is a guess: "тысячи полторы"
    turned_by: Lexicon[Decimal]
    joins: frozenset[str]
    shares: frozenset[str]
    parts: re.Pattern[str] | None
    part_values: Mapping[str, Decimal]
    part_join: str

    def begin_with(self, word: str) -> bool:
        """Whether a number may begin with the word."""
        listed = word[0] in _DIGITS or word in self.some or bool(self._begun(word))
        return listed or self.compound(word) is not None

    @cached_property
    def goes_on_with(self) -> Callable[[str], bool]:
        """Whether a number may go on with the word, by the word alone: most end before what stands behind them."""
        names = ("small", "scales", "whole", "halves", "inner")
        begun = begun_by({name: getattr(self, name) for name in names})

        @lru_cache(maxsize=KEPT_WORDS)
        def goes_on(word: str) -> bool:
            listed = word in self.joins or word in self.glued_scales or word in self.shares or word in HYPHENS
            return listed or bool(begun(word)) or self.compound(word) is not None

        return goes_on

    @cached_property
    def _begun(self) -> Callable[[str], frozenset[str]]:
        return begun_by({name: getattr(self, name) for name in ("small", "scales", "whole", "about", "vague")})

    def compound(self, word: str) -> Decimal | None:
        """The value of a number written in one word ("zweihundertfünfzigtausend")."""
        if self.parts is None or len(word) < 5 or not self.parts.match(word):
            return None
        return compound_value(word, self.parts, self.part_values, self.part_join)


@cache
def number_words(language: str) -> NumberWords:
    numbers = table(language, "numbers")
    compound = numbers.get("compound", {})
    part_values = dict(_valued(compound.get("parts", {})))
    return NumberWords(
        decimal_comma=numbers.get("decimal", ",") == ",",
        small=Lexicon(_valued(numbers.get("small", {}))),
        scales=Lexicon(_valued(numbers.get("scales", {}))),
        glued_scales=dict(_valued(numbers.get("glued_scales", {}))),
        whole=Lexicon(_valued(numbers.get("whole", {}))),
        halves=Lexicon(_valued(numbers.get("halves", {}))),
        about=Lexicon(_valued(numbers.get("about", {}))),
        vague=Lexicon(entries(numbers.get("vague", {}))),
        some=words(numbers, "some"),
        of_people=words(numbers, "of_people"),
        some_of=Lexicon(entries(numbers.get("some_of", {}))),
        singular_after=words(numbers, "singular_after"),
        suffixes={**dict(entries(numbers.get("suffixes", {}))), "+": "at_least"},
        inner=Lexicon(entries(numbers.get("inner", {}))),
        turned=Lexicon(_valued(numbers.get("turned", {}))),
        turned_by=Lexicon(_valued(numbers.get("turned_by", {}))),
        joins=words(numbers, "joins"),
        shares=words(numbers, "shares") | {"%"},
        parts=_parts(part_values, compound.get("join", "")),
        part_values=part_values,
        part_join=compound.get("join", ""),
    )


def _valued(numbers: Mapping[str, str]) -> Iterable[tuple[str, Decimal]]:
    return ((fold(phrase), Decimal(value)) for phrase, value in entries(numbers))


def _parts(values: Mapping[str, Decimal], join: str) -> re.Pattern[str] | None:
    longest_first = sorted([*values, *filter(None, [join])], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if values else None


def number_at(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    """The number that begins at the token `first`, as long as it goes."""
    if tokens[first].kind is Kind.NUMBER:
        number = _from_digits(tokens, first, grammar)
    elif tokens[first].kind is Kind.MARK:
        return None
    else:
        number = (
            _turned(tokens, first, grammar) or _vague(tokens, first, grammar) or _from_words(tokens, first, grammar)
        )
    return _with_suffix(tokens, number, grammar) if number else None


def _with_suffix(tokens: Sequence[Token], number: Number, grammar: NumberWords) -> Number:
    """ "200-odd masters", "500+ guests"."""
    if number.end >= len(tokens) or not tokens[number.end].glued:
        return number
    at = number.end + is_hyphen(tokens, number.end)
    suffix = grammar.suffixes.get(tokens[at].low)
    ends = at + 1 >= len(tokens) or not tokens[at + 1].glued or tokens[at + 1].text in ",.;:)"
    return replace(number, end=at + 1, hedge=suffix) if suffix and ends else number


def _from_digits(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    written = tokens[first].text
    if first + 1 < len(tokens) and not grammar.goes_on_with(tokens[first + 1].low):
        value = read_digits(written, decimal_comma=grammar.decimal_comma)
        return None if value is None else Number(first, first + 1, value, value, digits=written)
    inner = _inner_hedge(tokens, first + 1, grammar)
    half = grammar.halves.at(tokens, first + 1)
    behind = half.end if half else inner.end if inner else first + 1
    scale = _scale_at(tokens, behind, grammar)
    share = first + 1 < len(tokens) and tokens[first + 1].low in grammar.shares  # "2,069 Prozent"
    value = read_digits(written, decimal_comma=grammar.decimal_comma, before_scale=scale is not None or share)
    if value is None:
        return None
    value += half.value if half else 0  # "4 с половиной тысячи"
    if scale is None:
        return Number(first, half.end if half else first + 1, value, value, digits=written)
    total, end = value * scale.value, scale.end
    more = _smaller(tokens, end, scale.value, grammar)
    if more:
        return Number(first, more.end, total + more.low, total + more.low, digits=written, scaled=True)
    hedge = inner.value if inner else None
    return Number(first, end, total, total, digits=written, scaled=True, scale=scale.value, hedge=hedge)


def _inner_hedge(tokens: Sequence[Token], at: int, grammar: NumberWords) -> Found[str] | None:
    """ "30 с лишним тысяч": a hedge behind which a scale goes on with the number."""
    found = grammar.inner.at(tokens, at)
    scale = grammar.scales.at(tokens, found.end) if found else None
    return found if scale and scale.value >= 10 else None


def _turned(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    """ "тысячи полторы": a number behind its scale is a guess."""
    scale = grammar.turned.at(tokens, first)
    lead = grammar.turned_by.at(tokens, scale.end) if scale else None
    if scale is None or lead is None:
        return None
    value = scale.value * lead.value
    return Number(first, lead.end, value, value, about=True, scaled=True)


def _scale_at(tokens: Sequence[Token], at: int, grammar: NumberWords) -> Found[Decimal] | None:
    if at >= len(tokens):
        return None
    priced = at + 1 < len(tokens) and tokens[at + 1].glued and tokens[at + 1].text in MARKS  # "4,5 M€"
    if (tokens[at].glued or priced) and tokens[at].low in grammar.glued_scales:
        return Found(grammar.glued_scales[tokens[at].low], at, at + 1)
    start = at + 1 if is_hyphen(tokens, at) else at
    found = grammar.scales.at(tokens, start)
    if found is None or found.value < 10:
        return None
    following = grammar.scales.at(tokens, found.end)  # "2 hundred thousand", "сто тысяч"
    if following and following.value > found.value:
        return Found(found.value * following.value, at, _past_stop(tokens, following.end))
    return Found(found.value, at, _past_stop(tokens, found.end))


def _past_stop(tokens: Sequence[Token], end: int) -> int:
    """Past the stop of an abbreviation ("Mio.", "тыс."), unless it ends the text or sentence as well."""
    short = len(tokens[end - 1].text) <= 4
    stop = end < len(tokens) - 1 and tokens[end].text == "." and tokens[end].glued
    return end + 1 if short and stop else end


def _smaller(tokens: Sequence[Token], at: int, scale: Decimal, grammar: NumberWords) -> Number | None:
    """What is added after a scale: "1 млн 200 тысяч", "4 тыс. 258"."""
    if at >= len(tokens) or tokens[at].kind is not Kind.NUMBER:
        return None
    more = _from_digits(tokens, at, grammar)
    if more is None or more.low >= scale:
        return None
    return more if more.scaled or (tokens[at].text.isdigit() and 1 < more.low < _LEAST_SCALE) else None


def _vague(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    found = grammar.vague.at(tokens, first)
    if found is None and tokens[first].low in grammar.some:
        found = grammar.some_of.at(tokens, first + 1)
    several = _great_scale(tokens, first + 1, grammar) if found is None and tokens[first].low in grammar.some else None
    if several:  # "mehrere Milliarden"
        return Number(first, several.end, 2 * several.value, None, vague="millions")
    if found is None or (found.end == first + 1 and first and tokens[first - 1].low in grammar.singular_after):
        return None
    low, high = VAGUE[found.value]
    scale = _great_scale(tokens, found.end, grammar)
    if scale:  # "Hunderte Millionen", "сотни миллиардов"
        return Number(first, scale.end, low * scale.value, None, vague="millions")
    return Number(first, found.end, Decimal(low), None if high is None else Decimal(high), vague=found.value)


def _great_scale(tokens: Sequence[Token], at: int, grammar: NumberWords) -> Found[Decimal] | None:
    found = grammar.scales.at(tokens, at)
    return found if found and found.value >= 1_000_000 else None


def _from_words(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    about = grammar.about.at(tokens, first)
    if about:
        return _round(tokens, about, grammar)
    if tokens[first].low in grammar.joins:
        return None
    sum_ = Sum()
    at = first
    hedge = None
    while at < len(tokens) and at - first < _LONGEST_NUMBER and grammar.goes_on_with(tokens[at].low):
        inner = _inner_hedge(tokens, at, grammar) if sum_.value else None
        end = _add(sum_, tokens, inner.end if inner else at, grammar)
        if end is None:
            break
        at, hedge = end, inner.value if inner else hedge
    if not sum_.value:
        return None
    more = _smaller(tokens, at, sum_.last_scale, grammar) if sum_.last_scale else None
    if more and sum_.current is None:  # "двух тысяч 350"
        return Number(first, more.end, sum_.value + more.low, sum_.value + more.low, scaled=True, hedge=hedge)
    return Number(first, at, sum_.value, sum_.value, scaled=sum_.scaled, scale=sum_.whole_scale, hedge=hedge)


def _round(tokens: Sequence[Token], about: Found[Decimal], grammar: NumberWords) -> Number:
    """A round noun, alone ("une centaine") or of a scale ("une dizaine de milliers")."""
    return Number(about.first, about.end, about.value, about.value, about=True, scaled=True)


def _add(sum_: Sum, tokens: Sequence[Token], at: int, grammar: NumberWords) -> int | None:
    """Adds the word at `at` to the sum; answers where the next one begins, or None where the number is over."""
    begun = bool(sum_.value)
    if begun and (is_hyphen(tokens, at) or tokens[at].low in grammar.joins):
        if tokens[at].low not in grammar.joins and tokens[at + 1].low in grammar.joins:
            return _add(sum_, tokens, at + 1, grammar)  # "soixante-et-une"
        if tokens[at].low in grammar.joins and at + 1 < len(tokens) and is_hyphen(tokens, at + 1):
            at += 1
        half = grammar.halves.at(tokens, at)
        if half is None:
            return (
                _add(sum_, tokens, at + 1, grammar)
                if at + 1 < len(tokens) and _is_number(tokens, at + 1, grammar)
                else None
            )
    half = grammar.halves.at(tokens, at) if begun else None
    if half:
        sum_.halve()
        return half.end
    whole = None if begun else grammar.whole.at(tokens, at)
    if whole:
        if whole.value < _LEAST_SCALE:
            sum_.current = whole.value  # "полсотни тысяч"
        else:
            sum_.total, sum_.last_scale = whole.value, whole.value
        sum_.scaled = True
        return whole.end
    scale = grammar.scales.at(tokens, at)
    if scale:
        return _past_stop(tokens, scale.end) if sum_.multiply(scale.value) else None
    small = grammar.small.at(tokens, at)
    value = small.value if small else grammar.compound(tokens[at].low)
    if value is None:
        return None
    return (small.end if small else at + 1) if sum_.add(value) else None


def _is_number(tokens: Sequence[Token], at: int, grammar: NumberWords) -> bool:
    word = tokens[at]
    known = grammar.small.at(tokens, at) or grammar.scales.at(tokens, at)
    return bool(known) or grammar.compound(word.low) is not None


def _shares_thousands(low: Number, high: Number) -> bool:
    """ "entre 200 et 250 000": the thousands of the second are those of the first too."""
    if not (low.is_bare_digits and high.is_bare_digits and high.is_grouped) or high.low % _LEAST_SCALE:
        return False
    return low.low < high.low / _LEAST_SCALE <= _WIDEST * low.low


def spread(low: Number, high: Number) -> Number | None:
    """Two numbers as the ends of one ("15 bis 20 Tausend"); the first takes the scale of the second."""
    bottom, top = low.low, high.high
    if high.scale and not low.scaled and bottom * high.scale < high.low:
        bottom *= high.scale
    if _shares_thousands(low, high):
        bottom *= _LEAST_SCALE
    if low.vague or high.vague or top is None or bottom >= top:
        return None
    return replace(high, first=low.first, low=bottom, high=top, spread=True, about=False)
