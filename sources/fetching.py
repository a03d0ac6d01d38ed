"""Asking a host for a report politely: by its robots.txt, one request at a time, and not sooner than it wants."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from sources.connecting import Answer, Limits, Problem, ProblemKind, get
from sources.models import Host, Watch
from sources.texts import storable

if TYPE_CHECKING:
    from protego import Protego

LIMITS = Limits()
UNCONDITIONAL_AFTER = 4  # answers 304 in succession: some servers say so of pages that did change
_ROBOTS_FRESH = timedelta(days=1)  # RFC 9309, section 2.4
_ROBOTS_LAST = timedelta(days=30)  # what a host once said counts for so long when it does not answer (2.3.1.4)
_ROBOTS_LIMITS = Limits(total=20, body=600_000, unpacked=600_000, redirects=5)
_LONGEST_ROBOTS = 500_000  # characters; RFC 9309, section 2.5
_MOST_STARS = 8  # in one rule: more is no path but an attack on the matching
_LONGEST_GAP = timedelta(seconds=60)  # of a Crawl-delay: more would keep us from ever seeing a deletion
_LONGEST_WAIT = timedelta(hours=24)
_FIRST_BACKOFF = timedelta(minutes=2)
_AGENT = re.compile(r"[A-Za-z_-]+")
_REFUSALS = {429, 503}


@dataclass(frozen=True)
class Fetched:
    """What asking brought: an answer or a problem."""

    answer: Answer | None = None
    problem: Problem | None = None

    @property
    def status(self) -> int:
        return self.answer.status if self.answer else 0

    @property
    def headers(self) -> Mapping[str, str]:
        return dict(self.answer.headers) if self.answer else {}


def fetch(watch: Watch) -> Fetched:
    """Ask for the page, conditionally where the last good answer allows it."""
    return _ask(watch.url, validators(watch), LIMITS)


def _ask(url: str, headers: list[tuple[str, str]], limits: Limits) -> Fetched:
    try:
        return Fetched(answer=get(url, headers=headers, limits=limits))
    except Problem as problem:
        return Fetched(problem=problem)


def validators(watch: Watch) -> list[tuple[str, str]]:
    """Headers that let an unchanged page be told in a few bytes (RFC 9110, section 13.1)."""
    good = watch.last_good
    if good is None or watch.unmodified_count >= UNCONDITIONAL_AFTER or good.redirects:
        return []
    known = {name.lower(): value for name, value in good.headers}
    pairs = (("If-None-Match", known.get("etag", "")), ("If-Modified-Since", known.get("last-modified", "")))
    return [(name, value) for name, value in pairs if value.isascii() and value.isprintable() and value]


# robots.txt -----------------------------------------------------------------------------------------------------


def knows_robots(host: Host, now: datetime) -> bool:
    """Whether what the host allows was asked lately enough, or need not be asked."""
    return not settings.WATCH_ROBOTS or bool(host.robots_at and now - host.robots_at < _ROBOTS_FRESH)


def ask_robots(watch: Watch, now: datetime) -> Fetched:
    """Ask the host of this report what it allows, and keep its answer. Not there: everything is allowed."""
    fetched = _ask(f"{urlsplit(watch.url).scheme}://{watch.host_id}/robots.txt", [], _ROBOTS_LIMITS)
    facts: dict[str, object] = {"robots_at": now}
    if fetched.answer and 200 <= fetched.status < 300:
        facts |= {"robots": _text(fetched.answer.body), "robots_closed": False}
    elif _is_there_none(fetched):
        facts |= {"robots": "", "robots_closed": False}
    elif watch.host.robots_at is None or now - watch.host.robots_at > _ROBOTS_LAST:
        facts |= {"robots_closed": True}
    else:  # what it said before holds; it is asked again with the next look
        facts = {}
    Host.objects.filter(pk=watch.host_id).update(**facts or {"robots_at": watch.host.robots_at})
    return fetched


def _is_there_none(fetched: Fetched) -> bool:
    """Refused or missing counts as "everything is allowed" (RFC 9309, section 2.3.1.3), and so does garbage."""
    if fetched.problem:
        return fetched.problem.kind in {ProblemKind.TOO_LARGE, ProblemKind.BAD_ENCODING, ProblemKind.TOO_MANY_REDIRECTS}
    return 300 <= fetched.status < 500 and fetched.status != 429


def _text(body: bytes) -> str:
    lines = storable(body.decode("utf-8-sig", "replace"))[:_LONGEST_ROBOTS].splitlines()
    return "\n".join(line for line in lines if line.count("*") <= _MOST_STARS)


def is_allowed(watch: Watch) -> bool:
    """Whether the host's robots.txt lets us look at this page."""
    if not settings.WATCH_ROBOTS:
        return True
    return not watch.host.robots_closed and _rules(watch.host).can_fetch(watch.url, _agent())


def _rules(host: Host) -> "Protego":
    from protego import Protego

    return Protego.parse(host.robots)


def _agent() -> str:
    """The product token that robots.txt knows us by (RFC 9309, section 2.2.1)."""
    found = _AGENT.match(settings.USER_AGENT)
    return found.group().lower() if found else "*"


# How soon again -------------------------------------------------------------------------------------------------


def gap(host: Host) -> timedelta:
    """How long the host is left alone between two requests."""
    least = timedelta(seconds=settings.WATCH_HOST_GAP)
    asked_for = _rules(host).crawl_delay(_agent()) if settings.WATCH_ROBOTS and host.robots else None
    return max(least, min(timedelta(seconds=asked_for), _LONGEST_GAP)) if asked_for else least


def free_at(host: Host, fetched: Fetched, now: datetime) -> datetime:
    """When the host may be asked again. One that says that we ask too often is obeyed, and left alone ever longer."""
    if fetched.status not in _REFUSALS:
        if host.backoff_count and fetched.answer:
            Host.objects.filter(pk=host.pk).update(backoff_count=0)
        return now + gap(host)
    wait = retry_after(fetched.headers, now)
    if wait is None and fetched.status == 429:
        wait = _FIRST_BACKOFF * 2 ** min(host.backoff_count, 10)
    Host.objects.filter(pk=host.pk).update(backoff_count=min(host.backoff_count + 1, 30))
    return now + max(gap(host), min(wait or timedelta(), _LONGEST_WAIT))


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the server wants to be left alone (RFC 9110, section 10.2.3); None when it does not say."""
    value = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(timedelta(), (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now)
