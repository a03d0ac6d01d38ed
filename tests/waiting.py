"""Work on a connection of its own that has to wait for what the test has locked."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction

_LONGEST = 20.0  # seconds


@contextmanager
def waited_for(work: Callable[[], Any]) -> Iterator[list[Any]]:
    """Run the block in a transaction, begin `work` before it is committed, and put into the list what `work` returned.

    Fails when `work` does not wait for the transaction. For tests with `django_db(transaction=True)`.
    """
    returned: list[Any] = []
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield returned
            begun = pool.submit(_alone, work)
            _until_it_waits(begun)
        returned.append(begun.result(_LONGEST))


def _alone(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connections.close_all()


def _until_it_waits(begun: Future[Any]) -> None:
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end and not begun.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("it did not wait")
