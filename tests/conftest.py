"""What every test stands on: no network, a database that forgets, and a browser where there is one."""

import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from hypothesis import settings
from pytest_django.live_server_helper import LiveServer

# Playwright runs an event loop in the test's thread, and Django would refuse the database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# No test asserts a time: on a busy machine one example of a property may take long.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Rows of migrations: they stay. The log's head goes back to its beginning.
_KEPT = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions", "claims_transition"}


def pytest_configure(config: pytest.Config) -> None:
    from factcheck.operations.catalogs import compile_catalogs

    compile_catalogs()
    DatabaseOperations.sql_flush = _empty_all_tables  # type: ignore[assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that open a page need a browser, and say so when there is none."""
    skip = pytest.mark.skip(reason="needs a browser: no chromium on PATH (apt-get install chromium)")
    for item in items:
        if {"page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(skip)


def _empty_all_tables(operations: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
    """Empty the tables after a test that committed. The record refuses that from everybody, so its guards are off here.

    DELETE: for a handful of rows it is several times faster than TRUNCATE.
    """
    emptied = [f'DELETE FROM "{table}"' for table in tables if table not in {*_KEPT, "claims_loghead"}]
    head = "UPDATE claims_loghead SET next_index = 0, recorded_at = NULL, demonstration = FALSE"
    return ["SET LOCAL session_replication_role = replica", *emptied, head]


class NetworkUsed(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Only Unix sockets connect; the loopback address too for tests marked `loopback` or that open a page."""
    loopback = request.node.get_closest_marker("loopback") or request.node.get_closest_marker("browser")
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not (loopback and address[0] in {"127.0.0.1", "::1", "localhost"}):
            raise NetworkUsed(f"{address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", *quiet],
    }


@pytest.fixture
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    return {"base_url": live_server.url, "locale": "en-GB"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end the database is dropped, which PostgreSQL refuses while a thread of some test still holds it."""
    yield
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")


@pytest.fixture(autouse=True)
def _first_language() -> Iterator[None]:
    """A page leaves the thread in its language, as Django means it to; no test inherits another's."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _clean_caches() -> Iterator[None]:
    """The cache counts sign-in attempts; no test inherits another's."""
    yield
    from django.core.cache import cache

    cache.clear()
