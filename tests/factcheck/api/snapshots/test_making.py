"""A snapshot holds the whole record as of one index, exactly, and stands there whole or not at all."""

import csv
import hashlib
import threading
from io import StringIO
from typing import Any

import orjson
import pytest
from django.test import Client

from claims import log, reading
from claims.choices import Change, Status
from factcheck.api.snapshots import due, files, folder, making
from factcheck.api.v1 import spreadsheet
from tests import factories as make
from tests.factcheck.api.snapshots.conftest import Take, lines, records
from tests.factcheck.api.test_changes import _publish as publish_many
from tests.factcheck.api.test_tombstones import append

pytestmark = pytest.mark.django_db


def followed(client: Client, after: int = -1) -> list[dict[str, Any]]:
    """The changes after an index, to the end."""
    found: list[dict[str, Any]] = []
    while page := orjson.loads(client.get("/api/v1/changes/", {"after": after, "limit": 7}).content)["results"]:
        found += page
        after = page[-1]["index"]
    return found


def test_each_thing_is_there_once_as_lists_have_it(take: Take, client: Client) -> None:
    claim = make.publish(make.make_figure())
    make.bring_to(claim, Status.DISPUTED)
    snapshot = take()
    assert snapshot.index == reading.head() - 1
    listed = orjson.loads(client.get("/api/v1/claims/").content)["results"]
    assert [record for record in records(snapshot) if record["type"] == "claim"] == listed
    assert len({record["id"] for record in records(snapshot)}) == snapshot.manifest["rows"]


