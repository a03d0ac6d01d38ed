"""How many requests somebody may make in a minute, counted in this process and, in lots, in the cache that all share.

A process tells the shared cache only of every twentieth part of somebody's limit, in one round trip, and learns the
sum of all processes from the answer. So whoever asks now and then costs no round trip, and with n processes at most
n twentieths more than the limit get through. When the cache does not answer, each process counts for itself: reading
goes on, and nobody gets more than the limit from one process.

Addresses of readers stand in the memory of the process until the minute is over. What goes to the cache is a keyed
digest of them, different in each minute.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

WINDOW = 60  # seconds, from one full minute to the next
LOTS = 20
MOST_CLIENTS = 50_000  # in one process and minute; more than that is a flood, and their counts begin anew
# A cache that does not answer at once is left alone for a while: waiting for it would be the outage.
_PATIENCE = 0.1
_LEFT_ALONE = 10.0


class Count(NamedTuple):
    """What is left in this window, below zero when it was too much already, and in how many seconds the next begins."""

    remaining: int
    reset: int


class SharedCache:
    """Sums that all processes share."""

    def __init__(self, url: str) -> None:
        never = Retry(NoBackoff(), 0)
        self._client = redis.Redis.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=never
        )
        self._silent_until = 0.0

    def add(self, name: str, number: int) -> int | None:
        """The sum under `name` with `number` added to it; None while the cache does not answer."""
        if time.monotonic() < self._silent_until:
            return None
        try:
            with self._client.pipeline(transaction=False) as pipe:
                pipe.incrby(name, number)
                pipe.expire(name, 2 * WINDOW)
                return int(pipe.execute()[0])
        except redis.RedisError as error:
            self._silent_until = time.monotonic() + _LEFT_ALONE
            logger.warning("Requests are counted in each process alone: the cache does not answer (%s)", error)
            return None


@dataclass(slots=True)
class _Tally:
    own: int = 0  # counted here, and not told to the others yet
    known: int = 0  # counted by all, as far as this process knows


class Limiter:
    """Counts for one process."""

    def __init__(self, shared: SharedCache | None = None) -> None:
        self._shared = shared
        self._window = 0
        self._tallies: dict[str, _Tally] = {}
        self._lock = Lock()

    def count(self, client: str, cost: int, limit: int) -> Count:
        """Count a request of `client` as `cost`, of the `limit` that a window allows."""
        now = int(time.time())
        window, reset = now // WINDOW, WINDOW - now % WINDOW
        with self._lock:
            tally = self._tally(client, window)
            if tally.known + tally.own > limit:
                return Count(-1, reset)  # what is refused is not counted
            tally.own += cost
            lot = tally.own if tally.own * LOTS >= limit else 0
            tally.own -= lot
            tally.known += lot
        if lot and self._shared and (total := self._shared.add(_name(client, window), lot)) is not None:
            tally.known = max(tally.known, total)
        return Count(limit - tally.known - tally.own, reset)

    def _tally(self, client: str, window: int) -> _Tally:
        if window != self._window or len(self._tallies) >= MOST_CLIENTS:
            self._window, self._tallies = window, {}
        return self._tallies.setdefault(client, _Tally())


def _name(client: str, window: int) -> str:
    key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    return f"limits:{window}:{hashlib.blake2b(f'{window} {client}'.encode(), digest_size=12, key=key).hexdigest()}"


def limiter_of_settings() -> Limiter:
    """One that shares its sums where the cache is a server."""
    cache = settings.CACHES["default"]
    is_server = cache["BACKEND"].endswith("RedisCache")
    return Limiter(SharedCache(cache["LOCATION"]) if is_server else None)
