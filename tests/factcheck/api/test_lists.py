"""Lists: which claims are in them, in which order, and page by page while editors write."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson
import pytest
from django.test import Client

from claims import clock, log, reading, workflow
from claims.choices import Status
from claims.models import Claim
from factcheck.api.v1 import cursors
from sources.models import SourceName
from sources.texts import texts
from tests import factories as make
from tests.factcheck.api.conftest import Get, ids, refused, rename_topic

pytestmark = pytest.mark.django_db


def published(**fields: Any) -> Claim:
    return make.publish(make.make_figure(**fields))


def test_claims_come_newest_first(get: Get) -> None:
    first, second = published(), published()
    assert ids(get("claims/")) == [second.public_id, first.public_id]


def test_a_body_is_the_stored_bytes(client: Client) -> None:
    claim = published(wording="Größe < 164 „Tote“ \u202e")
    stored = reading.find([claim.public_id])[claim.public_id].body
    assert stored
    assert b'"body":' + stored + b"}" in client.get("/api/v1/claims/").content


def test_the_envelope_tells_of_the_change(get: Get) -> None:
    claim = make.bring_to(published(), Status.DISPUTED)
    [record] = get("claims/")["results"]
    row = reading.find([claim.public_id])[claim.public_id]
    assert {name: record[name] for name in record if name != "body"} == {
        "index": row.index,
        "type": "claim",
        "id": claim.public_id,
        "change": "status_changed",
        "previous_status": "unverified",
        "status": "disputed",
        "urgent": row.urgent,
        "recorded_at": row.recorded_at.isoformat().replace("+00:00", "Z"),
    }


def test_drafts_are_in_no_list(get: Get) -> None:
    make.make_figure()
    assert get("claims/") == {"results": [], "next": None}


@pytest.mark.parametrize("kind", ["topics", "measures", "sources", "reports", "corrections"])
def test_every_kind_of_thing_has_a_list(get: Get, kind: str) -> None:
    claim = published()
    workflow.correct_record(claim, by=make.anna(), was_wrong=texts(en="a"), is_right=texts(en="b"))
    assert {record["type"] + "s" for record in get(f"{kind}/")["results"]} == {kind}


def test_a_status_or_several_narrow_the_list(get: Get) -> None:
    unverified, disputed, unproven = published(), published(), published()
    make.bring_to(disputed, Status.DISPUTED)
    make.bring_to(unproven, Status.UNPROVEN)
    assert ids(get("claims/", status="disputed")) == [disputed.public_id]
    assert ids(get("claims/", status="disputed,unverified")) == [disputed.public_id, unverified.public_id]


def test_topic_measure_kind_and_language_narrow_the_list(get: Get) -> None:
    claim, other = published(), make.publish(make.make_statement(wording_lang="ru"))
    topic, measure = claim.topic.public_id, claim.measure and claim.measure.public_id
    narrowings: list[dict[str, Any]] = [{"topic": topic}, {"measure": measure}, {"kind": "figure"}, {"language": "de"}]
    assert [ids(get("claims/", **narrowing)) for narrowing in narrowings] == [[claim.public_id]] * 4
    assert ids(get("claims/", kind="statement", language="ru")) == [other.public_id]


def test_a_source_is_found_anywhere_in_the_chain(get: Get) -> None:
    ministry, channel, outlet = (make.make_source(name) for name in ("Ministry", "Channel", "Outlet"))
    claim = make.make_figure()
    make.attribute(claim, ministry, channel, outlet)
    make.publish(claim)
    published()
    assert [ids(get("claims/", source=hop.public_id)) for hop in (ministry, channel, outlet)] == [[claim.public_id]] * 3


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"at_least": 164}, ["164", "from 164 on", "100 to 200"]),
        ({"at_least": 165}, ["from 164 on", "100 to 200"]),
        ({"at_most": 100}, ["up to 50", "100 to 200"]),
        ({"at_least": 60, "at_most": 90}, []),
        ({"at_least": "164.00", "at_most": 164}, ["164", "from 164 on", "100 to 200"]),
    ],
)
def test_figures_that_may_lie_in_the_range_are_found(get: Get, parameters: dict[str, Any], found: list[str]) -> None:
    measure = make.make_measure()
    for words, qualifier, low, high in (
        ("164", "none", 164, 164),
        ("from 164 on", "at_least", 164, None),
        ("up to 50", "at_most", None, 50),
        ("100 to 200", "between", 100, 200),
        ("unknown", "not_yet_known", None, None),
    ):
        published(measure=measure, words=words, qualifier=qualifier, low=low, high=high)
    page = get("claims/", **parameters)
    assert sorted(record["body"]["figure"]["words"] for record in page["results"]) == sorted(found)


def test_search_finds_words_names_and_numbers_in_any_writing(get: Get) -> None:
    source = make.make_source("Kassym-Jomart Tokayev", "person")
    SourceName.objects.create(source=source, lang="ru", text="Токаев", kind="alias")
    claim = make.make_figure(words="8 000", wording="fast 8 000 Festnahmen", low=8000)
    make.attribute(claim, source)
    make.publish(claim)
    published()
    assert [ids(get("claims/", q=q)) for q in ("Festnahme", "токаев", "8,000", "8.000 tokayev")] == [
        [claim.public_id]
    ] * 4


def test_updated_since_takes_its_own_moment_in(get: Get) -> None:
    first, second = published(), published()
    at = reading.find([second.public_id])[second.public_id].recorded_at.isoformat()
    assert ids(get("claims/", updated_since=at)) == [second.public_id]
    assert ids(get("claims/", updated_since="2999-01-01T00:00:00Z")) == []
    assert ids(get("claims/", updated_since="2000-01-01T00:00:00Z")) == [second.public_id, first.public_id]


def test_as_of_shows_the_state_of_that_moment(get: Get) -> None:
    log.begin_demonstration()
    with clock.at(datetime(2022, 1, 9, tzinfo=UTC)):
        claim = published()
    with clock.at(datetime(2022, 1, 10, tzinfo=UTC)):
        make.bring_to(claim, Status.DISPUTED)
        published()
    page = get("claims/", as_of="2022-01-09T12:00:00+00:00")
    assert [(record["id"], record["status"]) for record in page["results"]] == [(claim.public_id, "unverified")]
    topic = claim.topic.public_id
    assert ids(get("claims/", as_of="2022-01-09T12:00:00Z", topic=topic, status="unverified")) == [claim.public_id]
    assert ids(get("claims/", as_of="2022-01-08T12:00:00Z")) == []


def test_included_brings_the_kinds_asked_for(get: Get) -> None:
    claim = published()
    included = get("claims/", include="topics,measures")["included"]
    assert claim.measure
    assert {record["id"] for record in included} == {claim.topic.public_id, claim.measure.public_id}
    assert "included" not in get("claims/")


def crawl(get: Get, path: str, **parameters: Any) -> list[Any]:
    records, page = [], get(path, **parameters)
    while True:
        records += page["results"]
        if page["next"] is None:
            return records
        page = get(page["next"])


def test_pages_lead_to_the_end_of_the_list(get: Get) -> None:
    claims = [published().public_id for _ in range(5)]
    assert [record["id"] for record in crawl(get, "claims/", limit=2)] == claims[::-1]
    assert len(crawl(get, "claims/", limit=5)) == 5


def test_the_link_header_names_the_next_page(client: Client) -> None:
    published(), published()
    response = client.get("/api/v1/claims/", {"limit": 1})
    assert response.headers["Link"] == f'<{orjson.loads(response.content)["next"]}>; rel="next"'
    assert "Link" not in client.get("/api/v1/claims/").headers


def test_a_claim_that_changes_while_the_list_is_read_is_met_once_in_its_old_state(get: Get) -> None:
    claims = [published() for _ in range(4)]
    page = get("claims/", limit=2)
    make.bring_to(claims[0], Status.DISPUTED)
    published()
    rest = crawl(get, page["next"])
    assert ids(page) + [record["id"] for record in rest] == [claim.public_id for claim in claims[::-1]]
    assert rest[-1]["status"] == "unverified"


def test_pages_of_one_moment_include_what_was_referred_to_then(get: Get) -> None:
    claims = [published() for _ in range(2)]
    page = get("claims/", limit=1, include="topics")
    rename_topic(claims[0])
    [record] = get(page["next"])["included"]
    assert record["body"]["title"]["en"]["text"] == "Unrest in Kazakhstan"


def next_parameters(client: Client, **parameters: str) -> dict[str, Any]:
    page = orjson.loads(client.get("/api/v1/claims/", {"limit": "1", **parameters}).content)
    return dict(parse_qsl(urlsplit(page["next"]).query))


def test_an_altered_cursor_is_refused_with_the_way_back(client: Client) -> None:
    published(), published()
    cursor = next_parameters(client)["cursor"]
    for altered in ("9" + cursor, cursor[:-1], "x", ""):
        problem = refused(client.get("/api/v1/claims/", {"limit": 1, "cursor": altered}), 400, "invalid-cursor")
        assert "without `cursor`" in problem["detail"]


def test_a_cursor_is_good_for_its_own_question_only(client: Client) -> None:
    published(), published()
    parameters = next_parameters(client, kind="figure")
    assert client.get("/api/v1/claims/", {**parameters, "limit": 7}).status_code == 200
    refused(client.get("/api/v1/claims/", {**parameters, "kind": "statement"}), 400, "invalid-cursor")
    refused(client.get("/api/v1/sources/", {"cursor": parameters["cursor"]}), 400, "invalid-cursor")


def test_a_cursor_expires_when_much_was_published(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    published(), published()
    parameters = next_parameters(client)
    monkeypatch.setattr(cursors, "MOST_RECORDS_BEHIND", 0)
    assert client.get("/api/v1/claims/", parameters).status_code == 200
    published()
    problem = refused(client.get("/api/v1/claims/", parameters), 400, "expired-cursor")
    assert "without `cursor`" in problem["detail"]


def test_an_id_that_nothing_has_is_refused(client: Client) -> None:
    problem = refused(client.get("/api/v1/claims/", {"topic": "t0000000000"}), 400, "invalid-parameters")
    assert problem["errors"] == [{"parameter": "topic", "detail": "No topic has this id."}]


def test_a_list_is_unchanged_until_something_is_published(client: Client) -> None:
    published()
    etag = client.get("/api/v1/claims/").headers["ETag"]
    assert etag == f'"{reading.head() - 1}"'
    unchanged = client.get("/api/v1/claims/", headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    published()
    assert client.get("/api/v1/claims/", headers={"If-None-Match": etag}).status_code == 200


def test_the_date_is_given_once_no_later_change_can_share_it(client: Client) -> None:
    log.begin_demonstration()
    with clock.at(datetime(2022, 1, 9, 20, 10, tzinfo=UTC)):
        published()
    date = client.get("/api/v1/claims/").headers["Last-Modified"]
    assert date == "Sun, 09 Jan 2022 20:10:00 GMT"
    assert client.get("/api/v1/claims/", headers={"If-Modified-Since": date}).status_code == 304
    with clock.at(datetime.now(UTC) - timedelta(seconds=1)):
        published()
    assert "Last-Modified" not in client.get("/api/v1/claims/", headers={"If-Modified-Since": date}).headers


def test_head_gives_the_headers_alone(client: Client) -> None:
    published()
    head, whole = client.head("/api/v1/claims/"), client.get("/api/v1/claims/")
    assert head.content == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_next_keeps_the_question(get: Get) -> None:
    published(), published()
    page = get("claims/", limit=1, kind="figure", include="sources")
    assert urlencode({"limit": 1, "kind": "figure", "include": "sources"}) in page["next"]
    assert page["next"].startswith("http://testserver/api/v1/claims/?")  # the host that was asked
