"""`manage.py up`: one command starts everything, one signal ends it, and no crash keeps it from starting again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError

from factcheck.embedded.processes import wait_until
from factcheck.operations import starting
from tests.factcheck.operations.running import (
    ROOT,
    Program,
    all_end,
    children,
    environment,
    free_port,
    manage,
    servers_of,
)

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program that was started on a new machine and has ended."""
    with Program(tmp_path_factory.mktemp("var")) as program:
        assert program.answer("/readyz") == 200
    return program


@pytest.fixture
def var(first_start: Program) -> Path:
    """Data of an installation that has been started once."""
    return first_start.var


@pytest.fixture
def program(var: Path) -> Iterator[Program]:
    with Program(var) as program:
        yield program


def test_ctrl_c_ends_everything_it_started(var: Path) -> None:
    with Program(var) as program:
        started = children(program.pid) | set(servers_of(var).values())
        code = program.end(signal.SIGINT)
    assert len(started) >= 5
    assert all_end(started)
    assert (code, program.lines[-1]) == (0, "Ended.")


def test_polite_kill_ends_it_too(var: Path) -> None:
    with Program(var) as program:
        assert program.end(signal.SIGTERM) == 0
    assert not servers_of(var)


def test_start_after_kill_9_finds_servers_and_data(var: Path) -> None:
    with Program(var) as killed:
        assert manage(var, "invite", "asel@example.org", "--role", "editor").returncode == 0
        started, servers = children(killed.pid), servers_of(var)
        killed.end(signal.SIGKILL)
    assert all_end(started - set(servers.values()))
    with Program(var, killed.port) as program:
        assert servers_of(var) == servers
        assert "Nobody works at the desk yet" not in "".join(program.lines)
        assert program.answer("/readyz") == 200


def test_second_start_takes_seconds(var: Path) -> None:
    """The promise is five; a machine that runs other tests beside this one gets more."""
    before = time.monotonic()
    with Program(var):
        assert time.monotonic() - before < 15


def test_worker_takes_messages(program: Program) -> None:
    ask = "from factcheck.celery import app; print(app.control.ping(timeout=5))"
    assert "'ok': 'pong'" in manage(program.var, "shell", "-v0", "-c", ask).stdout


def test_second_program_on_the_same_data_is_refused(program: Program) -> None:
    second = manage(program.var, "up", PORT="1")
    assert second.returncode == 1
    assert f"already runs on the data in {program.var}, as process {program.pid}" in second.stderr
    assert program.answer("/healthz") == 200


def test_taken_port_is_named(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = manage(var, "up", PORT=port)
    assert (refused.returncode, f"Port {port} cannot be used: Address already in use" in refused.stderr) == (1, True)


@pytest.mark.parametrize("port", ["0", "65536"])
def test_impossible_port_is_refused(var: Path, port: str) -> None:
    refused = manage(var, "up", PORT=port)
    assert (refused.returncode, "a number from 1 to 65535" in refused.stderr) == (1, True)


def test_silent_database_of_ones_own_is_one_sentence(tmp_path: Path) -> None:
    own = {"DATABASE_URL": "postgres://factcheck@127.0.0.1:1/factcheck", "BROKER_URL": "redis://127.0.0.1:1/0"}
    refused = manage(tmp_path, "up", **own, SECRET_KEY="x" * 50, BASE_URL="http://127.0.0.1", PORT=str(free_port()))
    assert (refused.returncode, refused.stderr.startswith("CommandError: The database does not answer:")) == (1, True)


def test_empty_publisher_settings_are_named(first_start: Program) -> None:
    assert "Empty settings: PUBLISHER_NAME, PUBLISHER_CONTACT" in "".join(first_start.lines)


def test_new_real_installation_says_how_to_invite_the_first_editor(first_start: Program) -> None:
    assert "manage.py invite MAIL --role editor" in "".join(first_start.lines)


@pytest.mark.parametrize("victim", ["web server", "worker", "scheduler"])
def test_end_of_one_part_ends_all_and_is_said(var: Path, victim: str) -> None:
    with Program(var) as program:
        parts = sorted(children(program.pid) - set(servers_of(var).values()))
        os.kill(parts[["web server", "worker", "scheduler"].index(victim)], signal.SIGKILL)
        assert program.wait() == 1
    assert f"The {victim} has ended (killed by SIGKILL)." in program.lines[-1]
    assert not servers_of(var)


def test_end_of_the_database_ends_all_and_the_next_start_recovers(var: Path) -> None:
    with Program(var) as program:
        os.kill(servers_of(var)["PostgreSQL"], signal.SIGKILL)
        assert program.wait() == 1
    assert "PostgreSQL has ended." in program.lines[-1]
    with Program(var) as program:
        assert program.answer("/readyz") == 200


def test_kill_9_of_make_ends_the_program(var: Path) -> None:
    """A supervisor knows the process it started, which is make, and not the one that make started."""
    script = f"import subprocess; subprocess.run([{sys.executable!r}, 'manage.py', 'up', '--end-with-parent'])"
    shell = environment(var, PORT=str(free_port()))
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=shell) as make:
        assert wait_until(lambda: len(servers_of(var)) == 2, 20)
        (up,) = children(make.pid)
        make.kill()
    assert all_end({up})
    assert not servers_of(var)


def test_full_disk_is_said_before_anything_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(starting, "_ROOM_NEEDED", 1 << 60)
    with pytest.raises(CommandError, match=r"MB left.*make room, or set FACTCHECK_VAR"):
        starting.check_room()
