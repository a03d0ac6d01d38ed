"""The time at which the desk acts. Only the demonstration, which retells events of the past, sets it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("set_to", default=None)


def now() -> datetime:
    """The current moment in UTC, or the one that the demonstration has arrived at."""
    return _set_to.get() or timezone.now()


def set_moment() -> datetime | None:
    """The moment that was set, or None when the clock is the real one."""
    return _set_to.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Act as if it were `moment`. A log that is no demonstration refuses to append under a set clock."""
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
