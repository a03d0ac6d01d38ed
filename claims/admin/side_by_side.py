"""Two looks at a report side by side: since publication, since this editor last looked, or any two."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.permissions import check_may_take_in
from sources.comparing import Comparison, Finding, FindingKind
from sources.comparing.document import Span
from sources.comparing.sides import Row, left_out, rows
from sources.models import Capture, LastLook, Report, Watch
from sources.watching import differences

MOST_LOOKS = 200  # to choose from
_FOLDED = 3  # unchanged paragraphs one after the other: more of them are folded, but for one on each side


@dataclass(frozen=True)
class Stretch:
    """Rows that are shown, or rows without a change that are folded away."""

    rows: list[Row]
    is_folded: bool


@dataclass(frozen=True)
class Told:
    """One finding as the page tells it."""

    label: str
    finding: Finding
    is_near: bool
    bears_on_a_figure: bool


class SideBySide:
    """Everything that the page shows."""

    def __init__(self, report: Report, before: Capture, after: Capture) -> None:
        self.report, self.before, self.after = report, before, after
        self.comparison: Comparison = differences(before, after, list(report.excerpts.all()))
        self.rows = rows(self.comparison)

    @property
    def is_changed(self) -> bool:
        return self.comparison.is_changed

    @property
    def told(self) -> list[Told]:
        """Findings, those beside an excerpt first; the mere wording only where it is more than a figure's."""
        figures = self.comparison.figures
        return sorted(
            (
                Told(str(finding.kind.label), finding, bool(finding.excerpts), finding in figures)
                for finding in self.comparison.findings
                if finding.kind != FindingKind.WORDING_CHANGED or not _is_told(finding, figures)
            ),
            key=lambda told: (not told.is_near, not told.bears_on_a_figure),
        )

    @property
    def stretches(self) -> list[Stretch]:
        found: list[Stretch] = []
        same: list[Row] = []
        for row in self.rows:
            if row.kind == "same":
                same.append(row)
                continue
            found += _folded(same, is_first=not found)
            same = []
            found.append(Stretch([row], is_folded=False))
        return found + _folded(same, is_first=not found, is_last=True)

    @property
    def left_out(self) -> list[tuple[str, list[str]]]:
        sides = ((_("Before"), self.comparison.before), (_("After"), self.comparison.after))
        return [(name, left_out(document)) for name, document in sides]


def _is_told(wording: Finding, figures: list[Finding]) -> bool:
    """Whether the findings on figures tell all of it."""
    return any(
        _covers(figure.before, wording.before) and _covers(figure.after, wording.after)
        for figure in figures
        if wording.before or wording.after
    )


def _covers(wide: Span | None, narrow: Span | None) -> bool:
    return narrow is None or (wide is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1])


def _folded(same: list[Row], is_first: bool = False, is_last: bool = False) -> list[Stretch]:
    """Unchanged rows: all of them when they are few, else those next to a change, and the rest folded."""
    begin, end = (0 if is_first else 1), len(same) - (0 if is_last else 1)
    if end - begin < _FOLDED:
        return [Stretch(same, is_folded=False)] if same else []
    parts = [(same[:begin], False), (same[begin:end], True), (same[end:], False)]
    return [Stretch(part, is_folded) for part, is_folded in parts if part]


class SideBySidePages:
    """The page, for the admin of reports."""

    admin_site: Any
    get_object: Any

    def side_by_side_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        check_may_take_in(request.user)
        report: Report | None = self.get_object(request, object_id)
        if report is None:
            raise Http404
        looks = list(report.captures.filter(text__isnull=False).order_by("-requested_at", "-pk")[:MOST_LOOKS])
        published, seen = _published(report), _seen(report, request.user)
        before = _chosen(report, request, "from") or seen or published
        after = _chosen(report, request, "until") or next((look for look in looks if look.outcome), None)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Versions side by side"),
            "report": report,
            "looks": looks,
            "published": published,
            "seen": seen,
            "compared": SideBySide(report, before, after) if before and after else None,
        }
        return TemplateResponse(request, "admin/sources/report/side_by_side.html", context)


def _chosen(report: Report, request: HttpRequest, parameter: str) -> Capture | None:
    """The look that the address names. One that is none, or not of this report, is not found."""
    given = request.GET.get(parameter, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise Http404
    capture: Capture | None = report.captures.filter(text__isnull=False, pk=int(given)).select_related("text").first()
    if capture is None:
        raise Http404
    return capture


def _published(report: Report) -> Capture | None:
    watch = Watch.objects.select_related("baseline__text").filter(report=report, baseline__text__isnull=False).first()
    return watch.baseline if watch else None


def _seen(report: Report, person: Any) -> Capture | None:
    look = LastLook.objects.select_related("capture__text").filter(
        report=report, looked_by=person, capture__text__isnull=False
    )
    found = look.first()
    return found.capture if found else None
