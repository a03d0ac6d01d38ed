"""Where connections may go, as the operator sets it."""

import os
import subprocess
import sys
from ipaddress import ip_network
from typing import Any

import pytest

from sources.connecting import Problem, Ways, check_url, current_ways, send, using
from tests.sources.connecting.lines import resolving


def test_settings_say_where_connections_may_go(settings: Any) -> None:
    settings.CONNECT_PORTS, settings.CONNECT_ALSO = [443], ["127.0.0.1:8099", "[::1]:8098"]
    settings.CONNECT_REFUSED = ["8.8.8.0/24"]
    ways = current_ways()
    assert ways.ports == {443}
    assert ways.also == {("127.0.0.1", 8099), ("::1", 8098)}
    assert ways.refused == (ip_network("8.8.8.0/24"),)


def test_network_that_the_operator_refuses_is_not_asked() -> None:
    ways = Ways(refused=(ip_network("8.8.8.0/24"),), resolve=resolving("8.8.8.8"))
    with pytest.raises(Problem, match="public server"):
        send("GET", "http://name.example/", ways=ways)


def test_other_ways_hold_inside_of_their_block_only() -> None:
    with using(Ways(also=frozenset({("127.0.0.1", 8099)}))):
        check_url("http://127.0.0.1:8099/")
    with pytest.raises(Problem):
        check_url("http://127.0.0.1:8099/")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONNECT_ALSO", "db.example:5432"),
        ("CONNECT_ALSO", "127.0.0.1"),
        ("CONNECT_REFUSED", "10.0.0.1/8"),
        ("CONNECT_PORTS", "http"),
        ("USER_AGENT", "Prüfer"),
    ],
)
def test_setting_that_cannot_be_read_stops_the_start(name: str, value: str) -> None:
    environment = {**os.environ, name: value}
    started = subprocess.run(
        [sys.executable, "-c", "import factcheck.settings"], env=environment, capture_output=True, check=False
    )
    assert started.returncode
    assert name in started.stderr.decode()


def test_contact_of_the_publisher_is_named_whatever_else_it_says() -> None:
    environment = {**os.environ, "PUBLISHER_CONTACT": "Größe zählt.\nDesk: desk@example.org."}
    command = "from factcheck import settings; print(settings.USER_AGENT)"
    told = subprocess.run([sys.executable, "-c", command], env=environment, capture_output=True, check=True)
    assert told.stdout.decode().endswith("; desk@example.org)\n")
