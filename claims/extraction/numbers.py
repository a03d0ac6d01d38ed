"""The grammar of numbers: digits in every way of grouping, number words, and both mixed ("2,5 Millionen").

A language gives its words in `numbers.toml`; nothing here knows any.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property, lru_cache

from claims.extraction.languages import table
from claims.extraction.lexicon import Found, Lexicon, entries, is_hyphen, words
from claims.extraction.tokens import Kind, Token, fold

# What a plural without a number stands for, as bounds: "dozens" are 24 to 99.
VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens_of_thousands": (20_000, 99_999),
    "hundreds_of_thousands": (200_000, 999_999),
    "millions": (2_000_000, None),
}

LONGEST_DIGITS = 15  # more are a telephone, an account or a serial number
_LONGEST_NUMBER = 12  # tokens
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,'’ \u00a0\u202f\u2009][0-9]{3})+")
_SEPARATED = re.compile(r"[.,'’ \u00a0\u202f\u2009]")


@dataclass(frozen=True, slots=True)
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
    joins: frozenset[str]
    parts: re.Pattern[str] | None
    part_values: Mapping[str, Decimal]
    part_join: str

    def may_begin(self, word: str) -> bool:
        """Whether a number may begin with the word: asked of every word of a text, so it is answered once for each."""
        return self._beginnings(word)

    def _begins(self, word: str) -> bool:
        lexicons = (self.small, self.scales, self.whole, self.about, self.vague)
        return word in self.some or any(lexicon.begins(word) for lexicon in lexicons) or self.compound(word) is not None

    @cached_property
    def _beginnings(self) -> Callable[[str], bool]:
        return lru_cache(maxsize=50_000)(self._begins)

    def compound(self, word: str) -> Decimal | None:
        """The value of a number written in one word ("zweihundertfünfzigtausend")."""
        if self.parts is None or len(word) < 5 or not self.parts.match(word):
            return None
        return _compound_value(word, self.parts, self.part_values, self.part_join)


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
        joins=words(numbers, "joins"),
        parts=_parts(part_values, compound.get("join", "")),
        part_values=part_values,
        part_join=compound.get("join", ""),
    )


def _valued(numbers: Mapping[str, str]) -> Iterable[tuple[str, Decimal]]:
    return ((fold(phrase), Decimal(value)) for phrase, value in entries(numbers))


def _parts(values: Mapping[str, Decimal], join: str) -> re.Pattern[str] | None:
    longest_first = sorted([*values, *filter(None, [join])], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if values else None


def read_digits(written: str, *, decimal_comma: bool, before_scale: bool = False) -> Decimal | None:
    """The value of digits with their separators; None for what is no number (a date, an hour, a telephone).

    A comma or stop with three digits behind it groups thousands, except where the language writes its decimals so
    and a scale follows ("1,250 million" is decimal in German).
    """
    if ":" in written or sum(map(str.isdigit, written)) > LONGEST_DIGITS:
        return None
    if written.startswith("0") and len(written) > 1 and written[1].isdigit():
        return None
    decimal = "," if decimal_comma else "."
    whole, mark, fraction = written.rpartition(decimal)
    if mark and _is_whole(whole) and _is_fraction(fraction, whole, before_scale=before_scale):
        return Decimal(f"{_SEPARATED.sub('', whole)}.{fraction}")
    if _is_whole(written):
        return Decimal(_SEPARATED.sub("", written))
    return _foreign(written, decimal)


def _is_whole(written: str) -> bool:
    return written.isdigit() or bool(_THOUSANDS.fullmatch(written))


def _is_fraction(fraction: str, whole: str, *, before_scale: bool) -> bool:
    if not fraction.isdigit():
        return False
    return len(fraction) != 3 or before_scale or whole == "0" or len(_SEPARATED.sub("", whole)) > 3


def _foreign(written: str, decimal: str) -> Decimal | None:
    """A decimal written with the other mark: "2.5" in a German text. Two of them are a date."""
    whole, mark, fraction = written.rpartition("." if decimal == "," else ",")
    if not mark or not whole.isdigit() or not fraction.isdigit() or len(fraction) > 2:
        return None
    is_hour = len(fraction) == 2 and int(whole) < 32  # "23.00", and "26.05" is a day
    return None if is_hour else Decimal(f"{whole}.{fraction}")


def number_at(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    """The number that begins at the token `first`, as long as it goes."""
    if tokens[first].kind is Kind.NUMBER:
        return _from_digits(tokens, first, grammar)
    if tokens[first].kind is Kind.MARK or not grammar.may_begin(tokens[first].low):
        return None
    return _vague(tokens, first, grammar) or _from_words(tokens, first, grammar)


def _from_digits(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    written = tokens[first].text
    scale = _scale_at(tokens, first + 1, grammar)
    value = read_digits(written, decimal_comma=grammar.decimal_comma, before_scale=scale is not None)
    if value is None:
        return None
    if scale is None:
        return Number(first, first + 1, value, value, digits=written)
    total, end = value * scale.value, scale.end
    more = _smaller(tokens, end, scale.value, grammar)
    if more:
        return Number(first, more.end, total + more.low, total + more.low, digits=written, scaled=True)
    return Number(first, end, total, total, digits=written, scaled=True)


def _scale_at(tokens: Sequence[Token], at: int, grammar: NumberWords) -> Found[Decimal] | None:
    if at >= len(tokens):
        return None
    if tokens[at].glued and tokens[at].low in grammar.glued_scales:
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
    """What is added after a scale: "1 млн 200 тысяч"."""
    if at >= len(tokens) or tokens[at].kind is not Kind.NUMBER:
        return None
    more = _from_digits(tokens, at, grammar)
    return more if more and more.scaled and more.low < scale else None


def _vague(tokens: Sequence[Token], first: int, grammar: NumberWords) -> Number | None:
    found = grammar.vague.at(tokens, first)
    if found is None and tokens[first].low in grammar.some:
        found = grammar.some_of.at(tokens, first + 1)
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
    sum_ = _Sum()
    at = first
    while at < len(tokens) and at - first < _LONGEST_NUMBER:
        end = _add(sum_, tokens, at, grammar)
        if end is None:
            break
        at = end
    return Number(first, at, sum_.value, sum_.value, scaled=sum_.scaled) if at > first and sum_.value else None


def _round(tokens: Sequence[Token], about: Found[Decimal], grammar: NumberWords) -> Number:
    """A round noun, alone ("une centaine") or of a scale ("une dizaine de milliers")."""
    return Number(about.first, about.end, about.value, about.value, about=True, scaled=True)


@dataclass(slots=True)
class _Sum:
    """A number as it is read word by word: what is complete, and what a scale may still multiply."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None
    last_scale: Decimal | None = None
    scaled: bool = False

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or 0)

    def add(self, small: Decimal) -> bool:
        """Whether `small` continues the number: "zwanzig" does after "hundert", "fünf" does not after "drei"."""
        if self.current is None:
            self.current = small
            return self.last_scale is None or small < self.last_scale
        room = next((unit for unit in (Decimal(100), Decimal(20), Decimal(10)) if self._leaves(unit, small)), None)
        if room is None:
            return False
        self.current += small
        return True

    def _leaves(self, unit: Decimal, small: Decimal) -> bool:
        assert self.current is not None
        if unit == 20:  # soixante-douze, quatre-vingt-treize
            return self.current in (60, 80) and small < unit
        return self.current % unit == 0 and small < unit

    def multiply(self, scale: Decimal) -> bool:
        if scale <= 100:
            if self.current is not None and self.current >= 100:
                return False
            self.current = (self.current or Decimal(1)) * scale
        else:
            if self.last_scale is not None and scale >= self.last_scale:
                return False
            self.total += (self.current or Decimal(1)) * scale
            self.current, self.last_scale = None, scale
        self.scaled = True
        return True

    def halve(self) -> None:
        if self.current is None and self.last_scale is not None:
            self.total += self.last_scale / 2
        else:
            self.current = (self.current or 0) + Decimal("0.5")


