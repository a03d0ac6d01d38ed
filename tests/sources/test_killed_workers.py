"""Workers that are killed lose no report and capture none twice. The bench does the same with two thousand."""

import os
import signal
import time
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from factcheck.operations.supervising import Child, fork
from sources import archiving, leasing, scheduling, watching
from sources.connecting import Ways, using
from sources.models import Capture, Host, Watch
from tests.factories import make_report
from tests.sources import site as sites

pytestmark = [pytest.mark.loopback, pytest.mark.django_db(transaction=True)]
REPORTS = 24
HOSTS = 6


def _work(ways: Ways) -> Child:
    def work() -> None:
        # While a browser's event loop runs in the parent, Django keeps its connection in another place there than here,
        # where one from before the loop may still stand. It is the parent's too: let go of it, without a goodbye.
        connection.connection = None
        leasing.LEASE = timedelta(seconds=2)
        with using(ways):
            while True:
                watching.watch(seconds=5)
                time.sleep(0.1)

    connection.close()  # a fork must not inherit it
    return fork("watcher", work)


def _kill(worker: Child) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, 0)


def _wait_for(captures: int) -> None:
    ends = time.monotonic() + 60
    while Capture.objects.count() < captures and time.monotonic() < ends:
        time.sleep(0.05)


def test_killed_workers_lose_nothing_and_double_nothing(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.WATCH_HOST_GAP = tmp_path, 0
    with sites.running() as site:
        ways = Ways(also=frozenset({("127.0.0.1", site.port)}), resolve=lambda *_asked: [ip_address("127.0.0.1")])
        with using(ways):
            for number in range(REPORTS):
                url = f"http://site{number % HOSTS}.example:{site.port}/stays/{number}"
                make_report(url=url, published_at=timezone.now() - timedelta(days=999))
            scheduling.plan(timezone.now())
        Watch.objects.update(due_at=timezone.now())
        Host.objects.update(robots_at=timezone.now())
        for looked in (3, 9, 15):
            worker = _work(ways)
            _wait_for(looked)
            _kill(worker)
        worker = _work(ways)
        _wait_for(REPORTS)
        _kill(worker)
    looks = list(Capture.objects.values_list("report", flat=True))
    assert len(looks) == len(set(looks)) == REPORTS
    for capture in Capture.objects.all():
        archiving.verify(capture)
