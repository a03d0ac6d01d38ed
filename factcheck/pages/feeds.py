"""Atom feeds (RFC 4287): each status that was told and each notice is an entry of its own, never a silent edit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import overviews, reading
from claims.choices import SubjectKind
from factcheck.keeping import Document
from factcheck.pages.changes import TOLD, Told, tell
from factcheck.pages.notices import Corrected, correction_records, corrections, withdrawal_records
from factcheck.pages.rendering import Page
from factcheck.pages.shown import Named, Shown
from factcheck.serving import serve
from sources.texts import visible

ENTRIES = 50
_NEVER = datetime.fromtimestamp(0, UTC)


class _Feed(Atom1Feed):
    """A feed whose time is that of its newest entry, and always the same while it has none."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=_NEVER)


@require_safe
def notices_feed(request: HttpRequest) -> HttpResponseBase:
    return serve(request, ("notices_feed", get_language()), lambda: _of_notices(request.path))


@require_safe
def changes_feed(request: HttpRequest) -> HttpResponseBase:
    return serve(request, ("changes_feed", get_language()), lambda: _of_changes(request.path))


@require_safe
def topic_feed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    return serve(request, ("topic_feed", public_id, get_language()), lambda: _of_topic(request.path, public_id))


@require_safe
def claim_feed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    return serve(request, ("claim_feed", public_id, get_language()), lambda: _of_claim(request.path, public_id))


def _of_notices(path: str) -> Document:
    ours, theirs = corrections(correction_records(limit=ENTRIES)), tell(withdrawal_records(limit=ENTRIES))
    both: list[Told | Corrected] = [*ours, *theirs]
    newest = sorted(both, key=lambda step: -step.index)[:ENTRIES]
    return _draw(path, _("Corrections and withdrawals"), reverse("pages:notices"), newest)


def _of_changes(path: str) -> Document:
    return _draw(path, _("All changes of status"), reverse("pages:home"), tell(overviews.told(TOLD, limit=ENTRIES)))


def _of_topic(path: str, public_id: str) -> Document:
    topic = _shown(public_id, SubjectKind.TOPIC).topic(public_id)
    return _of_thing(path, topic, tell(overviews.told(TOLD, mentions=public_id, limit=ENTRIES)))


def _of_claim(path: str, public_id: str) -> Document:
    claim = _shown(public_id, SubjectKind.CLAIM).claim(public_id)
    return _of_thing(path, claim, tell(overviews.told(TOLD, subject=public_id, limit=ENTRIES)))


def _shown(public_id: str, kind: SubjectKind) -> Shown:
    found = reading.find([public_id]).get(public_id)
    if found is None or found.subject_kind != kind or not found.json:
        raise Http404
    return Shown([found])


def _of_thing(path: str, thing: Named, steps: Sequence[Told]) -> Document:
    return _draw(path, _("Changes of status: “%(thing)s”") % {"thing": visible(thing.text)}, thing.path, steps)


def _draw(path: str, title: str, page: str, steps: Sequence[Told | Corrected]) -> Document:
    """`path` is the feed's own, `page` that of the page for people."""
    site = Page(title, {}).site_name
    feed = _Feed(
        title=f"{title} · {site}",
        link=settings.BASE_URL + page,
        description=None,
        language=get_language(),
        author_name=site,
        feed_url=settings.BASE_URL + path,
        feed_guid=settings.BASE_URL + path,
    )
    for step in steps:
        _add(feed, step)
    headers = {"Content-Type": feed.content_type}
    return Document(feed.writeString("utf-8").encode(), path, headers=headers, modified_at=feed.latest_post_date())


def _add(feed: _Feed, step: Told | Corrected) -> None:
    feed.add_item(
        title=_title(step),
        link=settings.BASE_URL + step.claim.path,
        description=render_to_string("pages/entry.html", {"step": step}).strip(),
        pubdate=step.at,
        updateddate=step.at,
        unique_id=_tag(step),
    )


def _title(step: Told | Corrected) -> str:
    """The words that belong to the claim first: alone, its sentence would be read as ours."""
    said = visible(step.claim.text)
    if isinstance(step, Corrected):
        return _("Our correction of the claim: “%(claim)s”") % {"claim": said}
    return _("%(status)s. Claim: “%(claim)s”") % {"status": step.after.words, "claim": said}


def _tag(step: Told | Corrected) -> str:
    """RFC 4151: by the Record that tells it, which never changes, and the language in which this entry tells it."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"tag:{host},{step.at.astimezone(UTC):%Y-%m-%d}:record/{step.index}/{get_language()}"
