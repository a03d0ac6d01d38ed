"""Words and marks of a text as names are made of them: "US-Außenminister" and "Women’s" are one word each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.tokens import KEPT_WORDS, fold

# "Rentals.ca" is one word.
_DOMAINS = "com|org|net|info|fr|ca|ch|be|cd|ma|ru|ua|uk|eu|io|tv|de|by|kz|us|рф|ру"

# An elided article or pronoun ("l’", "d'") is a word of its own; an apostrophe elsewhere belongs to its word.
# Case is ignored only where letters are named: else each letter of a text would be folded.
_WORD = re.compile(
    r"(?:\b[cdjlmnstCDJLMNST]|\b[qQ][uU])[’'`´](?=\w)|\d+(?:[.,:’']\d+)*(?!\w)"
    rf"|\w+(?:[-’'&]\w+)*(?:\.(?i:{_DOMAINS})\b|(?<=[sS])[’'](?=\s\w))?|[^\w\s]"
)


_APOSTROPHES = str.maketrans("’`´", "'''")


@dataclass(slots=True)
class Words:
    """The words and marks of a text in order, as columns: an object for each would take longer to make than to find.

    `lows` are folded for looking up, with apostrophes written '. Where each begins is asked of few sentences. Tuples
    of strings are nothing that the garbage collector looks at again and again, as it does at lists.
    """

    texts: tuple[str, ...]
    lows: tuple[str, ...]
    _text: str
    _first: int
    _starts: tuple[int, ...] | None = None

    @property
    def starts(self) -> tuple[int, ...]:
        if self._starts is None:
            self._starts = tuple(self._found())
        return self._starts

    def _found(self) -> Iterator[int]:
        at = self._first
        for word in self.texts:
            at = self._text.index(word, at)  # nothing but space stands between two
            yield at
            at += len(word)


def is_address(word: str) -> bool:
    """Whether a medium is named by its address: "Actualite.cd"."""
    return "." in word and word[0].isalpha()


def words(text: str, start: int, end: int) -> Words:
    """The words and marks between two offsets."""
    texts = tuple(_WORD.findall(text, start, end))
    return Words(texts, tuple(map(_low, texts)), text, start)


@lru_cache(maxsize=KEPT_WORDS)
def _low(word: str) -> str:
    return fold(word.translate(_APOSTROPHES))
