"""In which language a text is written, told by its small words. The tables are each language's own."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from claims.extraction.counting import counting_words
from claims.extraction.languages import codes, table
from claims.extraction.lexicon import words
from claims.extraction.tokens import KEPT_WORDS, words_of

UNDETERMINED = "und"  # BCP 47

_ENOUGH = 20_000  # characters; more of a text does not tell more
_LEAST = 0.12  # of the words; random running text has a third and more of them in its own language


@dataclass(frozen=True, slots=True)
class _Signs:
    words: frozenset[str]
    letters: frozenset[str]


@cache
def _signs(language: str) -> _Signs:
    signs = table(language, "detection")
    return _Signs(words(signs, "words"), frozenset(str(signs.get("letters", ""))))


def language_of(text: str) -> str:
    """The code of the language that most words and letters speak for; UNDETERMINED where none does enough."""
    found = Counter(words_of(text[:_ENOUGH]))
    if not found:
        return UNDETERMINED
    score, language = _most(found, _spoken_for)
    if score < _LEAST:  # a headline may have no small words
        score, language = _most(found, _counted_by)
    return language if score >= _LEAST else UNDETERMINED


def _most(found: Counter[str], speaks_for: Callable[[str], Mapping[str, float]]) -> tuple[float, str]:
    """The language that most words speak for, each for none or a few, and the share of them."""
    scores = dict.fromkeys(codes(), 0.0)
    for word, times in found.items():
        for code, weight in speaks_for(word).items():
            scores[code] += weight * times
    score, language = max((score, code) for code, score in scores.items())
    return score / found.total(), language


@lru_cache(maxsize=KEPT_WORDS)
def _spoken_for(word: str) -> Mapping[str, float]:
    """Small words count whole, and words with a letter of the language a third of that."""
    told = {code: _signs(code) for code in codes()}
    with_letters = {code: 0.33 for code, signs in told.items() if not signs.letters.isdisjoint(word)}
    return with_letters | {code: 1.0 for code, signs in told.items() if word in signs.words}


@lru_cache(maxsize=KEPT_WORDS)
def _counted_by(word: str) -> Mapping[str, float]:
    """The languages whose tables of counted nouns know the word."""
    told = {code: counting_words(code) for code in codes()}
    return {code: 1.0 for code, lists in told.items() if lists.nouns.of(word) or lists.outcomes.of(word)}
