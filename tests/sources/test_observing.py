"""How many looks prove a state, and what is kept of them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from sources.choices import ReportState as S
from sources.choices import Vantage
from sources.models import Capture, Report, StateChange
from sources.observing import is_unconfirmed, observe
from tests.factories import make_report

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def report() -> Report:
    return make_report(url="https://site.example/1")


def look(report: Report, outcome: S, minutes: int) -> StateChange | None:
    """What a look at this many minutes past noon changes."""
    capture = Capture.objects.create(
        report=report,
        requested_at=NOON + timedelta(minutes=minutes),
        vantage=Vantage.WATCHER,
        outcome=outcome,
        lease=uuid.uuid4(),
    )
    change = observe(report, capture)
    report.refresh_from_db()
    return change


def looks(report: Report, *seen: tuple[S, int]) -> str:
    for outcome, minutes in seen:
        look(report, outcome, minutes)
    return report.state


@pytest.mark.parametrize("outcome", [S.PRESENT, S.CHANGED, S.REDIRECTED])
def test_one_look_proves_that_a_report_is_there(report: Report, outcome: S) -> None:
    assert looks(report, (outcome, 0)) == outcome


@pytest.mark.parametrize("outcome", [S.ABSENT, S.BLOCKED, S.UNREACHABLE])
def test_one_look_proves_nothing_else(report: Report, outcome: S) -> None:
    assert looks(report, (S.PRESENT, 0), (outcome, 60)) == S.PRESENT
    assert looks(report, (outcome, 120)) == outcome


def test_two_looks_that_are_too_close_prove_no_absence(report: Report) -> None:
    assert looks(report, (S.PRESENT, 0), (S.ABSENT, 10), (S.ABSENT, 39)) == S.PRESENT
    assert looks(report, (S.ABSENT, 40)) == S.ABSENT


def test_sight_in_between_begins_the_count_anew(report: Report) -> None:
    assert looks(report, (S.ABSENT, 0), (S.PRESENT, 20), (S.ABSENT, 40)) == S.PRESENT


def test_failure_in_between_does_not(report: Report) -> None:
    seen = looks(report, (S.PRESENT, 0), (S.ABSENT, 10), (S.UNREACHABLE, 20), (S.ABSENT, 45))
    assert seen == S.ABSENT


@pytest.mark.parametrize("outcome", [S.BLOCKED, S.UNREACHABLE])
def test_absent_report_stays_absent_until_it_is_seen(report: Report, outcome: S) -> None:
    gone = looks(report, (S.ABSENT, 0), (S.ABSENT, 30), (outcome, 60), (outcome, 120))
    assert gone == S.ABSENT
    assert looks(report, (S.PRESENT, 180)) == S.PRESENT


def test_report_that_was_never_seen_is_not_absent_at_the_first_look(report: Report) -> None:
    assert looks(report, (S.ABSENT, 0)) == S.NEVER_CAPTURED
    assert report.check_count == 1


def test_moments_are_those_of_the_looks_that_met_it_first(report: Report) -> None:
    looks(report, (S.PRESENT, 0), (S.ABSENT, 10))
    assert report.first_missed_at is None
    looks(report, (S.ABSENT, 45))
    assert report.last_seen_at == NOON
    assert report.first_missed_at == NOON + timedelta(minutes=10)
    assert report.state_since == report.last_checked_at == NOON + timedelta(minutes=45)


def test_report_that_comes_back_is_missed_no_more(report: Report) -> None:
    looks(report, (S.ABSENT, 0), (S.ABSENT, 30), (S.PRESENT, 60))
    assert report.first_missed_at is None
    change = StateChange.objects.latest("pk")
    assert (change.from_state, change.to_state) == (S.ABSENT, S.PRESENT)


def test_change_holds_the_looks_that_led_to_it(report: Report) -> None:
    looks(report, (S.PRESENT, 0), (S.PRESENT, 5), (S.ABSENT, 10))
    change = look(report, S.ABSENT, 45)
    assert change
    minutes = [(c.requested_at - NOON).seconds // 60 for c in change.observations.order_by("requested_at")]
    assert minutes == [5, 10, 45]
    assert change.capture.requested_at == NOON + timedelta(minutes=45)


def test_nothing_changes_when_the_same_is_seen(report: Report) -> None:
    assert look(report, S.PRESENT, 0)
    assert look(report, S.PRESENT, 10) is None
    assert (report.check_count, report.state_since) == (2, NOON)


@pytest.mark.parametrize(
    ("state", "outcome", "waits"),
    [
        (S.PRESENT, S.ABSENT, True),
        (S.ABSENT, S.ABSENT, False),
        (S.ABSENT, S.BLOCKED, False),
        (S.BLOCKED, S.PRESENT, False),
    ],
)
def test_only_what_is_new_and_unproven_asks_for_a_second_look(state: S, outcome: S, waits: bool) -> None:
    assert is_unconfirmed(Report(state=state), Capture(outcome=outcome)) is waits
