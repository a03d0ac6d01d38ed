"""Claims as linked data (JSON-LD, schema.org): each by itself, and the reviews of all of them as a feed."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import override

from claims import reading
from claims.choices import Change, SubjectKind
from claims.reading import Stored
from factcheck import serving, structured
from factcheck.api import problems
from factcheck.api.answering import ReadView, settled, unless_unchanged
from factcheck.api.v1 import cursors, filters, finding
from factcheck.api.v1.cursors import Place
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.envelopes import written
from factcheck.api.v1.naming import Known
from factcheck.api.v1.paging import address, linking_to
from factcheck.api.v1.parameters import read_all
from factcheck.keeping import Document

MEDIA_TYPE = "application/ld+json"
# Claims that are looked through for one page of the feed; those that nobody has judged yet are not in it.
_AT_ONCE = 200
_FORM = {"type": "object", "additionalProperties": True}

Body = dict[str, Any]


def site() -> str:
    return settings.PUBLISHER_NAME or "Public record of claims"


class ClaimLinked(ReadView):
    """One claim in the words of schema.org: a `Claim`, inside a `ClaimReview` once the desk has judged it.

    The figure is a `QuantitativeValue` whose `description` holds its words; our corrections stand in `correction`.
    """

    schema = DescribedByItself()
    media_type = MEDIA_TYPE
    parameters = (filters.LANG, filters.AS_OF)

    def described(self) -> Description:
        errors = (problems.NOT_FOUND, problems.REMOVED)
        others = {301: (_FORM, "It was merged into another one, which is at the address in `Location`.")}
        return Description("get_claim_jsonld", "Get one claim as JSON-LD", "claims", _FORM, errors, others=others)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        draw = partial(_draw, request, kwargs["public_id"], asked)
        if "as_of" in asked:
            return serving.answer(request, draw())
        return serving.serve(request, ("jsonld", kwargs["public_id"], asked.get("lang")), draw)


def _draw(request: HttpRequest, public_id: str, asked: Body) -> Document:
    as_of, language = filters.moment_of(asked), asked.get("lang", settings.LANGUAGE_CODE)
    row = finding.found(SubjectKind.CLAIM, public_id, as_of)
    if redirection := finding.moved(row, request.path, MEDIA_TYPE):
        return finding.with_question(redirection, request)
    with override(language):
        known = Known([row], language, as_of)
        data = structured.described(row, known.names, known.status(row.json), site())
    return Document(
        written(data),
        request.path,
        shown=known.ids,
        modified_at=settled(known.newest.recorded_at),
        headers={"Content-Type": MEDIA_TYPE},
    )


class Reviews(ReadView):
    """Our reviews as a `DataFeed` of schema.org, the newest first: one `ClaimReview` for each claim that was judged.

    `dateDeleted` marks those that are no longer in force: the claim was removed, merged into another one, or put back
    among those that nobody has judged. A page may be short, or empty, although `next` leads on.
    """

    schema = DescribedByItself()
    media_type = MEDIA_TYPE
    parameters = (filters.LANG, filters.CURSOR)

    def described(self) -> Description:
        errors = (problems.INVALID_CURSOR, problems.EXPIRED_CURSOR)
        return Description("list_reviews_jsonld", "Get reviews as a DataFeed", "claims", _FORM, errors, paged=True)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        edition = reading.edition()
        return unless_unchanged(request, edition, lambda: _page(request, asked, edition.head))


def _page(request: HttpRequest, asked: Body, head: int) -> HttpResponse:
    place = Place(head, head)
    if "cursor" in asked:
        place = cursors.read(request.path, request.GET, asked["cursor"])
        cursors.check_age(place, head)
    rows = reading.newest_in_force(SubjectKind.CLAIM, place.pinned, place.before, _AT_ONCE)
    following = None
    if len(rows) == _AT_ONCE:
        cursor = cursors.write(request.path, request.GET, Place(place.pinned, rows[-1].index))
        following = address(request, cursor=cursor)
    language = asked.get("lang", settings.LANGUAGE_CODE)
    with override(language):
        data = {
            "@context": "https://schema.org",
            "@type": "DataFeed",
            "@id": f"{settings.BASE_URL}{request.path}",
            "name": site(),
            "provider": structured.organization(site()),
            "dataFeedElement": list(_items(rows, language, place.pinned)),
            "next": following,
        }
    return linking_to(following, HttpResponse(written(data), content_type=MEDIA_TYPE))


def _items(rows: list[Stored], language: str, as_of: int) -> Iterator[Body]:
    judged = [row for row in rows if _first_review(row)]
    current = [row for row in judged if _is_in_force(row)]
    known = Known(current, language, as_of) if current else None
    for row in judged:
        item: Body = {
            "@type": "DataFeedItem",
            "dateCreated": _first_review(row),
            "dateModified": row.recorded_at,
        }
        if known and _is_in_force(row):
            review = structured.described(row, known.names, known.status(row.json), site())
            yield {**item, "item": {name: value for name, value in review.items() if name != "@context"}}
        else:
            url = structured.permalink(row.subject)
            yield {**item, "dateDeleted": row.recorded_at, "item": {"@type": "ClaimReview", "url": url}}


def _first_review(row: Stored) -> datetime | str | None:
    """When the desk first judged the claim; None for one that it never has.

    A claim that was removed counts as judged, although nothing is left of what was decided: whoever holds a review of
    it must hear that it is gone.
    """
    if row.change == Change.REMOVED:
        return row.recorded_at
    reviewed = (
        e["at"] for e in row.json.get("history", ()) if e.get("to") and e["to"] not in structured.WITHOUT_REVIEW
    )
    return next(reviewed, None)


def _is_in_force(row: Stored) -> bool:
    if row.change == Change.REMOVED:
        return False
    return structured.is_reviewed(row.json) and not row.json.get("merged_into")
