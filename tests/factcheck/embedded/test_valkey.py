"""The embedded Valkey: messages survive a crash, and a log beyond repair does not stop the program."""

import os
import signal
import socket

from factcheck.embedded.processes import wait_until
from factcheck.embedded.valkey import Valkey


def tell(valkey: Valkey, command: str) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(valkey.socket))
        connection.sendall(f"{command}\r\n".encode())
        return connection.recv(10_000).decode()


def test_it_runs_after_its_start_and_not_after_its_stop(valkey: Valkey) -> None:
    valkey.ensure()
    assert valkey.running()
    valkey.stop()
    assert not valkey.running()
    assert valkey.pid() is None


def test_messages_outlive_a_killed_server(valkey: Valkey) -> None:
    valkey.ensure()
    tell(valkey, "LPUSH celery message")
    # On a busy disk the write itself waits for the sync before it.
    assert wait_until(lambda: "aof_buffer_length:0\r" in tell(valkey, "INFO persistence"), 10)
    assert wait_until(lambda: "aof_pending_bio_fsync:0" in tell(valkey, "INFO persistence"), 5)
    pid = valkey.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not valkey.running(), 10)
    valkey.ensure()
    assert tell(valkey, "LLEN celery") == ":1\r\n"


def test_unreadable_log_is_put_aside(valkey: Valkey) -> None:
    valkey.ensure()
    valkey.stop()
    (valkey.folder / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense\n")
    valkey.ensure()
    assert valkey.running()
    assert list(valkey.folder.glob("appendonlydir.unreadable-*"))
