"""The unit of a number by a mark or a code that touches it: money, or percent."""

from collections.abc import Sequence

from claims.extraction.currencies import CODES, DOLLARS, MARKS
from claims.extraction.numbers import Number, NumberWords
from claims.extraction.qualifiers import before_code
from claims.extraction.tokens import Token

PERCENT = "percent"
_CENT = "¢"  # of many currencies, but before an amount of Ghana's: "GH¢12.1 million"


def unit_of(words: Sequence[Token], number: Number, grammar: NumberWords) -> str | None:
    """Percent, or the ISO 4217 code of a currency."""
    if _is_share_mark(words, number.end, grammar):
        return PERCENT
    code = before_code(words, number.first)
    if number.first > 1 and words[number.first - 1].text == "$" and words[number.first - 1].glued:
        return DOLLARS.get(words[number.first - 2].low, "USD")
    coded = CODES.get(words[code].low) if code < number.first else None
    before = words[number.first - 1].low if number.first else ""
    after = words[_past_country(words, number.end)].low if number.end < len(words) else ""
    return coded or MARKS.get(before) or (MARKS.get(after) if after != _CENT else None)


def _past_country(words: Sequence[Token], at: int) -> int:
    """Past whose the dollars are: "78 Mio. [US-]$"."""
    marked = at + 2 < len(words) and words[at + 2].text in MARKS and words[at].text.isupper()
    return at + 2 if marked and words[at + 1].text == "-" else at


def is_unit_mark(words: Sequence[Token], at: int, grammar: NumberWords) -> bool:
    """Whether a mark of money or percent stands there."""
    return at < len(words) and (words[at].text in MARKS or _is_share_mark(words, at, grammar))


def _is_share_mark(words: Sequence[Token], at: int, grammar: NumberWords) -> bool:
    """ "45%", "45 %", "2.6pc"."""
    if at >= len(words):
        return False
    return words[at].text == "%" or (words[at].glued and words[at].low in grammar.shares)
