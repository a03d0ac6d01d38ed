"""A snapshot is made each night and on demand; what is due stands in the folder and is found by whoever looks."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from factcheck.api.snapshots import due, folder
from factcheck.api.tasks import make_due_snapshot
from tests import factories as make
from tests.factcheck.api.snapshots.conftest import Take

pytestmark = pytest.mark.django_db


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_the_first_is_due_at_once(take: Take) -> None:
    assert due.is_due()
    make.publish(make.make_figure())
    take()
    assert not due.is_due()


def test_the_next_is_due_after_the_hour_of_the_night(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    make.publish(make.make_figure())
    take()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).replace(minute=30)
    at(monkeypatch, tomorrow.replace(hour=1))
    before = due._last_night()
    at(monkeypatch, tomorrow.replace(hour=2))
    assert due._last_night() - before == timedelta(days=1)
    assert due.is_due()


def test_none_is_made_each_night_when_none_are_kept(settings: Any) -> None:
    settings.SNAPSHOT_DAYS = 0
    assert not due.is_due()
    due.ask()
    assert due.is_due()


def test_the_task_makes_what_is_due_and_may_come_twice() -> None:
    make.publish(make.make_figure())
    make_due_snapshot()
    [made] = folder.snapshots()
    make_due_snapshot()
    assert folder.snapshots() == [made]


def test_a_request_is_kept_until_it_is_served(take: Take) -> None:
    make.publish(make.make_figure())
    take()
    due.ask()
    assert due.asked_at()
    make_due_snapshot()
    assert due.asked_at() is None


def test_a_request_is_dated_by_the_clock_that_dates_failures() -> None:
    before = timezone.now()
    due.ask()
    asked = due.asked_at()
    assert asked
    assert asked >= before


def test_the_command_makes_one_and_says_where() -> None:
    make.publish(make.make_figure())
    told = StringIO()
    call_command("snapshot", stdout=told)
    [made] = folder.snapshots()
    assert str(made.path) in told.getvalue()


def test_the_command_leaves_it_to_a_worker() -> None:
    call_command("snapshot", later=True, stdout=StringIO())
    assert due.asked_at()


def test_the_command_says_why_it_makes_none() -> None:
    with pytest.raises(CommandError, match="Nothing is published"):
        call_command("snapshot")
    with folder.alone(), pytest.raises(CommandError, match="already"):
        call_command("snapshot")
