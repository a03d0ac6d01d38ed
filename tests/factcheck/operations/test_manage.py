"""Which commands start the embedded servers, and that they stop them."""

import signal
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.management import get_commands
from pytest_django import Settings

from factcheck.embedded.processes import wait_until
from factcheck.embedded.servers import Servers
from manage import WITHOUT_SERVERS, servers_for
from tests.factcheck.operations.running import ROOT, environment, manage, servers_of


@pytest.mark.parametrize("command", ["help", "check", "makemessages", "check_messages", "collectstatic", "up"])
def test_command_without_data_starts_nothing(command: str) -> None:
    assert isinstance(servers_for([command]), nullcontext)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["migrate", "--help"], ["shell", "-h"]])
def test_asking_for_help_starts_nothing(arguments: list[str]) -> None:
    assert isinstance(servers_for(arguments), nullcontext)


@pytest.mark.parametrize("command", ["migrate", "shell", "invite", "load_seeds", "backup", "restore", "doctor"])
def test_command_with_data_gets_the_servers(command: str) -> None:
    assert isinstance(servers_for([command]), Servers)


def test_servers_of_ones_own_are_left_alone(settings: Settings) -> None:
    settings.EMBEDDED = False
    assert isinstance(servers_for(["migrate"]), nullcontext)


def test_list_names_commands_that_exist() -> None:
    built_in = {"help", "version", "--help", "-h", "--version", "extract"}
    assert WITHOUT_SERVERS - built_in <= set(get_commands())


def test_servers_stop_with_the_command_that_started_them(tmp_path: Path) -> None:
    assert manage(tmp_path, "migrate", "claims", "zero", "--plan").returncode == 0
    assert not servers_of(tmp_path)


def test_servers_stop_when_the_command_is_told_to_end(tmp_path: Path) -> None:
    waiting = [sys.executable, "manage.py", "shell", "-v0", "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(waiting, cwd=ROOT, env=environment(tmp_path)) as command:
        assert wait_until(lambda: len(servers_of(tmp_path)) == 2, 30)
        command.terminate()
    assert command.returncode == 128 + signal.SIGTERM
    assert not servers_of(tmp_path)


def test_server_that_cannot_start_is_one_sentence(tmp_path: Path) -> None:
    failed = manage(tmp_path, "migrate", FACTCHECK_PG_BIN="/nonexistent")
    said = "FACTCHECK_PG_BIN names /nonexistent, and there is no program postgres in it.\n"
    assert (failed.returncode, failed.stderr) == (1, said)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"PORT": "abc"}, "PORT"), ({"DATABASE_URL": "postgres://db.example/x", "SECRET_KEY": ""}, "SECRET_KEY")],
)
@pytest.mark.parametrize("command", ["up", "migrate"])
def test_settings_that_are_wrong_are_one_sentence(
    tmp_path: Path, command: str, wrong: dict[str, str], named: str
) -> None:
    failed = manage(tmp_path, command, **wrong)
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1
    assert named in failed.stderr
