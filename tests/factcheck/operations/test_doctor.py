"""The doctor: each problem comes with its remedy."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail.backends import smtp
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from environs import Env
from pytest_django import Settings

from claims.models import LogHead
from factcheck.operations import diagnosis, starting
from factcheck.operations.diagnosis import Finding, diagnose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "archives"


def finding(name: str) -> Finding:
    return next(finding for finding in diagnose() if finding.name == name)


def test_sound_installation_has_no_problem() -> None:
    assert [f"{finding}" for finding in diagnose() if finding.failed] == []


def test_silent_database_is_one_problem_and_not_four(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert [finding.name for finding in diagnose() if finding.failed] == ["database"]


def test_pending_migration_is_a_problem_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "pending_migrations", lambda: ["claims.0099_new"])
    found = finding("migrations")
    assert (found.problem, "manage.py migrate" in found.remedy) == ("not applied: claims.0099_new", True)


def test_broker_that_does_not_answer_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.celery import app

    monkeypatch.setattr(app, "connection_for_write", lambda: app.connection("redis+socket:///nonexistent.sock"))
    found = finding("broker")
    assert found.failed
    assert "BROKER_URL" in found.remedy


def test_example_of_a_mail_server_is_one_that_the_settings_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", finding("mail").remedy.split()[-1])
    example = Env().dj_email_url("EMAIL_URL")
    assert (example["EMAIL_BACKEND"], example["EMAIL_USE_TLS"]) == (f"{smtp.__name__}.EmailBackend", True)


@pytest.mark.loopback
def test_unreachable_mail_server_is_a_problem(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert finding("mail").failed


def test_folder_that_cannot_be_written_is_a_problem(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = tmp_path / "file" / "archives"
    assert finding("storage").failed


def test_record_from_the_future_is_a_problem() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # the guard refuses it
        LogHead.objects.update(recorded_at=timezone.now() + timedelta(hours=1))
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    assert "from the future" in finding("clock").problem


def test_missing_mail_server_is_only_an_advice(settings: Settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    found = finding("mail server")
    assert (found.failed, "EMAIL_URL" in found.remedy) == (False, True)


@pytest.mark.parametrize("name", starting.PUBLISHER_SETTINGS)
def test_empty_publisher_setting_is_an_advice(name: str, settings: Settings) -> None:
    setattr(settings, name, "")
    assert finding(name).problem
    setattr(settings, name, "said")
    assert not finding(name).problem


def test_exit_code_tells_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "_QUESTIONS", {"clock": (lambda: "it stands still", "Wind it up.")})
    with pytest.raises(SystemExit, match="1"):
        call_command("doctor")


def test_json_is_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor", json=True)
    findings = json.loads(capsys.readouterr().out)
    assert {"name": "database", "problem": "", "remedy": findings[0]["remedy"], "advice": False} == findings[0]
