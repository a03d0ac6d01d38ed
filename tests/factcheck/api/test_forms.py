"""Results in the form that a partner asks for: some fields only, and words for codes."""

import pytest
from django.test import Client

from claims.choices import Status
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused

pytestmark = pytest.mark.django_db


def test_fields_gives_a_part_in_place_of_the_body(get: Get) -> None:
    claim = make.publish(make.make_figure())
    [result] = get("claims/", fields="figure,status")["results"]
    assert "body" not in result
    assert list(result["part"]) == ["v", "type", "id", "figure", "status"]
    assert result["part"]["figure"] == get(f"claims/{claim.public_id}/")["body"]["figure"]


def test_fields_are_those_of_the_kind_that_is_asked_for(client: Client, get: Get) -> None:
    claim = make.publish(make.make_figure())
    assert get(f"topics/{claim.topic.public_id}/", fields="slug")["part"]["slug"] == claim.topic.slug
    problem = refused(client.get("/api/v1/claims/?fields=slug"), 400, "invalid-parameters")
    assert "wording" in problem["errors"][0]["detail"]


def test_what_comes_along_is_whole(get: Get) -> None:
    make.publish(make.make_figure())
    page = get("claims/", fields="summary", include="topics")
    assert "summary" in page["included"][0]["body"]


def test_labels_say_what_readers_are_told_and_codes_stay(get: Get) -> None:
    claim = make.publish(make.make_figure())
    make.bring_to(claim, Status.RETRACTED)
    result = get(f"claims/{claim.public_id}/", lang="de")
    assert result["status"] == result["body"]["status"]["code"] == "retracted"
    labels = result["labels"]
    assert (labels["lang"], labels["figure"], labels["kind"]) == ("de", "mindestens 164", "Zahl")
    assert labels["status"].startswith("Ministry ")
    assert labels["title"] == "At least 164 people were killed."


def test_labels_of_things_without_a_status(get: Get) -> None:
    make.publish(make.make_figure())
    measure = get("measures/", lang="ru")["results"][0]["labels"]
    assert measure["counted"]
    assert measure["status"] is None
    assert get("reports/", lang="en")["results"][0]["labels"]["state"] == "never captured"


def test_no_labels_come_unasked(get: Get) -> None:
    make.publish(make.make_figure())
    assert "labels" not in get("claims/")["results"][0]


@pytest.mark.parametrize("query", ["lang=xx", "lang=", "fields=", "fields=body", "fields=figure,", "fields=%00"])
def test_unknown_forms_are_refused(client: Client, query: str) -> None:
    refused(client.get(f"/api/v1/claims/?{query}"), 400, "invalid-parameters")


def test_claims_are_found_by_a_report_that_carries_them(get: Get, client: Client) -> None:
    claim = make.publish(make.make_figure())
    make.publish(make.make_figure())
    report = claim.attributions.get().report.public_id
    assert [result["id"] for result in get("claims/", report=report)["results"]] == [claim.public_id]
    refused(client.get("/api/v1/claims/?report=r0000000000"), 400, "invalid-parameters")
