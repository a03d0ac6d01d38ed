"""Reviews in the shape of Google's Fact Check Tools API (`v1alpha1/claims:search`).

A client written for it works with nothing but its base URL changed. Errors have the shape of Google's too.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import override
from rest_framework import serializers as s

from claims import reading
from claims.choices import PUBLIC_STATUSES
from claims.reading import Filters, Stored
from claims.titles import title
from factcheck import structured
from factcheck.api.answering import ReadView, unless_unchanged
from factcheck.api.problems import Problem
from factcheck.api.v1 import cursors, filters, parameters
from factcheck.api.v1.cursors import Place
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.envelopes import written
from factcheck.api.v1.linked import site
from factcheck.api.v1.naming import Known
from factcheck.api.v1.parameters import Parameter, read_all
from sources.texts import check_language

_MOST_ON_A_PAGE = 100
_USUAL = 10
_MOST_SKIPPED = 1_000
_MOST_DAYS = 36_500
_REVIEWED = [status for status in PUBLIC_STATUSES if status not in structured.WITHOUT_REVIEW]
# What Google's interfaces call the statuses of HTTP.
_CODES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    406: "INVALID_ARGUMENT",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}

Json = dict[str, Any]


def _language(value: str) -> str:
    check_language(value)
    return value


def _site(value: str) -> str:
    host = (urlsplit(value if "//" in value else f"//{value}").hostname or "").removeprefix("www.")
    if not host or len(value) > 300:
        raise ValueError("Give the site of a publisher, such as example.org.")
    return host


def _only(*values: str) -> parameters.Reader:
    return parameters.code_of(values)


def _integer(low: int, high: int, **more: Any) -> Json:
    return {"type": "integer", "minimum": low, "maximum": high, **more}


_TEXT = {"type": "string"}
_TOKEN = {"type": "string", "minLength": 1}
_OWN = (
    Parameter("query", parameters.read_search, filters.SEARCH.meaning, filters.SEARCH.schema, "Tokajew 164"),
    Parameter(
        "languageCode",
        _language,
        "The language of the ratings, a BCP 47 tag; its region does not matter. In languages that are not ours nothing"
        " is found.",
        _TEXT,
        "de",
    ),
    Parameter("reviewPublisherSiteFilter", _site, "Reviews of this site only. There are ours.", _TEXT, "example.org"),
    Parameter(
        "maxAgeDays",
        parameters.whole_number(1, _MOST_DAYS),
        "Reviews of so many days at most.",
        _integer(1, _MOST_DAYS),
        30,
    ),
    Parameter(
        "pageSize",
        parameters.whole_number(0, 10**9),
        f"How many claims at most; more than {_MOST_ON_A_PAGE} are {_MOST_ON_A_PAGE}.",
        _integer(0, 10**9, default=_USUAL),
        _USUAL,
    ),
    Parameter("pageToken", parameters.read_text, "Where to go on: `nextPageToken` of the page before.", _TOKEN),
    Parameter(
        "offset",
        parameters.whole_number(0, _MOST_SKIPPED),
        "How many claims to skip; without `pageToken` only.",
        _integer(0, _MOST_SKIPPED),
        10,
    ),
)
# Clients send these to every interface of Google's.
_EVERYWHERE = (
    Parameter("key", parameters.read_text, "Not needed here.", _TEXT),
    Parameter("alt", _only("json"), "The form of the answer.", {"type": "string", "enum": ["json"]}),
    Parameter("prettyPrint", _only("true", "false"), "Without effect.", {"type": "string", "enum": ["true", "false"]}),
    Parameter("quotaUser", parameters.read_text, "Without effect.", _TEXT),
)


class Publisher(s.Serializer[Any]):
    """Who reviewed the claim."""

    name = s.CharField(help_text="The name of the desk.")
    site = s.CharField(help_text="Its site.")


class FoundReview(s.Serializer[Any]):
    """Our review."""

    publisher = Publisher(help_text="We.")
    url = s.URLField(help_text="The address of the page of the claim.")
    title = s.CharField(help_text="The desk's own sentence.")
    reviewDate = s.DateTimeField(help_text="When the desk decided. UTC, RFC 3339.")
    textualRating = s.CharField(help_text="Where the claim stands, in plain words.")
    languageCode = s.CharField(help_text="The language of these words.")


class FoundClaim(s.Serializer[Any]):
    """A claim that was reviewed."""

    text = s.CharField(help_text="The claim word for word.")
    claimant = s.CharField(required=False, help_text="Who is said to have made it.")
    claimDate = s.DateTimeField(required=False, help_text="When it was made. UTC, RFC 3339.")
    claimReview = FoundReview(many=True, help_text="One review.")


class Found(s.Serializer[Any]):
    """What was found, the newest first; without `claims` when nothing was."""

    claims = FoundClaim(many=True, required=False, help_text="The claims.")
    nextPageToken = s.CharField(required=False, help_text="For `pageToken`; missing at the end.")


class Refused(s.Serializer[Any]):
    """What is wrong."""

    code = s.IntegerField(help_text="The HTTP status.")
    message = s.CharField(help_text="What is wrong this time.")
    status = s.CharField(help_text="The kind of error, in Google's words.")
    details = s.ListField(child=s.DictField(), required=False, help_text="Which parameters are wrong.")


class Refusal(s.Serializer[Any]):
    """An error in the shape of Google's."""

    error = Refused(help_text="The error.")


