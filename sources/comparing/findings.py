"""What an edit did to what matters: numbers, their qualifiers, what is counted, who said it, and the rest in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sources.comparing.aligning import Pair, Step, keys_of, steps, word_steps, words_of
from sources.comparing.document import Document, Span
from sources.comparing.numbers import Number

_MOST_FINDINGS = 1_000  # of a page that was replaced as a whole; nobody reads more
_MOST = 100  # attributions of one paragraph that are told of
_NEAR = 7  # words from an attribution within which a changed word changes who is named


class FindingKind(TextChoices):
    NUMBER_CHANGED = "number_changed", _("a number changed")
    NUMBER_APPEARED = "number_appeared", _("a number appeared")
    NUMBER_VANISHED = "number_vanished", _("a number vanished")
    QUALIFIER_LOST = "qualifier_lost", _("a qualifier such as “at least” was lost")
    QUALIFIER_GAINED = "qualifier_gained", _("a qualifier such as “at least” was added")
    QUALIFIER_CHANGED = "qualifier_changed", _("a qualifier such as “at least” changed")
    COUNTED_CHANGED = "counted_changed", _("what is counted changed")
    ATTRIBUTION_LOST = "attribution_lost", _("who said it is no longer told")
    ATTRIBUTION_CHANGED = "attribution_changed", _("who said it changed")
    ATTRIBUTION_GAINED = "attribution_gained", _("who said it was added")
    DATE_CHANGED = "date_changed", _("a date or time changed")
    EXCERPT_GONE = "excerpt_gone", _("the passage that a claim rests on is gone")
    WORDING_CHANGED = "wording_changed", _("the wording changed")
    PASSAGE_REMOVED = "passage_removed", _("a passage was taken out")
    PASSAGE_ADDED = "passage_added", _("a passage was added")


K = FindingKind
# What bears on a figure; the rest is worth a look and no more.
FIGURE_KINDS = frozenset({K.NUMBER_CHANGED, K.NUMBER_APPEARED, K.NUMBER_VANISHED, K.COUNTED_CHANGED}) | {
    *(K.QUALIFIER_LOST, K.QUALIFIER_GAINED, K.QUALIFIER_CHANGED, K.EXCERPT_GONE),
    *(K.ATTRIBUTION_LOST, K.ATTRIBUTION_CHANGED, K.ATTRIBUTION_GAINED),
}


_RANKS = {kind: rank for rank, kind in enumerate(K)}


@dataclass(frozen=True)
class Finding:
    """One thing that an edit did. Spans are characters of the two documents; `excerpts` are indexes of those nearby."""

    kind: FindingKind
    was: str = ""
    now: str = ""
    before: Span | None = None
    after: Span | None = None
    excerpts: tuple[int, ...] = ()


def find(before: Document, after: Document, pairs: list[Pair]) -> list[Finding]:
    """Findings of all pairs, numbers first; a number that only changed its place is none."""
    found: list[Finding] = []
    loose: list[tuple[Document, Number]] = []
    for pair in pairs:
        if pair.is_same or any(is_so(before, after, pair) for is_so in _NO_EDITS):
            continue
        comparing = _Comparing(before, after, pair)
        if not comparing.is_counting():
            found += comparing.findings(loose)
    found += _loose(before, after, loose)
    return sorted(dict.fromkeys(found), key=lambda finding: _RANKS[finding.kind])[:_MOST_FINDINGS]


def _is_mere_link(before: Document, after: Document, pair: Pair) -> bool:
    """Headings and links that came or went whole: most are the site's ways to other pages."""
    if pair.before and pair.after:
        return False
    document, lines = (before, pair.before) if pair.before else (after, pair.after)
    return not any(document.lines[i].is_running or document.lines[i].is_kept for i in lines)


def _is_notice(before: Document, after: Document, pair: Pair) -> bool:
    """A notice of correction that came or went: it repeats numbers, and is told by itself."""
    if pair.before and pair.after:
        return False
    return all(before.lines[i].is_notice for i in pair.before) and all(after.lines[i].is_notice for i in pair.after)


def _is_frame(before: Document, after: Document, pair: Pair) -> bool:
    """Short lines above the first and below the last paragraph: what sites put around an article. The title is none."""
    sides = ((before, pair.before), (after, pair.after))
    return all(document.is_frame(line) for document, lines in sides for line in lines)


def _is_beside(before: Document, after: Document, pair: Pair) -> bool:
    """A line of which only the extractor lost sight: it is still among all that is visible on the other page."""
    if pair.before and pair.after:
        return False
    lines = [before.lines[i] for i in pair.before] or [after.lines[i] for i in pair.after]
    other = after if pair.before else before
    return all(f" {line.key} " in other.beside for line in lines)


