"""Whether the watch keeps its schedule, and loses nothing when workers are killed."""

import heapq
import os
import random
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from itertools import count

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from factcheck.operations.bench.ground import empty_database
from factcheck.operations.bench.report import Line
from factcheck.operations.supervising import Child, fork
from sources import leasing, scheduling, watching
from sources.choices import SourceKind
from sources.connecting import Ways, using
from sources.models import Host, Report, Source, Watch

SEED = 2022

# The schedule, under a clock that is moved --------------------------------------------------------------------

WATCHED = 100_000
NEW_A_DAY = 200  # reports that a large desk takes in; the rest are older, down to a year and a half
HOSTS = 500
WORKERS = 2
HOURS = 2
_BEGIN = datetime(2026, 3, 10, 12, tzinfo=UTC)
_A_LOOK = (0.4, 0.6)  # seconds: the least, and the median beyond it; news pages answer and are read in about one
_IDLE = timedelta(seconds=5)  # celery-beat begins a pass every ten seconds, and there are two
_SILENT = (0.02, 15.0)  # one in fifty keeps silent until we give up


def measure() -> list[Line]:
    with empty_database("bench_watch"):
        return [*_on_schedule(), *_killed()]


def _on_schedule() -> list[Line]:
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    _take_in(chance)
    late, turns, seconds = _simulate(chance, timedelta(hours=HOURS))
    late.sort()
    return [
        Line(f"{WATCHED:,} watched, {WORKERS} workers, {HOURS} simulated hours: looks", turns, ""),
        Line("late at the median", statistics.median(late), "s"),
        Line("late at 99 of 100", late[int(len(late) * 0.99)], "s", 60, at_most=True),
        Line("processor and database a turn", seconds / turns * 1000, "ms"),
    ]


