"""Starting the servers' programs as processes that outlive us, and knowing whether one still lives."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_NOBODY = 65534
_CLONE_NEWUSER = 0x10000000
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class ServerProblem(Exception):
    """An embedded server cannot run; the text says why and what to do, for a person at a terminal."""


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """End this process by that signal when the one that made it ends, however that happens. Linux only."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, by)


def start(command: Sequence[str | Path], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a program that writes to `log`, in a session of its own: Ctrl-C at our terminal must not reach it first."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, **options
        )


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


def unprivileged(probe: Sequence[str | Path]) -> Mapping[str, Any]:
    """Options of Popen under which a program that refuses to run as root runs; `probe` is any command to try them with.

    Root enters a user namespace where it is called nobody: files stay root's, and folders closed to others stay
    closed. A kernel that forbids this (some containers) leaves the older way: becoming nobody in earnest.
    """
    if os.geteuid() != 0:
        return {}
    try:
        subprocess.run(probe, preexec_fn=_enter_user_namespace, capture_output=True, check=True)
    except (subprocess.SubprocessError, OSError):
        return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
    return {"preexec_fn": _enter_user_namespace}


def _enter_user_namespace() -> None:
    if _libc.unshare(_CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare")
    for name, text in (("setgroups", "deny"), ("uid_map", f"{_NOBODY} 0 1"), ("gid_map", f"{_NOBODY} 0 1")):
        Path(f"/proc/self/{name}").write_text(text)
