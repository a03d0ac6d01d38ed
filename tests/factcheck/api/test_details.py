"""One thing: its Record in force, what it refers to, and when an answer may be kept."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from django.test import Client

from claims import clock, log, reading, workflow
from claims.choices import Status
from claims.models import Claim
from sources.texts import texts
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return make.publish(make.make_figure())


def address(thing: Any) -> str:
    return f"/api/v1/{type(thing).__name__.lower()}s/{thing.public_id}/"


def rename(source: Any) -> None:
    locked: Any
    with workflow.editing_subject(source, by=make.anna(), reason=texts(en="A better name.")) as locked:
        locked.names.update(text="Renamed")


def origin(claim: Claim) -> Any:
    return claim.attributions.get().hops.order_by("position")[0].source


def test_a_body_is_the_stored_bytes(client: Client, claim: Claim) -> None:
    stored = reading.find([claim.public_id])[claim.public_id].body
    assert stored
    assert b'"body":' + stored + b',"included":[' in client.get(address(claim)).content


def test_everything_that_the_body_refers_to_is_included_in_the_order_of_the_log(get: Get, claim: Claim) -> None:
    included = get(f"claims/{claim.public_id}/")["included"]
    attribution = claim.attributions.get()
    assert claim.measure
    assert {record["id"] for record in included} == {
        claim.topic.public_id,
        claim.measure.public_id,
        attribution.report.public_id,
        *(hop.source.public_id for hop in attribution.hops.all()),
        attribution.report.publisher.public_id,
    }
    assert [record["index"] for record in included] == sorted(record["index"] for record in included)


@pytest.mark.parametrize(
    ("include", "kinds"), [("", set()), ("sources", {"source"}), ("topics,reports", {"topic", "report"})]
)
def test_include_says_what_comes_along(get: Get, claim: Claim, include: str, kinds: set[str]) -> None:
    included = get(f"claims/{claim.public_id}/", include=include)["included"]
    assert {record["type"] for record in included} == kinds


def test_a_protected_source_is_nowhere(client: Client) -> None:
    witness = make.make_source("Jane Doe", "eyewitness", protected=True)
    claim = make.make_figure()
    make.attribute(claim, witness, make.make_source("Outlet", "outlet"))
    make.publish(claim)
    assert b"Jane" not in client.get(address(claim)).content


def test_each_kind_of_thing_has_its_address(client: Client, claim: Claim) -> None:
    things = [claim.topic, claim.measure, origin(claim), claim.attributions.get().report]
    assert [orjson.loads(client.get(address(thing)).content)["id"] for thing in things] == [t.public_id for t in things]


def test_the_etag_is_the_highest_index_shown(client: Client, claim: Claim) -> None:
    rename(origin(claim))
    newest = reading.head() - 1
    assert reading.find([claim.public_id])[claim.public_id].index < newest
    assert client.get(address(claim)).headers["ETag"] == f'"{newest}"'


def test_an_answer_stays_right_while_other_things_change(client: Client, claim: Claim) -> None:
    etag = client.get(address(claim)).headers["ETag"]
    make.publish(make.make_figure())
    assert client.get(address(claim), headers={"If-None-Match": etag}).status_code == 304


def test_a_change_of_what_is_referred_to_is_seen_at_once(client: Client, claim: Claim) -> None:
    etag = client.get(address(claim)).headers["ETag"]
    rename(origin(claim))
    response = client.get(address(claim), headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert b"Renamed" in response.content


def test_a_change_of_the_claim_is_seen_at_once(get: Get, claim: Claim) -> None:
    assert get(f"claims/{claim.public_id}/")["status"] == "unverified"
    make.bring_to(claim, Status.DISPUTED)
    assert get(f"claims/{claim.public_id}/")["status"] == "disputed"


def test_as_of_shows_the_state_of_that_moment(client: Client, get: Get) -> None:
    log.begin_demonstration()
    with clock.at(datetime(2022, 1, 9, tzinfo=UTC)):
        claim = make.publish(make.make_figure())
    with clock.at(datetime(2022, 1, 10, tzinfo=UTC)):
        make.bring_to(claim, Status.DISPUTED)
        rename(origin(claim))
    then = get(f"claims/{claim.public_id}/", as_of="2022-01-09T23:59:59Z")
    assert then["status"] == "unverified"
    assert "Renamed" not in str(then)
    refused(client.get(address(claim), {"as_of": "2022-01-08T00:00:00Z"}), 404, "not-found")


def test_what_a_law_removed_is_gone_from_the_past(client: Client) -> None:
    log.begin_demonstration()
    with clock.at(datetime(2022, 1, 9, tzinfo=UTC)):
        claim = make.publish(make.make_figure())
    with clock.at(datetime(2022, 1, 10, tzinfo=UTC)):
        make.bring_to(claim, Status.DISPUTED)
    first = reading.history(claim.public_id)[0].index
    log.redact([first], ground="Court order 12", by=make.anna(), approved_by=make.boris())
    problem = refused(client.get(address(claim), {"as_of": "2022-01-09T12:00:00Z"}), 410, "removed")
    assert str(first) in problem["detail"]


@pytest.mark.parametrize("path", ["claims/c0000000000/", "claims/nonsense/", "claims/%00/", "topics/c0000000000/"])
def test_an_unknown_id_is_not_found(client: Client, path: str) -> None:
    refused(client.get(f"/api/v1/{path}"), 404, "not-found")


def test_the_id_of_another_kind_of_thing_is_not_found(client: Client, claim: Claim) -> None:
    refused(client.get(f"/api/v1/topics/{claim.public_id}/"), 404, "not-found")


def test_a_draft_is_not_found(client: Client) -> None:
    refused(client.get(address(make.make_figure())), 404, "not-found")


def test_head_gives_the_headers_alone(client: Client, claim: Claim) -> None:
    head, whole = client.head(address(claim)), client.get(address(claim))
    assert (head.content, head.headers["ETag"]) == (b"", whole.headers["ETag"])
