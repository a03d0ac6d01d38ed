"""Cursors: where a list goes on. Opaque to whoever holds one, signed, and good for the list that gave it alone.

A list is read as of the moment of its first page, so that a claim which changes meanwhile is neither missed nor met
twice. The cursor carries that moment as the length of the log.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

from factcheck.api import problems
from factcheck.api.problems import Problem

# What was superseded since the first page is looked through for each page; so much of it costs a few milliseconds.
MOST_RECORDS_BEHIND = 50_000
_START_AGAIN = "Ask for the first page again: the same address without `cursor`."
# What may differ from one page to the next.
_FREE = {"cursor", "limit"}


@dataclass(frozen=True)
class Place:
    """A place in a list: of the log's first `pinned` Records, those with an index below `before`."""

    pinned: int
    before: int


def write(path: str, query: QueryDict, place: Place) -> str:
    return _signer(path, query).sign(f"{place.pinned}.{place.before}")


def read(path: str, query: QueryDict, cursor: str) -> Place:
    """The place that `cursor` names. Raises a Problem that says how to start again."""
    try:
        pinned, before = _signer(path, query).unsign(cursor).split(".")
    except BadSignature:
        raise Problem(problems.INVALID_CURSOR, f"It was altered or made for another question. {_START_AGAIN}") from None
    return Place(int(pinned), int(before))


def check_age(place: Place, head: int) -> None:
    """Raise a Problem when the log, now of `head` Records, has grown by too much since the first page."""
    if not 0 <= head - place.pinned <= MOST_RECORDS_BEHIND:
        raise Problem(problems.EXPIRED_CURSOR, f"Too much was published since. {_START_AGAIN}")


def _signer(path: str, query: QueryDict) -> Signer:
    """One signer for each question: the address and its parameters, in any order."""
    question = sorted((name, value) for name, values in query.lists() for value in values if name not in _FREE)
    return Signer(salt=f"factcheck.api cursor {path} {question}")
