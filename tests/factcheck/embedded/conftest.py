"""Servers of a test's own, in folders of its own, ended with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.embedded.postgres import Cluster
from factcheck.embedded.valkey import Valkey


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path, throwaway=True)
    yield cluster
    cluster.stop()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    valkey = Valkey(tmp_path)
    yield valkey
    valkey.stop()
