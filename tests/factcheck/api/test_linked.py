"""Claims as JSON-LD, and our reviews as a DataFeed in which what is no longer in force is marked as deleted."""

from typing import Any

import orjson
import pytest
from django.conf import settings
from django.test import Client

from claims import workflow
from claims.choices import Change, Qualifier, Status
from claims.models import Claim
from factcheck.api.v1 import linked
from sources.texts import texts
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused
from tests.factcheck.api.test_tombstones import append

pytestmark = pytest.mark.django_db


def data_of(client: Client, claim: Claim, **parameters: str) -> Any:
    response = client.get(f"/api/v1/claims/{claim.public_id}.jsonld", parameters)
    assert response.headers["Content-Type"] == "application/ld+json"
    return orjson.loads(response.content)


def feed(client: Client) -> list[Any]:
    """Every element of the feed."""
    elements, address = [], "/api/v1/reviews.jsonld"
    while address:
        page = orjson.loads(client.get(address).content)
        elements += page["dataFeedElement"]
        address = page["next"]
    return elements


def test_a_claim_without_a_review_is_a_claim(client: Client) -> None:
    claim = make.publish(make.make_figure())
    data = data_of(client, claim)
    assert (data["@context"], data["@type"]) == ("https://schema.org", "Claim")
    assert data["@id"] == f"{settings.BASE_URL}/claims/{claim.public_id}/"


@pytest.mark.parametrize(
    ("qualifier", "bounds", "told"),
    [
        ("at_least", {"low": 164}, {"minValue": 164}),
        ("at_most", {"high": 20}, {"maxValue": 20}),
        ("none", {"low": 2500, "high": 2500}, {"value": 2500}),
        ("nearly", {"low": 8000, "high": 8000}, {"maxValue": 8000}),
        ("between", {"low": 100, "high": 120}, {"minValue": 100, "maxValue": 120}),
        ("not_yet_known", {}, {}),
    ],
)
def test_the_figure_keeps_its_words_and_its_hedge(
    client: Client, qualifier: str, bounds: dict[str, int], told: dict[str, int]
) -> None:
    fields = {"low": None, "high": None, **bounds}
    claim = make.publish(make.make_figure(words="some words", qualifier=Qualifier(qualifier), **fields))
    quantity = data_of(client, claim)["about"]
    assert quantity["description"] == "some words"
    assert quantity["additionalProperty"]["value"] == qualifier
    assert {name: quantity[name] for name in ("value", "minValue", "maxValue") if name in quantity} == told


def test_a_review_is_in_the_language_asked_for(client: Client) -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.UNPROVEN)
    english, german = data_of(client, claim), data_of(client, claim, lang="de")
    assert english["reviewRating"]["alternateName"] == "We looked and found no evidence either way"
    assert german["reviewRating"]["alternateName"] != english["reviewRating"]["alternateName"]
    assert "/de/" in german["author"]["correctionsPolicy"]


def test_corrections_stand_where_there_is_no_review_too(client: Client) -> None:
    claim = make.publish(make.make_figure())
    workflow.correct_record(claim, by=make.anna(), was_wrong=texts(en="Wrong."), is_right=texts(en="Right."))
    assert [note["text"] for note in data_of(client, claim)["correction"]] == ["Right."]


def test_it_is_kept_until_the_claim_changes(client: Client) -> None:
    claim = make.publish(make.make_figure())
    address = f"/api/v1/claims/{claim.public_id}.jsonld"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    make.bring_to(claim, Status.DISPUTED)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_merged_removed_and_unknown_claims_answer_as_everywhere(client: Client) -> None:
    claim, other = make.publish(make.make_figure()), make.publish(make.make_figure())
    append(claim, Change.MERGED, merged_into={"claim": other.public_id})
    response = client.get(f"/api/v1/claims/{claim.public_id}.jsonld?lang=de")
    assert response.headers["Location"] == f"/api/v1/claims/{other.public_id}.jsonld?lang=de"
    append(other, Change.REMOVED)
    refused(client.get(f"/api/v1/claims/{other.public_id}.jsonld"), 410, "removed")
    refused(client.get("/api/v1/claims/c0000000000.jsonld"), 404, "not-found")
    refused(client.get(f"/api/v1/claims/{other.public_id}.jsonld?x=1"), 400, "invalid-parameters")


def test_the_feed_holds_reviews_and_no_other_claims(client: Client) -> None:
    make.publish(make.make_figure())
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    [element] = feed(client)
    assert element["item"] == {k: v for k, v in data_of(client, claim).items() if k != "@context"}
    assert "dateDeleted" not in element
    assert element["dateCreated"] <= element["dateModified"]


def test_a_review_that_is_no_longer_in_force_is_marked_as_deleted(client: Client) -> None:
    claims = [make.bring_to(make.publish(make.make_figure()), Status.DISPUTED) for _ in range(3)]
    make.bring_to(claims[0], Status.UNVERIFIED)
    append(claims[1], Change.MERGED, merged_into={"claim": claims[2].public_id})
    deleted = {element["item"]["url"] for element in feed(client) if "dateDeleted" in element}
    assert deleted == {f"{settings.BASE_URL}/claims/{claim.public_id}/" for claim in claims[:2]}


def test_a_removed_claim_is_marked_as_deleted(client: Client) -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    append(claim, Change.REMOVED, removed={"at": "2022-01-09T00:00:00Z", "by": [], "reason": {}}, history=[])
    [element] = feed(client)
    assert element["dateDeleted"]
    assert set(element["item"]) == {"@type", "url"}


def test_the_feed_is_of_one_moment(client: Client, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linked, "_AT_ONCE", 2)
    claims = [make.bring_to(make.publish(make.make_figure()), Status.DISPUTED) for _ in range(5)]
    first = get("reviews.jsonld")
    make.bring_to(claims[0], Status.UNVERIFIED)
    elements = first["dataFeedElement"]
    while first["next"]:
        first = get(first["next"])
        elements += first["dataFeedElement"]
    assert len({element["item"]["url"] for element in elements}) == len(elements) == 5
    assert not [element for element in elements if "dateDeleted" in element]


def test_wrong_cursors_are_refused(client: Client) -> None:
    refused(client.get("/api/v1/reviews.jsonld?cursor=x"), 400, "invalid-cursor")
