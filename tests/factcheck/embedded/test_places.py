"""Folders and secrets of the embedded servers."""

import fcntl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.embedded import places


def test_secret_key_is_made_once_and_kept(tmp_path: Path) -> None:
    assert places.own_secret_key(tmp_path) == places.own_secret_key(tmp_path)


def test_secret_key_is_its_owners_alone(tmp_path: Path) -> None:
    places.own_secret_key(tmp_path)
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_processes_that_race_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(places.own_secret_key, [tmp_path] * 16))) == 1


def test_short_path_holds_its_own_socket() -> None:
    assert places.socket_folder(Path("/srv/factcheck/var"), "pg-socket") == Path("/srv/factcheck/var/pg-socket")


def test_private_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    places.make_private(folder)
    assert folder.stat().st_mode & 0o077 == 0


def test_link_under_the_name_of_a_private_folder_is_refused(tmp_path: Path) -> None:
    """In a shared temporary folder, somebody else may have been there first."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="somebody else"):
        places.make_private(tmp_path / "socket")


def test_a_program_that_runs_tells_where(tmp_path: Path) -> None:
    with places.running_lock(tmp_path).open("w") as lock:
        lock.write("1\nhttp://127.0.0.1:8471\n")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert places.running_at(tmp_path) == "http://127.0.0.1:8471"
    assert places.running_at(tmp_path) == ""


def test_where_nothing_ever_ran_nothing_runs(tmp_path: Path) -> None:
    assert places.running_at(tmp_path) == ""
