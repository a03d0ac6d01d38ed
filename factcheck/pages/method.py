"""How we check: drawn from the table that the program itself obeys, so that it promises nothing else."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import wording
from claims.choices import (
    GUARDED_STATUSES,
    PUBLIC_STATUSES,
    QUALIFIER_BOUNDS,
    STATUSES,
    Bounds,
    Qualifier,
    StandingCode,
    Status,
    StatusRule,
)
from claims.wording import StatusWords
from factcheck.keeping import Document
from factcheck.pages.plot import Mark, Scale, mark_of, shape_of
from factcheck.pages.rendering import Page, render, same_path
from factcheck.serving import serve
from sources.choices import ReportState


@dataclass(frozen=True)
class StatusTold:
    """One status, with all the words in which readers may be told it."""

    words: StatusWords
    rule: StatusRule
    reasons: list[str]


@require_safe
def method(request: HttpRequest) -> HttpResponseBase:
    return serve(request, ("method", get_language()), _draw)


def _draw() -> Document:
    page = Page(
        title=_("How we check"),
        paths=same_path("method"),
        description=_("What each status means, who decides, and how figures are written and drawn."),
    )
    context = {
        "statuses": [_told(status) for status in PUBLIC_STATUSES],
        "guarded": [wording.status_words(status).words for status in GUARDED_STATUSES],
        "figures": _figures(),
        "scale": _SCALE,
        "standings": [wording.standing_words(code) for code in StandingCode],
        "states": [wording.report_state_words(state) for state in ReportState],
    }
    return Document(render("pages/method.html", page, context).encode(), page.path)


def _told(status: Status) -> StatusTold:
    rule = STATUSES[status]
    reasons = [wording.status_words(status, reason, _("X")).words for reason in rule.reasons]
    return StatusTold(wording.status_words(status), rule, reasons)


_EXAMPLE = {Bounds.POINT: (120, 120), Bounds.FLOOR: (120, None), Bounds.CEILING: (None, 120), Bounds.SPAN: (60, 120)}
_SCALE = Scale(150)


def _figures() -> list[tuple[str, Mark | None]]:
    """How figures are written, and the mark that those have in common; at the end one that was withdrawn."""
    by_shape: dict[str | None, tuple[list[str], Mark | None]] = {}
    for qualifier, bounds in QUALIFIER_BOUNDS.items():
        figure = _example(qualifier, bounds)
        written, _mark = by_shape.setdefault(shape_of(figure), ([], mark_of(figure, False, _SCALE)))
        written.append(wording.figure_words(figure))
    fallen = _example(Qualifier.AT_LEAST, Bounds.FLOOR)
    words = _("%(figure)s (withdrawn)") % {"figure": wording.figure_words(fallen)}
    drawn = [(", ".join(written), mark) for written, mark in by_shape.values()]
    return [*drawn, (words, mark_of(fallen, True, _SCALE))]


def _example(qualifier: Qualifier, bounds: Bounds) -> dict[str, int | str | None]:
    low, high = _EXAMPLE.get(bounds, (None, None))
    return {"qualifier": qualifier, "low": low, "high": high}
