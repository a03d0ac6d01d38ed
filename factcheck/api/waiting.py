"""Waiting for the next Record, for followers of the feed who ask with `wait=`."""

import time
from threading import Lock

from claims import reading
from factcheck.api.slots import WAITS

LONGEST_WAIT = 30  # seconds: proxies end a request that is silent for a minute
# Asked of the database this often however many wait: what is published is heard of within twice this time.
_EVERY = 0.25


class _Head:
    """The length of the log, at most `_EVERY` seconds old, for all who wait in this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._length = 0
        self._asked_at = float("-inf")

    def length(self) -> int:
        with self._lock:
            if time.monotonic() - self._asked_at >= _EVERY:
                self._length = reading.head()
                self._asked_at = time.monotonic()
            return self._length


_head = _Head()


def wait_for_more(after: int, seconds: int) -> None:
    """Return when there is a Record after `after`, or when the time is over; at once when too many wait already."""
    if reading.head() > after + 1 or not WAITS.take():
        return
    try:
        until = time.monotonic() + seconds
        while time.monotonic() < until and _head.length() <= after + 1:
            time.sleep(min(_EVERY, max(0, until - time.monotonic())))
    finally:
        WAITS.leave()
