"""The three programs of a running installation, as functions for processes of their own."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from django.conf import settings

from factcheck.embedded.processes import die_with_parent

_THREADS = "4"


def web() -> None:
    """Answer requests on the loopback address until a signal comes."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # The server's one worker is forked too: it finds Django loaded. (From Python 3.14 on, forking must be asked for.)
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "factcheck.wsgi:application",
        address="127.0.0.1",
        port=settings.PORT,
        interface=Interfaces.WSGI,
        blocking_threads=int(_THREADS),
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=_application, wrap_loader=False)


def _application() -> Callable[..., Any]:
    die_with_parent()
    from factcheck.wsgi import application

    return application


def worker() -> None:
    """Do what tasks ask for. Threads: the work waits for the network and the database, and they share one memory."""
    from factcheck.celery import app

    quiet = ["--quiet", "--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.worker_main(["worker", "--pool=threads", f"--concurrency={_THREADS}", *quiet])


def scheduler() -> None:
    """Wake what is due regularly. Its schedule file may be lost: what is due stands in the database."""
    from factcheck.celery import app

    app.start(["beat", "--quiet", "--loglevel=WARNING", "--pidfile=", f"--schedule={settings.VAR_DIR / 'schedule'}"])


ALL: dict[str, Callable[[], None]] = {"web server": web, "worker": worker, "scheduler": scheduler}