def _add(sum_: _Sum, tokens: Sequence[Token], at: int, grammar: NumberWords) -> int | None:
    """Adds the word at `at` to the sum; answers where the next one begins, or None where the number is over."""
    begun = bool(sum_.value)
    if begun and (is_hyphen(tokens, at) or tokens[at].low in grammar.joins):
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
        sum_.total, sum_.last_scale, sum_.scaled = whole.value, whole.value, True
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


def _compound_value(word: str, parts: re.Pattern[str], values: Mapping[str, Decimal], join: str) -> Decimal | None:
    sum_ = _Sum()
    unit: Decimal | None = None
    at = 0
    while at < len(word):
        part = parts.match(word, at)
        if part is None:
            return None
        at = part.end()
        if part.group() == join:
            unit, sum_.current = _split_unit(sum_.current)
            continue
        value = values[part.group()]
        if value >= 100:
            read = sum_.multiply(value)
        else:
            read = sum_.add(value + (unit or 0)) if unit is None or value >= 20 else sum_.add(value)
        if not read:
            return None
        unit = None
    return sum_.value or None


def _split_unit(current: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """What "und" adds to the tens behind it: the five of "zweihundertfünfundzwanzig"."""
    if current is None or not 0 < current % 10 < 10 or current % 100 >= 10:
        return None, current
    rest = current - current % 10
    return current % 10, rest or None


def spread(low: Number, high: Number) -> Number | None:
    """Two numbers as the ends of one ("15 bis 20 Tausend"); the first takes the scale of the second."""
    bottom, top = low.low, high.high
    if low.is_bare_digits and high.scaled and high.digits and bottom < 1000:
        bottom *= high.low / (read_digits(high.digits, decimal_comma=True, before_scale=True) or 1)
    if low.vague or high.vague or top is None or bottom >= top:
        return None
    return replace(high, first=low.first, low=bottom, high=top, spread=True, about=False)
