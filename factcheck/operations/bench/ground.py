"""Where the benches run: databases of their own in the folder's own cluster, kept between runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from claims import reading
from factcheck.operations.bench.synthetic import Synthetic

_PREFIX = "bench_"


def name_of(size: int) -> str:
    return f"{_PREFIX}{size}"


def use(database: str) -> None:
    """Point the default connection at a database of the cluster."""
    connection.close()
    connection.settings_dict["NAME"] = database
    settings.DATABASES["default"]["NAME"] = database


def _on_server(statement: str, database: str) -> None:
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'{statement} "{database}"')


def exists(database: str) -> bool:
    use("postgres")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


@contextmanager
def empty_database(database: str) -> Iterator[None]:
    """A migrated database without claims, dropped at the end."""
    _on_server("DROP DATABASE IF EXISTS", database)
    _on_server("CREATE DATABASE", database)
    use(database)
    call_command("migrate", verbosity=0, skip_checks=True)
    try:
        yield
    finally:
        _on_server("DROP DATABASE", database)


def database_of(size: int) -> str:
    """The name of the synthetic database of `size` claims, which is made when it is not there; it is in use now."""
    database = name_of(size)
    if not exists(database):
        draft = f"{database}_draft"
        _on_server("DROP DATABASE IF EXISTS", draft)
        _on_server("CREATE DATABASE", draft)
        use(draft)
        call_command("migrate", verbosity=0, skip_checks=True)
        Synthetic(size).load()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        use("postgres")
        with connection.cursor() as cursor:  # an interrupted load is never taken for a whole one
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{database}"')
    use(database)
    assert reading.head() > size, "the synthetic database is not whole"
    return database
