"""The page of one source: its names, its roles, and the claims that it gave, passed on, denied or withdrew."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import reading, wording
from claims.choices import STATUSES, Status
from claims.locales import language_name
from claims.reading import Filters, Stored
from claims.titles import best_name
from factcheck.keeping import Document
from factcheck.pages.addresses import addresses
from factcheck.pages.claim import draw_removed
from factcheck.pages.paging import ON_A_PAGE, cursor, cut
from factcheck.pages.rendering import Page, render
from factcheck.pages.shown import Shown
from factcheck.serving import answer, serve
from sources.choices import NameKind, SourceKind
from sources.texts import visible

Body = dict[str, Any]
MOST_WITHDRAWN = 30


@require_safe
def source(request: HttpRequest, public_id: str, words: str = "") -> HttpResponseBase:
    """The source; claims below index `?before=`."""
    before = cursor(request.GET.get("before"))
    if before is not None:
        return answer(request, draw(public_id, before))
    return serve(request, ("source", public_id, get_language()), lambda: draw(public_id))


def draw(public_id: str, before: int | None = None) -> Document:
    stored = reading.find([public_id]).get(public_id)
    if stored is None:
        raise Http404
    if stored.body is None:
        return draw_removed(stored)
    rows, older = cut(reading.listed(Filters(source=public_id), before=before, limit=ON_A_PAGE + 1))
    withdrawn = reading.listed(Filters(source=public_id, status=[Status.RETRACTED]), limit=MOST_WITHDRAWN)
    shown = Shown([stored, *rows, *withdrawn])
    page = page_of(stored.json, hidden=before is not None)
    told = {
        "shown": shown,
        "source": stored.json,
        "kind": SourceKind(stored.json["kind"]).label,
        "name": best_name(stored.json["names"]),
        "names": other_names(stored.json),
        "counts": [(STATUSES[Status(status)].readers, count) for status, count in reading.status_counts(public_id)],
        "parts": parts_in(rows, public_id),
        "withdrawn": parts_in(withdrawn, public_id),
        "older": older,
        "newest": shown.newest,
    }
    html = render("pages/source.html", page, told)
    return Document(html.encode(), page.path, shown.ids, public_id, shown.newest.recorded_at)


def page_of(body: Body, hidden: bool) -> Page:
    name = visible(best_name(body["names"])[0] or body["id"])
    return Page(
        title=name,
        paths=addresses("source", body["id"], lambda language: best_name(body["names"], language)[0]),
        description=_("What %(name)s is on record as having said, and what became of it.") % {"name": name},
        hidden=hidden,
    )


def other_names(body: Body) -> list[tuple[str, str, list[str]]]:
    """The names by language: the language's name and tag, and the names in it."""
    by_language: dict[str, list[str]] = {}
    for name in sorted(body["names"], key=lambda name: name["kind"] != NameKind.PREFERRED):
        by_language.setdefault(name["lang"], []).append(visible(name["text"]))
    return [(language_name(lang), lang, names) for lang, names in by_language.items()]


@dataclass(frozen=True)
class Part:
    """A claim, and what this source had to do with it."""

    claim: Body
    parts: str
    is_origin: bool


def parts_in(rows: Iterable[Stored], source: str) -> list[Part]:
    return [
        Part(row.json, ", ".join(_parts(row.json, source)), _is_origin(row.json, source))
        for row in rows
        if row.body is not None
    ]


def _is_origin(claim: Body, source: str) -> bool:
    return any(attribution["chain"][0]["source"] == source for attribution in claim["attributions"])


def _parts(claim: Body, source: str) -> list[str]:
    """What a source did, in readers' words, each once."""
    told: dict[str, None] = {}
    for attribution in claim["attributions"]:
        for position, hop in enumerate(attribution["chain"]):
            if hop["source"] == source:
                told[wording.hop_words(hop, is_origin=position == 0)] = None
        for step in attribution["standings"]:
            if step["source"] == source:
                told[wording.standing_words(step["code"])] = None
    if any(reply["source"] == source for reply in claim["replies"]):
        told[_("was asked by us")] = None
    return list(told) or [_("is mentioned")]
