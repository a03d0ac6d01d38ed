"""The export: the file of claims against PostgreSQL's own COPY of the stored bytes, the feed, and searching."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.db import connection

from claims import reading
from claims.choices import SubjectKind
from claims.reading import Filters
from factcheck.api.snapshots.files import Batch, Records
from factcheck.api.snapshots.making import AT_ONCE
from factcheck.operations.bench.ground import database_of
from factcheck.operations.bench.load import serving
from factcheck.operations.bench.report import Line

_ROUNDS = 3
_SEARCHES = ("Almaty hospital", "Beirut police", "missing Lagos", "8.000 detained")
_SEARCHED = 25  # times each
_BODIES = (
    "COPY (SELECT b.body FROM claims_listing l JOIN claims_body b ON b.index = l.index WHERE l.until_index IS NULL"
    " AND l.subject_kind = 'claim' ORDER BY l.index) TO STDOUT"
)


def measure(sizes: list[int]) -> list[Line]:
    """At each size: rows a second in one run, what a whole snapshot takes, the feed, and the slowest searches."""
    settings.ALLOWED_HOSTS = ["*"]
    return [line for size in sizes for line in _at(size)]


def _at(size: int) -> list[Line]:
    database = database_of(size)
    rates: dict[str, list[float]] = {"text": [], "binary": [], "export": []}
    for _ in range(_ROUNDS):  # in turn: what else the machine does meanwhile is shared by all of them
        rates["text"].append(_rate(size, lambda: _copy("")))
        rates["binary"].append(_rate(size, lambda: _copy("(FORMAT binary)")))
        rates["export"].append(_rate(size, lambda: _export(size)))
    text, binary, export = (median(of) for of in rates.values())
    lines = [
        Line(f"COPY of the stored bytes at {size:,}", text, "rows/s"),
        Line(f"COPY in binary at {size:,}", binary, "rows/s"),
        Line(f"claims.ndjson.gz, packed and hashed, at {size:,}", export, "rows/s"),
        Line(f"claims.ndjson.gz : COPY at {size:,}", export / text, "", 0.8),
        Line(f"claims.ndjson.gz : COPY in binary at {size:,}", export / binary, "", 0.8),
    ]
    return [*lines, *_whole(size, database), *_feed(size, database), _search(size)]


def _rate(rows: int, work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return rows / (time.perf_counter() - begin)


def _copy(form: str) -> None:
    with connection.cursor() as cursor, cursor.copy(f"{_BODIES} {form}") as copy:
        for _block in copy:
            pass


def _export(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Records(Path(folder), "claims.ndjson.gz", "") as writer:
        for rows in reading.all_in_force(SubjectKind.CLAIM, reading.head(), AT_ONCE):
            writer.put(Batch(rows))
        assert writer.rows == size


def _whole(size: int, database: str) -> list[Line]:
    """A whole snapshot with all its files, in a process of its own: its memory is nobody else's."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "factcheck.operations.bench.whole", database, folder]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    seconds, peak, base = map(float, told[-3:])
    return [
        Line(f"snapshot at {size:,}, all files", size / seconds, "claims/s"),
        Line(f"snapshot at {size:,}: peak memory", peak, "MB", 150, at_most=True),
        Line(f"snapshot at {size:,}: of that the program itself", base, "MB"),
    ]


def _feed(size: int, database: str) -> list[Line]:
    after = reading.head() // 2
    with serving(database) as target:
        thin, page = target.cost("/bench/thin-changes/"), target.cost(f"/api/v1/changes/?after={after}&limit=1000")
    return [
        Line(f"thin view of 1,000 Records at {size:,}", thin.rate, "requests/s"),
        Line(f"page of 1,000 changes : thin view at {size:,}", page.rate / thin.rate, "", 0.8),
    ]


def _search(size: int) -> Line:
    """The time in the server for the first page of a search of two words."""
    times = []
    for text in _SEARCHES * _SEARCHED:
        head = reading.head()
        begin = time.perf_counter()
        reading.page(Filters(text=text), pinned=head, before=head, limit=100)
        times.append((time.perf_counter() - begin) * 1000)
    return Line(f"search of two words at {size:,}: p99", quantiles(times, n=100)[98], "ms", 50, at_most=True)
