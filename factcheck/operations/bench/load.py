"""A server under load, and what each request costs it."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

_SECONDS = 4
_CONNECTIONS = 8
_TICKS = os.sysconf("SC_CLK_TCK")
_SCRIPT = """
local paths, at = {}, 0
for line in io.lines("%s") do paths[#paths + 1] = line end
request = function() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""


@dataclass(frozen=True)
class Cost:
    """Requests a second, and processor milliseconds of the server for one request."""

    rate: float
    cpu: float


class Target:
    """A running server."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid

    def get(self, path: str) -> bytes:
        """The body of one answer, which must be 200."""
        status, _location, body = self._ask(path)
        if status != 200:
            raise CommandError(f"{path} answered {status}: {body[:300]!r}")
        return body

    def landing(self, path: str) -> str:
        """Where `path` leads: itself, or the address that it redirects to."""
        return self._ask(path)[1] or path

    def _ask(self, path: str) -> tuple[int, str | None, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.getheader("Location"), body

    def cost(self, *paths: str) -> Cost:
        """Ask for these paths in turn for some seconds. A single one is asked for some times before, uncounted."""
        wrk = shutil.which("wrk")
        if wrk is None:
            raise CommandError("The load comes from wrk, which is not installed: apt-get install wrk")
        if len(paths) == 1:
            for _ in range(20):
                self.get(paths[0])
        with tempfile.TemporaryDirectory() as folder:
            listed, script = Path(folder, "paths"), Path(folder, "paths.lua")
            listed.write_text("\n".join(paths))
            script.write_text(_SCRIPT % listed)
            before = self._ticks()
            load = [wrk, "-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "-s", str(script), self._address()]
            told = subprocess.run(load, check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in told:
            raise CommandError(f"{paths[0]} failed under load:\n{told}")
        requests = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]
        return Cost(rate, (self._ticks() - before) / _TICKS * 1000 / requests)

    def _address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _ticks(self) -> int:
        """Processor time of the server and its children so far."""
        return sum(_ticks_of(pid) for pid in _family(self.pid))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _ticks_of(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def serving(database: str) -> Iterator[Target]:
    """The product's web server on this database, for as long as the context lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "factcheck.operations.bench.server", database, str(port)]
    with subprocess.Popen(command) as server:
        try:
            _wait_for(port, server)
            yield Target(port, server.pid)
        finally:
            server.terminate()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            raise CommandError("The server ended before it answered.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError("The server did not answer within 30 seconds.")
