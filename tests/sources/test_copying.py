"""A public archive is asked for a copy: what comes of it is kept, and no wish is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from sources import copying
from sources.connecting import Problem, using
from sources.models import PublicCopy, Report
from tests.factories import anna, boris, make_report
from tests.sources.connecting.lines import Act, Server, answering, serving

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
COPY = "/web/20260310120000/https://news.example/1?a=b"


@pytest.fixture
def wish() -> PublicCopy:
    report = make_report(url="https://news.example/1?a=b")
    assert copying.ask_for_copy(report, anna().pk, NOON)
    return PublicCopy.objects.get()


def asked(settings: Any, *acts: Act, now: datetime = NOON) -> Server:
    with serving(*acts) as server, using(server.ways):
        settings.PUBLIC_ARCHIVE = f"{server.url}/save/"
        copying.copy_what_is_due(lambda: now)
    return server


@pytest.mark.parametrize("header", [f"Location: {COPY}", f"Content-Location: {COPY}"])
def test_copy_is_kept_as_a_link(settings: Any, wish: PublicCopy, header: str) -> None:
    server = asked(settings, answering(b"", header, status="302 Found"))
    wish.refresh_from_db()
    assert (wish.link, wish.reason, wish.ended_at) == (f"{server.url}{COPY}", "", NOON)
    assert server.requests[0].startswith(b"GET /save/https://news.example/1?a=b HTTP/1.1")


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("302 Found", "Location: /login"),
        ("302 Found", "Location: https://elsewhere.example/web/20260310120000/x"),
        ("302 Found", "Location: http://[/web/20260310120000/x"),
        ("302 Found", f"Location: /web/20260310120000/{'x' * 3000}"),
        ("403 Forbidden", f"Location: {COPY}"),
        ("200 OK", "X: y"),
    ],
)
def test_answer_without_a_copy_ends_with_a_reason(settings: Any, wish: PublicCopy, status: str, header: str) -> None:
    asked(settings, answering(b"no", header, status=status))
    wish.refresh_from_db()
    assert (wish.link, wish.ended_at) == ("", NOON)
    assert status[:3] in wish.reason


@pytest.mark.parametrize("act", [answering(b"", status="429 Too Many Requests"), lambda connection: None])
def test_archive_that_fails_for_now_is_asked_again_and_then_no_more(settings: Any, wish: PublicCopy, act: Act) -> None:
    now, tried = NOON, 0
    while PublicCopy.objects.filter(ended_at=None).exists():
        asked(settings, act, now=now)
        now, tried = now + timedelta(hours=1), tried + 1
    wish.refresh_from_db()
    assert (tried, wish.link) == (copying.MOST_TRIES, "")
    assert wish.reason


def test_next_try_waits(settings: Any, wish: PublicCopy) -> None:
    asked(settings, answering(b"", status="503 Service Unavailable"))
    assert not asked(settings, answering(), now=NOON + timedelta(minutes=4)).requests
    assert asked(settings, answering(), now=NOON + timedelta(minutes=5)).requests


def test_worker_that_died_loses_its_turn_and_its_answer_does_not_count(settings: Any, wish: PublicCopy) -> None:
    late = copying._take(NOON)
    assert late
    assert not asked(settings, answering(), now=NOON + copying.LEASE).requests
    asked(settings, answering(b"", f"Location: {COPY}", status="302 Found"), now=NOON + copying.LEASE * 2)
    copying._end(late, NOON, "", "late", may_try_again=False)
    wish.refresh_from_db()
    assert (bool(wish.link), wish.reason) == (True, "")


def test_one_wish_is_open_at_a_time(settings: Any, wish: PublicCopy) -> None:
    assert not copying.ask_for_copy(wish.report, boris().pk, NOON)
    asked(settings, answering())
    assert copying.ask_for_copy(wish.report, boris().pk, NOON)


@pytest.mark.parametrize("url", ["", "http://127.0.0.1/x", "ftp://news.example/"])
def test_address_that_may_not_be_asked_is_refused(url: str) -> None:
    report = make_report()
    Report.objects.filter(pk=report.pk).update(url=url)
    report.refresh_from_db()
    with pytest.raises(Problem):
        copying.ask_for_copy(report, anna().pk, NOON)


def test_nothing_is_sent_while_no_archive_is_named(settings: Any, wish: PublicCopy) -> None:
    settings.PUBLIC_ARCHIVE = ""
    assert copying.copy_what_is_due(lambda: NOON) == 0
    wish.refresh_from_db()
    assert wish.ended_at is None


def test_database_wants_a_link_or_a_reason(wish: PublicCopy) -> None:
    with pytest.raises(IntegrityError):
        PublicCopy.objects.update(ended_at=NOON)
