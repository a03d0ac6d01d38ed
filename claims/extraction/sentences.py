"""A text's sentences, clauses and quotations, with offsets in code points. Each is found in one pass over the text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import attrgetter

from claims.extraction.languages import table
from claims.extraction.proposals import Span

LONGEST_QUOTATION = 2_000  # characters: what stays open for longer was a stray mark, not a quotation
LONGEST_SENTENCE = 2_000  # characters: so that rules which look at a whole sentence stay linear

# What may open a quotation, and what then closes it. The same mark opens in one language and closes in another.
_CLOSERS = {
    "„": '“”"',
    "“": '”"',
    '"': '"”',
    "«": "»",
    "»": "«",
    "‚": "‘’",
    "‘": "’",
    "‹": "›",
    "›": "‹",
}
_MARK = re.compile('[„“”"«»‚‘’‹›]')
_END = re.compile(
    '[.!?…][.!?…]*["“”»«’‘)\\]]{0,3}(?=\\s|$)|[.!?][“”»](?=\\w)|\n[ \t\r\f\v]*\n\\s*|\n|(?<=\\s)[+]{3,}(?=\\s)'
)
_CLAUSE_END = re.compile(r"(?<!\d)[,;:](?=\s)|(?<=\d)[,;:](?=\s)|\s[–—-]\s|[()]")
# A line of speech behind a dash, up to the dash before whoever says it: "— Wir gehen, — sagte sie".
_SPOKEN_LINE = re.compile(r"(?m)(?<=^)[—–-] [^\n]{20,2000}?[,!?…](?= [—–-] )")
_LONGEST_WORD = 40
_START = attrgetter("start")
_TERMINATORS = '"“”»«’‘)]'


@dataclass(slots=True)
class Sentence(Span):
    """A sentence without the space around it, and the number of its paragraph."""

    paragraph: int


@dataclass(frozen=True, slots=True)
class Endings:
    """What a language ends with a full stop that ends no sentence.

    All in lower case and without the last stop ("z.b", "bzw"). Numbers take a stop as ordinals after the words
    `ordinal_before` ("am 6. Februar") and in front of `ordinal_after`. `unless_counted` are abbreviations that do end
    a sentence after a number ("в 2021 г."), `before_numbers` end none before a number ("4 тыс. 258 домов"), and
    `starters` are the words that begin one even after "U.S.".
    """

    abbreviations: frozenset[str] = frozenset()
    ordinal_before: frozenset[str] = frozenset()
    ordinal_after: frozenset[str] = frozenset()
    unless_counted: frozenset[str] = frozenset()
    before_numbers: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()


@cache
def endings(language: str) -> Endings:
    """The table `languages/<language>/endings.toml`; an empty one where there is none."""
    return Endings(**{name: frozenset(words.split()) for name, words in table(language, "endings").items()})


def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The text's sentences in order. A headline or list item on a line of its own is a sentence too."""
    return tuple(Sentence(start, end, paragraph) for start, end, paragraph in _bounds(text, endings(language)))


