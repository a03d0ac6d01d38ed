"""A text's words, numbers and marks as the grammar of numbers needs them, with offsets in code points, in one pass."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

KEPT_WORDS = 50_000  # different ones, looked up once; an article has about a thousand

# Spaces that group digits: the common one, the no-break ones and the thin one.
_SPACES = " \u00a0\u202f\u2009"

# Possessive quantifiers: what was read as digits is never tried again, so that a megabyte of "1,1,1" is read once.
_TOKEN = re.compile(
    rf"[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}}(?![0-9]))++(?:[.,][0-9]++)?|[0-9]++(?:[.,:'’][0-9]++)*+"
    # The code of a currency may touch: "GBP87.2m", "Ksh500".
    r"|(?:[A-Z][A-Zs][A-Z]?|[KTU]?[Ss]hs?|Rp|Tk|Dhs?)(?=[0-9])"
    rf"|[KNPR](?=[0-9]{{1,3}}(?:[{_SPACES},.][0-9]|(?:bn|tn|[bkm])\b|[ -]?[bmtz](?:illi|rilli|n\b|ln\b)))"  # "N400m"
    r"|[^\W\d_][^\W_]*+"
    r"|\S"
)
_ONLY_WORDS = re.compile(r"[^\W\d_][^\W_]*+")
_APOSTROPHES = dict.fromkeys("’ʼ`´", "'")


class Kind(Enum):
    NUMBER = auto()
    WORD = auto()
    MARK = auto()


# What is made for every word is not frozen, here and elsewhere: freezing makes it four times as slow to make.
@dataclass(slots=True)
class Token:
    """`low` is the text folded for looking up; `glued` says that nothing stands between it and the token before."""

    start: int
    end: int
    text: str
    low: str
    kind: Kind
    glued: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=KEPT_WORDS)
def fold(word: str) -> str:
    """Lower case, and Russian ё as е, which most texts print."""
    low = word.lower()
    return low.replace("ё", "е") if "ё" in low else low


def words_of(text: str) -> list[str]:
    """The words of a text alone, folded: the same as its tokens of that kind have."""
    return [fold(word) for word in _ONLY_WORDS.findall(text)]


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    found: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        begin, behind = match.span()
        low, kind = _low_and_kind(word)
        found.append(Token(begin, behind, word, low, kind, begin == last))
        last = behind
    return found


@lru_cache(maxsize=KEPT_WORDS)
def _low_and_kind(word: str) -> tuple[str, Kind]:
    """What the first character tells: other digits than ours are marks, and ½ counts among the letters."""
    if word[0].isdecimal():
        return word, Kind.NUMBER if word[0].isascii() else Kind.MARK
    return (fold(word), Kind.WORD) if word[0].isalnum() else (_APOSTROPHES.get(word, word), Kind.MARK)
