"""Turns: one worker a report, one request a host."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sources import leasing, scheduling
from sources.models import Host, Watch
from tests.factories import make_report

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


def _watched(*urls: str) -> None:
    for url in urls:
        make_report(url=url)
    scheduling.plan(NOON)


@pytest.mark.django_db
def test_what_is_overdue_longest_comes_first() -> None:
    _watched("https://a.example/", "https://b.example/")
    Watch.objects.filter(host="b.example").update(due_at=NOON - timedelta(hours=1))
    turns = [leasing.take_turn(LATER), leasing.take_turn(LATER), leasing.take_turn(LATER)]
    assert [turn and turn.watch.host_id for turn in turns] == ["b.example", "a.example", None]


@pytest.mark.django_db
def test_host_is_asked_one_at_a_time() -> None:
    _watched("https://a.example/1", "https://a.example/2")
    turn = leasing.take_turn(LATER)
    assert turn
    assert leasing.take_turn(LATER) is None
    leasing.end_turn(turn, due_at=NOON + timedelta(days=1), host_free_at=LATER + timedelta(seconds=5))
    assert leasing.take_turn(LATER + timedelta(seconds=4)) is None
    assert leasing.take_turn(LATER + timedelta(seconds=5))


@pytest.mark.django_db
def test_turn_of_a_worker_that_died_goes_to_another_and_cannot_be_ended_by_it() -> None:
    _watched("https://a.example/")
    lost = leasing.take_turn(LATER)
    assert lost
    assert leasing.take_turn(LATER + leasing.LEASE) is None
    taken_over = leasing.take_turn(LATER + leasing.LEASE + timedelta(seconds=1))
    assert taken_over
    assert not leasing.end_turn(lost, due_at=None, host_free_at=NOON)
    assert Watch.objects.get().due_at == NOON
    assert leasing.end_turn(taken_over, due_at=None, host_free_at=LATER)
    assert Host.objects.get().free_at == LATER


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_once_get_different_turns() -> None:
    _watched(*(f"https://site{number}.example/" for number in range(12)))
    taken: list[int] = []

    def work() -> None:
        while turn := leasing.take_turn(LATER):
            taken.append(turn.watch.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sorted(taken) == sorted(Watch.objects.values_list("pk", flat=True))
