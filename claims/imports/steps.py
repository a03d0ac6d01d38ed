"""What every step of an import has in common: which rows come next, and what became of them.

What is due stands in Import.state. A worker takes one import under its row lock, does some hundred rows of it and lets
go; one that is killed has done nothing of its step, and the next goes on there (docs/adr/0004).
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import DataError, OperationalError, connection, transaction
from django.db.models import F
from psycopg.errors import ProgramLimitExceeded

from claims.imports.choices import ImportState, RowOutcome
from claims.imports.known import Row
from claims.models import Import, ImportRow

Thing = TypeVar("Thing")

A_STEP = 1_000  # rows: a step of half a second, so that progress is seen
A_LOAD = 2_000_000  # characters: where rows are long, fewer make a step, and what is built of them fits into memory
_AT_ONCE = 100  # rows


@contextmanager
def whole() -> Iterator[None]:
    """A part of a step, all or nothing. What is too large for an index or a search vector is data that the database
    refuses, though it calls that a failure of its own: DataError."""
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, ProgramLimitExceeded):
            raise DataError(*error.args) from error
        raise


def go_on(run: Import, state: ImportState) -> None:
    run.state = state
    Import.objects.filter(pk=run.pk).update(state=state, version=F("version") + 1)


def next_rows(run: Import, outcome: RowOutcome, most: int = 0) -> list[ImportRow]:
    """The next rows with that outcome: at most `most` of them, and no more than fit into one step."""
    rows = ImportRow.objects.filter(of=run, outcome=outcome).order_by("number")[: most or A_STEP]
    return list(loads(rows.iterator(chunk_size=_AT_ONCE), lambda row: row.values))


def loads(rows: Iterable[Thing], values: Callable[[Thing], list[str]]) -> Iterator[Thing]:
    """The first of the rows up to one with which their values are a load."""
    length = 0
    for row in rows:
        yield row
        length += sum(map(len, values(row)))
        if length >= A_LOAD:
            return


def named(run: Import, row: ImportRow) -> Row:
    """The values of a row by field; of columns that mean nothing, none."""
    return {field: value for field, value in zip(run.fields, row.values, strict=True) if field}


def save(rows: Sequence[ImportRow]) -> None:
    """What became of rows. In one statement that reads them as a table: bulk_update asks for each row of each row."""
    told = [{name: getattr(row, name) for name in ("id", "digest", "outcome", "problems", "claim_id")} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_importrow SET digest = n.digest, outcome = n.outcome, problems = n.problems,"
            " claim_id = n.claim_id FROM json_to_recordset(%s)"
            " AS n (id bigint, digest text, outcome text, problems jsonb, claim_id bigint)"
            " WHERE claims_importrow.id = n.id",
            [json.dumps(told)],
        )


def save_imported(run: Import, claims: dict[int, int]) -> None:
    """The rows of these numbers have become the claims of those."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_importrow SET outcome = %s, claim_id = n.claim"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS n (row, claim)"
            " WHERE claims_importrow.of_id = %s AND claims_importrow.number = n.row",
            [RowOutcome.IMPORTED, list(claims), list(claims.values()), run.pk],
        )


def imported(digests: Collection[str]) -> set[str]:
    """Those of rows that have come in already, from this file or another one."""
    found = ImportRow.objects.filter(outcome=RowOutcome.IMPORTED, digest__in=digests, claim__isnull=False)
    return set(found.values_list("digest", flat=True))
