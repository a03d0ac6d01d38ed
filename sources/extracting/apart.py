"""Reading in a child process, so that no page can take the worker's memory or time, or bring it down.

A parser that meets hostile bytes may loop, swell or crash, in C code that no exception reaches. The child has a limit
of memory, a deadline, and nothing to steal: no environment, no database, no secret.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from sources.extracting.reading import Extracted, kind_of
from sources.texts import storable

_SECONDS = 20.0
_HERE = Path(__file__).resolve().parents[2]
_lock = threading.Lock()
_children: dict[int, subprocess.Popen[bytes]] = {}  # by the id of the process that started it: a fork asks its own


def extract(body: bytes, *, media_type: str = "", charset: str = "", seconds: float = _SECONDS) -> Extracted:
    """What `body` says, within `seconds`. Never raises: `problem` is too_slow or crashed when the child was lost."""
    frame = {"media_type": media_type[:200], "charset": charset[:100], "length": len(body), "seconds": seconds}
    with _lock:
        answer, problem = _ask(json.dumps(frame).encode() + b"\n" + body, seconds)
    if not answer:
        return Extracted(kind_of(body, media_type), problem=problem)
    return _restored(json.loads(answer))


def _restored(told: dict[str, Any]) -> Extracted:
    """The child's answer, in characters that the database takes."""
    return Extracted(
        **{name: tuple(value) if name == "marks" else storable(value) for name, value in told.items()}  # type: ignore[arg-type]
    )


def _ask(frame: bytes, seconds: float) -> tuple[bytes, str]:
    child, is_new = _child()
    answer, late = _exchange(child, frame, seconds)
    if not answer and not late and not is_new:
        # It went because nobody had asked for long, or because of the body before; a new one gets the question again.
        child, _new = _child()
        answer, late = _exchange(child, frame, seconds)
    return answer, "too_slow" if late else "crashed"


def _exchange(child: "subprocess.Popen[bytes]", frame: bytes, seconds: float) -> tuple[bytes, bool]:
    """The answer, empty when the child is lost, and whether it was lost because time was over."""
    assert child.stdin
    assert child.stdout
    late = threading.Event()

    def end_it() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, end_it)
    timer.start()
    try:
        child.stdin.write(frame)
        child.stdin.flush()
        answer = child.stdout.readline()
    except OSError:
        answer = b""
    finally:
        timer.cancel()
    if not answer.endswith(b"\n"):
        _end(child)
        return b"", late.is_set()
    return answer, False


def _child() -> tuple["subprocess.Popen[bytes]", bool]:
    """The child of this process and whether it was started just now."""
    running = _children.get(os.getpid())
    if running and running.poll() is None:
        return running, False
    if running:
        _end(running)
    child = subprocess.Popen(
        [sys.executable, "-m", "sources.extracting.child"],
        cwd=_HERE,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    _children[os.getpid()] = child
    return child, True


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe:
            _close(pipe)
    _children.pop(os.getpid(), None)


def _close(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:
        """What was left to write has nobody to read it."""


def close() -> None:
    """End the child of this process, if it has one."""
    with _lock:
        if child := _children.get(os.getpid()):
            _end(child)


atexit.register(close)
