"""What every test stands on is itself tried: a test that reaches the network fails, and the database forgets."""

import socket

import pytest

from claims.models import LogHead, Record, Transition
from tests.conftest import NetworkUsed
from tests.factories import make_figure, publish


def test_network_is_closed() -> None:
    with pytest.raises(NetworkUsed), socket.socket() as connection:
        connection.connect(("192.0.2.1", 80))


def test_loopback_is_closed_unless_asked_for() -> None:
    with pytest.raises(NetworkUsed), socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))


@pytest.mark.loopback
def test_loopback_is_open_when_asked_for() -> None:
    with pytest.raises(ConnectionRefusedError), socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", ["first", "second"])
def test_record_begins_anew_after_a_test_that_committed(_turn: str) -> None:
    assert (Record.objects.count(), LogHead.objects.get().next_index) == (0, 0)
    assert Transition.objects.exists()
    publish(make_figure())
