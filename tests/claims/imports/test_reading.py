"""A file is kept in its request and read by a worker, in steps that any worker can go on with."""

from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.imports import reading, running, steps
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.files import SHORT, is_short
from claims.models import Import, ImportPart
from tests import factories

pytestmark = pytest.mark.django_db
ROWS = [["words", "low"], *([f"at least {n}", str(n)] for n in range(5))]


def kept(content: bytes, name: str = "a.csv") -> Import:
    run = Import.objects.create(file_name=name, state=ImportState.READING, made_by=factories.anna())
    reading.keep(run, SimpleUploadedFile(name, content))
    return run


def csv_of(rows: list[list[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def xlsx_of(rows: list[list[str]]) -> bytes:
    book, written = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def stored(run: Import) -> list[list[str]]:
    return [run.headers, *run.rows.order_by("number").values_list("values", flat=True)]


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is long, and two rows of it are read in a step."""
    monkeypatch.setattr(reading, "SHORT", 0)
    monkeypatch.setattr(reading, "A_STEP", 2)
    monkeypatch.setattr(reading, "_A_PART", 7)


def test_a_short_file_is_read_at_once() -> None:
    run = kept(csv_of(ROWS))
    assert (run.state, stored(run), ImportPart.objects.count()) == (ImportState.NAMING, ROWS, 0)


def test_what_is_wrong_with_a_short_file_is_told_at_once() -> None:
    with pytest.raises(ValidationError, match="no rows below"):
        kept(b"words,low\n")


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(("name", "content"), [("a.csv", csv_of(ROWS)), ("a.xlsx", xlsx_of(ROWS))])
def test_a_long_file_is_kept_and_read_by_a_worker(name: str, content: bytes) -> None:
    run = kept(content, name)
    assert (run.rows.count(), b"".join(bytes(part.content) for part in run.parts.all())) == (0, content)
    running.work_due()
    run.refresh_from_db()
    assert (run.state, stored(run), ImportPart.objects.count()) == (ImportState.NAMING, ROWS, 0)


@pytest.mark.usefixtures("long")
def test_a_worker_goes_on_where_another_one_stopped() -> None:
    run = kept(csv_of(ROWS))
    running._step()
    assert run.rows.count() == 2
    reading._open.clear()
    running.work_due()
    run.refresh_from_db()
    assert stored(run) == ROWS


@pytest.mark.usefixtures("long")
def test_a_worker_that_another_one_has_overtaken_leaves_nothing_out_and_reads_nothing_twice() -> None:
    run = kept(csv_of(ROWS))
    running._step()
    mine = dict(reading._open)
    reading._open.clear()
    running._step()
    reading._open.update(mine)
    running.work_due()
    run.refresh_from_db()
    assert stored(run) == ROWS


@pytest.mark.usefixtures("long")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (csv_of([*ROWS, ["a", "b", "c"]]), "Row 7 has more values"),
        (b"words,low\n", "no rows below"),
        (b" ", "no header"),
    ],
)
def test_a_long_file_that_breaks_off_says_why_and_leaves_nothing(content: bytes, why: str) -> None:
    run = kept(content)
    running.work_due()
    run.refresh_from_db()
    assert (run.state, run.rows.count(), run.parts.count()) == (ImportState.UNREADABLE, 0, 0)
    assert why in run.problem


@pytest.mark.parametrize(
    ("name", "content", "short"),
    [
        ("a.csv", b"x" * SHORT, True),
        ("a.csv", b"x" * (SHORT + 1), False),
        ("a.xlsx", b"PK broken", True),
        ("a.xlsx", xlsx_of([["x" * 100] * 10] * 5_000), False),
    ],
)
def test_how_long_a_file_is_counts_once_it_is_unpacked(name: str, content: bytes, short: bool) -> None:
    assert is_short(name, content) == short


def test_where_rows_are_long_fewer_of_them_make_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SHORT", 0)
    monkeypatch.setattr(steps, "A_LOAD", 20)
    run = kept(csv_of(ROWS))
    running._step()
    assert run.rows.count() == 2
    running.work_due()
    run.refresh_from_db()
    assert (run.state, stored(run)) == (ImportState.NAMING, ROWS)
    assert [row.number for row in steps.next_rows(run, RowOutcome.UNCHECKED)] == [2, 3]
