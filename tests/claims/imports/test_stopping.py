"""An import that cannot go on is set aside with all that it has, and keeps no other one waiting."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from claims.imports import running
from claims.imports.choices import ImportState, RowOutcome
from claims.models import Claim, Import, ImportRow
from tests.claims.imports.test_running import begin, finish, line, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def bad(monkeypatch: pytest.MonkeyPatch) -> Import:
    """An import whose storing meets something that nobody thought of."""
    run = begin(line())
    store = running._WORK[ImportState.IMPORTING]

    def failing(given: Import) -> None:
        if given.pk == run.pk:
            raise ZeroDivisionError
        store(given)

    monkeypatch.setitem(running._WORK, ImportState.IMPORTING, failing)
    return run


def due(run: Import, **how: Any) -> Import:
    Import.objects.filter(pk=run.pk).update(state=ImportState.IMPORTING, **how)
    return run


def work(run: Import, times: int = 1) -> Import:
    for _time in range(times):
        running.work_due()
    run.refresh_from_db()
    return run


def test_what_waits_behind_an_import_that_fails_goes_on(bad: Import) -> None:
    behind = begin(line(key="b1", report_url="https://n.example/2"), topic=bad.topic)
    due(bad)
    finish(behind)
    assert (behind.state, work(bad).state) == (ImportState.DONE, ImportState.IMPORTING)


def test_an_import_that_fails_again_and_again_is_set_aside_as_it_stands(bad: Import) -> None:
    work(due(bad), running.MOST_TURNS)
    assert bad.state == ImportState.IMPORTING
    work(bad)
    assert (bad.state, bad.stopped_in, outcomes(bad)) == (ImportState.STOPPED, "importing", [RowOutcome.NEW])


def test_a_worker_that_dies_in_a_step_has_had_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    run = due(begin(line()))

    def die(_run: Import) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(running._WORK, ImportState.IMPORTING, die)
    for _turn in range(running.MOST_TURNS):
        with pytest.raises(KeyboardInterrupt):
            running.work_due()
    assert work(run).state == ImportState.STOPPED


@pytest.mark.parametrize("why", [psycopg.errors.DiskFull(), psycopg.errors.DeadlockDetected(), None])
def test_trouble_of_the_server_counts_against_no_import(monkeypatch: pytest.MonkeyPatch, why: Any) -> None:
    run = due(begin(line()))

    def trouble(_run: Import) -> None:
        raise OperationalError from why

    monkeypatch.setitem(running._WORK, ImportState.IMPORTING, trouble)
    for _turn in range(running.MOST_TURNS + 1):
        with pytest.raises(OperationalError):
            running.work_due()
    monkeypatch.undo()
    assert (work(run).state, Claim.objects.count()) == (ImportState.DONE, 1)


def test_a_limit_of_the_database_is_trouble_of_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    run = due(begin(line()))

    def too_large(_run: Import) -> None:
        raise OperationalError from psycopg.errors.ProgramLimitExceeded()

    monkeypatch.setitem(running._WORK, ImportState.IMPORTING, too_large)
    assert work(run, running.MOST_TURNS + 1).state == ImportState.STOPPED


def test_a_step_that_comes_to_something_forgets_what_failed_before() -> None:
    run = due(begin(line()), turns=2)
    work(run)
    assert (run.state, run.turns) == (ImportState.DONE, 0)


def test_problems_are_told_in_the_language_of_who_sees_them() -> None:
    run = begin(line(low="many"))
    Import.objects.filter(pk=run.pk).update(state=ImportState.CLEARING, told_in="de")
    running.work_due()
    assert "Schreiben Sie eine einzelne Zahl" in str(ImportRow.objects.get().problems)


def long_address() -> str:
    """One of 2,000 characters that no index of PostgreSQL holds."""
    return "https://n.example/" + "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(1_900))


def test_an_address_that_is_too_long_for_the_database_is_a_problem_of_its_row() -> None:
    run = begin(line(), line(key="a2", report_url=long_address()))
    assert outcomes(run) == [RowOutcome.NEW, RowOutcome.PROBLEM]
    assert [name for name, _sentence in run.rows.get(number=3).problems] == ["report_url"]


def test_what_is_too_large_for_the_database_is_told_of_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.connecting.targets.MOST_BYTES", 10_000)
    run = finish(begin(line(), line(key="a2", report_url=long_address())), skips_problems=True)
    assert (run.state, outcomes(run)) == (ImportState.DONE, [RowOutcome.IMPORTED, RowOutcome.PROBLEM])
    assert "exceeds btree" in str(run.rows.get(number=3).problems)


def test_rows_of_which_no_parcel_can_be_made_come_in_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_args: Any) -> str:
        raise OperationalError from psycopg.errors.ProgramLimitExceeded()

    monkeypatch.setattr("claims.imports.checking.pack", too_large)
    run = begin(line())
    assert not run.parcels.exists()
    assert outcomes(finish(run)) == [RowOutcome.IMPORTED]
