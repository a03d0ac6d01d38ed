"""In which language a text is written, told by its small words. The tables are each language's own."""

from dataclasses import dataclass
from functools import cache

from claims.extraction.counting import counting_words
from claims.extraction.languages import codes, table
from claims.extraction.lexicon import words
from claims.extraction.tokens import Kind, tokens

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
    found = [token.low for token in tokens(text[:_ENOUGH]) if token.kind is Kind.WORD]
    if not found:
        return UNDETERMINED
    score, language = max((_score(found, _signs(code)), code) for code in codes())
    if score < _LEAST:  # a headline may have no small words
        score, language = max((_counted(found, code), code) for code in codes())
    return language if score >= _LEAST else UNDETERMINED


def _counted(found: list[str], language: str) -> float:
    """The share of words that the language's tables of counted nouns know."""
    lists = counting_words(language)
    return sum(lists.nouns.of(word) is not None or lists.outcomes.of(word) is not None for word in found) / len(found)


def _score(found: list[str], signs: _Signs) -> float:
    """Small words count whole, and words with a letter of the language a third of that."""
    known = sum(1.0 if word in signs.words else (0.33 if not signs.letters.isdisjoint(word) else 0.0) for word in found)
    return known / len(found)
