"""Numbers that share what stands at one end of their list: a unit, or the name of what they only tell apart."""

from collections.abc import Sequence
from itertools import pairwise

from claims.extraction.candidate import Candidate
from claims.extraction.counting import CountingWords, Phrase
from claims.extraction.exclusions import ExclusionWords, has_unit, names_thing
from claims.extraction.numbers import Number
from claims.extraction.tokens import Kind, Token
from claims.extraction.units import PERCENT

_NUMBERINGS = frozenset("№#")
_LONGEST_NUMBERING = 24  # words and marks

_DAY_DIGITS = 2
_ITEM_ENDS, _ITEM_HEADS = frozenset(",.;)"), frozenset("(:")
_WHOLE = 100  # percent


def listed_with_unit(
    words: Sequence[Token], numbers: Sequence[Number], ands: frozenset[str], lists: ExclusionWords
) -> set[int]:
    """Where those begin whose last has the unit ("of two, four and 15 years"), or whose first has the name.

    `ands` are what joins the last to the others.
    """
    found: set[int] = set()
    pairs = [pair for pair in pairwise(numbers) if _is_joined(words, *pair, ands)]
    for first, second in reversed(pairs):
        if second.first in found or has_unit(words, second, lists):
            found.add(first.first)
    if any(word.text in _NUMBERINGS for word in words):
        found |= {number.first for number in numbers if _is_numbered(words, number, ands)}
    for first, second in pairs:
        named = first.first in found or names_thing(words, first, lists) or _is_lettered(words, first)
        named = named or _is_day(words, first, second, lists)
        if named and second.is_bare_digits and not second.is_grouped:
            found.add(second.first)  # "по статьям 109, 219 и 238"
    return found


def _is_numbered(words: Sequence[Token], number: Number, ands: frozenset[str]) -> bool:
    """ "автобусы №№ 2Д, 6, 6А и 14": one of a list that a sign for numbers begins."""
    at = number.first - 1
    while at > max(0, number.first - _LONGEST_NUMBERING) and _goes_on(words[at], ands):
        at -= 1
    return at >= 0 and words[at].text in _NUMBERINGS and number.is_bare_digits


def _goes_on(word: Token, ands: frozenset[str]) -> bool:
    letter = word.kind is Kind.WORD and word.glued and len(word.text) <= 2
    return word.text == "," or word.kind is Kind.NUMBER or letter or word.low in ands


def _is_day(words: Sequence[Token], first: Number, second: Number, lists: ExclusionWords) -> bool:
    """ "on March 21 and 22"."""
    dated = first.first > 0 and words[first.first - 1].low in lists.months and not lists.days_first
    return dated and len(first.digits) <= _DAY_DIGITS >= len(second.digits)


def _is_joined(words: Sequence[Token], first: Number, second: Number, ands: frozenset[str]) -> bool:
    gap = words[first.end + _is_lettered(words, first) : second.first]
    return len(gap) == 1 and (gap[0].text == "," or gap[0].low in ands)


def _is_lettered(words: Sequence[Token], number: Number) -> bool:
    """ "автобусы 6А, 90А, 14": a letter that belongs to the number."""
    letter = words[number.end] if number.end < len(words) else None
    return letter is not None and letter.glued and len(letter.text) == 1 and letter.capital


def past_adjectives(gap: Sequence[Token], lists: CountingWords) -> Sequence[Token]:
    """ "41 [syrische] und 22 afghanische Staatsangehörige", "250 [Erst-] und 50 Folgeanträge"."""
    while lists.capital_nouns and len(gap) > 1 and gap[0].text.islower() and gap[0].low not in lists.stops:
        gap = gap[1:]
    cut = lists.capital_nouns and len(gap) > 2 and gap[0].capital and gap[1].text == "-" and gap[1].glued
    return gap[2:] if cut else gap


def is_denied(words: Sequence[Token], first: Candidate, gap: Sequence[Token], lists: CountingWords) -> bool:
    """ "поступило не 34, а 41 заболевший"."""
    at = first.amount.first - 1
    negated = at >= 0 and words[at].low in lists.lists["negations"]
    return negated and len(gap) == 2 and gap[0].text == "," and gap[1].low in lists.lists["ands"]


def is_no_share(first: Candidate, shared: Phrase) -> bool:
    """ "277.400 oder 1,4 Prozent": no number above a hundred is of percent."""
    return shared.noun is not None and shared.noun.unit == PERCENT and first.number.low > _WHOLE


def is_told(words: Sequence[Token], first: Candidate, lists: CountingWords) -> bool:
    """ "drei weitere [verwundet] und fünf Wagen zerstört": a German participle with no ending is a verb."""
    return lists.capital_nouns and first.phrase.outcome is not None and words[first.phrase.end - 1].low.endswith("t")


def share_percent(words: Sequence[Token], candidates: Sequence[Candidate], ands: frozenset[str]) -> None:
    """ "30,2 Prozent, die SPD auf 20,1 und die Grünen auf 12,5", "won 45%, the Greens 12.5": all are of percent."""
    told = [other for other in candidates if PERCENT in (other.unit, other.phrase.noun and other.phrase.noun.unit)]
    for candidate in candidates if told else ():
        if _may_be_share(words, candidate, ands) and any(_is_like(words, candidate, other) for other in told):
            candidate.unit = PERCENT


def _may_be_share(words: Sequence[Token], candidate: Candidate, ands: frozenset[str]) -> bool:
    """A number up to a hundred without a noun, at the end of what it is said of."""
    number, end = candidate.number, candidate.amount.end
    if candidate.unit or candidate.phrase.noun_at is not None or candidate.phrase.outcome or number.scaled:
        return False
    ends = end >= len(words) or words[end].text in _ITEM_ENDS or words[end].low in ands
    return ends and not number.spread and number.low <= _WHOLE and candidate.amount.first > 0


def _is_like(words: Sequence[Token], candidate: Candidate, told: Candidate) -> bool:
    """Behind the same word, or both behind a name; one with decimals behind any other but where something moves."""
    mine, other = words[candidate.amount.first - 1], words[told.amount.first - 1] if told.amount.first else None
    if other is None or mine.kind is Kind.NUMBER:
        return False
    if mine.low == other.low:
        return mine.kind is Kind.WORD
    named = mine.kind is Kind.WORD and mine.capital
    if named and other.kind is Kind.WORD and other.capital:
        return True
    has_decimals = not candidate.number.digits.isdigit() and bool(candidate.number.digits)
    return has_decimals and (named or mine.text in _ITEM_HEADS)