def sentence_at(found: tuple[Sentence, ...], position: int) -> int:
    """The index of the sentence that holds `position`, or of the nearest before it. `found` is not empty."""
    return max(0, bisect_right(found, position, key=_START) - 1)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence in order."""
    cuts = [
        sentence.start,
        *(cut.end() for cut in _CLAUSE_END.finditer(text, sentence.start, sentence.end)),
        sentence.end,
    ]
    return tuple(Span(first, last) for first, last in pairwise(cuts) if first < last)


def clause_at(found: tuple[Span, ...], position: int) -> Span:
    """The clause that holds `position`, or the nearest before it. `found` is not empty."""
    return found[max(0, bisect_right(found, position, key=_START) - 1)]


def quotations(text: str) -> tuple[Span, ...]:
    """The quotations in order, with their marks. One inside of another belongs to the outer one."""
    spoken = [Span(*line.span()) for line in _SPOKEN_LINE.finditer(text)]
    marked = _in_marks(text)
    if not spoken:
        return tuple(marked)
    apart = [one for one in marked if not any(line.start < one.end and one.start < line.end for line in spoken)]
    return tuple(sorted((*spoken, *apart), key=lambda one: one.start))


def _in_marks(text: str) -> list[Span]:
    found: list[Span] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if opened and mark.start() - opened.start() > LONGEST_QUOTATION:
            opened = None
        if opened:
            if mark.group() in _CLOSERS[opened.group()] and not _is_apostrophe(text, mark):
                found.append(Span(opened.start(), mark.end()))
                opened = None
        elif mark.group() in _CLOSERS and _opens(text, mark):
            opened = mark
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    if mark.group() == "«":
        return bool(after)  # French sets a space inside of its marks
    return not before.isalnum() and bool(after.strip())


def _is_apostrophe(text: str, mark: re.Match[str]) -> bool:
    return mark.group() in "‘’" and text[mark.end() : mark.end() + 1].isalnum()


def _bounds(text: str, told: Endings) -> Iterator[tuple[int, int, int]]:
    start, paragraph = 0, 0
    wrapped = _is_wrapped(text)
    for end in _END.finditer(text):
        line_end = text[end.start()] == "\n"
        if not (_ends_line(text, start, end, wrapped) if line_end else _ends_sentence(text, end, told)):
            continue
        yield from _pieces(text, start, end.start() if line_end else end.end(), paragraph)
        start = end.end()
        paragraph += line_end
    yield from _pieces(text, start, len(text), paragraph)


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[tuple[int, int, int]]:
    for cut in range(start, end, LONGEST_SENTENCE):
        piece = text[cut : min(end, cut + LONGEST_SENTENCE)]
        if stripped := piece.strip():
            first = cut + len(piece) - len(piece.lstrip())
            yield first, first + len(stripped), paragraph


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken to a width, so that the end of a line means nothing."""
    lines = [line for line in text[:LONGEST_SENTENCE].split("\n") if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > 100:
        return False
    full = [line for line in lines[:-1] if len(line) >= 50]
    return 2 * sum(not line.rstrip(_TERMINATORS + " \r").endswith((".", "!", "?", "…")) for line in full) > len(lines)


def _ends_line(text: str, start: int, end: re.Match[str], wrapped: bool) -> bool:
    if "\n" in end.group()[1:]:
        return True
    return not wrapped and not text[end.end() : end.end() + 1].islower()


def _ends_sentence(text: str, end: re.Match[str], told: Endings) -> bool:
    following = _first_word(text, end.end())
    if following[:1].islower() or following[:1] in ",;":
        return False
    if end.group() in ("...", "…") and following[:1].isdigit():
        return False  # "s'établit à... 97,3 %"
    if not end.group().startswith(".") or end.group().startswith(".."):
        return True
    return not _is_abbreviation(text, end.start(), following, told)


def _first_word(text: str, position: int) -> str:
    """The word after `position`, without marks before it."""
    ahead = text[position : position + _LONGEST_WORD].lstrip('"„“”«»‚‘(–—- \t\r\n\v\f')
    return next(iter(ahead.split(maxsplit=1)), "")


def _is_abbreviation(text: str, stop: int, following: str, told: Endings) -> bool:
    before = text[max(0, stop - _LONGEST_WORD) : stop].split()
    if not before:
        return False
    word, previous = before[-1].lstrip('"„“”«»‚‘(['), before[-2].lower() if len(before) > 1 else ""
    if word.replace("./", "").isdigit():  # "29./30. April"
        return _is_ordinal(word, previous, following, told)
    if word.lower() in told.unless_counted:
        return not previous.isdigit()
    if word.lower() in told.before_numbers and following[:1].isdigit():
        return True
    if "." in word and following.lower() in told.starters:
        return False
    return word.lower() in told.abbreviations or _is_initial(word)


def _is_initial(word: str) -> bool:
    """Whether the word is one capital letter, or several with stops between them: "A", "Ю", "U.S".

    X is a numeral or a network ("said on X. Later …") and hardly anybody's initial.
    """
    return word != "X" and all(len(part) == 1 and part.isupper() for part in word.split("."))


def _is_ordinal(word: str, previous: str, following: str, told: Endings) -> bool:
    if len(word) > len("29./30"):
        return False
    return previous in told.ordinal_before or following.rstrip(".,;:)").lower() in told.ordinal_after
