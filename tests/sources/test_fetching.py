"""Politeness: what a host allows, and how soon it may be asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import fetching, scheduling
from sources.connecting import Problem, ProblemKind, using
from sources.fetching import Fetched, retry_after
from sources.models import Capture, Host, Watch
from tests.factories import make_report
from tests.sources.connecting.lines import Act, answering, serving

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _host(**fields: object) -> Host:
    return Host(name="site.example", free_at=NOON, **fields)


def _watch_of(url: str) -> Watch:
    report = make_report(url=url)
    scheduling.plan(NOON)
    return Watch.objects.select_related("host").get(pk=report.pk)


def _asked_robots(*acts: Act) -> Watch:
    with serving(*acts) as server, using(server.ways):
        watch = _watch_of(f"{server.url}/news/1")
        fetching.ask_robots(watch, NOON)
        assert server.requests[0].startswith(b"GET /robots.txt ")
    return Watch.objects.select_related("host").get(pk=watch.pk)


# robots.txt -----------------------------------------------------------------------------------------------------


@pytest.mark.loopback
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (answering(b"User-agent: *\nDisallow: /news/\n"), False),
        (answering(b"User-agent: *\nDisallow: /private/\n"), True),
        (answering(b"User-agent: factcheck\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), False),
        (answering(b"User-agent: *\nDisallow: /\n\nUser-agent: factcheck\nAllow: /news/\n"), True),
        (answering(b"User-agent: *\nDisallow: /*/1$\n"), False),
        (answering(b"\xff\xfe\x00garbage\n" * 50), True),
        (answering(b"<html>not found</html>"), True),
        (answering(b"", status="404 Not Found"), True),
        (answering(b"", status="403 Forbidden"), True),
        (answering(b"", status="500 Oops"), False),
        (answering(b"", status="429 Slow down"), False),
    ],
)
def test_host_says_whether_we_may_look(act: Act, allowed: bool) -> None:
    watch = _asked_robots(act)
    assert fetching.is_allowed(watch) is allowed
    assert fetching.knows_robots(watch.host, NOON)
    assert not fetching.knows_robots(watch.host, NOON + timedelta(days=1))


@pytest.mark.loopback
@pytest.mark.django_db
def test_what_a_host_said_holds_while_its_robots_file_fails() -> None:
    with (
        serving(answering(b"User-agent: *\nAllow: /"), answering(b"", status="500 Oops")) as server,
        using(server.ways),
    ):
        watch = _watch_of(f"{server.url}/1")
        fetching.ask_robots(watch, NOON)
        watch.host.refresh_from_db()
        fetching.ask_robots(watch, NOON + timedelta(days=2))
        watch.host.refresh_from_db()
        assert fetching.is_allowed(watch)
        fetching.ask_robots(watch, NOON + timedelta(days=31))
        watch.host.refresh_from_db()
        assert not fetching.is_allowed(watch)


def test_rules_that_attack_the_matching_are_left_out() -> None:
    assert (
        fetching._text(b"User-agent: *\nDisallow: /" + b"*a" * 30 + b"\nDisallow: /b") == "User-agent: *\nDisallow: /b"
    )


def test_operator_may_have_leave_to_look_everywhere(settings: object) -> None:
    settings.WATCH_ROBOTS = False  # type: ignore[attr-defined]
    watch = Watch(url="https://site.example/1", host=_host(robots="User-agent: *\nDisallow: /", robots_at=NOON))
    assert fetching.is_allowed(watch)
    assert fetching.knows_robots(_host(), NOON)


# How soon again -------------------------------------------------------------------------------------------------


def _fetched(status: int, *headers: tuple[str, str]) -> Fetched:
    class Stub:
        pass

    answer = Stub()
    answer.status, answer.headers = status, headers  # type: ignore[attr-defined]
    return Fetched(answer=answer)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("robots", "seconds"),
    [
        ("", 5),
        ("User-agent: *\nCrawl-delay: 20", 20),
        ("User-agent: *\nCrawl-delay: 1", 5),
        ("User-agent: *\nCrawl-delay: 86400", 60),
    ],
)
def test_host_is_left_alone_between_two_requests(robots: str, seconds: int) -> None:
    assert fetching.gap(_host(robots=robots)) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Tue, 10 Mar 2026 12:10:00 GMT", 600),
        ("Tue, 10 Mar 2026 11:00:00 GMT", 0),
        ("9" * 400, 10**8),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read(value: str, seconds: int | None) -> None:
    waits = retry_after({"retry-AFTER": value}, NOON)
    assert waits == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=40))
def test_retry_after_of_any_text_is_a_time_or_nothing(value: str) -> None:
    waits = retry_after({"Retry-After": value}, NOON)
    assert waits is None or waits >= timedelta()


@pytest.mark.django_db
def test_server_that_says_how_long_is_obeyed_up_to_a_day() -> None:
    host = _host()
    assert fetching.free_at(host, _fetched(429, ("Retry-After", "600")), NOON) == NOON + timedelta(minutes=10)
    assert fetching.free_at(host, _fetched(503, ("Retry-After", "60")), NOON) == NOON + timedelta(minutes=1)
    assert fetching.free_at(host, _fetched(429, ("Retry-After", "999999")), NOON) == NOON + timedelta(days=1)


@pytest.mark.django_db
def test_server_that_says_too_often_is_left_alone_ever_longer() -> None:
    host = _host()
    host.save()
    waits = []
    for _refusal in range(3):
        waits.append(fetching.free_at(host, _fetched(429), NOON) - NOON)
        host.refresh_from_db()
    assert waits == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    fetching.free_at(host, _fetched(200), NOON)
    host.refresh_from_db()
    assert host.backoff_count == 0


def test_problem_leaves_the_host_its_gap() -> None:
    problem = Problem(ProblemKind.TIMEOUT, "Silent.")
    assert fetching.free_at(_host(), Fetched(problem=problem), NOON) == NOON + timedelta(seconds=5)


# Conditional requests -------------------------------------------------------------------------------------------

GOOD = Capture(headers=[["ETag", '"1"'], ["last-modified", "Tue, 10 Mar 2026 11:00:00 GMT"], ["X", "y"]])


def test_page_is_asked_for_conditionally() -> None:
    asked = fetching.validators(Watch(last_good=GOOD))
    assert asked == [("If-None-Match", '"1"'), ("If-Modified-Since", "Tue, 10 Mar 2026 11:00:00 GMT")]


@pytest.mark.parametrize(
    "watch",
    [
        Watch(),
        Watch(last_good=GOOD, unmodified_count=fetching.UNCONDITIONAL_AFTER),
        Watch(last_good=Capture(headers=GOOD.headers, redirects=[{"url": "x", "status": 301}])),
        Watch(last_good=Capture(headers=[["ETag", "ä\r\nX: y"]])),
    ],
)
def test_page_is_asked_for_whole(watch: Watch) -> None:
    assert fetching.validators(watch) == []
