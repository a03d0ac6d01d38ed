"""An hour in which our own network is dead and 10,000 reports are due: nothing may follow from it.

The hour begins with the worst moment: the canary still answers while no site does any more, so the first looks count.
"""

import random
from datetime import UTC, datetime, timedelta
from functools import partial

from django.conf import settings

from factcheck.operations.bench.ground import empty_database
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.watching import served
from sources import watching
from sources.choices import ReportState, SourceKind
from sources.connecting import Problem, ProblemKind, Ways, using
from sources.connecting.addresses import IPAddress
from sources.models import Capture, Host, Outage, Report, Source, StateChange, Watch

REPORTS = 10_000
HOSTS = 500
STATES = (ReportState.PRESENT, ReportState.CHANGED, ReportState.ABSENT)
_BEGIN = datetime(2026, 3, 10, 12, tzinfo=UTC)
_HOUR = timedelta(hours=1)
_EVERY = timedelta(seconds=10)  # celery-beat begins a pass
_ALIVE = 8  # real seconds of the first pass, in which the canary answers


def measure() -> list[Line]:
    with empty_database("bench_outage"):
        _take_in()
        passes, turns = _hour()
        missed = Capture.objects.values("report").distinct().count()
        lost = Watch.objects.exclude(due_at__lte=_BEGIN).filter(report__captures=None).count()
        changed = sum(Report.objects.exclude(state=STATES[n]).filter(title__endswith=f"-{n}").count() for n in _KINDS)
        return [
            Line(f"{REPORTS:,} due in an hour of dead network: passes", passes, ""),
            Line("turns taken", turns, ""),
            Line("reports missed before the canary fell silent", missed, ""),
            Line("outages noted", Outage.objects.filter(ended_at=None).count(), "", 1),
            Line("reports that are neither missed nor due any more", lost, "", 0, at_most=True),
            Line("changes of state", StateChange.objects.count() + changed, "", 0, at_most=True),
        ]


_KINDS = range(len(STATES))


def _take_in() -> None:
    """Reports in several states, all due at once; half of the hosts have to be asked for their robots.txt first."""
    chance = random.Random(2022)  # noqa: S311 - repeatable on purpose
    publisher = Source.objects.create(name="Bench", kind=SourceKind.OUTLET)
    known = [_BEGIN if n % 2 else None for n in range(HOSTS)]
    Host.objects.bulk_create(Host(name=f"site{n}.example", free_at=_BEGIN, robots_at=known[n]) for n in range(HOSTS))
    reports = Report.objects.bulk_create(
        Report(publisher=publisher, title=f"{n}-{n % len(STATES)}", lang="en", state=STATES[n % len(STATES)],
               url=f"https://site{n % HOSTS}.example/{n}", published_at=_BEGIN - timedelta(days=n % 400),
               state_since=_BEGIN, last_seen_at=_BEGIN, last_checked_at=_BEGIN)
        for n in range(REPORTS)
    )  # fmt: skip
    Watch.objects.bulk_create(
        Watch(report=report, url=report.url, host_id=report.url.split("/")[2], since_at=_BEGIN,
              due_at=_BEGIN - timedelta(seconds=chance.uniform(0, 600)))
        for report in reports
    )  # fmt: skip


def _hour() -> tuple[int, int]:
    """How many passes there were, and how many turns they took."""
    before = settings.WATCH_CANARIES
    with served() as port:
        settings.WATCH_CANARIES = [f"http://127.0.0.1:{port}/"]
        ways = Ways(also=frozenset({("127.0.0.1", port)}), resolve=_nobody)
        with using(ways):
            turns = watching.watch(seconds=_ALIVE, clock=lambda: _BEGIN)
    try:
        with using(ways):
            moments = [_BEGIN + n * _EVERY for n in range(1, _HOUR // _EVERY + 1)]
            turns += sum(watching.watch(clock=partial(_at, moment)) for moment in moments)
    finally:
        settings.WATCH_CANARIES = before
    return len(moments) + 1, turns


def _at(moment: datetime) -> datetime:
    return moment


def _nobody(host: str, _port: int, _timeout: float) -> list[IPAddress]:
    raise Problem(ProblemKind.DNS, f"There is no server of the name {host}.")
