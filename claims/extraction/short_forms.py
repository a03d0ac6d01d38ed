"""Words beside a number that are no nouns: abbreviations, signs of measures, verbs; codes and names."""

from collections.abc import Sequence

from claims.extraction.tokens import Kind, Token

_LONGEST_SHORT = 4  # letters of an abbreviation
_LONGEST_SIGN = 2  # letters of the sign of a measure
_CODE_LETTERS = range(2, 4)
_FOREIGN_REACH = 8  # words around a name in other letters than the sentence's
_CYRILLIC = frozenset(map(chr, range(0x400, 0x500)))


def is_no_noun(words: Sequence[Token], at: int, finite: frozenset[str], endings: tuple[str, ...]) -> bool:
    """ "2 ст. л.", "122 л", "110 будут": whether a word that no table knows is none.

    `finite` are verbs, `endings` those of others.
    """
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    stop = following is not None and following.text == "." and following.glued and at + 2 < len(words)
    if stop and word.text.islower() and len(word.low) <= _LONGEST_SHORT:
        return True
    sign = len(word.low) <= _LONGEST_SIGN and word.text.islower() and words[at - 1].kind is Kind.NUMBER
    return sign or word.low in finite or (bool(endings) and word.low.endswith(endings))


def is_code(word: Token) -> bool:
    """ "Grid ref NY 345 033"."""
    return word.kind is Kind.WORD and len(word.text) in _CODE_LETTERS and word.text.isupper()


def is_of_foreign_name(words: Sequence[Token], first: int, end: int) -> bool:
    """ "Realme 12 Pro" in a Russian sentence: whether the number from `first` to `end` is of the name."""
    if first == 0 or end >= len(words):
        return False
    beside = (words[first - 1], words[end])
    if not all(word.kind is Kind.WORD and word.capital and word.text.isascii() for word in beside):
        return False
    near = words[max(0, first - _FOREIGN_REACH) : end + _FOREIGN_REACH]
    return any(word.kind is Kind.WORD and word.text[0] in _CYRILLIC for word in near)
