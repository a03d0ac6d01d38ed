"""Words and marks of a text as names are made of them: "US-Außenminister" and "Women’s" are one word each."""

import re
from typing import NamedTuple

from claims.extraction.tokens import fold

# An elided article or pronoun ("l’", "d'") is a word of its own; an apostrophe elsewhere belongs to its word.
_WORD = re.compile(
    r"(?:\b[cdjlmnst]|\bqu)[’'](?=\w)|\d+(?:[.,:’']\d+)*(?!\w)|\w+(?:[-’'&]\w+)*(?:(?<=s)[’'](?=\s\w))?|[^\w\s]",
    re.IGNORECASE,
)


class Word(NamedTuple):
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
        Word(word := found[0], fold(word.replace("’", "'")), *found.span())
        for found in _WORD.finditer(text, start, end)
    ]
