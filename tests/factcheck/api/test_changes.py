"""The change feed: complete and in order for whoever reads after an index, even while others publish."""

import re
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from django.db import connections
from django.test import Client

from claims import log, reading
from claims.choices import Status
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused, rename_topic

ROOT = Path(__file__).resolve().parents[3]


def follow(get: Get, after: int = -1, limit: int = 100) -> list[Any]:
    """Every Record after an index, read as docs/partners.md says."""
    records: list[Any] = []
    page = get("changes/", after=after, limit=limit)
    while page["results"]:
        records += page["results"]
        page = get("changes/", after=records[-1]["index"], limit=limit)
    return records


@pytest.mark.django_db
def test_every_record_comes_in_order_from_the_beginning(get: Get) -> None:
    make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    assert [record["index"] for record in follow(get, limit=3)] == list(range(reading.head()))


@pytest.mark.django_db
def test_without_after_the_log_is_read_from_its_beginning(get: Get) -> None:
    make.publish(make.make_figure())
    assert get("changes/") == get("changes/", after=-1)
    assert get("changes/")["results"][0]["index"] == 0


@pytest.mark.django_db
def test_a_record_tells_the_new_state_and_the_status_before(get: Get) -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    last = get("changes/", after=reading.head() - 2)["results"][0]
    assert (last["change"], last["previous_status"], last["status"]) == ("status_changed", "unverified", "disputed")
    assert last["body"]["id"] == claim.public_id
    assert last["body"]["status"]["code"] == "disputed"


@pytest.mark.django_db
def test_next_goes_on_after_the_last_record(get: Get) -> None:
    make.publish(make.make_figure())
    page = get("changes/", limit=2)
    assert get(page["next"])["results"][0]["index"] == 2
    assert get("changes/", after=reading.head() - 1) == {"results": [], "next": None}


@pytest.mark.django_db
def test_a_reader_ahead_of_the_log_is_told_that_it_is_another_log(client: Client) -> None:
    make.publish(make.make_figure())
    problem = refused(client.get("/api/v1/changes/", {"after": reading.head()}), 400, "beyond-the-end")
    assert str(reading.head() - 1) in problem["detail"]


@pytest.mark.django_db
def test_nothing_comes_while_nothing_has_changed(client: Client) -> None:
    make.publish(make.make_figure())
    parameters = {"after": reading.head() - 1}
    etag = client.get("/api/v1/changes/", parameters).headers["ETag"]
    assert client.get("/api/v1/changes/", parameters, headers={"If-None-Match": etag}).status_code == 304
    make.publish(make.make_figure())
    assert client.get("/api/v1/changes/", parameters, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_a_removed_body_leaves_a_tombstone_and_no_kept_answer_stays_right(client: Client, get: Get) -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    first = reading.history(claim.public_id)[0].index
    parameters = {"after": first - 1, "limit": 1}
    etag = client.get("/api/v1/changes/", parameters).headers["ETag"]
    log.redact([first], ground="Court order 12", by=make.anna(), approved_by=make.boris())
    assert client.get("/api/v1/changes/", parameters, headers={"If-None-Match": etag}).status_code == 200
    [tombstone] = get("changes/", **parameters)["results"]
    assert (tombstone["index"], tombstone["id"], tombstone["body"]) == (first, claim.public_id, None)


def _publish(claims: list[Any], problems: list[BaseException]) -> None:
    try:
        for number, claim in enumerate(claims):
            make.publish(claim)
            if number % 2:
                make.bring_to(claim, Status.UNPROVEN)
    except BaseException as problem:
        problems.append(problem)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_a_mirror_that_follows_while_editors_publish_equals_the_lists_byte_for_byte(client: Client, get: Get) -> None:
    make.anna(), make.boris()
    problems: list[BaseException] = []
    drafts = [[make.make_figure() for _ in range(6)] for _ in range(2)]
    editors = [threading.Thread(target=_publish, args=(claims, problems)) for claims in drafts]
    for editor in editors:
        editor.start()
    records: list[Any] = []
    while any(editor.is_alive() for editor in editors):
        records += follow(get, records[-1]["index"] if records else -1, limit=4)
    for editor in editors:
        editor.join()
    records += follow(get, records[-1]["index"] if records else -1)
    assert not problems
    assert [record["index"] for record in records] == list(range(reading.head()))
    mirror = {record["id"]: record for record in records}
    for kind in ("claim", "topic", "measure", "source", "report"):
        listed = get(f"{kind}s/")["results"]
        assert [orjson.dumps(record) for record in listed] == [orjson.dumps(mirror[record["id"]]) for record in listed]
        assert {record["id"] for record in listed} == {r["id"] for r in mirror.values() if r["type"] == kind}


class CaughtUp(Exception):
    """The loop would sleep now."""


def wait(seconds: int) -> None:
    if seconds:
        raise CaughtUp


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["docs/partners.md", "templates/api/reference.html"])
def test_the_six_lines_of_the_documentation_keep_a_mirror(client: Client, get: Get, page: str) -> None:
    make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    text = (ROOT / page).read_text().replace("{{ base_url }}", "https://record.example")
    [loop] = re.findall(r"^.*?(after, mirror = -1, {}.*?time\.sleep[^\n<]*)", text, re.DOTALL)
    assert len(loop.splitlines()) == 6

    def fetch(address: str, params: dict[str, int]) -> Any:
        assert address == "https://record.example/api/v1/changes/"
        return SimpleNamespace(json=lambda: get("changes/", **{**params, "limit": 3}))

    names: dict[str, Any] = {"requests": SimpleNamespace(get=fetch), "time": SimpleNamespace(sleep=wait)}
    with pytest.raises(CaughtUp):
        exec(loop, names)  # noqa: S102 - it is our own
    listed = [record for kind in ("claim", "source", "report") for record in get(f"{kind}s/")["results"]]
    assert {record["id"]: names["mirror"][record["id"]] for record in listed} == {r["id"]: r["body"] for r in listed}


@pytest.mark.django_db
def test_a_withdrawal_is_marked_urgent(get: Get) -> None:
    claim = make.publish(make.make_figure())
    make.bring_to(claim, Status.RETRACTED)
    records = follow(get)
    assert [record["change"] for record in records if record["urgent"]][-1] == "status_changed"


@pytest.mark.django_db
def test_a_rename_is_one_record_and_leaves_the_claims_alone(get: Get) -> None:
    claim = make.publish(make.make_figure())
    before = reading.head()
    rename_topic(claim)
    assert [(record["type"], record["change"]) for record in follow(get, before - 1)] == [("topic", "edited")]
