"""The page of one claim: what is claimed, by whom, where it stands today or stood on a given day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import locales, reading, wording
from claims.choices import Change, Status
from claims.reading import Stored
from factcheck.keeping import Document
from factcheck.pages import chains, citing, timelines
from factcheck.pages.addresses import addresses
from factcheck.pages.past import NoSuchMoment, Past, asked_for
from factcheck.pages.rendering import Page, render, same_path
from factcheck.pages.shown import Shown
from factcheck.serving import answer, serve
from factcheck.structured import permalink
from sources.observing import Sighting, sightings
from sources.texts import pick, visible

Body = dict[str, Any]


@require_safe
def claim(request: HttpRequest, public_id: str, words: str = "") -> HttpResponseBase:
    """The claim as it stands, or as it stood at `?as_of=`."""
    try:
        past = asked_for(request)
    except NoSuchMoment:
        return answer(request, draw_no_moment(request.path))
    if past:
        return answer(request, draw(public_id, past))
    return serve(request, ("claim", public_id, get_language()), lambda: draw(public_id))


def draw(public_id: str, past: Past | None = None) -> Document:
    as_of = past.head if past else None
    stored = reading.find([public_id], as_of).get(public_id)
    if stored is None:
        if past and reading.find([public_id]):
            return draw_not_yet(public_id, past)
        raise Http404
    if stored.body is None or stored.change == Change.REMOVED:
        return draw_removed(stored)
    shown = Shown([stored], as_of)
    if merged := stored.json.get("merged_into"):
        return Document(b"", shown.claim(merged["claim"]).path, shown.ids)  # which sends everybody there
    seen = {} if past else sightings([attribution["report"] for attribution in stored.json["attributions"]])
    page = page_of(stored.json, past)
    html = render("pages/claim.html", page, {**_told(stored, shown, seen, page), "past": past and _since(stored, past)})
    return Document(
        html.encode(),
        page.path,
        shown.ids,
        modified_at=_modified(shown, seen),
        headers=past.headers(page.url) if past else {},
    )


def page_of(body: Body, past: Past | None) -> Page:
    sentence = visible(pick(body["summary"], get_language() or "")[0])
    return Page(
        title=_("Claim: %(claim)s") % {"claim": sentence},
        paths=addresses("claim", body["id"], lambda language: pick(body["summary"], language)[0]),
        description=_("Who said it, through whom, and where it stands: %(claim)s") % {"claim": sentence},
        hidden=past is not None,
        query=past.query if past else "",
    )


def _told(stored: Stored, shown: Shown, seen: Mapping[str, Sighting], page: Page) -> Body:
    """What the template tells."""
    body = stored.json
    status = shown.status(body)
    return {
        "shown": shown,
        "claim": body,
        "measure": shown.body(body["measure"]),
        "status": status,
        "withdrawn": body["status"]["code"] == Status.RETRACTED,
        "status_before": timelines.words_before(body, shown),
        "decided_by": wording.bylines_words(body["status"]["decided_by"]),
        "sayings": chains.sayings(body["attributions"]),
        "other_words": locales.list_words([f"“{words}”" for words in chains.other_words(body)]),
        "later": [relation for relation in body["relations"] if relation["kind"] == "updated_by"],
        "related": [r for r in body["relations"] if r["kind"] != "updated_by" and shown.body(r["other"])],
        "corrections": timelines.corrections(shown, stored.subject),
        "chains": [
            {
                "attribution": attribution,
                "links": list(chains.links(attribution["chain"])),
                "elsewhere": chains.elsewhere(attribution, body),
            }
            for attribution in body["attributions"]
        ],
        "seen": seen,
        "checked_at": max((s.last_checked_at for s in seen.values() if s.last_checked_at), default=None),
        "happened": timelines.what_happened(body, shown),
        "done": timelines.what_we_did(body, shown),
        "stored": stored,
        "zone": settings.TIME_ZONE,
        "newest": shown.newest,
        "permalink": permalink(stored.subject),
        "citation": citing.citation(stored, shown, status, page.site_name),
        "structured": citing.structured(stored, shown, status, page.site_name),
    }


def _modified(shown: Shown, seen: Mapping[str, Sighting]) -> datetime:
    return max([shown.newest.recorded_at, *(s.last_checked_at for s in seen.values() if s.last_checked_at)])


def _since(stored: Stored, past: Past) -> Body:
    """The moment that is shown, and how often the claim has changed since."""
    later = [record for record in reading.history(stored.subject) if record.index >= past.head]
    return {"moment": past.moment, "changes": len(later)}


def draw_removed(stored: Stored) -> Document:
    """What is left of a body that had to be removed: that there was one, and when."""
    page = Page(_("Removed from the record"), same_path("claim_without_words", stored.subject), hidden=True)
    removal = stored.removal
    html = render("pages/removed.html", page, {"stored": stored, "reason": removal and removal["reason"]})
    return Document(html.encode(), page.path, frozenset([stored.subject]), status=410)


def draw_not_yet(public_id: str, past: Past) -> Document:
    """That the record did not know the claim at that moment yet."""
    page = Page(_("Not in the record yet"), same_path("claim_without_words", public_id), hidden=True)
    html = render("pages/not_yet.html", page, {"past": past})
    return Document(html.encode(), page.path, frozenset([public_id]), status=404)


def draw_no_moment(path: str) -> Document:
    page = Page(_("No such moment"), same_path("home"), hidden=True)
    return Document(render("pages/no_moment.html", page, {}).encode(), path, status=400)
