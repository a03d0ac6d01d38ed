"""PostgreSQL's own COPY of rows that are finished: what every load of ours is held against."""

import time
from collections.abc import Iterable
from io import BytesIO

from django.db import connection, transaction
from django.db.models import Model


def tables_of(models: Iterable[type[Model]]) -> dict[str, str]:
    """Each model's table with its columns that are not generated, in the order given: references have to allow it."""
    return {
        model._meta.db_table: ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
        for model in models
    }


def copy_out(table: str, columns: str = "*") -> bytes:
    data = BytesIO()
    select = f"SELECT {columns} FROM {table}"  # noqa: S608 - our own names
    with connection.cursor() as cursor, cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT binary)") as copy:
        for block in copy:
            data.write(block)
    return data.getvalue()


def copy_in(table: str, data: bytes, columns: str = "*") -> None:
    names = "" if columns == "*" else f"({columns})"
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} {names} FROM STDIN (FORMAT binary)") as copy:
        copy.write(data)


def replace(table: str, data: bytes) -> None:
    """Whole rows in place of those that are there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    copy_in(table, data)


def timed_copy(rows: dict[str, bytes], tables: dict[str, str]) -> float:
    """Seconds that all of it takes in one transaction."""
    begin = time.perf_counter()
    with transaction.atomic():
        for table, data in rows.items():
            copy_in(table, data, tables[table])
    return time.perf_counter() - begin
