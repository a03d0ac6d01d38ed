"""Requests that keep a thread of the server for long: how many of each sort there may be at once in one process.

The server has as many threads more than it needs for everything else (factcheck.operations.programs), so neither
slow readers nor patient ones can occupy all of them.
"""

import weakref
from collections.abc import Iterator
from threading import BoundedSemaphore

from factcheck.api import problems
from factcheck.api.problems import Problem


class Slots:
    """A few places. Whoever gets none is refused or goes on without one; nobody waits for a place."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._free = BoundedSemaphore(count)

    def take(self) -> bool:
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        self._free.release()


# Downloads: each lasts until its reader has it all.
STREAMS = Slots(4)
# Followers of the feed who wait for the next Record.
WAITS = Slots(16)


class Sent:
    """Pieces on their way to a reader. They take a place of STREAMS until closed, or forgotten by whoever had them."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        if not STREAMS.take():
            detail = f"{STREAMS.count} downloads are being sent already."
            raise Problem(problems.UNAVAILABLE, detail, headers={"Retry-After": "10"})
        self._pieces = pieces
        self._leave = weakref.finalize(self, STREAMS.leave)

    def close(self) -> None:
        self._leave()

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces
