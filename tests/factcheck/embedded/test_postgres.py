"""The embedded PostgreSQL: it starts under every circumstance in which a person would expect it to."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import pytest

from factcheck.embedded import as_nobody
from factcheck.embedded.places import DATABASE
from factcheck.embedded.postgres import Cluster, programs
from factcheck.embedded.processes import ServerProblem, unprivileged, wait_until


def ask(cluster: Cluster, question: LiteralString) -> object:
    with cluster.connect() as connection:
        row = connection.execute(question).fetchone()
    assert row is not None
    return row[0]


def kill(cluster: Cluster) -> None:
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: cluster.pid() is None, 10)


def test_first_use_makes_the_database(cluster: Cluster) -> None:
    cluster.ensure()
    assert DATABASE in cluster.databases()


def test_only_its_owner_reaches_it(cluster: Cluster) -> None:
    cluster.ensure()
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700


def test_damage_on_disk_is_noticed(cluster: Cluster) -> None:
    cluster.ensure()
    assert ask(cluster, "SHOW data_checksums") == "on"


def test_search_does_not_take_quotation_marks_for_letters(cluster: Cluster) -> None:
    cluster.ensure()
    assert ask(cluster, "SELECT to_tsvector('simple', '«Порядок» — есть')") == "'есть':2 'порядок':1"


def test_hook_runs_only_before_a_new_database(tmp_path: Path) -> None:
    calls: list[str] = []
    cluster = Cluster(tmp_path, throwaway=True, before_creating_database=lambda: calls.append("new"))
    cluster.ensure()
    cluster.ensure()
    cluster.stop()
    assert calls == ["new"]


def test_interrupted_first_start_is_begun_again(cluster: Cluster) -> None:
    remains = cluster.folder / "data.draft"
    remains.mkdir(parents=True)
    (remains / "PG_VERSION").write_text("18\n")
    cluster.ensure()
    assert cluster.running()


def test_data_outlives_a_killed_server(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    cluster.ensure()
    with cluster.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 164 AS number")
    kill(cluster)
    cluster.ensure()
    assert ask(cluster, "SELECT number FROM kept") == 164
    cluster.stop()


def test_lock_naming_another_program_does_not_stop_the_start(cluster: Cluster) -> None:
    """After a restart of the container, the number of the old server may be anybody's."""
    cluster.ensure()
    kill(cluster)
    lock = cluster.data / "postmaster.pid"
    lock.write_text(f"{os.getppid()}\n" + lock.read_text().partition("\n")[2])
    os.utime(lock, (0, 0))
    cluster.start()
    assert cluster.running()


def test_data_of_another_version_is_left_alone(cluster: Cluster) -> None:
    cluster.ensure()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServerProblem, match=r"made by PostgreSQL 17, the installed one is 18.*manage.py backup"):
        cluster.ensure()


def test_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    cluster.ensure()
    cluster.stop()
    (cluster.data / "postgresql.conf").write_text("shared_buffers = nonsense\n")
    with pytest.raises(ServerProblem, match='invalid value for parameter "shared_buffers"'):
        cluster.ensure()


def test_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("long" * 30), throwaway=True)
    cluster.ensure()
    cluster.stop()
    assert len(os.fsencode(cluster.socket)) < 80


def test_missing_wheel_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ServerProblem, match=r"FACTCHECK_PG_BIN.*DATABASE_URL"):
        programs()


def test_another_postgresql_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "postgres").touch()
    monkeypatch.setenv("FACTCHECK_PG_BIN", f"{tmp_path}")
    assert programs() == tmp_path


def test_user_without_a_name_gets_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As containers run programs: under a number that no list of users knows."""

    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    identity = unprivileged([f"{programs() / 'postgres'}", "--version"])
    if not identity.prefix:
        pytest.skip("this kernel forbids user namespaces")
    said = [*identity.prefix, sys.executable, "-c", "import os; print(os.geteuid())"]
    assert subprocess.run(said, capture_output=True, text=True, check=True).stdout == "65534\n"


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="is about running as root")


@pytest.fixture
def without_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose kernel forbids user namespaces."""

    monkeypatch.setattr(as_nobody, "__file__", "/nonexistent")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@as_root
def test_root_keeps_owning_the_files(cluster: Cluster) -> None:
    if not unprivileged([sys.executable, "--version"]).prefix:
        pytest.skip("this kernel forbids user namespaces")
    cluster.ensure()
    assert cluster.data.stat().st_uid == 0


def _nobody_may_run_programs() -> bool:
    probe = [f"{programs() / 'postgres'}", "--version"]
    try:
        return subprocess.run(probe, user=65534, capture_output=True).returncode == 0
    except OSError:
        return False


@as_root
@pytest.mark.usefixtures("without_namespaces")
def test_root_without_namespaces_gives_the_data_to_nobody(open_folder: Path) -> None:
    if not _nobody_may_run_programs():
        pytest.skip("nobody may not enter the folder of the installed packages")
    cluster = Cluster(open_folder / "var", throwaway=True)
    cluster.folder.parent.mkdir(mode=0o700)
    cluster.ensure()
    owner = cluster.data.stat().st_uid
    cluster.stop()
    assert owner == 65534


@as_root
@pytest.mark.usefixtures("without_namespaces")
def test_root_is_told_which_folder_is_closed_to_nobody(open_folder: Path) -> None:
    open_folder.chmod(0o700)
    with pytest.raises(ServerProblem, match=f"who may not enter {open_folder}"):
        Cluster(open_folder / "var", throwaway=True).ensure()
