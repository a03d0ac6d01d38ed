"""A follower may wait for the next Record: it hears of one within a second, and cannot occupy the server."""

import threading
import time
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from claims import reading
from factcheck.api import slots, waiting
from tests import factories as make
from tests.factcheck.api.conftest import Get, refused


@pytest.fixture(autouse=True)
def _no_head_of_another_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "_head", waiting._Head())


@pytest.mark.django_db(transaction=True)
def test_a_waiting_follower_hears_of_a_record_within_a_second(client: Client, get: Get) -> None:
    make.publish(make.make_figure())
    heard: list[Any] = []
    after = reading.head() - 1

    def follow() -> None:
        heard.extend(get("changes/", after=after, wait=10)["results"])
        heard.append(time.monotonic())
        connections.close_all()

    follower = threading.Thread(target=follow)
    follower.start()
    draft = make.make_figure()
    time.sleep(0.3)
    assert not heard
    make.publish(draft)
    published = time.monotonic()
    follower.join(5)
    assert heard[0]["index"] == after + 1
    assert heard[-1] - published < 1


@pytest.mark.django_db
def test_nothing_waits_when_there_is_more_already(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", pytest.fail)
    make.publish(make.make_figure())
    assert get("changes/", after=0, wait=30)["results"][0]["index"] == 1


@pytest.mark.django_db
def test_when_the_time_is_over_the_answer_is_empty(get: Get) -> None:
    make.publish(make.make_figure())
    begin = time.monotonic()
    assert get("changes/", after=reading.head() - 1, wait=1) == {"results": [], "next": None}
    assert time.monotonic() - begin >= 1


@pytest.mark.django_db
def test_an_unchanged_feed_is_not_sent_again_after_the_wait(client: Client) -> None:
    make.publish(make.make_figure())
    address = f"/api/v1/changes/?after={reading.head() - 1}&wait=1"
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.django_db
def test_when_many_wait_the_next_is_answered_at_once(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())
    one = slots.Slots(1)
    monkeypatch.setattr(waiting, "WAITS", one)
    monkeypatch.setattr(time, "sleep", pytest.fail)
    assert one.take()
    assert get("changes/", after=reading.head() - 1, wait=30)["results"] == []


@pytest.mark.django_db
def test_a_place_is_free_again_after_the_wait(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())
    one = slots.Slots(1)
    monkeypatch.setattr(waiting, "WAITS", one)
    get("changes/", after=reading.head() - 1, wait=1)
    assert one.take()


@pytest.mark.django_db
@pytest.mark.parametrize("wait", ["-1", "31", "x", "1.5", ""])
def test_a_wait_of_another_length_is_refused(client: Client, wait: str) -> None:
    refused(client.get(f"/api/v1/changes/?wait={wait}"), 400, "invalid-parameters")
