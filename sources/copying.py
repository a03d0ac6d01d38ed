"""Asking a public archive, such as the Wayback Machine, to keep a copy of a report: proof that is not ours alone.

It tells others what a desk looks at, so it is off until an operator names the archive, and editors ask each time.
"""

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sources import leasing
from sources.connecting import Answer, Limits, Problem, current_ways, send
from sources.connecting.targets import parse
from sources.models import PublicCopy, Report
from sources.texts import storable

LIMITS = Limits(total=120, silence=110, body=5_000_000)  # an archive answers when it has fetched the page
LEASE = timedelta(minutes=3)
MOST_TRIES = 4
_AGAIN_AFTER = timedelta(minutes=5)  # twice as long after each try
_MOST_IN_A_PASS = 10
_COPY = re.compile(r"/\d{14}[a-z_]*/")  # every archive of this kind has the moment in the address of a copy
_LONGEST_LINK = 2_500
_FOR_NOW = {408, 425, 429, 500, 502, 503, 504}


def is_offered() -> bool:
    return bool(settings.PUBLIC_ARCHIVE)


def archive_name() -> str:
    """The host of the archive that is asked, for people; empty when none is."""
    return urlsplit(settings.PUBLIC_ARCHIVE).hostname or ""


def ask_for_copy(report: Report, by: int, now: datetime) -> bool:
    """Note that an editor wants a copy; whether that is new. Raises Problem for an address that cannot be asked for."""
    parse(report.url, current_ways())
    wish = PublicCopy(report=report, url=report.url, asked_at=now, asked_by_id=by, due_at=now)
    open_ones = PublicCopy.objects.filter(report=report, ended_at=None)
    # Two editors may ask at once: the database lets one wish be open, and both get what they want.
    PublicCopy.objects.bulk_create([wish], ignore_conflicts=True)
    return open_ones.filter(asked_at=now, asked_by=by).exists()


def copy_what_is_due(clock: Callable[[], datetime] = leasing.database_now) -> int:
    """Ask for the copies that are due, a few in one pass; how many were asked for."""
    count = 0
    while is_offered() and count < _MOST_IN_A_PASS and (wish := _take(clock())):
        _ask(wish, clock)
        count += 1
    return count


@transaction.atomic
def _take(now: datetime) -> PublicCopy | None:
    free = Q(lease=None) | Q(leased_until__lt=now)
    due = PublicCopy.objects.select_for_update(skip_locked=True).filter(free, ended_at=None, due_at__lte=now)
    wish = due.order_by("due_at", "pk").first()
    if wish:
        wish.lease, wish.leased_until, wish.try_count = uuid.uuid4(), now + LEASE, wish.try_count + 1
        wish.save(update_fields=["lease", "leased_until", "try_count"])
    return wish


def _ask(wish: PublicCopy, clock: Callable[[], datetime]) -> None:
    try:
        # The redirect leads to the copy itself: its address is wanted, not the page.
        url = settings.PUBLIC_ARCHIVE + parse(wish.url, current_ways()).url
        answer = send("GET", url, limits=LIMITS, follow=False)
    except Problem as problem:
        _end(wish, clock(), "", problem.sentence, may_try_again=True)
        return
    link = _link(answer)
    reason = "" if link else _("The archive answered with %(status)s and no copy.") % {"status": answer.status}
    _end(wish, clock(), link, reason, may_try_again=answer.status in _FOR_NOW)


def _link(answer: Answer) -> str:
    """The address of the copy, if the answer names one on the archive itself; otherwise empty."""
    told = answer.header("location") or answer.header("content-location")
    try:
        link = urljoin(answer.url, told)
        is_its_own = urlsplit(link).netloc == urlsplit(answer.url).netloc
    except ValueError:
        return ""
    is_copy = answer.status < 400 and is_its_own and _COPY.search(link) and len(link) <= _LONGEST_LINK
    return storable(link) if is_copy else ""


def _end(wish: PublicCopy, now: datetime, link: str, reason: str, *, may_try_again: bool) -> None:
    """Store what came of it, unless the lease went to somebody else meanwhile."""
    ours = PublicCopy.objects.filter(pk=wish.pk, lease=wish.lease)
    if not link and may_try_again and wish.try_count < MOST_TRIES:
        ours.update(lease=None, leased_until=None, due_at=now + _AGAIN_AFTER * 2 ** (wish.try_count - 1))
        return
    ours.update(lease=None, leased_until=None, ended_at=now, link=link, reason=storable(reason)[:500])
