"""The log: gapless in commit order, bound to its bodies, complete for whoever reads after an index."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta

import orjson
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction

from claims import clock, log, reading
from claims.choices import Change, SubjectKind
from claims.models import Body, Listing, LogHead, Mention, Record
from tests import factories as make


def entry(subject: str, change: Change = Change.PUBLISHED) -> log.Entry:
    body = {"v": 1, "type": "topic", "id": subject, "slug": "s", "title": {}, "summary": {}, "not_known": {}}
    return log.Entry(SubjectKind.TOPIC, subject, change, body)


@pytest.mark.django_db
def test_indices_count_from_zero_without_gaps() -> None:
    assert log.append([entry("t0"), entry("t1")]) == range(2)
    assert log.append([entry("t2")]) == range(2, 3)
    assert list(Record.objects.values_list("index", flat=True)) == [0, 1, 2]


@pytest.mark.django_db
def test_the_digest_commits_to_domain_salt_and_body() -> None:
    log.append([entry("t0")])
    record, body = Record.objects.get(), Body.objects.get()
    expected = hashlib.sha256(b"factcheck-body/1\n" + bytes(body.salt) + bytes(body.body)).digest()
    assert bytes(record.digest) == expected
    assert len(bytes(body.salt)) == 16


@pytest.mark.django_db
def test_a_leaf_is_one_field_a_line() -> None:
    log.append([entry("t0")])
    lines = log.leaf(Record.objects.get()).decode().split("\n")
    assert lines[:5] == ["factcheck-record/1", "0", "topic", "t0", "published"]
    assert len(lines) == 11


@pytest.mark.django_db
def test_one_append_takes_each_subject_once() -> None:
    with pytest.raises(ValueError, match="different subjects"):
        log.append([entry("t0"), entry("t0")])


@pytest.mark.django_db
def test_times_never_go_back() -> None:
    for subject in ("t0", "t1", "t2"):
        log.append([entry(subject)])
    times = list(Record.objects.values_list("recorded_at", flat=True))
    assert times == sorted(times)


@pytest.mark.django_db
def test_only_a_demonstration_takes_times_of_the_past_and_they_stay_monotone() -> None:
    past = datetime(2022, 1, 10, tzinfo=UTC)
    with clock.at(past), pytest.raises(ValueError, match="demonstration"), transaction.atomic():
        log.append([entry("t0")])
    log.begin_demonstration()
    with clock.at(past):
        log.append([entry("t0")])
    with clock.at(past - timedelta(days=1)):
        log.append([entry("t1")])
    assert list(Record.objects.values_list("recorded_at", flat=True)) == [past, past]


@pytest.mark.django_db
def test_a_log_with_records_does_not_become_a_demonstration() -> None:
    log.append([entry("t0")])
    with pytest.raises(ValueError, match="has Records"):
        log.begin_demonstration()


@pytest.mark.django_db
def test_a_new_record_takes_the_old_ones_place_in_the_listing() -> None:
    log.append([entry("t0")])
    log.append([entry("t0", Change.EDITED)])
    assert list(Listing.objects.order_by("index").values_list("index", "until_index")) == [(0, 1), (1, None)]


@pytest.mark.django_db
def test_a_thing_is_published_once() -> None:
    log.append([entry("t0")])
    with pytest.raises(IntegrityError):
        log.append([entry("t0")])


@pytest.mark.django_db
def test_the_projection_made_anew_is_the_same() -> None:
    claim = make.publish(make.make_figure())
    make.deny(claim)
    columns = [f.name for f in Listing._meta.fields]
    before = (list(Listing.objects.order_by("index").values(*columns)), _mentions())
    call_command("rebuild_listings", verbosity=0)
    assert (list(Listing.objects.order_by("index").values(*columns)), _mentions()) == before


def _mentions() -> list[tuple[object, ...]]:
    rows = Mention.objects.order_by("index", "referenced")
    return list(rows.values_list("index", "until_index", "subject", "referenced"))


@pytest.mark.django_db
def test_a_reader_of_the_past_sees_what_stood_then() -> None:
    claim = make.publish(make.make_statement())
    before = reading.head()
    make.bring_to(claim, "unproven")  # type: ignore[arg-type]
    assert reading.find([claim.public_id])[claim.public_id].json["status"]["code"] == "unproven"
    assert reading.find([claim.public_id], as_of=before)[claim.public_id].json["status"]["code"] == "unverified"


@pytest.mark.django_db
def test_a_draft_has_no_record() -> None:
    make.attribute(make.make_figure())
    assert reading.head() == 0


@pytest.mark.django_db(transaction=True)
def test_a_polling_reader_misses_nothing_while_others_write() -> None:
    """Writers hold their transactions open for different times; the reader's cursor still never skips an index."""
    writers = [threading.Thread(target=_write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    seen: list[int] = []
    while any(writer.is_alive() for writer in writers) or len(seen) < LogHead.objects.get().next_index:
        seen += [row.index for row in reading.changes(seen[-1] if seen else -1, 7)]
    assert seen == list(range(80))


def _write(number: int) -> None:
    try:
        for turn in range(20):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(%s)", [0.001 * ((number * 7 + turn * 3) % 5)])
                log.append([entry(f"t{number}x{turn}")])
                cursor.execute("SELECT pg_sleep(%s)", [0.001 * ((number + turn) % 3)])
    finally:
        connections.close_all()


@pytest.mark.django_db
def test_bodies_are_stored_as_they_were_built() -> None:
    log.append([entry("t0")])
    assert orjson.loads(reading.changes(-1, 1)[0].body or b"")["id"] == "t0"
