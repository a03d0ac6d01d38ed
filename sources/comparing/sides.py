"""A comparison set side by side: rows of paragraphs, with what changed, the numbers and the excerpts marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sources.comparing import Comparison
from sources.comparing.aligning import Pair, keys_of, word_steps, words_of
from sources.comparing.document import Document, Span
from sources.refinding import Fit, Found
from sources.texts import visible


@dataclass(frozen=True)
class Run:
    """A stretch of text that is marked alike throughout, its bidi controls made visible."""

    text: str
    is_changed: bool = False
    is_figure: bool = False
    is_excerpt: bool = False


@dataclass(frozen=True)
class Row:
    """Paragraphs beside what they became. `kind` is same, changed, moved, went or came."""

    kind: str
    before: list[Run]
    after: list[Run]


@dataclass
class _Group:
    """Pairs that share paragraphs, so that one row shows them."""

    pairs: list[Pair]
    before: set[int] = field(default_factory=set)
    after: set[int] = field(default_factory=set)


def rows(comparison: Comparison) -> list[Row]:
    """All paragraphs that are no noise, in the order of the later version."""
    ours, theirs = _marks(comparison, 0), _marks(comparison, 1)
    return [_row(comparison, group, ours, theirs) for group in _groups(comparison)]


def left_out(document: Document) -> list[str]:
    """The lines that were taken for noise: an editor can look whether they were."""
    return [document.text[line.start : line.end].strip() for line in document.lines if line.is_noise]


def _groups(comparison: Comparison) -> Iterator[_Group]:
    group: _Group | None = None
    for pair in comparison.pairs:
        before = {comparison.before.lines[i].paragraph for i in pair.before}
        after = {comparison.after.lines[i].paragraph for i in pair.after}
        if group and not pair.has_moved and (before & group.before or after & group.after):
            group.pairs.append(pair)
        else:
            if group:
                yield group
            group = _Group([pair])
        group.before |= before
        group.after |= after
    if group:
        yield group


@dataclass(frozen=True)
class _Marks:
    """Spans of one version: words that went or came, numbers that a finding is about, excerpts."""

    document: Document
    changed: list[Span]
    figures: list[Span]
    excerpts: list[Span]


def _marks(comparison: Comparison, side: int) -> _Marks:
    document = (comparison.before, comparison.after)[side]
    found: Sequence[Found] = (comparison.found, comparison.refound)[side]
    findings = [(finding.before, finding.after)[side] for finding in comparison.figures]
    return _Marks(
        document,
        [span for pair in comparison.pairs if not pair.is_same for span in _edited(comparison, pair, side)],
        [span for span in findings if span],
        [(place.start, place.end) for place in found if place.fit != Fit.GONE],
    )


def _edited(comparison: Comparison, pair: Pair, side: int) -> Iterator[Span]:
    """The characters that differ, from the first to the last word of each change."""
    before, after = comparison.before, comparison.after
    document, lines = ((before, pair.before), (after, pair.after))[side]
    words = words_of(document, lines)
    for step in word_steps(keys_of(before, pair.before), keys_of(after, pair.after)):
        first, last = ((step.a, step.b), (step.c, step.d))[side]
        if step.tag != "equal" and first < last:
            yield document.span(words[first], words[last - 1] + 1)


def _row(comparison: Comparison, group: _Group, ours: _Marks, theirs: _Marks) -> Row:
    before = [i for pair in group.pairs for i in pair.before]
    after = [i for pair in group.pairs for i in pair.after]
    return Row(_kind(group.pairs, before, after), list(_runs(ours, before)), list(_runs(theirs, after)))


def _kind(pairs: list[Pair], before: list[int], after: list[int]) -> str:
    if all(pair.is_same for pair in pairs):
        return "moved" if any(pair.has_moved for pair in pairs) else "same"
    return "changed" if before and after else "went" if before else "came"


def _runs(marks: _Marks, lines: Iterable[int]) -> Iterator[Run]:
    """The lines one after the other, with a space where one paragraph was joined to the next."""
    paragraph = None
    for line in (marks.document.lines[number] for number in lines):
        if paragraph not in (None, line.paragraph):
            yield Run(" ")
        paragraph = line.paragraph
        yield from _painted(marks, (line.start, line.end))


def _painted(marks: _Marks, line: Span) -> Iterator[Run]:
    """The line cut wherever a mark begins or ends."""
    every = [*marks.changed, *marks.figures, *marks.excerpts]
    cuts = sorted({*line, *(at for span in every for at in span if line[0] < at < line[1])})
    for start, end in pairwise(cuts):
        kinds = (marks.changed, marks.figures, marks.excerpts)
        inside = [any(a <= start and end <= b for a, b in spans) for spans in kinds]
        yield Run(visible(marks.document.text[start:end]), *inside)