def _take_in(chance: random.Random) -> None:
    """Reports as they would stand after months of watching: each due at some moment of its own interval."""
    publisher = Source.objects.create(name="Bench", kind=SourceKind.OUTLET)
    Host.objects.bulk_create(Host(name=f"site{n}.example", free_at=_BEGIN) for n in range(HOSTS))
    reports = Report.objects.bulk_create(
        (
            Report(publisher=publisher, title=f"{n}", lang="en", url=f"https://site{n % HOSTS}.example/{n}",
                   published_at=_BEGIN - timedelta(days=n / NEW_A_DAY))
            for n in range(WATCHED)
        ),
        batch_size=5_000,
    )  # fmt: skip
    Watch.objects.bulk_create((_watch(report, chance) for report in reports), batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _watch(report: Report, chance: random.Random) -> Watch:
    host = report.url.split("/")[2]
    watch = Watch(report=report, url=report.url, host_id=host, since_at=report.published_at or _BEGIN)
    watch.due_at = _BEGIN + scheduling.interval(watch, _BEGIN) * chance.random()
    return watch


def _simulate(chance: random.Random, length: timedelta) -> tuple[list[float], int, float]:
    """Seconds that each look came late, how many looks, and the real seconds that turns took."""
    numbers, late, real = count(), list[float](), 0.0
    # What happens next: a worker asks for a turn, or ends the one that it has.
    events: list[tuple[datetime, int, leasing.Turn | None]] = [(_BEGIN, next(numbers), None) for _ in range(WORKERS)]
    while events[0][0] < _BEGIN + length:
        now, _number, ending = heapq.heappop(events)
        begin = time.perf_counter()
        if ending:
            due_at = scheduling.next_due(ending.watch, now)
            leasing.end_turn(ending, due_at=due_at, host_free_at=now + timedelta(seconds=settings.WATCH_HOST_GAP))
        turn = leasing.take_turn(now)
        real += time.perf_counter() - begin
        if turn and turn.watch.due_at:
            late.append((now - turn.watch.due_at).total_seconds())
        heapq.heappush(events, (now + _lasts(chance, turn), next(numbers), turn))
    return late, len(late), real


def _lasts(chance: random.Random, turn: leasing.Turn | None) -> timedelta:
    if turn is None:
        return _IDLE
    if chance.random() < _SILENT[0]:
        return timedelta(seconds=_SILENT[1])
    return timedelta(seconds=_A_LOOK[0] + chance.lognormvariate(0, 0.5) * _A_LOOK[1])


# Workers that are killed --------------------------------------------------------------------------------------

FETCHES = 2_000
NAMES = 40  # of one server: hosts are asked one request at a time
KILLED_EVERY = (1.0, 4.0)  # seconds
_LEASE = timedelta(seconds=10)  # a lost turn is waited for, so it is shorter here
_MOST_SECONDS = 1_200
_PAGE = "<html><head><title>Report {0}</title></head><body><article>{1}</article></body></html>"
_PARAGRAPH = "<p>At least {0} people were reported dead in the city, the health ministry said on Sunday evening.</p>"


def _killed() -> list[Line]:
    """Look for 2,000 reports while workers are killed at random, again and again."""
    Watch.objects.all().delete()
    Report.objects.all().delete()
    Host.objects.all().delete()
    with served() as port, tempfile.TemporaryDirectory() as folder:
        ways = Ways(also=frozenset({("127.0.0.1", port)}), resolve=lambda *_asked: [ip_address("127.0.0.1")])
        with using(ways):
            _take_in_served(port)
        begin = time.perf_counter()
        kills = _kill_while_working(ways, folder)
        seconds = time.perf_counter() - begin
    looks = Report.objects.annotate(looks=Count("captures")).values_list("looks", flat=True)
    return [
        Line(f"{FETCHES:,} fetches while workers were killed: kills", kills, ""),
        Line("time", seconds, "s"),
        Line("reports that were lost", sum(found == 0 for found in looks), "", 0, at_most=True),
        Line("reports that were captured twice", sum(found > 1 for found in looks), "", 0, at_most=True),
    ]


def _take_in_served(port: int) -> None:
    publisher = Source.objects.get(name="Bench")
    now = timezone.now()
    Report.objects.bulk_create(
        Report(publisher=publisher, title=f"{n}", lang="en", url=f"http://site{n % NAMES}.example:{port}/{n}",
               published_at=now - timedelta(days=1000))
        for n in range(FETCHES)
    )  # fmt: skip
    scheduling.plan(now)
    Watch.objects.update(due_at=now)
    Host.objects.update(robots_at=now)


def _kill_while_working(ways: Ways, folder: str) -> int:
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    connection.close()
    workers = [_work(ways, folder) for _ in range(WORKERS)]
    kills, ends = 0, time.monotonic() + _MOST_SECONDS
    try:
        while Watch.objects.filter(last_good=None).exists() and time.monotonic() < ends:
            connection.close()  # a fork must not inherit it
            time.sleep(chance.uniform(*KILLED_EVERY))
            victim = chance.randrange(WORKERS)
            _kill(workers[victim])
            kills += 1
            workers[victim] = _work(ways, folder)
    finally:
        for worker in workers:
            _kill(worker)
    return kills


def _work(ways: Ways, folder: str) -> Child:
    def work() -> None:
        settings.MEDIA_ROOT, settings.WATCH_HOST_GAP, settings.WATCH_WORKERS = folder, 0, WORKERS
        leasing.LEASE = _LEASE
        with using(ways):
            while True:
                watching.watch(seconds=5)
                time.sleep(0.2)

    return fork("watcher", work)


def _kill(worker: Child) -> None:
    if worker.exit_code() is None:
        os.kill(worker.pid, signal.SIGKILL)
        os.waitpid(worker.pid, 0)


class _Pages(BaseHTTPRequestHandler):
    """Answers each address with a page of its own."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = self.path.strip("/")
        body = _PAGE.format(number, _PARAGRAPH.format(number) * 5).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Two thousand lines would hide the table."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A worker was killed in the middle of an answer."""


@contextmanager
def served() -> Iterator[int]:
    """The port of a server on the loopback address that answers everything, for as long as the block lasts."""
    with _Server(("127.0.0.1", 0), _Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
