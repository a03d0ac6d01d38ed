"""What celery-beat calls exists, and one call looks for what is due."""

import pytest

from factcheck.celery import app
from sources import leasing, scheduling, tasks, watching
from sources.models import Watch
from tests.factories import make_report


def test_schedule_calls_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


@pytest.mark.django_db
def test_emptied_broker_loses_no_look_that_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call is lost, what it was for is not: the next one finds it in the database."""
    for number in range(3):
        make_report(url=f"https://site{number}.example/")
    scheduling.plan(leasing.database_now())
    Watch.objects.update(due_at=leasing.database_now())
    looked: list[int] = []
    monkeypatch.setattr(watching, "look", lambda turn, _clock: looked.append(turn.watch.pk))
    with app.connection_for_write() as connection:
        app.control.purge(connection=connection)  # the broker in memory is shared by the tests of a process
        tasks.look_for_reports.delay()
        assert app.control.purge(connection=connection) == 1
        assert app.amqp.queues[app.conf.task_default_queue](connection.default_channel).get() is None
    tasks.look_for_reports()
    assert sorted(looked) == sorted(Watch.objects.values_list("pk", flat=True))


def test_call_begins_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(watching, "watch", lambda: calls.append(1))
    tasks.look_for_reports()
    assert calls == [1]
