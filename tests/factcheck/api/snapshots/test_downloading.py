"""Snapshots are listed, described and downloaded, whole or in parts that fit together."""

import json
from typing import Any

import orjson
import pytest
from django.test import Client

from factcheck.api import slots
from factcheck.api.snapshots import folder
from factcheck.api.snapshots.folder import Snapshot
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused
from tests.factcheck.api.snapshots.conftest import Take

pytestmark = pytest.mark.django_db
NAME = "claims.ndjson.gz"


@pytest.fixture
def snapshot(take: Take) -> Snapshot:
    make.publish(make.make_figure())
    return take()


def address(snapshot: Snapshot, name: str = NAME) -> str:
    return f"/api/v1/snapshots/{snapshot.index}/{name}"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def status(response: Any) -> int:
    """The status of an answer, read to its end so that its place is free again."""
    body(response)
    return int(response.status_code)


def part(client: Client, snapshot: Snapshot, asked: str, **headers: str) -> Any:
    return client.get(address(snapshot), headers={"Range": asked, **headers})


def test_snapshots_are_listed_with_addresses_that_lead_to_files(client: Client, get: Get, snapshot: Snapshot) -> None:
    [listed] = get("snapshots/")["results"]
    assert get(f"snapshots/{snapshot.index}/") == listed
    for file in listed["files"]:
        response = client.get(file["url"])
        assert response.headers["Content-Type"] == file["media_type"]
        assert len(body(response)) == file["bytes"] == int(response.headers["Content-Length"])


def test_there_may_be_none(client: Client, get: Get) -> None:
    assert get("snapshots/") == {"results": []}
    refused(client.get("/api/v1/snapshots/latest/"), 404, "not-found")
    refused(client.get("/api/v1/snapshots/7/"), 404, "not-found")


@pytest.mark.parametrize("name", ["", NAME])
def test_latest_leads_to_the_newest(client: Client, snapshot: Snapshot, name: str) -> None:
    response = client.get(f"/api/v1/snapshots/latest/{name}")
    assert (response.status_code, response.headers["Location"]) == (302, address(snapshot, name))


@pytest.mark.parametrize("name", ["manifest.json", "datapackage.json"])
def test_what_describes_it_stands_beside_the_files(client: Client, snapshot: Snapshot, name: str) -> None:
    assert json.loads(body(client.get(address(snapshot, name))))


@pytest.mark.parametrize("name", ["other.csv", "lock.x", "..%2Flock", "claims.csv/", "claims"])
def test_no_other_file_is_sent(client: Client, snapshot: Snapshot, name: str) -> None:
    refused(client.get(address(snapshot, name)), 404, "not-found")


def test_parts_fit_together(client: Client, snapshot: Snapshot) -> None:
    whole = (snapshot.path / NAME).read_bytes()
    first, second = part(client, snapshot, "bytes=0-99"), part(client, snapshot, "bytes=100-")
    assert (first.status_code, first.headers["Content-Range"]) == (206, f"bytes 0-99/{len(whole)}")
    assert body(first) + body(second) == whole
    assert body(part(client, snapshot, "bytes=-10")) == whole[-10:]
    assert body(part(client, snapshot, f"bytes=5-{10**17}")) == whole[5:]


@pytest.mark.parametrize("asked", ["bytes=9999999-", "bytes=-0"])
def test_a_part_behind_the_end_is_refused_with_the_length(client: Client, snapshot: Snapshot, asked: str) -> None:
    response = part(client, snapshot, asked)
    refused(response, 416, "range-not-satisfiable")
    assert response.headers["Content-Range"] == f"bytes */{(snapshot.path / NAME).stat().st_size}"


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "rows=0-1", "bytes=a-b", "bytes=" + "9" * 99 + "-"]
)
def test_a_range_that_is_none_is_ignored(client: Client, snapshot: Snapshot, asked: str) -> None:
    response = part(client, snapshot, asked)
    assert response.status_code == 200
    assert len(body(response)) == (snapshot.path / NAME).stat().st_size


def test_a_part_of_another_file_is_not_continued(client: Client, snapshot: Snapshot) -> None:
    whole = client.head(address(snapshot))
    for same in (whole.headers["ETag"], whole.headers["Last-Modified"]):
        assert status(part(client, snapshot, "bytes=5-", **{"If-Range": same})) == 206
    for other in ('"other"', f"W/{whole.headers['ETag']}", "Sat, 01 Jan 2022 00:00:00 GMT", "x"):
        assert status(part(client, snapshot, "bytes=5-", **{"If-Range": other})) == 200


def test_an_unchanged_file_is_not_sent_again(client: Client, snapshot: Snapshot) -> None:
    head = client.head(address(snapshot))
    assert head.content == b""
    assert head.headers["Accept-Ranges"] == "bytes"
    assert client.get(address(snapshot), headers={"If-None-Match": head.headers["ETag"]}).status_code == 304


def test_few_downloads_are_sent_at_once(client: Client, snapshot: Snapshot) -> None:
    open_ones = [client.get(address(snapshot)) for _ in range(slots.STREAMS.count)]
    refused(client.get(address(snapshot)), 503, "unavailable")
    for each in open_ones:
        body(each)
    assert client.get(address(snapshot)).status_code == 200


def test_whoever_reads_a_file_that_is_taken_away_gets_it_to_the_end(client: Client, snapshot: Snapshot) -> None:
    whole = (snapshot.path / NAME).read_bytes()
    pieces = iter(client.get(address(snapshot)).streaming_content)  # type: ignore[attr-defined]
    begun = next(pieces)
    folder.take_away(snapshot)
    assert begun + b"".join(pieces) == whole
    refused(client.get(address(snapshot)), 404, "not-found")


def test_the_list_and_the_catalogue_say_when_they_changed(client: Client, snapshot: Snapshot) -> None:
    for path in ("snapshots/", "snapshots/catalogue.jsonld"):
        headers = client.get(f"/api/v1/{path}").headers
        assert headers["Last-Modified"]
        unchanged = client.get(f"/api/v1/{path}", headers={"If-None-Match": headers["ETag"]})
        assert unchanged.status_code == 304


def test_parameters_are_refused(client: Client, snapshot: Snapshot) -> None:
    for path in ("/api/v1/snapshots/", address(snapshot), address(snapshot, ""), "/api/v1/snapshots/latest/"):
        refused(client.get(path, {"x": 1}), 400, "invalid-parameters")


def test_the_catalogue_names_each_file_with_its_digest(get: Get, snapshot: Snapshot) -> None:
    [data_set] = orjson.loads(orjson.dumps(get("snapshots/catalogue.jsonld")))["dcat:dataset"]
    digests = {each["spdx:checksum"]["spdx:checksumValue"]["@value"] for each in data_set["dcat:distribution"]}
    assert digests == {file["sha256"] for file in snapshot.files().values()}
