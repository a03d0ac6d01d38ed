"""When a report is looked for next: often while it is young or something happens, then ever more seldom."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q

from sources.choices import GOOD, Pace, ReportState, Vantage
from sources.connecting import Problem, current_ways
from sources.connecting.targets import parse
from sources.models import Capture, Host, Report, Watch

# Younger than this: looked for every so often. The first hours are when reports are corrected and taken down.
BY_AGE = (
    (timedelta(hours=6), timedelta(minutes=15)),
    (timedelta(days=1), timedelta(minutes=30)),
    (timedelta(days=3), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta(days=30), timedelta(hours=12)),
    (timedelta(days=180), timedelta(days=2)),
)
OLDER = timedelta(days=7)
CLOSELY = timedelta(minutes=30)  # when something happened, or a claim that rests on it is contested
BY_PACE = {
    Pace.MINUTES: timedelta(minutes=15),
    Pace.HOURLY: timedelta(hours=1),
    Pace.DAILY: timedelta(days=1),
    Pace.WEEKLY: timedelta(days=7),
}
# A look that has to be confirmed by a second one: absent not before 30 minutes, so that a fault has time to pass.
CONFIRMED_AFTER = {
    ReportState.ABSENT: timedelta(minutes=30),
    ReportState.BLOCKED: timedelta(minutes=15),
    ReportState.UNREACHABLE: timedelta(minutes=15),
}
_JITTER = 0.1  # of the interval, either way: what was planned together drifts apart
_A_NEW_ONE = timedelta(seconds=0.5)  # between first looks, when many reports come at once
_MOST_AT_ONCE = 2_000
STAYS_CLOSE = timedelta(days=1)


def interval(watch: Watch, now: datetime, *, unconfirmed: str = "") -> timedelta:
    """How long to wait after a look, before chance is added. `unconfirmed`: an outcome that asks for a second look."""
    if unconfirmed:
        return CONFIRMED_AFTER[ReportState(unconfirmed)] * 1.1
    if fixed := BY_PACE.get(Pace(watch.pace)):
        return fixed
    age = now - (watch.report.published_at or watch.since_at)
    by_age = next((every for younger, every in BY_AGE if age < younger), OLDER)
    return min(by_age, CLOSELY) if watch.dense_until and watch.dense_until > now else by_age


def next_due(watch: Watch, now: datetime, *, unconfirmed: str = "") -> datetime | None:
    """The moment of the next look; None for a report that is not to be looked for."""
    if watch.pace == Pace.PAUSED:
        return None
    chance = random.uniform(0 if unconfirmed else -_JITTER, _JITTER)  # noqa: S311 - to spread, not to hide
    return now + interval(watch, now, unconfirmed=unconfirmed) * (1 + chance)


def plan(now: datetime) -> int:
    """Take reports under watch that have an address and are not yet, or under another; how many.

    Bulk loads and edits come by many doors, so what is missing is looked up instead of being told.
    """
    wanted = Report.objects.exclude(url="").filter(Q(watch=None) | ~Q(url=F("watch__url")))
    planned = 0
    for report in wanted.order_by("-published_at", "-pk")[:_MOST_AT_ONCE]:
        if host := host_of(report.url):
            _watch(report, host, now, now + planned * _A_NEW_ONE)
        planned += bool(host)
    Watch.objects.filter(report__url="").exclude(due_at=None).update(due_at=None)
    return planned


def _watch(report: Report, host: str, now: datetime, due_at: datetime) -> None:
    Host.objects.get_or_create(name=host, defaults={"free_at": now})
    # A new address is a new thing to watch: what was seen under the old one is compared with nothing. What an editor
    # read there before the first look is what was published, as far as we know.
    facts = {"url": report.url, "host_id": host, "due_at": due_at, "since_at": now, "lease": None, "leased_until": None}
    read = _read_before(report)
    fresh = {"baseline": read, "last_good": read, "unmodified_count": 0}
    Watch.objects.update_or_create(report=report, defaults=facts | fresh)


def _read_before(report: Report) -> Capture | None:
    """What an editor read at the report's address before the first look at it (sources.receiving)."""
    read = report.captures.filter(vantage=Vantage.FETCHED, outcome__in=GOOD).exclude(text=None)
    return read.filter(Q(url=report.url) | Q(final_url=report.url)).order_by("requested_at", "pk").first()


def host_of(url: str) -> str:
    """The host of an address, as Host rows name it; empty for an address that may not be asked."""
    try:
        return parse(url, current_ways()).authority
    except Problem:
        return ""


def look_now(report: Report, now: datetime) -> None:
    """An editor wants to know: the report is due at once, whatever its pace."""
    Watch.objects.filter(report=report).update(due_at=now)


def set_pace(report: Report, pace: Pace, now: datetime) -> None:
    """Look for the report as often as an editor wants from now on."""
    watch = Watch.objects.select_related("report").get(report=report)
    watch.pace = pace
    Watch.objects.filter(pk=watch.pk).update(pace=pace, due_at=next_due(watch, now))


def watch_closely(reports: Iterable[int], until: datetime, now: datetime) -> None:
    """Look for these reports often until then: a claim that rests on them is contested. Paused ones stay paused."""
    close = Watch.objects.filter(report__in=reports, pace=Pace.AUTO)
    close.update(dense_until=until)
    close.filter(due_at__gt=now + CLOSELY).update(due_at=now + CLOSELY * random.random())  # noqa: S311
