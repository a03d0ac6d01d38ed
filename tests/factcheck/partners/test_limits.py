"""Requests are counted in each process, and in lots for all of them."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.embedded.valkey import Valkey
from factcheck.partners import limits
from factcheck.partners.limits import Limiter, SharedCache


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    server = Valkey(tmp_path_factory.mktemp("limits"))
    server.ensure()
    yield server
    server.stop()


@pytest.fixture
def url(valkey: Valkey) -> str:
    with redis.Redis.from_url(f"unix://{valkey.socket}") as client:
        client.flushall()
    return f"unix://{valkey.socket}"


@pytest.fixture
def minute(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands; tests move it."""
    now = [1_700_000_040.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


def admitted(limiter: Limiter, times: int, limit: int = 100, client: str = "somebody", cost: int = 1) -> int:
    return sum(limiter.count(client, cost, limit).remaining >= 0 for _ in range(times))


@pytest.mark.usefixtures("minute")
def test_as_many_as_the_limit_get_through() -> None:
    assert admitted(Limiter(), 150) == 100


@pytest.mark.usefixtures("minute")
def test_what_is_left_is_told() -> None:
    limiter = Limiter()
    assert [limiter.count("a", 1, 3) for _ in range(4)] == [(2, 60), (1, 60), (0, 60), (-1, 60)]


@pytest.mark.usefixtures("minute")
def test_what_costs_more_counts_for_several() -> None:
    assert admitted(Limiter(), 10, cost=30) == 3


@pytest.mark.usefixtures("minute")
def test_each_is_counted_alone() -> None:
    limiter = Limiter()
    admitted(limiter, 150, client="one")
    assert admitted(limiter, 10, client="another") == 10


def test_the_next_minute_begins_anew(minute: list[float]) -> None:
    limiter = Limiter()
    admitted(limiter, 150)
    minute[0] += limits.WINDOW
    assert admitted(limiter, 150) == 100


@pytest.mark.usefixtures("minute")
@settings(max_examples=20, deadline=None)
@given(turns=st.lists(st.integers(0, 2), min_size=400, max_size=600), limit=st.integers(1, 300))
def test_several_processes_let_hardly_more_through_than_one(turns: list[int], limit: int) -> None:
    shared = _Sums()
    processes = [Limiter(shared) for _ in range(3)]
    through = sum(processes[turn].count("somebody", 1, limit).remaining >= 0 for turn in turns)
    assert min(limit, len(turns)) <= through <= limit + 3 * (limit // limits.LOTS + 1)


class _Sums(SharedCache):
    """Sums in memory, in place of those of a server."""

    def __init__(self) -> None:
        self.sums: dict[str, int] = {}

    def add(self, name: str, number: int) -> int:
        self.sums[name] = self.sums.get(name, 0) + number
        return self.sums[name]


@pytest.mark.usefixtures("minute")
def test_sums_are_kept_by_a_real_server_for_two_minutes(url: str) -> None:
    first, second = Limiter(SharedCache(url)), Limiter(SharedCache(url))
    assert admitted(first, 60) + admitted(second, 60) <= 105
    with redis.Redis.from_url(url) as client:
        [name] = client.keys()
        assert 0 < client.ttl(name) <= 2 * limits.WINDOW


def test_an_address_is_in_no_name_and_no_two_minutes_look_alike(url: str, minute: list[float]) -> None:
    limiter = Limiter(SharedCache(url))
    for _ in range(2):
        admitted(limiter, 100, client="192.0.2.7")
        minute[0] += limits.WINDOW
    with redis.Redis.from_url(url) as client:
        names = [name.decode() for name in client.scan_iter()]
    assert len({name.split(":")[-1] for name in names}) == 2
    assert "192.0.2.7" not in "".join(names)


@pytest.mark.usefixtures("minute")
def test_reading_goes_on_when_the_cache_is_away(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    limiter = Limiter(SharedCache(f"unix://{tmp_path}/nothing"))
    with caplog.at_level(logging.WARNING):
        assert admitted(limiter, 150) == 100
    assert caplog.text.count("the cache does not answer") == 1


@pytest.mark.usefixtures("minute")
def test_a_flood_of_addresses_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CLIENTS", 10)
    limiter = Limiter()
    for number in range(100):
        limiter.count(f"{number}", 1, 5)
    assert len(limiter._tallies) <= 10
