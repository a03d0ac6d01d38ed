"""What was merged leads to where it went, and what was removed says so; the feed tells of both."""

import orjson
import pytest
from django.test import Client

from claims import log, reading
from claims.choices import Change, SubjectKind
from claims.log import Entry
from claims.models import Claim
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused

pytestmark = pytest.mark.django_db


def append(claim: Claim, change: Change, **changed: object) -> None:
    """A further Record of a claim, with some fields of its body changed."""
    body = reading.find([claim.public_id])[claim.public_id].json
    log.append([Entry(SubjectKind.CLAIM, claim.public_id, change, {**body, **changed}, claim.status, claim.status)])


@pytest.fixture
def merged() -> tuple[Claim, Claim]:
    """A claim that was merged into another one, and that one."""
    claim, other = make.publish(make.make_figure()), make.publish(make.make_figure())
    append(claim, Change.MERGED, merged_into={"claim": other.public_id})
    append(other, Change.MERGED)
    return claim, other


def test_a_merged_claim_leads_to_the_other(client: Client, merged: tuple[Claim, Claim]) -> None:
    claim, other = merged
    response = client.get(f"/api/v1/claims/{claim.public_id}/")
    assert (response.status_code, response.headers["Location"]) == (301, f"/api/v1/claims/{other.public_id}/")
    assert orjson.loads(response.content) == {"merged_into": other.public_id}
    assert client.get(response.headers["Location"]).status_code == 200


def test_the_way_keeps_what_was_asked_for(client: Client, merged: tuple[Claim, Claim]) -> None:
    claim, other = merged
    response = client.get(f"/api/v1/claims/{claim.public_id}/?fields=figure&lang=de")
    assert response.headers["Location"] == f"/api/v1/claims/{other.public_id}/?fields=figure&lang=de"


def test_before_the_merger_the_claim_stood_by_itself(get: Get, merged: tuple[Claim, Claim]) -> None:
    claim, _other = merged
    first = reading.history(claim.public_id)[0].recorded_at.isoformat()
    assert get(f"claims/{claim.public_id}/", as_of=first)["change"] == "published"


def test_a_claim_that_was_taken_apart_again_is_back(client: Client, get: Get, merged: tuple[Claim, Claim]) -> None:
    claim, _other = merged
    assert client.get(f"/api/v1/claims/{claim.public_id}/").status_code == 301
    append(claim, Change.UNMERGED, merged_into=None)
    assert get(f"claims/{claim.public_id}/")["change"] == "unmerged"


def test_a_removed_claim_is_gone(client: Client) -> None:
    claim = make.publish(make.make_figure())
    append(claim, Change.REMOVED)
    problem = refused(client.get(f"/api/v1/claims/{claim.public_id}/"), 410, "removed")
    assert str(reading.head() - 1) in problem["detail"]


def test_the_feed_tells_of_both(get: Get, merged: tuple[Claim, Claim]) -> None:
    claim, other = merged
    append(other, Change.REMOVED)
    last = get("changes/", after=reading.head() - 4)["results"]
    assert [(record["id"], record["change"]) for record in last] == [
        (claim.public_id, "merged"),
        (other.public_id, "merged"),
        (other.public_id, "removed"),
    ]
    assert last[0]["body"]["merged_into"] == {"claim": other.public_id}
