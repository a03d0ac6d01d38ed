"""What could keep this installation from working, asked one by one, each answer with its remedy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone

from claims.models import LogHead
from factcheck.operations import starting

_TOLERATED = timedelta(seconds=5)
_MAIL_URL = "submission://user:password@mail.example.org:587"  # mail submission with STARTTLS
_ASKED_OF_THE_DATABASE = {"sorting", "migrations", "clock"}


@dataclass(frozen=True)
class Finding:
    """The answer to one question. Without a problem, all is well; an advice does not keep the program from working."""

    name: str
    problem: str = ""
    remedy: str = ""
    advice: bool = False

    @property
    def failed(self) -> bool:
        return bool(self.problem) and not self.advice

    def __str__(self) -> str:
        if not self.problem:
            return f"ok       {self.name}"
        return f"{'advice ' if self.advice else 'PROBLEM'}  {self.name}: {self.problem}\n         {self.remedy}"


def diagnose() -> Iterator[Finding]:
    """One finding for each question. A question that cannot be asked is a problem, and the next one is asked."""
    failed: set[str] = set()
    for name, (ask, remedy) in _QUESTIONS.items():
        if name not in _ASKED_OF_THE_DATABASE or "database" not in failed:
            found = _ask(name, ask, remedy)
            failed |= {name} if found.failed else set()
            yield found
    yield _mail_server()
    yield from _publisher()


def _ask(name: str, ask: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(name, ask(), remedy)
    except Exception as error:
        return Finding(name, f"{error}".strip() or type(error).__name__, remedy)


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _sorting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datlocprovider, datlocale FROM pg_database WHERE datname = current_database()")
        found = cursor.fetchone()
    return "" if found == ("b", "C.UTF-8") else f"the database's locale is {found}, not the builtin C.UTF-8"


def _migrations() -> str:
    pending = starting.pending_migrations()
    return f"not applied: {', '.join(pending)}" if pending else ""


def _broker() -> str:
    from factcheck.celery import app

    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=3)
    return ""


def _cache() -> str:
    cache.set("doctor", "well", 10)
    return "" if cache.get("doctor") == "well" else "what was stored is not found again"


def _mail() -> str:
    mail = get_connection()
    mail.open()
    mail.close()
    return ""


def _storage() -> str:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder) as probe:
        probe.write(b"doctor")
        probe.flush()
    return ""


def _static_files() -> str:
    if isinstance(staticfiles_storage, ManifestStaticFilesStorage) and not staticfiles_storage.hashed_files:
        return f"none are collected in {settings.STATIC_ROOT}"
    return ""


def _clock() -> str:
    """The record's time comes from the database; a clock set back would freeze it until it is reached again."""
    here = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
    if abs(there - here) > _TOLERATED:
        return f"the database's clock differs from this machine's by {abs(there - here).total_seconds():.0f} seconds"
    last = LogHead.objects.values_list("recorded_at", flat=True).first()
    return f"the last record is from the future: {last}" if last and last > there + _TOLERATED else ""


_QUESTIONS: dict[str, tuple[Callable[[], str], str]] = {
    "database": (_database, "Check DATABASE_URL, and that the server runs and lets this machine in."),
    "sorting": (
        _sorting,
        "Move to a database made with: CREATE DATABASE factcheck TEMPLATE template0 ENCODING 'UTF8'"
        " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8'",
    ),
    "migrations": (_migrations, "Run: .venv/bin/python manage.py migrate"),
    "broker": (_broker, "Check BROKER_URL, and that the server runs."),
    "cache": (_cache, "Check CACHE_URL (or BROKER_URL, which stands in for it), and that the server runs."),
    "mail": (_mail, f"Check EMAIL_URL, such as {_MAIL_URL}"),
    "storage": (
        _storage,
        "Let the program's user write to the folder archives in FACTCHECK_VAR.",
    ),
    "static files": (_static_files, "Run: .venv/bin/python manage.py collectstatic --noinput"),
    "clock": (_clock, "Let the system keep the time: timedatectl set-ntp true"),
}


def _mail_server() -> Finding:
    if "filebased" not in settings.EMAIL_BACKEND:
        return Finding("mail server")
    problem = f"none is set; letters become files in {settings.EMAIL_FILE_PATH}"
    return Finding("mail server", problem, f"Set EMAIL_URL, such as {_MAIL_URL}", True)


def _publisher() -> Iterator[Finding]:
    empty = starting.empty_publisher_settings()
    for name in starting.PUBLISHER_SETTINGS:
        problem = "empty; pages for readers leave it out" if name in empty else ""
        yield Finding(name, problem, f"Set {name} in the environment.", advice=True)
