"""The whole program in a new folder: how long until the first page, and what it holds in memory when idle."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from factcheck.operations.bench.report import Line

_IDLE_AFTER = 10  # seconds


def measure() -> list[Line]:
    """A first start with the demonstration, and a second one. Packages are installed already."""
    with tempfile.TemporaryDirectory(dir=settings.BASE_DIR / "var") as folder:
        first, _memory = _start(Path(folder))
        second, memory = _start(Path(folder))
    return [
        Line("first start to first page, packages installed", first, "s", 60, at_most=True),
        Line("second start to first page", second, "s", 5, at_most=True),
        Line("memory of everything when idle", memory, "MB", 500, at_most=True),
    ]


def _start(folder: Path) -> tuple[float, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "FACTCHECK_VAR": str(folder), "PORT": str(port)}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "up"]
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:
        try:
            _first_page(port, program)
            seconds = time.perf_counter() - begin
            time.sleep(_IDLE_AFTER)
            return seconds, _megabytes(folder, program.pid)
        finally:
            program.send_signal(signal.SIGINT)


def _first_page(port: int, program: "subprocess.Popen[bytes]") -> None:
    for _ in range(1200):
        if program.poll() is not None:
            raise CommandError("The program ended before its first page.")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/en/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise CommandError("No page within a minute.")


def _megabytes(folder: Path, pid: int) -> float:
    """Memory of the program's own processes and of the servers in its folder; what they share is counted once."""
    kilobytes = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            if str(folder) in command or _descends(process, pid, folder):
                rollup = (process / "smaps_rollup").read_text()
                kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue  # it ended meanwhile
    return kilobytes / 1024


def _descends(process: Path, pid: int, folder: Path) -> bool:
    """Whether the process is `pid` or below it, or below a server of the folder."""
    while process.name not in {"0", "1"}:
        if int(process.name) == pid or str(folder) in (process / "cmdline").read_bytes().decode(errors="replace"):
            return True
        parent = (process / "stat").read_text().rsplit(")", 1)[1].split()[1]
        process = Path("/proc") / parent
    return False
