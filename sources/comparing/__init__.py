"""Two versions of a page compared: what changed in numbers, qualifiers and who said it, and whether that was told.

Pure: texts in, findings out. What changes by itself on any page (noise.py) is no change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.comparing.aligning import Pair, align
from sources.comparing.document import Document, Span, overlaps, read, whole
from sources.comparing.findings import FIGURE_KINDS, Finding, FindingKind, find
from sources.comparing.notices import notices
from sources.refinding import Fit, Found, refind_all
from sources.words import keys

__all__ = ["FIGURE_KINDS", "Comparison", "Finding", "FindingKind", "Page", "Quote", "compare"]

_NEAR = 250  # characters from an excerpt: the sentences beside it


@dataclass(frozen=True)
class Page:
    """What was extracted from one capture. `visible` is searched for a notice of correction only, and may be empty."""

    title: str
    text: str
    visible: str = ""


@dataclass(frozen=True)
class Quote:
    """An excerpt: a W3C TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Comparison:
    """`found` and `refound` have one Found for each quote, in characters of `before.text` and `after.text`."""

    before: Document
    after: Document
    pairs: list[Pair]
    findings: list[Finding]
    notice: str
    found: list[Found]
    refound: list[Found]

    @property
    def is_changed(self) -> bool:
        return bool(self.findings)

    @property
    def is_silent(self) -> bool:
        """Whether the page changed and does not say so."""
        return self.is_changed and not self.notice

    @property
    def figures(self) -> list[Finding]:
        """The findings that bear on a figure."""
        return [finding for finding in self.findings if finding.kind in FIGURE_KINDS]

    @property
    def near(self) -> list[Finding]:
        """The findings beside an excerpt."""
        return [finding for finding in self.findings if finding.excerpts]


def compare(
    before: Page, after: Page, quotes: Sequence[Quote] = (), restless: frozenset[str] = frozenset()
) -> Comparison:
    """What the edit from one version to the other did, beside the excerpts and elsewhere.

    Lines with an outline that is `restless` (see there) are left out, unless they hold an excerpt.
    """
    earlier, later = _refound(before, quotes), _refound(after, quotes)
    ours, theirs = _document(before, earlier, restless), _document(after, later, restless)
    pairs = align(ours, theirs)
    findings = [*_lost(ours, earlier, later), *find(ours, theirs, pairs)]
    placed = [_beside(finding, ours, theirs, earlier, later) for finding in findings]
    return Comparison(ours, theirs, pairs, placed, _new_notice(before, after), earlier, later)


def _refound(page: Page, quotes: Sequence[Quote]) -> list[Found]:
    return refind_all(whole(page.title, page.text), [(quote.exact, quote.prefix, quote.suffix) for quote in quotes])


def _document(page: Page, found: list[Found], restless: frozenset[str]) -> Document:
    kept = [_span(place) for place in found if place.fit != Fit.GONE]
    return read(page.title, page.text, page.visible, kept, restless)


def _span(found: Found) -> Span:
    return found.start, found.end


def _lost(before: Document, earlier: list[Found], later: list[Found]) -> list[Finding]:
    return [
        Finding(FindingKind.EXCERPT_GONE, before.quote(_span(was)), "", _span(was), None, (number,))
        for number, (was, now) in enumerate(zip(earlier, later, strict=True))
        if now.fit == Fit.GONE and was.fit != Fit.GONE
    ]


def _beside(finding: Finding, before: Document, after: Document, earlier: list[Found], later: list[Found]) -> Finding:
    """The finding with the excerpts that stand in its paragraph or within a few sentences."""
    near = {
        number
        for document, span, found in ((before, finding.before, earlier), (after, finding.after, later))
        for number, place in enumerate(found)
        if span and place.fit != Fit.GONE and overlaps(span, [_surroundings(document, _span(place))])
    }
    return replace(finding, excerpts=tuple(sorted(near | set(finding.excerpts))))


def _surroundings(document: Document, span: Span) -> Span:
    lines = [line for line in document.lines if overlaps(span, [(line.start, line.end)])]
    starts = [span[0] - _NEAR, *(line.start for line in lines)]
    ends = [span[1] + _NEAR, *(line.end for line in lines)]
    return min(starts), max(ends)


def _new_notice(before: Page, after: Page) -> str:
    """The notice of correction that the later version has and the earlier had not, or nothing."""
    known = {tuple(keys(line)) for page in (before,) for line in notices(f"{page.text}\n{page.visible}")}
    told = notices(f"{after.text}\n{after.visible}")
    return next((line for line in told if tuple(keys(line)) not in known), "")
