"""In which language a text is written, told by its small words. The tables are each language's own."""

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache

from claims.extraction.counting import counting_words
from claims.extraction.languages import codes, table
from claims.extraction.lexicon import words
from claims.extraction.tokens import KEPT_WORDS, words_of

UNDETERMINED = "und"  # BCP 47

_ENOUGH = 20_000  # characters; more of a text does not tell more
_LEAST = 0.12  # of the words; random running text has a third and more of them in its own language


def language_of(text: str) -> str:
    """The code of the language that most words and letters speak for; UNDETERMINED where none does enough."""
    found = Counter(words_of(text[:_ENOUGH]))
    if not found:
        return UNDETERMINED
    score, language = max((_share(found, _speaks_for(code)), code) for code in codes())
    if score < _LEAST:  # a headline may have no small words
        score, language = max((_share(found, _is_counted(code)), code) for code in codes())
    return language if score >= _LEAST else UNDETERMINED


def _share(found: Counter[str], weight: Callable[[str], float]) -> float:
    """How much of the words speaks for a language, where each weighs from 0 to 1."""
    return sum(weight(word) * times for word, times in found.items()) / found.total()


@cache
def _speaks_for(language: str) -> Callable[[str], float]:
    """Small words count whole, and words with a letter of the language a third of that."""
    signs = table(language, "detection")
    small, letters = words(signs, "words"), frozenset(str(signs.get("letters", "")))

    @lru_cache(maxsize=KEPT_WORDS)
    def weight(word: str) -> float:
        return 1.0 if word in small else (0.0 if letters.isdisjoint(word) else 0.33)

    return weight


def _is_counted(language: str) -> Callable[[str], bool]:
    """Whether the language's tables of counted nouns know a word."""
    lists = counting_words(language)
    return lambda word: lists.nouns.of(word) is not None or lists.outcomes.of(word) is not None
