"""Whether our own network lives: trouble of ours says nothing about the reports that we look for."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache

from sources.connecting import Limits, Problem, send
from sources.models import Outage

_ALIVE = "network-alive"
_ALIVE_FOR = 10  # seconds that a good answer of a canary counts: shorter than what separates two looks at a report
_LIMITS = Limits(total=10, resolve=5, connect=5, silence=5, body=100_000, unpacked=100_000)


def is_alive() -> bool:
    """Whether one of the canaries answers, each a server that is always there."""
    if cache.get(_ALIVE):
        return True
    alive = any(map(_answers, settings.WATCH_CANARIES))
    if alive:
        cache.set(_ALIVE, True, _ALIVE_FOR)
    return alive


def _answers(url: str) -> bool:
    try:
        # A redirect is what the login page of a hotel or a broken proxy gives.
        return 200 <= send("GET", url, limits=_LIMITS, follow=False).status < 300
    except Problem:
        return False


def note_outage(now: datetime) -> None:
    """Remember that nothing can be looked for now."""
    if not Outage.objects.filter(ended_at=None).update(checked_at=now):
        Outage.objects.bulk_create([Outage(began_at=now, checked_at=now)], ignore_conflicts=True)


def may_look(now: datetime) -> bool:
    """Whether looking makes sense: no outage goes on, or it has just ended."""
    if not Outage.objects.filter(ended_at=None).exists():
        return True
    if is_alive():
        Outage.objects.filter(ended_at=None).update(ended_at=now)
        return True
    note_outage(now)
    return False
