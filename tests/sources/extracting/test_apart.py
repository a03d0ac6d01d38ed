"""The child process: it answers, is killed when it is late, and is started anew when it was lost."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.extracting import apart
from tests.sources.site import html


@pytest.fixture(autouse=True)
def _no_child_stays() -> Iterator[None]:
    yield
    apart.close()


def test_the_child_reads_as_the_parent_would() -> None:
    found = apart.extract(html(1), media_type="text/html")
    assert "At least 164 people" in found.text
    assert found.title == "Unrest in Turan-1: authorities report deaths"


def test_one_child_answers_many_times() -> None:
    apart.extract(html(1), media_type="text/html")
    first = apart._children[os.getpid()].pid
    apart.extract(html(2), media_type="text/html")
    assert apart._children[os.getpid()].pid == first


def test_a_child_that_was_lost_is_replaced() -> None:
    apart.extract(html(1), media_type="text/html")
    child = apart._children[os.getpid()]
    child.kill()
    child.wait()
    assert apart.extract(html(1), media_type="text/html").problem == ""


def test_a_child_that_is_late_is_killed_and_the_next_body_is_read() -> None:
    assert apart.extract(html(1), media_type="text/html", seconds=0.001).problem == "too_slow"
    assert apart.extract(html(1), media_type="text/html").problem == ""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc on this system")
def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "kept from it")
    apart.extract(html(1), media_type="text/html")
    environment = Path(f"/proc/{apart._children[os.getpid()].pid}/environ")
    assert b"SECRET_KEY" not in environment.read_bytes()


def test_characters_that_the_database_refuses_are_gone() -> None:
    found = apart.extract("<html><title>a\x07b</title><p>164\ufffe dead".encode(), media_type="text/html")
    assert found.title == "ab"
    assert "164 dead" in found.visible
