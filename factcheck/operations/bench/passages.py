"""Sentences with their figures marked, and how well a language's tables find them again.

One sentence a line, `{number|value class who}` around each number: `>=` at least, `>` more than, `<=` at most,
`<` fewer than, `~` about, `^` nearly, `!` exactly, `a..b` between, or a word such as `hundreds`. A line that begins
with `#` is a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from claims.extraction.figures import figures_in
from claims.extraction.numbers import VAGUE
from claims.extraction.proposals import Figure
from claims.extraction.sentences import sentences
from claims.extraction.unknown import NOT_YET_KNOWN

_MARKED = re.compile(r"\{([^|}]*)\|([^}]*)\}")
_VALUE = re.compile(r"(>=|<=|[<>~^!]?)(.*)")
_SIGNS = {
    "": "none",
    ">=": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "<": "fewer_than",
    "~": "about",
    "^": "nearly",
    "!": "exactly",
}
_NO_HIGH, _NO_LOW = {"at_least", "more_than"}, {"at_most", "fewer_than"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure as the corpus has it; what it leaves out is None and is not compared."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    qualifier: str
    counted_class: str | None
    who: str | None

    def overlaps(self, figure: Figure) -> bool:
        return figure.num_start < self.end and self.start < figure.num_end

    def same_bounds(self, figure: Figure) -> bool:
        return (figure.low, figure.high) == (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    figures: tuple[Marked, ...]


@dataclass(slots=True)
class Score:
    """Counts over a corpus, and the shares that follow from them."""

    marked: int = 0
    found: int = 0
    wrong: int = 0
    bounds: int = 0
    qualifiers: int = 0
    classes: int = 0
    empty: int = 0
    clean: int = 0

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.marked)

    def of_found(self, count: int) -> float:
        return count / max(1, self.found)


def passages(path: Path) -> list[Passage]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_passage(line) for line in lines if line.strip() and not line.startswith("#")]


def proposed(passage: Passage, language: str) -> list[Figure]:
    found = figures_in(passage.text, sentences(passage.text, language), language)
    return [figure for figure in found if figure.qualifier != NOT_YET_KNOWN]


def pairs(passage: Passage, figures: list[Figure]) -> Iterator[tuple[Marked, Figure | None]]:
    """Each marked figure with the one that was proposed for it."""
    return ((mark, next(filter(mark.overlaps, figures), None)) for mark in passage.figures)


def score(corpus: list[Passage], language: str) -> Score:
    total = Score()
    for passage in corpus:
        figures = proposed(passage, language)
        total.marked += len(passage.figures)
        total.empty += not passage.figures
        total.clean += not passage.figures and not figures
        total.wrong += sum(not any(mark.overlaps(figure) for mark in passage.figures) for figure in figures)
        for mark, figure in pairs(passage, figures):
            if figure:
                total.found += 1
                total.bounds += mark.same_bounds(figure)
                total.qualifiers += mark.qualifier == figure.qualifier
                total.classes += mark.counted_class == figure.counted_class
    return total


def _passage(line: str) -> Passage:
    text, marks, last = "", [], 0
    for found in _MARKED.finditer(line):
        text += line[last : found.start()]
        marks.append(_mark(len(text), *found.groups()))
        text += found.group(1)
        last = found.end()
    return Passage(text + line[last:], tuple(marks))


def _mark(start: int, number: str, told: str) -> Marked:
    value, *codes = told.split()
    counted_class, who = (*codes, None, None)[:2]
    return Marked(start, start + len(number), *_amount(value), counted_class, who)


def _amount(value: str) -> tuple[Decimal | None, Decimal | None, str]:
    if value in VAGUE:
        low, high = VAGUE[value]
        return Decimal(low), None if high is None else Decimal(high), value
    if ".." in value:
        first, second = map(Decimal, value.split(".."))
        return first, second, "between"
    found = _VALUE.fullmatch(value)
    assert found is not None
    qualifier, amount = _SIGNS[found.group(1)], Decimal(found.group(2))
    return None if qualifier in _NO_LOW else amount, None if qualifier in _NO_HIGH else amount, qualifier
