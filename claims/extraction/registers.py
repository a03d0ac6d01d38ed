"""Texts that tell no news: recipes, listings, timetables, programmes, instructions. Nobody contests what they count.

The words of a register are few and rare in news; it takes two different ones near a figure, or an order to the reader
at the head of its sentence, and what became of people is never left out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.candidate import Candidate
from claims.extraction.exclusions import ExclusionWords
from claims.extraction.nouns import OUTCOMES, PEOPLE
from claims.extraction.qualifiers import NONE
from claims.extraction.tokens import Kind, Token

_NEWS = "news"  # the list of words that tell of harm, courts and votes: what they stand beside is never left out
_REACH = 2  # sentences on either side whose words tell the register of one
_ENOUGH = 2  # different words of one register
_CROWD = 100  # people; no recipe or sofa is for so many
_LONGEST_STEM = 5  # letters by which words differ: "Masche" and "Maschen" are one


@dataclass(slots=True)
class Sign:
    """What a sentence tells of the register: the words of each, and whether it orders the reader to do something."""

    words: frozenset[tuple[str, str]]
    instructs: bool
    is_news: bool


_NO_SIGN, _ORDER = Sign(frozenset(), False, False), Sign(frozenset(), True, False)


def sign_of(words: Sequence[Token], places: Sequence[int], lists: ExclusionWords) -> Sign:
    instructs = bool(words) and _instructs(words, lists)
    if not places:  # as in most sentences
        return _ORDER if instructs else _NO_SIGN
    found = lists.registers.scan(words, places)
    told = frozenset((mark.value, words[mark.first].low[:_LONGEST_STEM]) for mark in found if mark.value != _NEWS)
    return Sign(told, instructs, any(mark.value == _NEWS for mark in found))


def _instructs(words: Sequence[Token], lists: ExclusionWords) -> bool:
    """ "Whisk 3 eggs", "Battez 3 œufs", "Взбейте 3 яйца"."""
    first = 0 if words[0].kind is Kind.WORD or len(words) == 1 else 1
    word = words[first]
    if not word.capital:
        return False
    ordered = bool(lists.imperatives) and word.low.endswith(lists.imperatives) and word.low not in lists.no_imperatives
    return ordered or lists.instructs.at(words, first) is not None


def is_plain(signs: Sequence[Sign], index: int) -> bool:
    """Whether the sentence of that number belongs to a text that tells no news."""
    sign = signs[index]
    if sign.is_news or sign.instructs:
        return not sign.is_news
    near = signs[max(0, index - _REACH) : index + _REACH + 1]
    told = frozenset().union(*(other.words for other in near))
    if len(told) < _ENOUGH:
        return False
    counts = Counter(register for register, _word in told)
    return any(count >= _ENOUGH for count in counts.values())


def is_contested(candidate: Candidate) -> bool:
    """Whether it is a figure in any text: what became of people, a crowd, millions, and hedged sums."""
    hedged = candidate.amount.qualifier != NONE and (candidate.unit is not None or candidate.is_money)
    crowd = candidate.counted_class == PEOPLE and candidate.number.low >= _CROWD
    return candidate.counted_class in OUTCOMES or crowd or hedged or candidate.number.scaled
