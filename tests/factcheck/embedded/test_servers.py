"""Who starts the servers and who stops them, when several processes use them and some are killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.embedded.postgres import Cluster
from factcheck.embedded.servers import Servers, for_tests

USER = """
import sys
from pathlib import Path
from factcheck.embedded.servers import for_tests
with for_tests(Path(sys.argv[1])) as servers:
    print(servers.members[0].pid(), flush=True)
    sys.stdin.read()
"""


FORKING_USER = """
import os, sys
from pathlib import Path
from factcheck.embedded.servers import for_tests
with for_tests(Path(sys.argv[1])) as servers:
    if child := os.fork():
        os.waitpid(child, 0)
        print(servers.members[0].pid(), flush=True)
        sys.stdin.read()
"""


def start_user(var: Path, program: str = USER) -> subprocess.Popen[str]:
    """Another process that uses the servers until its input ends."""
    command = [sys.executable, "-c", program, str(var)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def pid_seen_by(user: subprocess.Popen[str]) -> int:
    assert user.stdout is not None
    return int(user.stdout.readline())


def pid_in(var: Path) -> int | None:
    return Cluster(var, "pgtest").pid()


def finish(user: subprocess.Popen[str]) -> None:
    with user:
        assert user.stdin is not None
        user.stdin.close()
        user.wait(timeout=30)


def test_last_user_stops_the_servers(tmp_path: Path) -> None:
    with for_tests(tmp_path) as ours:
        other = start_user(tmp_path)
        assert pid_seen_by(other) == ours.members[0].pid()
    assert pid_in(tmp_path) is not None
    finish(other)
    assert pid_in(tmp_path) is None


def test_five_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    users = [start_user(tmp_path) for _ in range(5)]
    pids = {pid_seen_by(user) for user in users}
    for user in users:
        finish(user)
    assert len(pids) == 1
    assert pid_in(tmp_path) is None


def test_servers_of_a_killed_process_are_found_and_used(tmp_path: Path) -> None:
    user = start_user(tmp_path)
    left = pid_seen_by(user)
    with user:
        user.kill()
    with for_tests(tmp_path) as servers:
        assert servers.members[0].pid() == left
    assert pid_in(tmp_path) is None


def test_process_knows_whether_it_is_alone(tmp_path: Path) -> None:
    with for_tests(tmp_path) as servers:
        other = start_user(tmp_path)
        pid_seen_by(other)
        assert not servers.alone()
        finish(other)
        assert servers.alone()


def test_forked_child_that_ends_does_not_stop_the_servers(tmp_path: Path) -> None:
    user = start_user(tmp_path, FORKING_USER)
    assert pid_seen_by(user) == pid_in(tmp_path)
    finish(user)
    assert pid_in(tmp_path) is None


class Failing:
    """A server that cannot start."""

    def __init__(self) -> None:
        self.stopped = False

    def ensure(self) -> None:
        raise RuntimeError("no room")

    def pid(self) -> int | None:
        return None

    def stop(self) -> None:
        self.stopped = True


def test_failed_start_leaves_nothing_running(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path, throwaway=True)
    with pytest.raises(RuntimeError, match="no room"), Servers(tmp_path, "servers", [cluster, Failing()]):
        pass
    assert cluster.pid() is None


def test_signal_for_the_terminal_does_not_reach_the_server(tmp_path: Path) -> None:
    """Ctrl-C goes to the whole process group; the servers end last and in order."""
    with for_tests(tmp_path) as servers:
        pid = servers.members[0].pid()
        assert pid is not None
        assert os.getpgid(pid) != os.getpgid(0)
