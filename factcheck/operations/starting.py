"""What `manage.py up` does before it serves, and what it tells when it does."""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from factcheck.embedded.places import running_lock
from factcheck.embedded.processes import is_alive, wait_until
from factcheck.operations.catalogs import compile_catalogs
from factcheck.operations.statics import collect_statics

_ROOM_NEEDED = 200 * 1024 * 1024
PUBLISHER_SETTINGS = ("PUBLISHER_NAME", "PUBLISHER_CONTACT", "CORRECTIONS_POLICY", "PRIVACY_POLICY", "DATA_LICENCE")


@contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock of the running program. Its processes hold it too: it also tells when the last of them is gone."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with running_lock(settings.VAR_DIR).open("a+") as lock:
        if not _locked(lock) and (_lives(lock) or not wait_until(lambda: _locked(lock), seconds=10)):
            raise CommandError(
                f"The program already runs on the data in {settings.VAR_DIR}, as process {_holder(lock)}."
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n{settings.BASE_URL}\n")
        lock.flush()
        yield


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: IO[str]) -> str:
    lock.seek(0)
    return lock.readline().strip()


def _lives(lock: IO[str]) -> bool:
    return _holder(lock).isdigit() and is_alive(int(_holder(lock)))


def check_port_is_free(port: int) -> None:
    """Ask before the start: the web server would share the port with a stranger, who might answer in its place."""
    if not 0 < port < 65536:
        raise CommandError(f"PORT is a number from 1 to 65535, not {port}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used: {error.strerror}. Name another: PORT=8001") from error


def check_room() -> None:
    """A full disk stops the database half-way; say it before."""
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < _ROOM_NEEDED:
        raise CommandError(
            f"The disk of {settings.VAR_DIR} has {free // 2**20} MB left. At least {_ROOM_NEEDED // 2**20} MB are"
            " needed: make room, or set FACTCHECK_VAR to a folder elsewhere."
        )


def demonstration_due() -> Path:
    """Exists from the moment `up` makes a new database until the demonstration in it is complete."""
    return Path(settings.VAR_DIR / "demonstration.due")


def prepare() -> None:
    """Bring database, translations and static files up to date. Quick where nothing changed."""
    migrate()
    compile_catalogs()
    collect_statics()
    if demonstration_due().exists():
        call_command("load_seeds", demonstration=True, verbosity=0)
        demonstration_due().unlink()


def migrate() -> None:
    """Migrate when something is to be done: asking is four times faster than Django's command doing nothing."""
    if pending_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def pending_migrations() -> list[str]:
    """The names of the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def empty_publisher_settings() -> list[str]:
    """The settings with which pages say who publishes, as far as nobody has set them."""
    return [name for name in PUBLISHER_SETTINGS if not getattr(settings, name)]
