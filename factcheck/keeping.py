"""Documents kept in the process: a bounded number of bytes, the least recently asked for going first."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

MOST_BYTES = 32 * 1024 * 1024  # a thousand pages or so in each process: what is read today, not the archive


@dataclass(frozen=True)
class Document:
    """What is answered under one address, and what it was drawn from."""

    content: bytes
    path: str  # its one address; a request for another, such as with an older slug, is sent there
    shown: frozenset[str] | None = None  # the public ids whose Records it shows; None: any Record may change it
    mentioning: str = ""  # a public id; whatever comes to refer to it changes the page
    modified_at: datetime | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Kept:
    """A document with the headers of its answer, and how long it may be used."""

    document: Document
    path: str  # as requests come with it: not percent-encoded
    headers: Mapping[str, str]
    modified: int | None  # as If-Modified-Since counts, in seconds since 1970
    head: int  # the length of the log when the document was last known to be current
    until: float  # on the monotonic clock


class Shelf:
    """Documents by key."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()
        self._most_bytes = most_bytes
        self.bytes = 0

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            self._take_out(key)
            self._kept[key] = kept
            self.bytes += len(kept.document.content)
            while self.bytes > self._most_bytes:
                self._take_out(next(iter(self._kept)))

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def _take_out(self, key: Hashable) -> None:
        if old := self._kept.pop(key, None):
            self.bytes -= len(old.document.content)
