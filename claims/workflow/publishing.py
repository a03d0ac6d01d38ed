"""Topics, measures, sources and reports: they become public with the first claim that refers to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from claims import clock
from claims.choices import Change, Priority, ReviewReason
from claims.models import Claim, Measure, Topic
from claims.permissions import check_may_decide, check_may_take_in
from claims.workflow import acting, reviewing
from claims.workflow.errors import Conflict
from sources.choices import ReportState
from sources.models import Report, Source, StateChange
from sources.texts import Texts

Subject = Topic | Measure | Source | Report

_REVIEWED_STATES = {
    ReportState.ABSENT: ReviewReason.SOURCE_GONE,
    ReportState.CHANGED: ReviewReason.SOURCE_CHANGED,
    ReportState.REDIRECTED: ReviewReason.SOURCE_CHANGED,
}


@contextmanager
def editing_subject(subject: Subject, *, by: Any, reason: Texts, seen: int | None = None) -> Iterator[Subject]:
    """Lock a topic, measure, source or report, let the caller save it, and publish it anew if it is public."""
    model = type(subject)
    with transaction.atomic():
        locked = model._default_manager.select_for_update().get(pk=subject.pk)
        if seen is not None and seen != locked.version:
            raise Conflict(seen, locked.version)
        if locked.version:
            check_may_decide(by)
            acting.check_reason(reason)
        else:
            check_may_take_in(by)
        yield locked
        fresh = model._default_manager.get(pk=subject.pk)
        if fresh.version:
            acting.note_edit(fresh.public_id or "", Change.EDITED, by=by, reason=reason)
            acting.append_things({fresh: Change.EDITED})


@transaction.atomic
def drain_state_changes(limit: int = 100) -> int:
    """Take over what was observed of reports: a Record for a public report, a ReviewItem for each claim on it.

    No status follows: deletion is not withdrawal. Returns how many changes were taken; running twice does no harm.
    """
    changes = list(
        StateChange.objects.select_for_update(skip_locked=True)
        .filter(drained_at=None)
        .select_related("report")
        .order_by("pk")[:limit]
    )
    reports: dict[Report, Change] = {}
    for change in changes:
        _ask_editors(change)
        if change.report.version:
            reports[change.report] = Change.STATE_CHANGED
    StateChange.objects.filter(pk__in=[change.pk for change in changes]).update(drained_at=clock.now())
    if reports:
        acting.append_things(reports)
    return len(changes)


def _ask_editors(change: StateChange) -> None:
    reason = _REVIEWED_STATES.get(ReportState(change.to_state))
    if reason is None:
        return
    for claim in Claim.objects.filter(attributions__report=change.report).distinct():
        reviewing.open_item(
            claim,
            reason,
            cause=f"statechange:{change.pk}",
            priority=Priority.HIGH,
            report=change.report,
        )
