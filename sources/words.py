"""A text as words that can be compared: where each stands, and a key that is alike however it is written.

Whitespace, quotation marks, dashes, soft hyphens, case, compatibility forms and leftover markup make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_MOST_WORDS = 200_000  # of a text; a novel has half of that
# Soft hyphen, zero-width characters and bidi controls are in a word but no part of it; marks belong to their letter.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_SPACES = " \u00a0\u2007\u2009\u202f"
_WORD = re.compile(
    r"(?P<markup></?[A-Za-z][^<>]{0,300}>|&(?:[A-Za-z]{2,8}|\#\d{1,6});)"
    rf"|(?P<number>[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*)"
    rf"|(?P<word>[^\W\d_](?:[^\W_]|[{_UNSEEN}\u0300-\u036f])*)"
    r"|(?P<symbol>[%‰$€£₽₸°№])"
)
_LEFT_OUT = re.compile(f"[{_UNSEEN}]")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,'’]\d{3})+")
# Written as a sign or as a word, it is the same.
_SAME = {"%": "percent", "prozent": "percent", "процент": "percent", "процента": "percent", "процентов": "percent"}
_SAME |= {"per cent": "percent", "pour cent": "percent", "$": "dollar", "€": "euro"}


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    key: str


def words(text: str) -> list[Word]:
    """The words of `text` in order, at most 200,000. Numbers, percent and currency signs are words too."""
    return list(islice(_words(text), _MOST_WORDS))


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        if match.lastgroup != "markup":
            yield Word(match.start(), match.end(), _key(match.group(), str(match.lastgroup)))


def keys(text: str) -> list[str]:
    """The keys of the words of `text`."""
    return [word.key for word in words(text)]


def _key(written: str, group: str) -> str:
    if group == "number":
        return number_key(written)
    key = written if written.isascii() else unicodedata.normalize("NFKC", _LEFT_OUT.sub("", written))
    key = key.casefold()
    return _SAME.get(key, key)


def number_key(written: str) -> str:
    """The digits of a number without what groups them, a point before decimals: 8.000, 8,000 and 8 000 are 8000.

    A separator with three digits behind it groups, unless nothing but a zero stands before it; any other is a decimal
    one.
    """
    plain = re.sub(f"[{_SPACES}]", "", unicodedata.normalize("NFKC", written))
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)
    if _GROUPED.fullmatch(plain):
        return re.sub(r"\D", "", plain)
    whole, separator, decimals = _split_last(plain)
    whole = re.sub(r"\D", "", whole)
    return f"{whole}.{decimals}" if separator else whole


def _split_last(plain: str) -> tuple[str, str, str]:
    """Whole part, separator and decimals by the last separator; several alike are dates or versions and stay whole."""
    separators = re.findall(r"\D", plain)
    if not separators or separators.count(separators[-1]) > 1:
        return plain, "", ""
    whole, _separator, decimals = plain.rpartition(separators[-1])
    return whole, separators[-1], decimals
