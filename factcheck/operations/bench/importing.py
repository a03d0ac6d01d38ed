"""A file of claims on its way in as drafts: checked, imported, and held against PostgreSQL's COPY of the same rows."""

import csv
import io
import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from claims.imports import running
from claims.imports.choices import ImportState
from claims.imports.fields import guessed
from claims.imports.reading import keep
from claims.models import Import, Measure, Topic
from factcheck.operations.bench.copying import copy_out, replace, tables_of, timed_copy
from factcheck.operations.bench.ground import empty_database
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.synthetic import CLAIMS_A_REPORT, SEED, Synthetic
from sources.texts import texts

T = TypeVar("T")

_MADE = ("sources.Report", "sources.Excerpt", "claims.Claim", "claims.Attribution", "claims.Hop")
# Rows that these refer to; they are there before either side is timed.
_BEFORE = ("accounts_user", "sources_source", "claims_topic", "claims_measure")
_WORK = (ImportState.READING, ImportState.CHECKING, ImportState.IMPORTING)
_HEADER = (
    *("key", "topic", "measure", "wording", "wording_lang", "words", "qualifier", "low", "chain", "publisher"),
    *("report_url", "report_title", "published_at", "excerpt"),
)


def measure(sizes: list[int]) -> list[Line]:
    """The smallest of the sizes in rows. Reading the file and checking it are told beside the import."""
    rows = sizes[0]
    tables = tables_of(apps.get_model(name) for name in _MADE)
    with empty_database("bench_import"):
        synthetic = Synthetic(0)
        data = _file(synthetic, rows)
        begun, kept = _timed(lambda: _begin(synthetic, data))
        read, checked, imported = (_worked(begun, state) for state in _WORK)
        assert begun.state == ImportState.DONE, "the import did not go through"
        finished = {table: copy_out(table, columns) for table, columns in tables.items()}
        before = {table: copy_out(table) for table in _BEFORE}
    with empty_database("bench_copy"):
        for table, content in before.items():
            replace(table, content)
        copied = timed_copy(finished, tables)
    return [
        Line(f"keeping a file of {rows:,} rows, as a request does", kept * 1000, "ms", 1000, at_most=True),
        Line("reading it", rows / read, "rows/s"),
        Line("checking every row", rows / checked, "rows/s"),
        Line("importing them as drafts", rows / imported, "rows/s"),
        Line("COPY of the finished rows", rows / copied, "rows/s"),
        Line("import : COPY", copied / imported, "", 1 / 3),
        Line("check and import : COPY", copied / (checked + imported), ""),
        Line("reading, check and import : COPY", copied / (read + checked + imported), ""),
    ]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def _begin(synthetic: Synthetic, data: bytes) -> Import:
    run = Import.objects.create(file_name="claims.csv", lang="en", state=ImportState.READING, made_by=synthetic.editor)
    with transaction.atomic():
        keep(run, SimpleUploadedFile(run.file_name, data))
    return run


def _worked(run: Import, state: ImportState) -> float:
    """Seconds that a worker needs for an import in that state."""
    Import.objects.filter(pk=run.pk).update(state=state, fields=guessed(run.headers))
    _done, seconds = _timed(running.work_due)
    run.refresh_from_db()
    return seconds


def _file(synthetic: Synthetic, rows: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    writer.writerows(_rows(synthetic, rows))
    return text.getvalue().encode()


def _rows(synthetic: Synthetic, rows: int) -> Iterator[list[str]]:
    """Figures in ten topics, five to a report, each with a chain of two and its sentence."""
    chance = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    sources = [source.name for source in synthetic.make_sources()]
    topics = [Topic.objects.create(slug=f"events-{n}", title=texts(en=f"Events {n}")) for n in range(10)]
    for topic in topics:
        Measure.objects.create(topic=topic, label=texts(en="people killed"), counted="dead", basis="cumulative")
    for number in range(rows):
        low, report = chance.randrange(2, 20_000), number // CLAIMS_A_REPORT
        origin, publisher = sources[chance.randrange(0, 200)], sources[200 + report % 200]
        sentence = f"At least {low} people were killed in district {number}, according to {origin}."
        yield [
            *(f"k{number}", f"events-{number % 10}", "people killed", sentence, "en", f"at least {low}", "at_least"),
            *(str(low), origin, publisher, f"https://news.invalid/{report}", f"Report {report}"),
            *(f"2022-01-{1 + report % 28:02d}", sentence),
        ]
