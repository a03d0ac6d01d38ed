"""The three programs of a running installation, as functions for processes of their own."""

import multiprocessing
import sys
import warnings
from collections.abc import Callable
from typing import Any

from django.conf import settings

from factcheck.api.slots import STREAMS, WAITS
from factcheck.embedded.processes import die_with_parent

_THREADS = 4


def web() -> None:
    """Answer requests on the loopback address until a signal comes."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.log import logger as granian_logger
    from granian.server import Server

    # The server's one worker is forked too: it finds Django loaded. (From Python 3.14 on, forking must be asked for.)
    multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "factcheck.wsgi:application",
        address="127.0.0.1",
        port=settings.PORT,
        interface=Interfaces.WSGI,
        # Whoever downloads or waits occupies a thread that nobody else needs.
        blocking_threads=_THREADS + STREAMS.count + WAITS.count,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
    )
    # It wonders at the number of threads, which is meant (docs/adr/0072).
    granian_logger.addFilter(lambda record: "Python threads" not in record.getMessage())
    server.serve(target_loader=_application, wrap_loader=False)


def _application() -> Callable[..., Any]:
    die_with_parent()
    from factcheck.wsgi import application

    return application


def worker() -> None:
    """Do what tasks ask for. Threads: the work waits for the network and the database, and they share one memory."""
    from celery.platforms import SecurityWarning  # type: ignore[attr-defined]

    from factcheck.celery import app

    # Messages are JSON and name tasks of ours: being root, as in a container, gives their sender nothing.
    warnings.simplefilter("ignore", SecurityWarning)
    worker = app.Worker(
        pool="threads",
        concurrency=_THREADS,
        quiet=True,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    sys.exit(worker.exitcode)


def scheduler() -> None:
    """Wake what is due regularly. Its schedule file may be lost: what is due stands in the database."""
    from factcheck.celery import app

    app.Beat(quiet=True, loglevel="WARNING", schedule=str(settings.VAR_DIR / "schedule")).run()


ALL: dict[str, Callable[[], None]] = {"web server": web, "worker": worker, "scheduler": scheduler}
