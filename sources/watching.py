"""The watch itself: take a turn, ask, keep what came, and let it have its say.

Everything that a turn brings is stored in one transaction that first checks that the turn is still ours: a worker may
die at any moment, or be so slow that another one takes its turn over, and no look is lost or counted twice.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sources import archiving, capturing, fetching, leasing, network, observing, scheduling
from sources.choices import GOOD, ReportState, Vantage
from sources.comparing import Comparison, Finding, Quote, compare
from sources.comparing.restless import LOOKS, restless
from sources.extracting.reading import Extracted
from sources.fetching import Fetched
from sources.leasing import Turn
from sources.models import Capture, Excerpt, Report, TextChange, Watch
from sources.recognising import Good, Recognised, Why, recognise

logger = logging.getLogger(__name__)

SECONDS = 25.0  # a pass goes on for so long; celery-beat begins the next
_FIRST_SLOT = 0x7761_7463  # advisory locks: "watc", and one number for each slot
_AFTER_A_FAULT = timedelta(minutes=15)  # of ours, while looking: the report must not hold the others up
_AFTER_AN_OUTAGE = timedelta(minutes=1)
_MOST_FINDINGS = 50
_LONGEST_QUOTE = 500
_MISSED = (ReportState.ABSENT, ReportState.BLOCKED, ReportState.UNREACHABLE)


def watch(seconds: float = SECONDS, clock: Callable[[], datetime] = leasing.database_now) -> int:
    """Look for what is due until nothing is, or `seconds` have passed; how many turns were taken."""
    if not settings.WATCH:
        return 0
    with _slot() as is_ours:
        return _looks(seconds, clock) if is_ours else 0


def _looks(seconds: float, clock: Callable[[], datetime]) -> int:
    ends, count = time.monotonic() + seconds, 0
    while time.monotonic() < ends and network.may_look(clock()) and (turn := leasing.take_turn(clock())):
        look(turn, clock)
        count += 1
    return count


class _slot:
    """One of the few passes that go on at a time on all machines. The database frees it when a worker dies."""

    def __enter__(self) -> bool:
        keys = range(_FIRST_SLOT, _FIRST_SLOT + settings.WATCH_WORKERS)
        self._key = next((key for key in keys if _ask(f"SELECT pg_try_advisory_lock({key})")), None)
        return self._key is not None

    def __exit__(self, *reason: object) -> None:
        if self._key is not None:
            _ask(f"SELECT pg_advisory_unlock({self._key})")


def _ask(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def look(turn: Turn, clock: Callable[[], datetime] = leasing.database_now) -> Capture | None:
    """Look for the report whose turn it is; the capture, or None when it came to nothing."""
    try:
        return _look(turn, clock)
    except Exception:
        # Whatever it was, the others must be looked for. The operator finds it in the log; the report is due again.
        logger.exception("could not look for report %s", turn.watch.pk)
        now = clock()
        leasing.end_turn(turn, due_at=now + _AFTER_A_FAULT, host_free_at=now + fetching.gap(turn.watch.host))
        return None


def _look(turn: Turn, clock: Callable[[], datetime]) -> Capture | None:
    watch, began = turn.watch, clock()
    if not fetching.knows_robots(watch.host, began):
        _ask_robots(turn, clock)
        return None
    if not fetching.is_allowed(watch):
        return _keep(turn, Fetched(), Extracted("none"), Recognised(ReportState.BLOCKED, Why.ROBOTS), began, clock())
    fetched = fetching.fetch(watch)
    extracted = _extract(fetched)
    recognised = recognise(capturing.met(watch.url, fetched, extracted), _good(watch))
    if recognised.state in _MISSED and not network.is_alive():
        _put_off(turn, clock())
        return None
    return _keep(turn, fetched, extracted, recognised, began, clock())


def _ask_robots(turn: Turn, clock: Callable[[], datetime]) -> None:
    """What the host allows is a request of its own; the report stays due and follows after the gap."""
    fetched = fetching.ask_robots(turn.watch, clock())
    now = clock()
    if fetched.problem and not network.is_alive():
        _put_off(turn, now)
        return
    free_at = fetching.free_at(turn.watch.host, fetched, now)
    leasing.end_turn(turn, due_at=turn.watch.due_at, host_free_at=free_at)


def _put_off(turn: Turn, now: datetime) -> None:
    """Our own network is dead: that was no look at the report."""
    network.note_outage(now)
    leasing.end_turn(turn, due_at=turn.watch.due_at, host_free_at=now + _AFTER_AN_OUTAGE)


def _extract(fetched: Fetched) -> Extracted:
    if fetched.answer is None or not fetched.answer.body:
        return Extracted("none")
    return capturing.read_body(fetched.answer)


def _good(watch: Watch) -> Good | None:
    good = watch.last_good
    return Good(good.title, good.text.text, good.text.visible) if good and good.text else None


# Keeping --------------------------------------------------------------------------------------------------------


def _keep(
    turn: Turn, fetched: Fetched, extracted: Extracted, recognised: Recognised, began: datetime, now: datetime
) -> Capture | None:
    """Store the capture and what follows from it; None when the turn has gone to somebody else meanwhile."""
    place = archiving.Place()
    if fetched.answer and fetched.status != 304:
        place = archiving.store(fetched.answer, name=f"{turn.watch.pk}-{turn.lease}", earlier=turn.watch.last_good)
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=turn.watch.pk)
        if not Watch.objects.select_for_update().filter(pk=report.pk, lease=turn.lease).exists():
            return None
        capture = _capture(turn, fetched, extracted, recognised, place, began)
        capture.save()
        changed = _text_change(turn.watch, capture, now)
        changed |= observing.observe(report, capture) is not None
        _plan_next(turn, report, capture, fetched, changed, now)
    return capture


def _capture(
    turn: Turn, fetched: Fetched, extracted: Extracted, recognised: Recognised, place: archiving.Place, began: datetime
) -> Capture:
    watch, answer = turn.watch, fetched.answer
    facts: dict[str, Any] = {"outcome": recognised.state, "why": recognised.why, "url": watch.url, **vars(place)}
    if answer:
        facts |= capturing.answered(answer)
    elif fetched.problem:
        facts |= capturing.failed(fetched.problem)
    capture = Capture(
        report=watch.report,
        requested_at=began,
        vantage=Vantage.WATCHER,
        lease=turn.lease,
        title=extracted.title[:500],
        text=capturing.text_of(extracted) if recognised.state in GOOD else None,
        **facts,
    )
    if recognised.why == Why.NOT_MODIFIED and watch.last_good:
        capture.title, capture.text = watch.last_good.title, watch.last_good.text
    if capture.text:
        capture.outcome = _compared(watch, capture)
        capture.excerpts = capturing.refound(watch.report, capture)
    return capture


def _compared(watch: Watch, capture: Capture) -> str:
    """As published, or changed in substance. One that moved has moved, whatever it says."""
    baseline = watch.baseline
    if capture.outcome != ReportState.PRESENT or baseline is None or baseline.text_id == capture.text_id:
        return capture.outcome
    found = differences(baseline, capture, list(watch.report.excerpts.all()), _restless(capture))
    return ReportState.CHANGED if found.is_changed else ReportState.PRESENT


def differences(
    before: Capture, after: Capture, excerpts: Sequence[Excerpt] = (), restless: frozenset[str] = frozenset()
) -> Comparison:
    """What changed between two looks that both read the page, beside these excerpts and elsewhere."""
    quotes = [Quote(excerpt.exact, excerpt.prefix, excerpt.suffix) for excerpt in excerpts]
    return compare(capturing.page_of(before), capturing.page_of(after), quotes, restless)


def _restless(capture: Capture) -> frozenset[str]:
    """Outlines of the lines that did not rest at the looks before this one."""
    earlier = Capture.objects.filter(
        report=capture.report, vantage=Vantage.WATCHER, requested_at__lt=capture.requested_at
    ).exclude(text=None)
    looks = earlier.order_by("-requested_at", "-pk").values_list("title", "text__text")[:LOOKS]
    return restless(list(reversed(looks)))


def _text_change(watch: Watch, capture: Capture, now: datetime) -> bool:
    """Note what changed since the last good look, if it is of substance."""
    before = watch.last_good
    if before is None or capture.text is None or before.text_id == capture.text_id:
        return False
    excerpts = list(watch.report.excerpts.all())
    found = differences(before, capture, excerpts, _restless(capture))
    if found.is_changed:
        TextChange.objects.create(
            report=watch.report,
            before=before,
            after=capture,
            findings=[_finding(finding, excerpts) for finding in found.findings[:_MOST_FINDINGS]],
            announced=bool(found.notice),
            found_at=now,
        )
    return found.is_changed


def _finding(finding: Finding, excerpts: Sequence[Excerpt]) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "was": finding.was[:_LONGEST_QUOTE],
        "now": finding.now[:_LONGEST_QUOTE],
        "excerpts": [excerpts[number].pk for number in finding.excerpts],
    }


def _plan_next(turn: Turn, report: Report, capture: Capture, fetched: Fetched, changed: bool, now: datetime) -> None:
    watch = turn.watch
    unconfirmed = capture.outcome if observing.is_unconfirmed(report, capture) else ""
    facts: dict[str, Any] = {}
    if changed:
        watch.dense_until = facts["dense_until"] = now + scheduling.STAYS_CLOSE
    if capture.text:
        facts |= {"last_good": capture, "baseline": watch.baseline or capture}
    if fetched.answer:
        facts["unmodified_count"] = watch.unmodified_count + 1 if fetched.status == 304 else 0
    due_at = scheduling.next_due(watch, now, unconfirmed=unconfirmed)
    host_free_at = fetching.free_at(watch.host, fetched, now)
    if not leasing.end_turn(turn, due_at=due_at, host_free_at=host_free_at, **facts):
        raise RuntimeError("a turn that was locked has ended")
