"""Starting the servers' programs as processes that outlive us, and knowing whether one still lives."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factcheck.embedded import as_nobody

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)
# They may run on when nobody here refers to them; Python would warn of that.
_started: list[subprocess.Popen[bytes]] = []


class ServerProblem(Exception):
    """An embedded server cannot run; the text says why and what to do, for a person at a terminal."""


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """End this process by that signal when the one that made it ends, however that happens. Linux only."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, by)


@dataclass(frozen=True)
class Identity:
    """Under whom a program runs: words before its command, and options of Popen."""

    prefix: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    uid: int = field(default_factory=os.geteuid)


def start(command: Sequence[str], log: Path, identity: Identity | None = None) -> subprocess.Popen[bytes]:
    """Start a program that writes to `log`, in a session of its own: Ctrl-C at our terminal must not reach it first."""
    identity = identity or Identity()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*identity.prefix, *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **identity.options,
        )
    _started.append(process)
    return process


def tail(log: Path, lines: int = 12) -> str:
    """The last words of a server that would not start."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def wait_until(reached: Callable[[], bool], seconds: float) -> bool:
    """Ask again every 20 ms; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that ended and waits for its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def works_in(pid: int, folder: Path) -> bool:
    """Whether the live process `pid` works in `folder`. Where that cannot be seen: yes, to be careful."""
    if not is_alive(pid):
        return False
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except FileNotFoundError:
        return not Path("/proc/self/cwd").exists()
    except OSError:
        return True


def unprivileged(probe: Sequence[str]) -> Identity:
    """The identity under which PostgreSQL's programs run; `probe` is any command to try it with.

    They refuse root, and users without a name, whom containers like. Both enter a user namespace where they are called
    nobody: files stay theirs, and folders closed to others stay closed. A kernel that forbids this (some containers)
    leaves root the older way: becoming nobody in earnest.
    """
    user = os.geteuid()
    if user != 0 and _has_name(user):
        return Identity()
    renamed = (sys.executable, "-I", "-S", as_nobody.__file__)
    if subprocess.run([*renamed, *probe], capture_output=True).returncode == 0:
        return Identity(renamed)
    nobody = {"user": as_nobody.NOBODY, "group": as_nobody.NOBODY, "extra_groups": []}
    return Identity(options=nobody, uid=as_nobody.NOBODY) if user == 0 else Identity()


def _has_name(user: int) -> bool:
    try:
        return bool(pwd.getpwuid(user))
    except KeyError:
        return False
