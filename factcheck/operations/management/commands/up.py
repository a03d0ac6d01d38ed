"""Starts the whole program on this machine: servers where none are set, web, worker and scheduler."""

import http.client
import signal
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connections
from django.urls import get_resolver, reverse

from claims.models import LogHead
from claims.permissions import EDITOR
from factcheck.accounts.links import sign_in_link
from factcheck.accounts.models import User
from factcheck.embedded.processes import ServerProblem, die_with_parent, wait_until
from factcheck.embedded.servers import Servers, for_everything
from factcheck.operations import programs, starting, supervising
from factcheck.operations.supervising import Child

_SECONDS_TO_ANSWER = 60


class Command(BaseCommand):
    help = (
        "Start the program on 127.0.0.1, port PORT (8000): PostgreSQL and Valkey of its own unless DATABASE_URL and"
        " BROKER_URL are set, web, worker and scheduler. Ctrl-C ends all of it. A new database gets the demonstration;"
        " DEMO=0 leaves it empty."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--end-with-parent", action="store_true", help="end when the starting process is killed")

    def handle(self, *args: Any, end_with_parent: bool, **options: Any) -> None:
        self.stdout.reconfigure(line_buffering=True)  # a log file shows each line when it is said
        supervising.stop_on_signals()
        if end_with_parent:
            die_with_parent(signal.SIGTERM)
        try:
            with starting.only_one():
                starting.check_port_is_free(settings.PORT)
                starting.check_room()
                with _servers() as servers:
                    self._run(servers)
        except supervising.Stopped:
            self.stdout.write("Ended.")
        except (ServerProblem, supervising.Ended) as problem:
            raise CommandError(f"{problem}") from problem
        except OperationalError as problem:
            raise CommandError(f"The database does not answer: {problem}") from problem

    def _run(self, servers: Servers | None) -> None:
        starting.prepare()
        _ = get_resolver().url_patterns  # loaded here once, and not in each process
        notes = "\n".join(_notes())
        connections.close_all()
        caches.close_all()
        children: list[Child] = []
        try:
            for name, program in programs.ALL.items():
                children.append(supervising.fork(name, program))
            _wait_for_answer(children)
            self.stdout.write(notes)
            supervising.watch(children, servers.members if servers else ())
        finally:
            supervising.end(children)


def _servers() -> AbstractContextManager[Servers | None]:
    if not settings.EMBEDDED:
        return nullcontext()
    due = starting.demonstration_due()
    return for_everything(settings.VAR_DIR, before_creating_database=due.touch if settings.DEMO else lambda: None)


def _wait_for_answer(children: Sequence[Child]) -> None:
    def answers() -> bool:
        supervising.check(children)
        connection = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=10)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    if not wait_until(answers, _SECONDS_TO_ANSWER):
        raise supervising.Ended(f"The web server does not answer after {_SECONDS_TO_ANSWER} seconds.")


def _notes() -> Iterator[str]:
    """What the person at the terminal should know, line by line."""
    if empty := starting.empty_publisher_settings():
        yield f"Pages for readers lack what only you know. Empty settings: {', '.join(empty)}"
    editors = User.objects.filter(groups__name=EDITOR, is_active=True).order_by("pk")
    if LogHead.objects.filter(demonstration=True).exists():
        yield "This is a demonstration; `make demo-reset` takes it out. Links that sign in once:"
        yield from (f"  {editor}: {sign_in_link(editor)}" for editor in editors[:2])
    elif not editors.exists():
        yield "Nobody works at the desk yet: .venv/bin/python manage.py invite MAIL --role editor"
    yield f"Running at {settings.BASE_URL}/ (Ctrl-C ends it). The desk: {settings.BASE_URL}{reverse('admin:index')}"
