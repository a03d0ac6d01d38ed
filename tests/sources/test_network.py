"""Whether our own network lives."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from sources import network
from sources.connecting import using
from sources.models import Outage
from tests.sources.connecting.lines import Server, answering, serving

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def canary(settings: object) -> Iterator[Server]:
    """Answers once, then like a captive portal."""
    portal = answering(b"", "Location: http://portal.example/", status="302 Found")
    with serving(answering(b"alive"), portal) as server, using(server.ways):
        settings.WATCH_CANARIES = [f"{server.url}/"]  # type: ignore[attr-defined]
        yield server


def test_answer_of_a_canary_counts_for_seconds(canary: Server) -> None:
    assert network.is_alive()
    assert network.is_alive()
    assert len(canary.requests) == 1


def test_login_page_of_a_network_is_no_sign_of_life(canary: Server) -> None:
    network.is_alive()
    cache.clear()
    assert not network.is_alive()


def test_without_canaries_nothing_is_known(settings: object) -> None:
    settings.WATCH_CANARIES = []  # type: ignore[attr-defined]
    assert not network.is_alive()


def test_outage_ends_when_a_canary_answers_again(canary: Server) -> None:
    network.note_outage(NOON)
    network.note_outage(NOON + timedelta(minutes=1))
    assert network.may_look(NOON + timedelta(minutes=2))
    outage = Outage.objects.get()
    assert (outage.began_at, outage.ended_at) == (NOON, NOON + timedelta(minutes=2))


def test_outage_goes_on_while_none_answers(settings: object) -> None:
    settings.WATCH_CANARIES = []  # type: ignore[attr-defined]
    network.note_outage(NOON)
    assert not network.may_look(NOON + timedelta(minutes=5))
    assert Outage.objects.get().checked_at == NOON + timedelta(minutes=5)
