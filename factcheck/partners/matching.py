"""Which Records concern a subscription."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from claims.choices import Change, SubjectKind
from claims.stored import Stored, fetched
from factcheck.partners.models import Subscription

# Nothing has happened, so nobody is told.
SILENT = (Change.REISSUED,)


@dataclass(frozen=True)
class Event:
    """A Record, and the topics that its thing belonged to before it and belongs to now."""

    row: Stored
    topics: frozenset[str]


def events_of(rows: Collection[Stored]) -> list[Event]:
    """The Records that somebody may be told of."""
    told = [row for row in rows if row.change not in SILENT]
    topics = _topics([row.index for row in told])
    return [Event(row, topics.get(row.index, frozenset())) for row in told]


def _topics(indices: list[int]) -> dict[int, frozenset[str]]:
    found = fetched(
        "SELECT index, topic FROM claims_listing WHERE index = ANY(%(these)s) UNION ALL"
        " SELECT until_index, topic FROM claims_listing WHERE until_index = ANY(%(these)s)",
        {"these": indices},
    )
    topics: dict[int, set[str]] = {}
    for index, topic in found:
        topics.setdefault(index, set()).add(topic)
    return {index: frozenset(of_index) for index, of_index in topics.items()}


def wants(subscription: Subscription, event: Event) -> bool:
    """Whether the subscription is told of it.

    A claim that leaves a topic or a status concerns those who follow it as much as one that enters it.
    """
    row = event.row
    return (
        _among(row.subject_kind, subscription.types or [SubjectKind.CLAIM])
        and _among(row.change, subscription.changes)
        and _any_among((row.status, row.previous_status), subscription.statuses)
        and _any_among((*event.topics, row.subject), subscription.topics)
        and (row.urgent or not subscription.only_urgent)
    )


def _among(value: str, wanted: Collection[str]) -> bool:
    return not wanted or value in wanted


def _any_among(values: Iterable[str], wanted: Collection[str]) -> bool:
    return not wanted or any(value in wanted for value in values)
