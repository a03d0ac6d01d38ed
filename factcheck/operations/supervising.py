"""Processes that end with us: forked from one loaded Django, so that three programs cost one start and share memory."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from factcheck.embedded.processes import die_with_parent, is_alive, wait_until
from factcheck.embedded.servers import Server

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A request or a task in hand may finish; what is cut off after that is found again in the database.
_SECONDS_TO_FINISH = 10


class Stopped(Exception):
    """Somebody asked us to end."""


class Ended(Exception):
    """Something that should go on has ended. The text names it."""


@dataclass(frozen=True)
class Child:
    """A forked process."""

    name: str
    pid: int

    def exit_code(self) -> int | None:
        """How it ended, or None while it runs."""
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return -1
        return os.waitstatus_to_exitcode(status) if pid else None


def fork(name: str, work: Callable[[], None]) -> Child:
    """Run `work` in a process of its own, which is killed when this one ends. Close connections before."""
    parent = os.getpid()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _be_child(parent, work)
    return Child(name, pid)


def _be_child(parent: int, work: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        for number in _STOPPING:
            signal.signal(number, signal.SIG_DFL)
        os.setsid()  # Ctrl-C reaches the parent alone, which ends its children in order
        die_with_parent()
        if os.getppid() == parent:
            work()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def stop_on_signals() -> None:
    """Turn Ctrl-C, a polite kill and a closed terminal into Stopped. One is enough: more would disturb the ending."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        _ignore_signals()
        raise Stopped

    for number in _STOPPING:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, stop)


def watch(children: Sequence[Child], servers: Iterable[Server]) -> NoReturn:
    """Wait until a signal raises Stopped, or raise Ended as soon as one of these is gone.

    Nothing is restarted piecemeal: a start of everything takes seconds, and who runs this (systemd, a container)
    restarts it and sees that it happened.
    """
    pids = {str(server): server.pid() for server in servers}
    while True:
        check(children)
        for name, pid in pids.items():
            if pid is None or not is_alive(pid):
                raise Ended(f"{name} has ended.")
        time.sleep(0.5)


def check(children: Iterable[Child]) -> None:
    """Raise Ended if one of the children is gone."""
    for child in children:
        if (code := child.exit_code()) is not None:
            raise Ended(f"The {child.name} has ended ({_how(code)}).")


def end(children: Sequence[Child]) -> None:
    """End the children in order; those that do not finish in time are killed."""
    _ignore_signals()
    left = [child for child in children if child.exit_code() is None]
    for child in left:
        os.kill(child.pid, signal.SIGTERM)
    left = _wait(left)
    for child in left:
        os.kill(child.pid, signal.SIGKILL)
    _wait(left)


def _ignore_signals() -> None:
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _wait(children: list[Child]) -> list[Child]:
    """Those that still run when the time to finish is over."""
    left = list(children)

    def all_ended() -> bool:
        left[:] = [child for child in left if child.exit_code() is None]
        return not left

    wait_until(all_ended, _SECONDS_TO_FINISH)
    return left


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
