"""Clients of Google's Fact Check Tools API find our reviews, and get its kind of errors."""

from typing import Any

import orjson
import pytest
from django.conf import settings
from django.test import Client

from claims.choices import Status
from claims.models import Claim
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/api/factchecktools/v1alpha1/claims:search"


def search(client: Client, **parameters: Any) -> Any:
    response = client.get(ADDRESS, {"key": "AIza", "alt": "json", "query": "164", **parameters})
    assert response.status_code == 200, response.content
    return orjson.loads(response.content)


def refusal(client: Client, **parameters: Any) -> Any:
    response = client.get(ADDRESS, {"query": "164", **parameters})
    assert response.headers["Content-Type"] == "application/json"
    error = orjson.loads(response.content)["error"]
    assert response.status_code == error["code"]
    return error


@pytest.fixture
def reviewed() -> Claim:
    return make.bring_to(make.publish(make.make_figure()), Status.UNPROVEN)


def test_a_review_has_googles_fields(client: Client, reviewed: Claim) -> None:
    [found] = search(client)["claims"]
    [review] = found["claimReview"]
    assert (found["text"], found["claimant"][:8]) == ("mindestens 164 Tote", "Ministry")
    assert review["url"] == f"{settings.BASE_URL}/claims/{reviewed.public_id}/"
    assert review["publisher"]["site"] == "127.0.0.1"
    assert review["textualRating"] == "We looked and found no evidence either way"
    assert set(review) == {"publisher", "url", "title", "reviewDate", "textualRating", "languageCode"}


def test_what_nobody_judged_is_not_found(client: Client) -> None:
    make.publish(make.make_figure())
    assert search(client) == {}


def test_ratings_are_in_the_language_asked_for(client: Client, reviewed: Claim) -> None:
    [found] = search(client, languageCode="de-AT")["claims"]
    assert found["claimReview"][0]["languageCode"] == "de"
    assert search(client, languageCode="fi") == {}


def test_a_site_finds_its_own_reviews_alone(client: Client, reviewed: Claim) -> None:
    assert len(search(client, reviewPublisherSiteFilter="127.0.0.1", query="164")["claims"]) == 1
    assert search(client, reviewPublisherSiteFilter="other.example") == {}
    response = client.get(ADDRESS, {"reviewPublisherSiteFilter": "127.0.0.1"})
    assert len(orjson.loads(response.content)["claims"]) == 1


def test_pages_lead_on_by_token_or_offset(client: Client) -> None:
    claims = [make.bring_to(make.publish(make.make_figure()), Status.UNPROVEN) for _ in range(3)]
    first = search(client, pageSize=2)
    rest = search(client, pageSize=2, pageToken=first["nextPageToken"])
    urls = [found["claimReview"][0]["url"] for found in first["claims"] + rest["claims"]]
    assert urls == [f"{settings.BASE_URL}/claims/{claim.public_id}/" for claim in reversed(claims)]
    assert "nextPageToken" not in rest
    assert search(client, offset=2)["claims"] == rest["claims"]
    assert search(client, pageSize=0)["claims"] == search(client, pageSize=100_000)["claims"]


def test_old_reviews_can_be_left_out(client: Client, reviewed: Claim) -> None:
    assert search(client, maxAgeDays=1)["claims"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("maxAgeDays", "0"),
        ("maxAgeDays", "x"),
        ("pageSize", "-1"),
        ("languageCode", "german!"),
        ("query", "\x00"),
        ("query", "x" * 300),
        ("offset", "1001"),
        ("alt", "proto"),
        ("callback", "alert"),
        ("pageToken", "x"),
        ("reviewPublisherSiteFilter", "//"),
    ],
)
def test_wrong_and_unknown_parameters_are_refused_as_google_does(client: Client, parameter: str, value: str) -> None:
    error = refusal(client, **{parameter: value})
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    if parameter != "pageToken":
        [detail] = error["details"]
        assert detail["@type"] == "type.googleapis.com/google.rpc.BadRequest"
        assert [violation["field"] for violation in detail["fieldViolations"]] == [parameter]


def test_something_must_be_asked_for(client: Client) -> None:
    response = client.get(ADDRESS)
    assert orjson.loads(response.content)["error"]["status"] == "INVALID_ARGUMENT"


def test_only_reading_is_possible(client: Client) -> None:
    response = client.post(ADDRESS)
    assert (response.status_code, orjson.loads(response.content)["error"]["status"]) == (405, "UNIMPLEMENTED")
