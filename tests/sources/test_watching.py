"""The watch looks at a site whose pages stay, change, vanish, hide and come back."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from sources import archiving, fetching, leasing, network, scheduling, watching
from sources.choices import ReportState as S
from sources.connecting import Limits, Problem, ProblemKind, Ways, using
from sources.models import Capture, Excerpt, Host, Outage, PageText, Report, StateChange, TextChange, Watch
from sources.recognising import recognise
from tests.factories import make_report
from tests.sources import site as sites
from tests.sources.connecting.lines import nowhere
from tests.sources.site import BEHAVIOURS, Behaviour, Reply, Site
from tests.sources.truth.restless import EDITED_AT, courses

pytestmark = [pytest.mark.loopback, pytest.mark.django_db]
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
EVERY_ROUND = timedelta(minutes=35)
PAGES = int(os.environ.get("WATCH_PAGES", "2"))  # of each behaviour; 40 measure how often the watch is wrong


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The scripted site, the only place that may be asked, with short limits."""
    settings.MEDIA_ROOT = tmp_path
    settings.WATCH_HOST_GAP = 0
    monkeypatch.setattr(fetching, "LIMITS", Limits(total=0.8, silence=0.5))
    with sites.running() as running, using(Ways(also=frozenset({("127.0.0.1", running.port)}), resolve=nowhere)):
        settings.WATCH_CANARIES = [f"{running.home}canary"]
        yield running


def watched(site: Site, behaviour: str, number: int = 0) -> Report:
    return make_report(url=site.url(behaviour, number), published_at=NOON)


def look_at_all(site: Site, clock: Clock, rounds: int, begin: int = 0) -> None:
    """One look at each report in each round, whenever it would have been due."""
    for turn in range(begin, begin + rounds):
        site.round, clock.now = turn, NOON + turn * EVERY_ROUND
        cache.clear()
        scheduling.plan(clock.now)
        Watch.objects.exclude(due_at=None).update(due_at=clock.now)
        watching.watch(seconds=600, clock=clock)


# States ---------------------------------------------------------------------------------------------------------

_WAITS = (S.ABSENT, S.BLOCKED, S.UNREACHABLE)


def expected(behaviour: str, turn: int) -> S:
    """The state by the rule: what is there counts at once, all else when it was met twice with no sight in between."""
    state, met = S.NEVER_CAPTURED, set[S]()
    for sight in (BEHAVIOURS[behaviour].sight(looked) for looked in range(turn + 1)):
        if sight not in _WAITS:
            state, met = sight, set()
        elif sight in met and (state != S.ABSENT):
            state = sight
        met |= {sight} if sight in _WAITS else set()
    return state


@pytest.mark.parametrize("behaviour", sorted(BEHAVIOURS))
def test_state_follows_what_the_site_does(site: Site, clock: Clock, behaviour: str) -> None:
    for number in range(PAGES):
        watched(site, behaviour, number)
    states = []
    for turn in range(4):
        look_at_all(site, clock, 1, turn)
        states.append(set(Report.objects.values_list("state", flat=True)))
    assert states == [{expected(behaviour, turn)} for turn in range(4)]


def test_report_that_was_deleted_holds_the_evidence(site: Site, clock: Clock) -> None:
    watched(site, "not-found")
    look_at_all(site, clock, 3)
    change = StateChange.objects.get(to_state=S.ABSENT)
    assert [look.status for look in change.observations.order_by("requested_at")] == [200, 404, 404]
    for look in change.observations.all():
        archiving.verify(look)
    report = Report.objects.get()
    assert (report.last_seen_at, report.first_missed_at) == (NOON, NOON + EVERY_ROUND)


# What was met ---------------------------------------------------------------------------------------------------


