"""Words and marks of a text as names are made of them: "US-Außenminister" and "Women’s" are one word each."""

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.tokens import KEPT_WORDS, fold

# An elided article or pronoun ("l’", "d'") is a word of its own; an apostrophe elsewhere belongs to its word.
_WORD = re.compile(
    r"(?:\b[cdjlmnst]|\bqu)[’'](?=\w)|\d+(?:[.,:’']\d+)*(?!\w)|\w+(?:[-’'&]\w+)*(?:(?<=s)[’'](?=\s\w))?|[^\w\s]",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Word:
    text: str
    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.low[0].isalpha()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks between two offsets. `low` is folded for looking up, with apostrophes written '."""
    return [
        Word(word := found[0], _low(word), found.start(), found.end()) for found in _WORD.finditer(text, start, end)
    ]


@lru_cache(maxsize=KEPT_WORDS)
def _low(word: str) -> str:
    return fold(word.replace("’", "'"))
