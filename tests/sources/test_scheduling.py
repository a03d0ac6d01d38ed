"""When a report is looked for next."""

from datetime import UTC, datetime, timedelta

import pytest

from sources import scheduling
from sources.choices import Pace, ReportState
from sources.models import Host, Report, Watch
from tests.factories import make_report

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _watch(age: timedelta = timedelta(hours=1), **fields: object) -> Watch:
    report = make_report(url=f"https://site.example/{Report.objects.count()}", published_at=NOON - age)
    scheduling.plan(NOON)
    Watch.objects.filter(pk=report.pk).update(**fields)
    return Watch.objects.select_related("report").get(pk=report.pk)


@pytest.mark.parametrize(
    ("age", "waits"),
    [
        (timedelta(minutes=1), timedelta(minutes=15)),
        (timedelta(hours=7), timedelta(minutes=30)),
        (timedelta(days=2), timedelta(hours=1)),
        (timedelta(days=20), timedelta(hours=12)),
        (timedelta(days=100), timedelta(days=2)),
        (timedelta(days=1000), timedelta(days=7)),
    ],
)
def test_young_reports_are_looked_for_more_often(age: timedelta, waits: timedelta) -> None:
    assert scheduling.interval(_watch(age), NOON) == waits


def test_report_that_something_happened_to_is_looked_for_closely_again() -> None:
    watch = _watch(timedelta(days=1000), dense_until=NOON + timedelta(hours=1))
    assert scheduling.interval(watch, NOON) == scheduling.CLOSELY
    assert scheduling.interval(watch, NOON + timedelta(hours=2)) == scheduling.OLDER


@pytest.mark.parametrize("pace", scheduling.BY_PACE)
def test_editor_sets_the_pace(pace: Pace) -> None:
    assert scheduling.interval(_watch(pace=pace), NOON) == scheduling.BY_PACE[pace]


def test_paused_report_is_never_due() -> None:
    watch = _watch()
    scheduling.set_pace(watch.report, Pace.PAUSED, NOON)
    watch.refresh_from_db()
    assert watch.due_at is None
    assert scheduling.next_due(watch, NOON) is None


def test_looks_planned_together_drift_apart() -> None:
    watch = _watch(timedelta(days=1000))
    due = {scheduling.next_due(watch, NOON) for _look in range(50)}
    assert len(due) == 50
    assert all(timedelta(days=6.3) <= moment - NOON <= timedelta(days=7.7) for moment in due if moment)


@pytest.mark.parametrize("outcome", scheduling.CONFIRMED_AFTER)
def test_second_look_comes_soon_but_never_too_soon_to_count(outcome: ReportState) -> None:
    watch = _watch(timedelta(days=1000))
    least = scheduling.CONFIRMED_AFTER[outcome]
    for _look in range(50):
        due_at = scheduling.next_due(watch, NOON, unconfirmed=outcome)
        assert due_at
        assert least < due_at - NOON < least * 1.3


def test_first_looks_at_many_reports_are_spread() -> None:
    for number in range(5):
        make_report(url=f"https://site{number}.example/")
    assert scheduling.plan(NOON) == 5
    assert len(set(Watch.objects.values_list("due_at", flat=True))) == 5
    assert scheduling.plan(NOON) == 0


def test_report_without_address_is_not_watched() -> None:
    make_report(url="")
    assert scheduling.plan(NOON) == 0


def test_address_that_may_not_be_asked_is_not_watched() -> None:
    report = make_report(url="https://site.example/")
    Report.objects.filter(pk=report.pk).update(url="http://127.0.0.1/")
    assert scheduling.plan(NOON) == 0
    assert not Host.objects.exists()


def test_new_address_begins_anew() -> None:
    watch = _watch(due_at=None)
    Report.objects.filter(pk=watch.pk).update(url="https://Other.example:443/x")
    assert scheduling.plan(NOON) == 1
    watch.refresh_from_db()
    assert (watch.host_id, watch.due_at, watch.last_good) == ("other.example", NOON, None)


def test_address_taken_away_ends_the_watch() -> None:
    watch = _watch()
    Report.objects.filter(pk=watch.pk).update(url="", title="Broadcast")
    scheduling.plan(NOON)
    watch.refresh_from_db()
    assert watch.due_at is None


def test_contested_claim_brings_its_reports_near() -> None:
    old, paused = _watch(timedelta(days=900), due_at=NOON + timedelta(days=6)), _watch(pace=Pace.PAUSED, due_at=None)
    scheduling.watch_closely([old.pk, paused.pk], NOON + timedelta(days=3), NOON)
    old.refresh_from_db()
    paused.refresh_from_db()
    assert old.due_at
    assert old.due_at <= NOON + scheduling.CLOSELY
    assert scheduling.interval(old, NOON) == scheduling.CLOSELY
    assert paused.due_at is None


def test_editor_wants_to_know_now() -> None:
    watch = _watch(pace=Pace.PAUSED, due_at=None)
    scheduling.look_now(watch.report, NOON)
    watch.refresh_from_db()
    assert watch.due_at == NOON
