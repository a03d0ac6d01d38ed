"""Words and marks of a text as names are made of them: "US-Außenminister" and "Women’s" are one word each."""

import re
from dataclasses import dataclass, field
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

    `lows` are folded for looking up, with apostrophes written '. Where each begins is asked of few sentences.
    """

    texts: list[str]
    lows: list[str]
    _text: str
    _first: int
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        if not self._starts:
            self._find()
        return self._starts

    @property
    def ends(self) -> list[int]:
        if not self._ends:
            self._find()
        return self._ends

    def _find(self) -> None:
        at = self._first
        for word in self.texts:
            start = self._text.index(word, at)  # nothing but space stands between two
            at = start + len(word)
            self._starts.append(start)
            self._ends.append(at)


def is_address(word: str) -> bool:
    """Whether a medium is named by its address: "Actualite.cd"."""
    return "." in word and word[0].isalpha()


def words(text: str, start: int, end: int) -> Words:
    """The words and marks between two offsets."""
    texts = _WORD.findall(text, start, end)
    return Words(texts, list(map(_low, texts)), text, start)


@lru_cache(maxsize=KEPT_WORDS)
def _low(word: str) -> str:
    return fold(word.translate(_APOSTROPHES))
