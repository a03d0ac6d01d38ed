"""The database as one file and back, with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from psycopg import conninfo

from factcheck.embedded import postgres
from factcheck.embedded.processes import ServerProblem


@contextmanager
def connected(name: str | None = None) -> Iterator[psycopg.Connection]:
    """A connection of its own, to the configured database or to another one on the same server."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {error}") from error
    info = connection.connection.info
    dsn = conninfo.make_conninfo(info.dsn, dbname=name or info.dbname)
    with psycopg.connect(dsn, password=info.password or None) as database:
        yield database


@contextmanager
def snapshot() -> Iterator[tuple[psycopg.Connection, str]]:
    """A transaction that sees one moment, and the name under which pg_dump can see the same."""
    with connected() as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        database.read_only = True
        row = database.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None, "a function returns a row"
        yield database, row[0]


def dump(database: psycopg.Connection, snapshot_name: str, target: Path) -> None:
    """Write what the snapshot sees. Owners and grants stay behind: they belong to the installation."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot_name}", f"--file={target}"]
    _run("pg_dump", database, *options)


def load(database: psycopg.Connection, source: Path) -> None:
    """Restore a dump into an empty database: all of it or nothing."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", database, *options, str(source))


def _run(name: str, database: psycopg.Connection, *options: str) -> None:
    info = database.info
    command: list[str | Path] = [
        _program(name, info.server_version // 10000),
        f"--dbname={info.dsn}",
        "--no-password",
        *options,
    ]
    environment = {**os.environ, **({"PGPASSWORD": info.password} if info.password else {})}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    if result.returncode:
        raise CommandError(f"{name} failed:\n{result.stderr.strip()}")


def _program(name: str, server: int) -> Path:
    """The program for our own server, or the first one found that is not older than somebody else's."""
    for folder in _folders():
        if (folder / name).exists() and _major(folder / name) >= server:
            return folder / name
    raise CommandError(f"No {name} of PostgreSQL {server} or newer is on PATH. Install PostgreSQL's client programs.")


def _folders() -> Iterator[Path]:
    if not settings.EMBEDDED and (installed := shutil.which("pg_dump")):
        yield Path(installed).parent
    try:
        yield postgres.programs()
    except ServerProblem:
        return


def _major(program: Path) -> int:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return int(answer.split("(PostgreSQL) ")[-1].split(".")[0].split()[0])