class Search(ReadView):
    """Find claims that we reviewed, in the shape of Google's Fact Check Tools API, by clients that were written for it.

    The base URL to give them is the part before `v1alpha1`. What nobody has judged yet is not found.
    """

    schema = DescribedByItself()
    parameters = (*_OWN, *_EVERYWHERE)

    def described(self) -> Description:
        problem = (Refusal, "application/json")
        return Description("search_reviews", "Find reviews as Google's API does", "claims", Found, problem=problem)

    def refused(self, problem: Problem) -> HttpResponse:
        return HttpResponse(
            written({"error": _error(problem)}),
            status=problem.kind.status,
            content_type="application/json",
            headers=problem.headers,
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        asked = read_all(self.parameters, request.GET)
        if not asked.get("query") and not asked.get("reviewPublisherSiteFilter"):
            raise parameters.refusal({"query": "Give a query, or a reviewPublisherSiteFilter."})
        if "offset" in asked and "pageToken" in asked:
            raise parameters.refusal({"offset": "Give an offset or a pageToken, not both."})
        edition = reading.edition()
        return unless_unchanged(request, edition, lambda: _answer(request, asked, edition.head))


def _error(problem: Problem) -> Json:
    violations = [{"field": each["parameter"], "description": each["detail"]} for each in problem.errors]
    error: Json = {
        "code": problem.kind.status,
        "message": problem.detail,
        "status": _CODES.get(problem.kind.status, "UNKNOWN"),
    }
    if violations:
        error["details"] = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": violations}]
    return error


def _answer(request: HttpRequest, asked: Mapping[str, Any], head: int) -> HttpResponse:
    language = asked.get("languageCode", settings.LANGUAGE_CODE).split("-")[0]
    answer: Json = {}
    if language in dict(settings.LANGUAGES) and asked.get("reviewPublisherSiteFilter", _own_site()) == _own_site():
        rows, token = _rows(request, asked, head)
        with override(language):
            claims = list(_claims(rows, language))
        answer = {**({"claims": claims} if claims else {}), **({"nextPageToken": token} if token else {})}
    return HttpResponse(written(answer), content_type="application/json")


def _rows(request: HttpRequest, asked: Mapping[str, Any], head: int) -> tuple[list[Stored], str | None]:
    """The claims of a page, and the token of the next one."""
    place = Place(head, head)
    question = request.GET.copy()
    for name in ("pageToken", "pageSize", "offset", *(each.name for each in _EVERYWHERE)):
        question.pop(name, None)
    if "pageToken" in asked:
        place = cursors.read(request.path, question, asked["pageToken"])
        cursors.check_age(place, head)
    skipped = asked.get("offset", 0)
    wanted = min(asked.get("pageSize") or _USUAL, _MOST_ON_A_PAGE)
    since = timezone.now() - timedelta(days=asked["maxAgeDays"]) if "maxAgeDays" in asked else None
    found = Filters(status=_REVIEWED, text=asked.get("query", ""), updated_since=since)
    page = reading.page(found, pinned=place.pinned, before=place.before, limit=skipped + wanted)
    rows = [row for row in page.rows[skipped:] if since is None or row.json["status"]["decided_at"] >= _utc(since)]
    token = cursors.write(request.path, question, Place(place.pinned, page.before)) if page.before else None
    return rows, token


def _utc(moment: Any) -> str:
    return str(moment.isoformat().replace("+00:00", "Z"))


def _claims(rows: Sequence[Stored], language: str) -> Iterator[Json]:
    known = Known(rows, language)
    for row in rows:
        body = row.json
        yield {
            "text": body["wording"]["text"],
            **_maker(body, known),
            "claimReview": [
                {
                    "publisher": {"name": site(), "site": _own_site()},
                    "url": structured.permalink(row.subject),
                    "title": title(body, language),
                    "reviewDate": body["status"]["decided_at"],
                    "textualRating": known.status(body).words,
                    "languageCode": language,
                }
            ],
        }


def _maker(body: Json, known: Known) -> Json:
    """Who made the claim, and when, as far as that is known."""
    origins = structured.origins(body)
    said = next((hop["said"]["at"] for hop in origins if hop["said"]), None)
    maker = {"claimant": ", ".join(map(known.name, origins))} if origins else {}
    return {**maker, "claimDate": said} if said else maker


def _own_site() -> str:
    return (urlsplit(settings.BASE_URL).hostname or "").removeprefix("www.")
