"""The page of one topic: every reported count, side by side, and what is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import reading
from claims.choices import STATUSES, ClaimKind, Counted, Status
from claims.reading import Filters, Stored
from claims.wording import figure_words
from factcheck.keeping import Document
from factcheck.pages.addresses import addresses
from factcheck.pages.chains import Saying, sayings
from factcheck.pages.claim import draw_no_moment, draw_removed
from factcheck.pages.paging import cursor, cut
from factcheck.pages.past import NoSuchMoment, Past, asked_for
from factcheck.pages.plot import Mark, Scale, mark_of, scale_of
from factcheck.pages.rendering import Page, render
from factcheck.pages.shown import Shown
from factcheck.serving import answer, serve
from sources.texts import pick, visible

Body = dict[str, Any]
MOST_FIGURES = 200  # on one page; a story with more has them in search and in the export
MOST_STATEMENTS = 50


@require_safe
def topic(request: HttpRequest, public_id: str, words: str = "") -> HttpResponseBase:
    """The topic as it stands, or as it stood at `?as_of=`; statements below index `?before=`."""
    try:
        past = asked_for(request)
    except NoSuchMoment:
        return answer(request, draw_no_moment(request.path))
    before = cursor(request.GET.get("before"))
    if past or before is not None:
        return answer(request, draw(public_id, past, before))
    return serve(request, ("topic", public_id, get_language()), lambda: draw(public_id))


def draw(public_id: str, past: Past | None = None, before: int | None = None) -> Document:
    as_of = past.head if past else None
    stored = reading.find([public_id], as_of).get(public_id)
    if stored is None:
        raise Http404
    if stored.body is None:
        return draw_removed(stored)
    figures = reading.listed(Filters(topic=public_id, kind=ClaimKind.FIGURE, as_of=as_of), limit=MOST_FIGURES + 1)
    of_kind = Filters(topic=public_id, kind=ClaimKind.STATEMENT, as_of=as_of)
    statements, older = cut(reading.listed(of_kind, before=before, limit=MOST_STATEMENTS + 1), MOST_STATEMENTS)
    shown = Shown([stored, *figures, *statements], as_of)
    page = page_of(stored.json, past, hidden=past is not None or before is not None)
    told = {
        "shown": shown,
        "topic": stored.json,
        "counts": counts_of(figures[:MOST_FIGURES], shown),
        "more_figures": len(figures) > MOST_FIGURES,
        "statements": by_status(statements),
        "older": older,
        "latest": max([*figures[:1], *statements[:1]], key=lambda record: record.index, default=None),
        "newest": shown.newest,
        "past": past and {"moment": past.moment, "changes": len(reading.history(public_id))},
        "zone": settings.TIME_ZONE,
    }
    html = render("pages/topic.html", page, told)
    headers = past.headers(page.url) if past else {}
    return Document(html.encode(), page.path, shown.ids, public_id, shown.newest.recorded_at, headers=headers)


def page_of(body: Body, past: Past | None, hidden: bool) -> Page:
    title = visible(pick(body["title"], get_language() or "")[0])
    return Page(
        title=title,
        paths=addresses("topic", body["id"], lambda language: pick(body["title"], language)[0]),
        description=_("Who gave which figure, and where each stands: %(topic)s") % {"topic": title},
        hidden=hidden,
        query=past.query if past else "",
    )


@dataclass(frozen=True)
class Row:
    """One reported count under a measure."""

    claim: Body
    said_by: list[Saying]
    mark: Mark | None
    withdrawn: bool


@dataclass(frozen=True)
class Counts:
    """All reported counts of one measure, on one scale."""

    measure: Body
    rows: list[Row]
    scale: Scale | None

    @property
    def has_times(self) -> bool:
        """Whether some count says for which time it was given."""
        return any(row.claim["figure"]["as_of"] for row in self.rows)

    @property
    def range(self) -> str:
        """The lowest and the highest count in words, withdrawn ones named as such; empty without two numbers."""
        numbered = [row for row in self.rows if row.mark]
        if len(numbered) < 2:
            return ""
        lowest = min(numbered, key=lambda row: _ends(row.claim["figure"])[0])
        highest = max(numbered, key=lambda row: _ends(row.claim["figure"])[1])
        return _("Lowest: %(lowest)s. Highest: %(highest)s.") % {"lowest": _told(lowest), "highest": _told(highest)}


def _ends(figure: Body) -> tuple[float, float]:
    ends = [end for end in (figure["low"], figure["high"]) if end is not None]
    return min(ends), max(ends)


def _told(row: Row) -> str:
    words = figure_words(row.claim["figure"])
    return _("%(figure)s (withdrawn)") % {"figure": words} if row.withdrawn else words


def counts_of(figures: Iterable[Stored], shown: Shown) -> list[Counts]:
    """The figures by measure, in the order of the times for which they were given."""
    by_measure: dict[str, list[Body]] = {}
    for record in sorted(figures, key=_as_of):
        if record.body is not None:
            by_measure.setdefault(record.json["measure"], []).append(record.json)
    counts = [_counts(shown.body(measure), claims) for measure, claims in by_measure.items()]
    return sorted(counts, key=lambda group: _ORDER.index(group.measure["counted"]))


_ORDER = Counted.values  # the dead first, as readers look for them


def _as_of(record: Stored) -> tuple[str, int]:
    as_of = (record.json.get("figure") or {}).get("as_of")
    return (as_of["at"] if as_of else "", record.index)


def _counts(measure: Body, claims: list[Body]) -> Counts:
    scale = scale_of(claim["figure"] for claim in claims)
    rows = []
    for claim in claims:
        withdrawn = claim["status"]["code"] == Status.RETRACTED
        mark = mark_of(claim["figure"], withdrawn, scale) if scale else None
        rows.append(Row(claim, sayings(claim["attributions"]), mark, withdrawn))
    return Counts(measure, rows, scale)


def by_status(statements: Iterable[Stored]) -> list[tuple[str, list[Body]]]:
    """Statements under readers' words for each status, in the order of the table of statuses."""
    groups: dict[str, list[Body]] = {status: [] for status in STATUSES}
    for record in statements:
        if record.body is not None:
            groups[record.status].append(record.json)
    return [(str(STATUSES[Status(status)].readers), bodies) for status, bodies in groups.items() if bodies]
