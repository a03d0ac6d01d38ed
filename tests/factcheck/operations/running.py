"""The whole program, started as a person would start it, on data and a port of its own."""

import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

from factcheck.embedded.processes import is_alive, wait_until
from factcheck.embedded.servers import for_everything

ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(var: Path, **extra: str) -> dict[str, str]:
    """What a person's shell would hand over: nothing of the test run's own settings."""
    left_out = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "BROKER_URL", "PORT", "BASE_URL", "PYTHONUNBUFFERED"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "FACTCHECK_VAR": str(var), "DEMO": "0", **extra}


def manage(var: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment(var, **extra), capture_output=True, text=True)


def children(pid: int) -> set[int]:
    """The processes that `pid` has made and that still run."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return {int(child) for child in found.read_text().split()} if found.exists() else set()


class Program:
    """`manage.py up`, running: `with Program(var) as program:`."""

    def __init__(self, var: Path, port: int | None = None, **environment: str) -> None:
        self.var, self.port, self._environment = var, port or free_port(), environment
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=ROOT,
            env=environment(self.var, PORT=str(self.port), **self._environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line)
            if line.startswith("Running at"):
                return self
        self.wait()
        raise AssertionError("".join(self.lines))

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def pid(self) -> int:
        return self._process.pid

    def answer(self, path: str) -> int:
        """The status of the answer to GET `path`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        """Send the signal, and wait for the exit code."""
        self._process.send_signal(by)
        return self.wait()

    def wait(self) -> int:
        rest, _ = self._process.communicate(timeout=60)
        self.lines += (rest or "").splitlines()
        return self._process.returncode


def servers_of(var: Path) -> dict[str, int]:
    """The embedded servers that run on this data."""
    found = {str(server): server.pid() for server in for_everything(var).members}
    return {name: pid for name, pid in found.items() if pid is not None}


def all_end(pids: set[int]) -> bool:
    return wait_until(lambda: not any(is_alive(pid) for pid in pids), 20)