_NO_EDITS = (_is_mere_link, _is_notice, _is_frame, _is_beside)


class _Comparing:
    """One pair of lines at its words."""

    def __init__(self, before: Document, after: Document, pair: Pair) -> None:
        self.before, self.after = before, after
        self.ours, self.theirs = words_of(before, pair.before), words_of(after, pair.after)
        self.steps = word_steps(keys_of(before, pair.before), keys_of(after, pair.after))
        self.gone = {self.ours[i] for step in self._edits() for i in range(step.a, step.b)}
        self.come = {self.theirs[i] for step in self._edits() for i in range(step.c, step.d)}

    def _edits(self) -> Iterator[Step]:
        return (step for step in self.steps if step.tag != "equal")

    def is_counting(self) -> bool:
        """Whether nothing changed but what counts readers, clicks and the like."""
        ours = {i for n in self.before.numbers if n.is_counter for i in range(n.first, n.last + 1)}
        theirs = {i for n in self.after.numbers if n.is_counter for i in range(n.first, n.last + 1)}
        if not (self.ours and self.theirs):
            numbers = _numbers_in(self.before, self.ours) or _numbers_in(self.after, self.theirs)
            return bool(numbers) and all(number.is_counter for number in numbers)
        return bool(self.gone or self.come) and self.gone <= ours and self.come <= theirs

    def findings(self, loose: list[tuple[Document, Number]]) -> Iterator[Finding]:
        yield from self._numbers(loose)
        yield from self._attributions()
        yield from self._wording()

    def _numbers(self, loose: list[tuple[Document, Number]]) -> Iterator[Finding]:
        ours, theirs = _numbers_in(self.before, self.ours), _numbers_in(self.after, self.theirs)
        for step in steps([(n.kind, n.key) for n in ours], [(n.kind, n.key) for n in theirs]):
            one, two = ours[step.a : step.b], theirs[step.c : step.d]
            if step.tag == "equal":
                for was, now in zip(one, two, strict=True):
                    yield from self._around_a_number(was, now)
                continue
            yield from self._changed(one, two, loose)

    def _changed(self, one: list[Number], two: list[Number], loose: list[tuple[Document, Number]]) -> Iterator[Finding]:
        """Numbers between two that stayed: as many as both sides have changed, the rest vanished or appeared."""
        for was, now in zip(one, two, strict=False):
            if was.kind != now.kind:
                loose += [(self.before, was), (self.after, now)]
                continue
            yield self._of_numbers(K.NUMBER_CHANGED if was.kind == "number" else K.DATE_CHANGED, was, now)
            yield from self._qualifiers(was, now)
        loose += [(self.before, number) for number in one[len(two) :]]
        loose += [(self.after, number) for number in two[len(one) :]]

    def _around_a_number(self, was: Number, now: Number) -> Iterator[Finding]:
        yield from self._qualifiers(was, now)
        moved_in = was.last in self.gone and now.last in self.come
        if was.kind == "number" and moved_in and not _is_inflected(was.counted, now.counted):
            yield self._of_numbers(K.COUNTED_CHANGED, was, now, behind=1)

    def _qualifiers(self, was: Number, now: Number) -> Iterator[Finding]:
        if was.qualifiers == now.qualifiers:
            return
        if was.qualifiers and now.qualifiers:
            kind = K.QUALIFIER_CHANGED
        else:
            kind = K.QUALIFIER_LOST if was.qualifiers else K.QUALIFIER_GAINED
        yield self._of_numbers(kind, was, now)

    def _of_numbers(self, kind: FindingKind, was: Number, now: Number, behind: int = 0) -> Finding:
        return _finding(
            kind,
            self.before,
            (was.begin, min(was.last + behind, len(self.before.words))),
            self.after,
            (now.begin, min(now.last + behind, len(self.after.words))),
        )

    def _attributions(self) -> Iterator[Finding]:
        lost = [span for span in _spans_in(self.before.attributions, self.ours) if self.gone & set(range(*span))]
        gained = [span for span in _spans_in(self.after.attributions, self.theirs) if self.come & set(range(*span))]
        for span in lost[len(gained) :][:_MOST]:
            whole = _widened(span, self.gone, self.before)
            yield _finding(K.ATTRIBUTION_LOST, self.before, whole, self.after, None)
        for span in gained[len(lost) :][:_MOST]:
            whole = _widened(span, self.come, self.after)
            yield _finding(K.ATTRIBUTION_GAINED, self.before, None, self.after, whole)
        yield from self._put_otherwise(lost, gained)

    def _put_otherwise(self, lost: list[Span], gained: list[Span]) -> Iterator[Finding]:
        """Replacements beside an attribution that stayed, or of one attribution by another."""
        changed = set(lost)
        stayed = [span for span in _spans_in(self.before.attributions, self.ours) if span not in changed]
        near = {i for span in stayed for i in range(span[0] - _NEAR, span[1] + _NEAR)}
        said, says = _lengths(lost), _lengths(gained)
        for step in self._edits():
            one, two = self.ours[step.a : step.b], self.theirs[step.c : step.d]
            if not one or not two:
                continue
            was, now = sum(said.get(i, 0) for i in one), sum(says.get(i, 0) for i in two)
            # More than the word for saying it: "said" for "stated" is a matter of style.
            is_other = bool(was and now) and (len(one) > was or len(two) > now)
            is_beside = one[0] in near and one[-1] in near and not (self._has_number(one, two))
            if is_other or is_beside:
                ours, theirs = self._words(step)
                yield _finding(K.ATTRIBUTION_CHANGED, self.before, ours, self.after, theirs)

    def _has_number(self, one: list[int], two: list[int]) -> bool:
        return any(self.before.is_number(i) for i in one) or any(self.after.is_number(i) for i in two)

    def _words(self, step: Step) -> tuple[Span | None, Span | None]:
        one, two = self.ours[step.a : step.b], self.theirs[step.c : step.d]
        return (one[0], one[-1] + 1) if one else None, (two[0], two[-1] + 1) if two else None

    def _wording(self) -> Iterator[Finding]:
        edits = list(self._edits())
        if not edits:
            return
        kind = K.WORDING_CHANGED if self.ours and self.theirs else K.PASSAGE_REMOVED if self.ours else K.PASSAGE_ADDED
        ours = [i for step in edits for i in self.ours[step.a : step.b]]
        theirs = [i for step in edits for i in self.theirs[step.c : step.d]]
        yield _finding(
            kind,
            self.before,
            (ours[0], ours[-1] + 1) if ours else None,
            self.after,
            (theirs[0], theirs[-1] + 1) if theirs else None,
        )


