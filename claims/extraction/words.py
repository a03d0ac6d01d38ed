"""Words and marks of a text as names are made of them: "US-Außenminister" and "Women’s" are one word each."""

import re
from functools import lru_cache
from typing import NamedTuple

from claims.extraction.tokens import KEPT_WORDS, fold

# "Rentals.ca" is one word.
_DOMAINS = "com|org|net|info|fr|ca|ch|be|cd|ma|ru|ua|uk|eu|io|tv|de|by|kz|us|рф|ру"

# An elided article or pronoun ("l’", "d'") is a word of its own; an apostrophe elsewhere belongs to its word.
_WORD = re.compile(
    r"(?:\b[cdjlmnst]|\bqu)[’'`´](?=\w)|\d+(?:[.,:’']\d+)*(?!\w)"
    rf"|\w+(?:[-’'&]\w+)*(?:\.(?:{_DOMAINS})\b|(?<=s)[’'](?=\s\w))?|[^\w\s]",
    re.IGNORECASE,
)


_APOSTROPHES = str.maketrans("’`´", "'''")


class Words(NamedTuple):
    """The words and marks of a text in order, as columns: an object for each would take longer to make than to find.

    `lows` are folded for looking up, with apostrophes written '.
    """

    texts: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]


def is_address(word: str) -> bool:
    """Whether a medium is named by its address: "Actualite.cd"."""
    return "." in word and word[0].isalpha()


def words(text: str, start: int, end: int) -> Words:
    """The words and marks between two offsets."""
    found = list(_WORD.finditer(text, start, end))
    texts = [match[0] for match in found]
    starts, ends = [match.start() for match in found], [match.end() for match in found]
    return Words(texts, list(map(_low, texts)), starts, ends)


@lru_cache(maxsize=KEPT_WORDS)
def _low(word: str) -> str:
    return fold(word.translate(_APOSTROPHES))
