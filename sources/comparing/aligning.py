"""Which lines of one version became which of the other: paragraphs first, then words, in bounded time."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from sources.comparing.document import Document

_MOST_CELLS = 40_000_000  # words of one side times words of the other: a tenth of a second, 5 MB
_MOST_PAIRS = 10_000  # of lines that went and came, each weighed against each
_ALIKE = 0.5  # of their words: then a line became the other
_LINK_ALIKE = 0.7  # for headings and links, which share words by chance
_MOST_TWINS = 50  # lines in a block that are tried one by one
_BLOCK_ALIKE = 0.75  # for several lines taken together, when paragraphs were split or joined


@dataclass(frozen=True)
class Step:
    """equal, delete, insert or replace: `before[a:b]` became `after[c:d]`."""

    tag: str
    a: int
    b: int
    c: int
    d: int


def steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Step]:
    """The edit from one sequence to the other, deletions and insertions that touch made one replacement."""
    if len(before) * len(after) > _MOST_CELLS:
        return [Step("replace", 0, len(before), 0, len(after))]
    merged: list[Step] = []
    for code in LCSseq.opcodes(before, after):
        _append(merged, Step(code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return merged


def word_steps(before: list[str], after: list[str]) -> list[Step]:
    """The same for words: one that stayed by chance amid replaced ones counts as replaced, unless a number."""
    found = steps(before, after)
    smooth: list[Step] = []
    for place, step in enumerate(found):
        is_alone = step.tag == "equal" and step.b - step.a == 1 and 0 < place < len(found) - 1
        if is_alone and not before[step.a][0].isdecimal() and _size(found[place - 1]) + _size(found[place + 1]) > 3:
            step = Step("replace", step.a, step.b, step.c, step.d)
        _append(smooth, step)
    return smooth


def _size(step: Step) -> int:
    return max(step.b - step.a, step.d - step.c)


def _append(merged: list[Step], step: Step) -> None:
    if merged and "equal" not in (step.tag, merged[-1].tag):
        last = merged.pop()
        step = Step("replace", last.a, step.b, last.c, step.d)
    merged.append(step)


@dataclass
class Pair:
    """Lines (indexes) of one version and what they became; one side is empty for lines that went or came."""

    before: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    place: tuple[int, int] = (0, 0)  # in the order for reading: the block, and the line within it
    is_same: bool = False
    has_moved: bool = False


def align(before: Document, after: Document) -> list[Pair]:
    """All lines that are no noise, in pairs, in the order for reading."""
    ours = [i for i, line in enumerate(before.lines) if not line.is_noise]
    theirs = [i for i, line in enumerate(after.lines) if not line.is_noise]
    pairs, went, came = _by_blocks(before, after, ours, theirs)
    pairs += _across(before, after, went, came)
    return sorted(pairs, key=lambda pair: pair.place)


def _by_blocks(
    before: Document, after: Document, ours: list[int], theirs: list[int]
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    pairs: list[Pair] = []
    went: list[Pair] = []
    came: list[Pair] = []
    for place, step in enumerate(steps([before.lines[i].key for i in ours], [after.lines[i].key for i in theirs])):
        one, two = ours[step.a : step.b], theirs[step.c : step.d]
        if step.tag == "equal":
            pairs += [Pair([i], [j], (place, i), is_same=True) for i, j in zip(one, two, strict=True)]
            continue
        if len(one) == len(two) <= _MOST_TWINS and all(
            _are_twins(before, after, i, j) for i, j in zip(one, two, strict=True)
        ):
            pairs += [Pair([i], [j], (place, n)) for n, (i, j) in enumerate(zip(one, two, strict=True))]
            continue
        # Headings and links come and go by themselves, so only running text is taken together.
        ours_here, theirs_here = _running(before, one), _running(after, two)
        alike = _likeness(before, after, ours_here, theirs_here) if ours_here and theirs_here else 0.0
        if alike >= _BLOCK_ALIKE:
            pairs.append(Pair(ours_here, theirs_here, (place, 0), is_same=alike == 1))
            one, two = [i for i in one if i not in ours_here], [j for j in two if j not in theirs_here]
        went += [Pair([i], [], (place, order)) for order, i in enumerate(one)]
        came += [Pair([], [j], (place, order)) for order, j in enumerate(two)]
    return pairs, went, came


def _are_twins(before: Document, after: Document, i: int, j: int) -> bool:
    return _likeness(before, after, [i], [j]) >= _least(before, after, i, j)


def _running(document: Document, lines: list[int]) -> list[int]:
    return [i for i in lines if document.lines[i].is_running]


def _likeness(before: Document, after: Document, one: list[int], two: list[int]) -> float:
    ours, theirs = keys_of(before, one), keys_of(after, two)
    if len(ours) * len(theirs) > _MOST_CELLS:
        return 0.0
    return LCSseq.normalized_similarity(ours, theirs)


def keys_of(document: Document, lines: list[int]) -> list[str]:
    return [document.words[i].key for i in words_of(document, lines)]


def words_of(document: Document, lines: list[int]) -> list[int]:
    """Indexes of the words of these lines that are no noise."""
    return [i for line in lines for i in document.lines[line].words]


def _across(before: Document, after: Document, went: list[Pair], came: list[Pair]) -> list[Pair]:
    """Lines that moved or were altered beyond their block, and those that really went or came."""
    taken: set[int] = set()
    pairs: list[Pair] = []
    for _alike, i, j in sorted(_candidates(before, after, went, came), reverse=True):
        if i in taken or ~j in taken:
            continue
        taken |= {i, ~j}
        one, two = went[i], came[j]
        is_same = before.lines[one.before[0]].key == after.lines[two.after[0]].key
        pairs.append(Pair(one.before, two.after, two.place, is_same, has_moved=one.place[0] != two.place[0]))
    pairs += [pair for i, pair in enumerate(went) if i not in taken]
    pairs += [pair for j, pair in enumerate(came) if ~j not in taken]
    return pairs


def _candidates(
    before: Document, after: Document, went: list[Pair], came: list[Pair]
) -> Iterator[tuple[float, int, int]]:
    if len(went) * len(came) > _MOST_PAIRS:
        return
    for i, one in enumerate(went):
        for j, two in enumerate(came):
            alike = _likeness(before, after, one.before, two.after)
            if alike >= _least(before, after, one.before[0], two.after[0]):
                yield alike - 0.001 * abs(one.place[0] - two.place[0]), i, j


def _least(before: Document, after: Document, i: int, j: int) -> float:
    """How alike two lines must be. Where only numbers differ it is the same heading with another number."""
    one, two = before.lines[i], after.lines[j]
    running = one.is_running and two.is_running
    if running or _without_numbers(before, i) == _without_numbers(after, j):
        return _ALIKE if running else 0.0
    return _LINK_ALIKE


def _without_numbers(document: Document, line: int) -> list[str]:
    return [key for key in keys_of(document, [line]) if not key[0].isdecimal()] or ["#"]
