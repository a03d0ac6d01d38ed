"""Turns: which report a worker looks for next, so that no two look for one, and no host is asked twice at a time."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from sources.models import Host, Watch

# Longer than one look can take (connecting.Limits, extracting): a worker that is killed loses its turn after it.
LEASE = timedelta(minutes=3)


@dataclass(frozen=True)
class Turn:
    """The right to look for one report until the lease ends."""

    watch: Watch
    lease: uuid.UUID


def database_now() -> datetime:
    """The clock that all workers share."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


@transaction.atomic
def take_turn(now: datetime) -> Turn | None:
    """The report that is overdue longest on a host that may be asked now; None when there is none."""
    free = Q(lease=None) | Q(leased_until__lt=now)
    locked = (
        Watch.objects.select_for_update(skip_locked=True, of=("self", "host"))
        .select_related("host")
        .only("pk", "host__name")
        .filter(free, due_at__lte=now, host__free_at__lte=now)
        .order_by("due_at")
        .first()
    )
    if locked is None:
        return None
    watch = Watch.objects.select_related("host", "report", "baseline__text", "last_good__text").get(pk=locked.pk)
    lease = uuid.uuid4()
    Watch.objects.filter(pk=watch.pk).update(lease=lease, leased_until=now + LEASE)
    # The host is busy until the look ends. If it never ends, the host is free again with the report.
    Host.objects.filter(pk=watch.host_id).update(free_at=now + LEASE)
    return Turn(watch, lease)


def end_turn(turn: Turn, *, due_at: datetime | None, host_free_at: datetime, **facts: object) -> bool:
    """Give the turn back; whether it was still ours. A turn that went to somebody else changes nothing."""
    ended = Watch.objects.filter(pk=turn.watch.pk, lease=turn.lease).update(
        lease=None, leased_until=None, due_at=due_at, **facts
    )
    if ended:
        Host.objects.filter(pk=turn.watch.host_id).update(free_at=host_free_at)
    return bool(ended)
