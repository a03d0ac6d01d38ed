"""Sending what is due: at least once, with the same id, in order for each claim, and what is urgent first.

One thread asks the database, takes endpoints under a lease and writes down what came of it; the others do nothing but
send. An endpoint gets one message at a time. So a slow one holds up one thread, and a lease, which is longer than any
attempt may take, is enough for two workers not to send the same message, unless one of them died.
"""

import random
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from factcheck.partners import posting, signing, subscribing
from factcheck.partners.choices import Pause
from factcheck.partners.models import Attempt, Delivery, Subscription
from factcheck.partners.posting import Reply

# After the first attempt: seconds first, so that a restart of the other side costs nothing; then about three days.
LADDER = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 5 * 60, 30 * 60, *(hours * 3600 for hours in (2, 5, 10, 14, 20, 20)))
)
_JITTER = 0.1  # of a rung, so that what failed together does not come back together
_LONGEST_WISH = timedelta(days=1)  # of Retry-After
LEASE = posting.LIMITS.total + 30.0
REST = 30.0  # for an endpoint that did not answer at all, before the next message is tried on it
AT_ONCE = 32
# Endpoints that failed last time share a quarter of the threads: they may be slow, and the others must not wait.
AT_ONCE_FAILING = AT_ONCE // 4
TURN = 50.0  # seconds, below the time limit of a task; the next one goes on

Post = Callable[[str, list[tuple[str, str]], bytes], Reply]

_NEXT = """
SELECT s.id, d.id FROM partners_subscription s
CROSS JOIN LATERAL (
    SELECT d.id, d.hurried, d.due_at FROM partners_delivery d
    WHERE d.subscription_id = s.id AND d.delivered_at IS NULL AND d.due_at <= statement_timestamp()
        AND NOT EXISTS (
            SELECT FROM partners_delivery e WHERE e.subscription_id = d.subscription_id AND e.subject = d.subject
            AND e.delivered_at IS NULL AND e.index < d.index
        )
    ORDER BY d.hurried DESC, d.index NULLS FIRST, d.id LIMIT 1
) d
WHERE s.paused_at IS NULL AND (s.leased_until IS NULL OR s.leased_until <= statement_timestamp())
    AND (s.failing_since IS NOT NULL) = %s
ORDER BY d.hurried DESC, d.due_at LIMIT %s FOR UPDATE OF s SKIP LOCKED
"""
# A second statement sees what was delivered between the first one's beginning and its locks.
_LEASE = """
UPDATE partners_subscription s SET leased_until = statement_timestamp() + %s * interval '1 second'
FROM partners_delivery d WHERE d.id = ANY(%s) AND d.subscription_id = s.id AND d.delivered_at IS NULL
RETURNING d.id, s.leased_until
"""


@dataclass(frozen=True)
class Job:
    """One attempt to be made. It holds all that a thread needs without the database."""

    delivery: Delivery
    secrets: tuple[str, ...]
    content: bytes
    lease: datetime
    failing: bool

    def run(self, post: Post) -> tuple[Reply, float]:
        began = time.monotonic()
        signed = signing.headers(self.secrets, self.delivery.public_id, int(time.time()), self.content)
        reply = post(self.delivery.subscription.url, signed, self.content)
        return reply, time.monotonic() - began


def send_due(post: Post = posting.post, turn: float = TURN) -> int:
    """Send until nothing is due or the turn is over; how many attempts were made."""
    made, end = 0, time.monotonic() + turn
    running: dict[Future[tuple[Reply, float]], Job] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhooks") as pool:
        while True:
            if time.monotonic() < end:
                for job in _take_free(running.values()):
                    running[pool.submit(job.run, post)] = job
            if not running:
                return made
            done, _others = wait(running, return_when=FIRST_COMPLETED)
            made += len(done)
            _write_down([(running.pop(future), *future.result()) for future in done])


def _take_free(running: Iterable[Job]) -> list[Job]:
    """As many jobs as there are threads for, what is healthy first."""
    failing = [job.failing for job in running]
    jobs = _take(AT_ONCE - len(failing), failing=False)
    room = min(AT_ONCE - len(failing) - len(jobs), AT_ONCE_FAILING - sum(failing))
    return jobs + (_take(room, failing=True) if room > 0 else [])


@transaction.atomic
def _take(most: int, *, failing: bool) -> list[Job]:
    if most <= 0:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [failing, most])
        found = cursor.fetchall()
        if not found:
            return []
        cursor.execute(_LEASE, [LEASE, [delivery for _subscription, delivery in found]])
        leases = dict(cursor.fetchall())
    deliveries = Delivery.objects.select_related("subscription", "message").in_bulk(list(leases))
    jobs = (_job(deliveries[pk], lease, failing) for pk, lease in leases.items())
    return [job for job in jobs if job]


def _job(delivery: Delivery, lease: datetime, failing: bool) -> Job | None:
    try:
        secrets = subscribing.secrets_of(delivery.subscription)
    except signing.SecretUnreadable:
        subscribing.pause(delivery.subscription, Pause.UNREADABLE)
        return None
    return Job(delivery, secrets, bytes(delivery.message.content), lease, failing)


# What came of it -------------------------------------------------------------------------------------------------


@transaction.atomic
def _write_down(done: Iterable[tuple[Job, Reply, float]]) -> None:
    for job, reply, seconds in done:
        Attempt.objects.create(
            delivery=job.delivery,
            milliseconds=round(seconds * 1000),
            status=reply.status,
            problem=reply.problem,
            answer=reply.answer,
        )
        if reply.accepted:
            _delivered(job)
        else:
            _failed(job, reply)


def _delivered(job: Job) -> None:
    Delivery.objects.filter(pk=job.delivery.pk).update(delivered_at=Now(), attempt_count=F("attempt_count") + 1)
    Subscription.objects.filter(pk=job.delivery.subscription_id).update(failing_since=None)
    _give_back(job)


def _failed(job: Job, reply: Reply) -> None:
    attempts = job.delivery.attempt_count + 1
    again: dict[str, Any] = {"attempt_count": F("attempt_count") + 1}
    if attempts <= len(LADDER):
        again["due_at"] = Now() + _rung(attempts, reply.retry_after)
    Delivery.objects.filter(pk=job.delivery.pk, delivered_at=None).update(**again)
    failing_since = Coalesce("failing_since", Now())
    Subscription.objects.filter(pk=job.delivery.subscription_id).update(failing_since=failing_since)
    _give_back(job, rest=reply.status is None)
    if reply.status == 410:
        subscribing.pause(job.delivery.subscription, Pause.GONE)
    elif attempts > len(LADDER):
        subscribing.pause(job.delivery.subscription, Pause.GAVE_UP)


def _rung(attempts: int, wish: timedelta | None) -> timedelta:
    """How long to wait after so many attempts; longer where the endpoint asked for it."""
    rung = LADDER[attempts - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 - nothing to guess
    return max(rung, min(wish or rung, _LONGEST_WISH))


def _give_back(job: Job, rest: bool = False) -> None:
    """End the lease, unless it ran out and somebody else has one by now."""
    until = Now() + timedelta(seconds=REST) if rest else None
    mine = Subscription.objects.filter(pk=job.delivery.subscription_id, leased_until=job.lease)
    mine.update(leased_until=until)
