#!/usr/bin/env python3
"""Runs the product's commands; `manage.py help` lists them.

Where no DATABASE_URL is set, a command that needs the database or the broker starts the embedded servers first and
stops them at its end, unless `manage.py up` or another command still uses them.
"""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from types import FrameType
from typing import NoReturn

# `up` and `demo_reset` handle the servers themselves. Every other command is taken to need them.
WITHOUT_SERVERS = {
    *("up", "demo_reset"),
    *("help", "version", "--help", "-h", "--version", "check", "diffsettings", "startapp", "startproject"),
    *("makemessages", "compilemessages", "check_messages", "workflow_diagram", "openapi"),
    *("makemigrations", "collectstatic", "findstatic", "extract", "match"),
}


def servers_for(arguments: Sequence[str]) -> AbstractContextManager[object]:
    """The embedded servers in use, for a command that needs them."""
    asks_for_help = not arguments or not {"-h", "--help"}.isdisjoint(arguments)
    if asks_for_help or arguments[0] in WITHOUT_SERVERS:
        return nullcontext()
    from django.conf import settings

    if not settings.EMBEDDED:
        return nullcontext()
    from factcheck.embedded.servers import for_everything

    return for_everything(settings.VAR_DIR)


def _exit(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    from factcheck.embedded.processes import ServerProblem

    signal.signal(signal.SIGTERM, _exit)  # so that what was started here is stopped
    try:
        with servers_for(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except ServerProblem as problem:
        sys.exit(f"{problem}")
    except (ImproperlyConfigured, EnvError) as problem:
        sys.exit(f"The settings are not right: {problem}")


if __name__ == "__main__":
    main()
