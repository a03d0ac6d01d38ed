"""Who starts the embedded servers and who stops them: the first process that needs them, and the last that used them.

Two locks of the operating system, so that no crash leaves them behind: `<name>.change` is held for the moment of
starting or stopping; `<name>.use` is held, shared, for as long as a process uses the servers. After a kill -9 the
servers run on without a user; the next process finds them, uses them, and stops them when it is the last.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from factcheck.embedded.postgres import Cluster
from factcheck.embedded.valkey import Valkey


class Server(Protocol):
    """What is started and stopped here."""

    def ensure(self) -> None: ...
    def pid(self) -> int | None: ...
    def stop(self) -> None: ...


class Servers:
    """The servers of one data folder, in use by this process: `with Servers(...):`."""

    def __init__(self, var: Path, name: str, members: Sequence[Server]) -> None:
        self.members = members
        self._change, self._use = var / f"{name}.change", var / f"{name}.use"
        self._user: IO[str] | None = None
        self._owner = 0

    def __enter__(self) -> Self:
        self._change.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._changing():
            self._user, self._owner = self._use.open("w"), os.getpid()
            fcntl.flock(self._user, fcntl.LOCK_SH)
            try:
                for member in self.members:
                    member.ensure()
            except BaseException:
                self._leave()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owner == os.getpid():  # a forked child leaves the decision to its parent
            with self._changing():
                self._leave()

    def alone(self) -> bool:
        """Whether no other process uses the servers. If so, none can begin to before this one ends."""
        assert self._user is not None, "asked outside of use"
        try:
            fcntl.flock(self._user, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _leave(self) -> None:
        assert self._user is not None, "left before use"
        with self._user:
            if self.alone():
                for member in reversed(self.members):
                    member.stop()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._change.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def for_everything(var: Path, *, before_creating_database: Callable[[], None] = lambda: None) -> Servers:
    """Database and broker of one machine. The hook runs when there is no database yet, before it is made."""
    cluster = Cluster(var, before_creating_database=before_creating_database)
    return Servers(var, "servers", [cluster, Valkey(var)])


def for_tests(var: Path) -> Servers:
    """The database server of the tests, whose data need not survive a power cut."""
    return Servers(var, "pgtest", [Cluster(var, "pgtest", throwaway=True)])