def test_capture_tells_what_was_met(site: Site, clock: Clock) -> None:
    watched(site, "moved")
    look_at_all(site, clock, 2)
    capture = Capture.objects.latest("pk")
    assert [hop["status"] for hop in capture.redirects] == [301]
    assert capture.final_url.endswith("/archive/2022/0.html")
    assert (capture.status, capture.why, capture.address) == (200, "moved", "127.0.0.1")
    assert dict(capture.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert capture.text
    assert "164" in capture.text.text


def test_problem_is_a_capture_too(site: Site, clock: Clock) -> None:
    watched(site, "truncated")
    look_at_all(site, clock, 2)
    capture = Capture.objects.latest("pk")
    assert (capture.outcome, capture.problem, capture.archive_file) == (S.UNREACHABLE, ProblemKind.TRUNCATED, "")
    assert capture.note


def test_edited_figure_is_noted_with_what_changed(site: Site, clock: Clock) -> None:
    report = watched(site, "figure", number=1)
    excerpt = Excerpt.objects.create(report=report, lang="en", exact="164")
    look_at_all(site, clock, 4)
    change = TextChange.objects.get()
    numbers = [finding for finding in change.findings if finding["kind"] == "number_changed"]
    assert any("164" in finding["was"] and "225" in finding["now"] for finding in numbers)
    assert numbers[0]["excerpts"] == [excerpt.pk]
    assert not change.announced
    assert change.before.excerpts == {str(excerpt.pk): "exact"}
    assert change.after.excerpts[str(excerpt.pk)] in {"altered", "gone"}
    assert Watch.objects.get().dense_until == clock.now - EVERY_ROUND + timedelta(days=1)


def test_figure_in_a_line_like_noise_changes_the_state_when_an_excerpt_is_in_it(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ticker(_number: int, turn: int) -> Reply:
        return Reply(body=sites.html(1).replace(b"</h1>", b"</h1><p>Update: %d dead</p>" % (164 + 61 * turn), 1))

    monkeypatch.setitem(BEHAVIOURS, "ticker", Behaviour((ticker,), (S.PRESENT,)))
    quoted, other = watched(site, "ticker"), watched(site, "ticker", number=1)
    Excerpt.objects.create(report=quoted, lang="en", exact="164 dead")
    look_at_all(site, clock, 2)
    assert {report: report.state for report in Report.objects.all()} == {quoted: S.CHANGED, other: S.PRESENT}


def test_line_that_counts_at_every_look_is_no_change_in_the_end_and_an_edit_still_is(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [Reply(body=page.encode()) for page in next(c for c in courses() if c.is_edited).pages]
    monkeypatch.setitem(BEHAVIOURS, "counts", Behaviour((lambda _number, turn: pages[turn],), (S.PRESENT,)))
    report = watched(site, "counts")
    states = []
    for turn in range(EDITED_AT + 1):
        look_at_all(site, clock, 1, turn)
        states.append(Report.objects.get(pk=report.pk).state)
    assert states == [S.PRESENT, S.CHANGED, S.CHANGED, S.CHANGED, S.PRESENT, S.PRESENT, S.CHANGED]
    assert TextChange.objects.count() == 4
    assert "225" in TextChange.objects.latest("pk").findings[0]["now"]


def test_noise_is_no_change_and_same_text_is_kept_once(site: Site, clock: Clock) -> None:
    watched(site, "noise")
    look_at_all(site, clock, 4)
    assert not TextChange.objects.exists()
    assert Capture.objects.count() == 4


def test_unchanged_page_is_told_in_a_few_bytes_and_fetched_whole_every_few_rounds(site: Site, clock: Clock) -> None:
    watched(site, "stays")
    look_at_all(site, clock, 7)
    statuses = list(Capture.objects.order_by("requested_at").values_list("status", flat=True))
    assert statuses == [200, 304, 304, 304, 304, 200, 304]
    assert PageText.objects.count() == 1
    assert set(Capture.objects.values_list("outcome", flat=True)) == {S.PRESENT}


def test_second_look_comes_by_itself(site: Site, clock: Clock) -> None:
    watched(site, "gone")
    look_at_all(site, clock, 3)
    due_at = Watch.objects.get().due_at
    assert due_at
    assert timedelta(minutes=30) < due_at - clock.now < timedelta(minutes=40)


# Whom we ask ----------------------------------------------------------------------------------------------------


def test_robots_file_is_asked_first_and_once(site: Site, clock: Clock) -> None:
    watched(site, "stays"), watched(site, "stays", 1)
    look_at_all(site, clock, 2)
    assert [path for _turn, path, _headers in site.asked].count("/robots.txt") == 1


def test_page_that_robots_close_is_not_asked_for(site: Site, clock: Clock) -> None:
    watched(site, "stays")
    look_at_all(site, clock, 1)
    Host.objects.update(robots="User-agent: *\nDisallow: /stays/")
    site.asked.clear()
    look_at_all(site, clock, 2, 1)
    assert not [path for _turn, path, _headers in site.asked if "canary" not in path]
    assert Report.objects.get().state == S.BLOCKED
    assert Capture.objects.latest("pk").why == "robots"


def test_host_that_wants_to_be_left_alone_is(site: Site, clock: Clock) -> None:
    watched(site, "throttled"), watched(site, "stays")
    look_at_all(site, clock, 2)
    assert Host.objects.get().free_at >= clock.now + timedelta(seconds=600)
    asked = len(site.asked)
    Watch.objects.update(due_at=clock.now)
    watching.watch(seconds=5, clock=clock)
    assert len(site.asked) == asked


# Trouble of our own ---------------------------------------------------------------------------------------------


def test_hour_of_dead_network_changes_no_state(site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        watched(site, "stays", number)
    look_at_all(site, clock, 1)
    before = list(Report.objects.values_list("pk", "state", "check_count"))
    with monkeypatch.context() as dead:
        dead.setattr(fetching, "get", _no_network)
        dead.setattr(network, "send", _no_network)
        for minute in range(61):
            clock.now = NOON + timedelta(hours=2, minutes=minute)
            cache.clear()
            Watch.objects.update(due_at=NOON + timedelta(hours=2))
            watching.watch(seconds=5, clock=clock)
    assert list(Report.objects.values_list("pk", "state", "check_count")) == before
    assert Outage.objects.get().ended_at is None
    clock.now += timedelta(minutes=5)
    assert watching.watch(seconds=60, clock=clock) == 20
    assert Outage.objects.get().ended_at == clock.now


def _no_network(*arguments: Any, **more: Any) -> Any:
    raise Problem(ProblemKind.CONNECT, "Network is unreachable.")


def test_fault_of_ours_holds_no_other_report_up(site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    watched(site, "stays"), watched(site, "noise")
    look_at_all(site, clock, 1)
    real = recognise

    def faulty(met: Any, good: Any) -> Any:
        if "/noise/" in met.url:
            raise RuntimeError("a fault")
        return real(met, good)

    monkeypatch.setattr(watching, "recognise", faulty)
    look_at_all(site, clock, 1, 1)
    assert Capture.objects.filter(report__url__contains="stays").count() == 2
    assert Watch.objects.get(url__contains="noise").due_at == clock.now + timedelta(minutes=15)


def test_worker_that_lost_its_turn_stores_nothing(site: Site, clock: Clock) -> None:
    watched(site, "stays")
    scheduling.plan(clock())
    Host.objects.update(robots_at=NOON)
    late = leasing.take_turn(clock())
    clock.now += leasing.LEASE + timedelta(seconds=1)
    assert leasing.take_turn(clock())
    assert late
    assert watching.look(late, clock) is None
    assert not Capture.objects.exists()


def test_watch_can_be_turned_off(site: Site, clock: Clock, settings: Any) -> None:
    settings.WATCH = False
    watched(site, "stays")
    assert watching.watch(clock=clock) == 0
    assert not site.asked