def _loose(before: Document, after: Document, loose: list[tuple[Document, Number]]) -> Iterator[Finding]:
    """Numbers that only one side has. The same number of the same thing on both sides has changed its place."""
    gone = [number for document, number in loose if document is before]
    come = [number for document, number in loose if document is after]
    for was in list(gone):
        twin = next((now for now in come if (now.kind, now.key) == (was.kind, was.key)), None)
        if twin is None:
            continue
        gone.remove(was)
        come.remove(twin)
        ours, theirs = (was.begin, was.last), (twin.begin, twin.last)
        if was.kind == "number" and not _is_inflected(was.counted, twin.counted):
            yield _finding(K.COUNTED_CHANGED, before, _wider(before, ours), after, _wider(after, theirs))
        elif was.qualifiers != twin.qualifiers:
            yield _finding(K.QUALIFIER_CHANGED, before, ours, after, theirs)
    for number in gone:
        kind = K.NUMBER_VANISHED if number.kind == "number" else K.DATE_CHANGED
        yield _finding(kind, before, (number.begin, number.last), after, None)
    for number in come:
        kind = K.NUMBER_APPEARED if number.kind == "number" else K.DATE_CHANGED
        yield _finding(kind, before, None, after, (number.begin, number.last))


def _widened(span: Span, edited: set[int], document: Document) -> Span:
    """An attribution with the few words on each side that came or went with it, up to a number."""
    first, last = span
    while span[0] - _NEAR < first and first - 1 in edited and not document.is_number(first - 1):
        first -= 1
    while last < span[1] + _NEAR and last in edited and not document.is_number(last):
        last += 1
    return first, last


def _wider(document: Document, span: Span) -> Span:
    return span[0], min(span[1] + 1, len(document.words))


def _finding(kind: FindingKind, before: Document, ours: Span | None, after: Document, theirs: Span | None) -> Finding:
    """A finding from spans of words."""
    one = before.span(*ours) if ours else None
    two = after.span(*theirs) if theirs else None
    return Finding(kind, before.quote(one), after.quote(two), one, two)


def _numbers_in(document: Document, words: Iterable[int]) -> list[Number]:
    inside = set(words)
    return [number for number in document.numbers if number.first in inside]


def _spans_in(spans: list[Span], words: Iterable[int]) -> list[Span]:
    inside = set(words)
    return [span for span in spans if span[0] in inside]


def _lengths(spans: list[Span]) -> dict[int, int]:
    """How many words the span that begins at a word has."""
    return {first: last - first for first, last in spans}


def _is_inflected(one: str, other: str) -> bool:
    """Whether two words are forms of one: the same beginning, as long as the shorter but for three letters."""
    length = max(3, min(len(one), len(other)) - 3)
    return one[:length] == other[:length]
