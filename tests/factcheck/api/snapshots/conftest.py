"""Snapshots in a folder of the test's own."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from factcheck.api.snapshots import due, folder
from factcheck.api.snapshots.folder import Snapshot

Take = Callable[[], Snapshot]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOTS_ROOT = tmp_path / "snapshots"


@pytest.fixture
def take() -> Take:
    """Makes a snapshot now."""

    def take() -> Snapshot:
        with folder.alone() as alone:
            assert alone
            made = due.make_now()
        assert made is not None
        return made

    return take


def records(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every Record in a snapshot."""
    return [orjson.loads(line) for line in lines(snapshot)]


def lines(snapshot: Snapshot) -> list[bytes]:
    packed = sorted(snapshot.path.glob("*.ndjson.gz"))
    return [line for path in packed for line in gzip.decompress(path.read_bytes()).splitlines()]
