"""From the log to deliveries. The log is the outbox: what a subscription has not been asked about stands there.

The deliveries of a subscription are made and its cursor is moved in one transaction, so a dispatcher that dies leaves
neither a gap nor a double. While a subscription is paused its cursor stands; it goes on from there.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from claims import reading
from claims.stored import Stored
from factcheck.partners.matching import Event, events_of, wants
from factcheck.partners.messages import messages_of
from factcheck.partners.models import Delivery, Subscription

MOST_RECORDS = 200
MOST_SUBSCRIPTIONS = 500
# An endpoint that does not keep up is given no more for now: what it lacks is safe in the log.
MOST_WAITING = 1000


def dispatch() -> int:
    """Make every delivery that is to be made; how many."""
    made, more = 0, True
    while more:
        count, more = _dispatch_some()
        made += count
    return made


@transaction.atomic
def _dispatch_some() -> tuple[int, bool]:
    """Ask some subscriptions about some Records: how many deliveries were made, and whether to go on.

    Those that are the least behind come first, so that one which was paused for a month keeps nobody waiting.
    """
    waiting = _behind(reading.head() - 1)
    nearest = waiting.order_by("-cursor").values_list("cursor", flat=True).first()
    if nearest is None:
        return 0, False
    asked = list(waiting.filter(cursor=nearest).select_for_update(skip_locked=True)[:MOST_SUBSCRIPTIONS])
    rows = reading.changes(nearest, MOST_RECORDS)
    if not asked or not rows:
        return 0, False  # somebody else is at it
    made = make_deliveries(asked, rows)
    Subscription.objects.filter(pk__in=[subscription.pk for subscription in asked]).update(cursor=rows[-1].index)
    return made, True


def _behind(last: int) -> QuerySet[Subscription]:
    open_ones = Delivery.objects.filter(subscription=OuterRef("pk"), delivered_at=None).order_by()
    count = open_ones.values("subscription").annotate(count=Count("pk")).values("count")
    return (
        Subscription.objects.filter(paused_at=None, cursor__lt=last)
        .annotate(waiting=Coalesce(Subquery(count), 0))
        .filter(waiting__lt=MOST_WAITING)
    )


def make_deliveries(asked: Sequence[Subscription], rows: Sequence[Stored]) -> int:
    """Make the deliveries of these Records to those who want them; how many there are. What is there already stays."""
    wanted = [
        (event, subscription) for event in events_of(rows) for subscription in asked if wants(subscription, event)
    ]
    contents = messages_of({event.row.index: event.row for event, _subscription in wanted}.values())
    Delivery.objects.bulk_create(
        [_delivery(event.row, subscription, contents) for event, subscription in wanted], ignore_conflicts=True
    )
    for event, urgently in _urgent(wanted):
        _hurry(event.row, urgently)
    return len(wanted)


def _delivery(row: Stored, subscription: Subscription, contents: dict[int | None, int]) -> Delivery:
    return Delivery(
        subscription=subscription,
        message_id=contents[row.index],
        index=row.index,
        subject=row.subject,
        urgent=row.urgent,
        hurried=row.urgent,
    )


def _urgent(wanted: Sequence[tuple[Event, Subscription]]) -> list[tuple[Event, list[int]]]:
    urgent: dict[int, tuple[Event, list[int]]] = {}
    for event, subscription in wanted:
        if event.row.urgent:
            urgent.setdefault(event.row.index, (event, []))[1].append(subscription.pk)
    return list(urgent.values())


def _hurry(row: Stored, subscriptions: list[int]) -> None:
    """What is to come before something urgent, of the same thing, is tried at once: it may have waited for its turn."""
    before: dict[str, Any] = {"subject": row.subject, "index__lt": row.index, "delivered_at": None}
    Delivery.objects.filter(subscription__in=subscriptions, **before).exclude(Q(hurried=True)).update(
        hurried=True, due_at=Now()
    )
