"""What keeping the record current costs a bulk load: the import against PostgreSQL's own COPY of the same rows."""

import time
from io import BytesIO

from django.apps import apps
from django.db import connection, transaction

from claims.workflow.importing import publish_new_claims
from factcheck.operations.bench.ground import empty_database
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.synthetic import Synthetic
from sources.texts import texts

CLAIMS = 10_000
_MODELS = ("StatusChange", "Claim", "Attribution", "Hop", "Record", "Body", "Listing", "Mention")
# Rows that these refer to; they are there before either side is timed.
_BEFORE = ("accounts_user", "sources_source", "sources_report", "claims_topic", "claims_measure")


def measure() -> list[Line]:
    """Load the same claims twice, into the same tables with the same indexes, constraints and triggers."""
    with empty_database("bench_load"):
        imported = _import()
        rows = {table: _copy_out(table, columns) for table, columns in _tables().items()}
        before = {table: _copy_out(table, "*") for table in _BEFORE}
    with empty_database("bench_copy"):
        for table, data in before.items():
            _empty(table)
            _copy_in(table, "*", data)
        copied = _timed_copy(rows)
    return [
        Line("import, with bodies and search vectors built", CLAIMS / imported, "claims/s"),
        Line("COPY of the finished rows", CLAIMS / copied, "claims/s"),
        Line("import : COPY", copied / imported, "", 0.5),
    ]


def _import() -> float:
    synthetic = Synthetic(CLAIMS)
    synthetic.sources = synthetic.make_sources()
    seconds = 0.0
    for batch in synthetic.batches():
        begin = time.perf_counter()
        publish_new_claims(batch, by=synthetic.editor, reason=texts(en="Imported."))
        seconds += time.perf_counter() - begin
    return seconds


def _tables() -> dict[str, str]:
    """The tables in an order that their references allow, each with its columns that are not generated."""
    models = [apps.get_model("claims", name) for name in _MODELS]
    return {
        model._meta.db_table: ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        for model in models
    }


def _copy_out(table: str, columns: str) -> bytes:
    data = BytesIO()
    select = f"SELECT {columns} FROM {table}"  # noqa: S608 - our own names
    with connection.cursor() as cursor, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)") as copy:
        for block in copy:
            data.write(block)
    return data.getvalue()


def _copy_in(table: str, columns: str, data: bytes) -> None:
    names = "" if columns == "*" else f"({columns})"
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} {names} FROM STDIN (FORMAT binary)") as copy:
        copy.write(data)


def _empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


def _timed_copy(rows: dict[str, bytes]) -> float:
    tables = _tables()
    begin = time.perf_counter()
    with transaction.atomic():
        for table, data in rows.items():
            _copy_in(table, tables[table], data)
    return time.perf_counter() - begin