@pytest.mark.django_db(transaction=True)
def test_a_replay_of_the_feed_equals_the_snapshot_byte_for_byte_while_editors_write(
    take: Take, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    make.anna(), make.boris()
    problems: list[BaseException] = []
    before = [make.publish(make.make_figure()) for _ in range(5)]
    append(before[0], Change.MERGED, merged_into={"claim": before[1].public_id})
    append(before[2], Change.REMOVED)
    drafts = [[make.make_figure() for _ in range(6)] for _ in range(2)]
    editors = [threading.Thread(target=publish_many, args=(claims, problems)) for claims in drafts]
    for editor in editors:
        editor.start()
    snapshot = take()
    for editor in editors:
        editor.join()
    assert not problems
    assert snapshot.index < reading.head() - 1
    store = {record["id"]: record for record in followed(client) if record["index"] <= snapshot.index}
    assert sorted(lines(snapshot)) == sorted(orjson.dumps(record) for record in store.values())


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_and_the_changes_after_it_have_no_gap_and_no_double(take: Take, client: Client) -> None:
    claims = [make.publish(make.make_figure()) for _ in range(3)]
    snapshot = take()
    make.bring_to(claims[1], Status.DISPUTED)
    make.publish(make.make_figure())
    later = followed(client, snapshot.index)
    assert [record["index"] for record in later] == list(range(snapshot.index + 1, reading.head()))
    mirror = {record["id"]: record for record in records(snapshot)} | {record["id"]: record for record in later}
    assert mirror == {record["id"]: record for record in followed(client)}


def test_a_record_that_was_superseded_meanwhile_comes_as_it_was(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [make.publish(make.make_figure()) for _ in range(2)]
    edition = reading.edition()
    make.bring_to(claims[0], Status.DISPUTED)
    monkeypatch.setattr(reading, "edition", lambda: edition)
    found = {record["id"]: record["status"] for record in records(take()) if record["type"] == "claim"}
    assert found == {claim.public_id: "unverified" for claim in claims}


def test_the_manifest_tells_of_each_file_what_is_true(take: Take) -> None:
    make.publish(make.make_figure())
    snapshot = take()
    for name, told in snapshot.files().items():
        content = (snapshot.path / name).read_bytes()
        assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert snapshot.files()["claims.csv"]["rows"] == snapshot.files()["claims.ndjson.gz"]["rows"] == 1
    assert snapshot.manifest["follow"] == f"/api/v1/changes/?after={snapshot.index}"


def test_the_table_has_one_row_a_claim_and_numbers_with_a_point(take: Take) -> None:
    claim = make.publish(make.make_figure())
    gone = make.publish(make.make_figure(wording="=1+1"))
    [first, second] = csv.DictReader(StringIO((take().path / "claims.csv").read_text(), newline=""))
    assert list(first) == spreadsheet.HEADER
    assert (first["id"], first["low"], first["high"]) == (claim.public_id, "164.0", "")
    assert (second["id"], second["wording"]) == (gone.public_id, "'=1+1")


def test_the_table_leaves_out_what_lists_leave_out(take: Take) -> None:
    claim, other = make.publish(make.make_figure()), make.publish(make.make_figure())
    append(claim, Change.MERGED, merged_into={"claim": other.public_id})
    snapshot = take()
    rows = csv.DictReader(StringIO((snapshot.path / "claims.csv").read_text(), newline=""))
    assert [row["id"] for row in rows] == [other.public_id]
    assert snapshot.files()["claims.csv"]["rows"] == 1
    assert claim.public_id in {record["id"] for record in records(snapshot)}


def test_no_snapshot_is_made_of_nothing() -> None:
    assert making.make() is None


def test_nothing_is_made_twice_while_nothing_changes(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())
    first = take()
    monkeypatch.setattr(folder, "publish", pytest.fail)
    assert take() == first


def test_a_failure_leaves_nothing_to_be_seen_and_is_told(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())

    def fail(*_args: object) -> bytes:
        raise OSError("No space left on device")

    monkeypatch.setattr(files.Hashing, "write", fail)
    with pytest.raises(OSError, match="No space"):
        take()
    assert folder.snapshots() == []
    told = due.failure()
    assert told
    assert "No space" in told.problem
    assert not due.is_due()
    due.ask()
    assert due.is_due()


def test_what_a_killed_maker_left_is_no_snapshot_and_goes(take: Take) -> None:
    make.publish(make.make_figure())
    with folder.alone():
        left = folder.new_draft() / "claims.csv"
    left.write_text("half of it")
    assert folder.snapshots() == []
    assert take().manifest["rows"]
    assert not left.exists()


def test_only_one_maker_works_at_a_time() -> None:
    make.publish(make.make_figure())
    with folder.alone() as first:
        assert first
        assert folder.is_being_made()
        assert due.make_due() is None
    assert not folder.is_being_made()
    assert due.make_due() is not None


def test_old_snapshots_go_and_the_newest_stays(take: Take, settings: Any) -> None:
    settings.SNAPSHOT_DAYS = 0
    make.publish(make.make_figure())
    take()
    make.publish(make.make_figure())
    newest = take()
    assert folder.snapshots() == [newest]
    folder.clean()
    assert folder.snapshots() == [newest]


def test_a_snapshot_that_may_hold_what_a_law_removed_is_given_to_nobody(take: Take) -> None:
    claim = make.publish(make.make_figure())
    old = take()
    make.bring_to(claim, Status.DISPUTED)
    log.redact([reading.history(claim.public_id)[0].index], ground="x", by=make.anna(), approved_by=make.boris())
    assert folder.snapshots() == []
    assert take().index == reading.head() - 1
    assert not old.path.exists()


def test_a_snapshot_of_another_log_is_given_to_nobody(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())
    take()
    monkeypatch.setattr(reading, "identity", lambda: "another")
    assert folder.snapshots() == []


def test_progress_is_told_while_it_is_made(monkeypatch: pytest.MonkeyPatch, take: Take) -> None:
    make.publish(make.make_figure())
    seen: list[due.Progress | None] = []
    publish = folder.publish

    def looked_at(*args: Any) -> folder.Snapshot:
        seen.append(due.progress())
        return publish(*args)

    monkeypatch.setattr(due, "_TOLD_EVERY", 0)
    monkeypatch.setattr(folder, "publish", looked_at)
    take()
    [told] = seen
    assert told
    assert (told.done, told.percent) == (told.of, 100)
    assert due.progress() is None
