"""What celery-beat calls exists, and one call looks for what is due."""

import pytest

from factcheck.celery import app
from sources import tasks, watching


def test_schedule_calls_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_call_begins_a_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(watching, "watch", lambda: calls.append(1))
    tasks.look_for_reports()
    assert calls == [1]
