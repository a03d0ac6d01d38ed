"""What the watch found of reports, taken over: a Record for a public report, a question for each claim on it.

No status follows: deletion is not withdrawal. Everything here may run twice without a second effect.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Least
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import Change, Priority, ReviewReason
from claims.locales import moment_words
from claims.models import Claim, ReviewItem
from claims.workflow import acting, reviewing
from sources.choices import ReportState, Vantage
from sources.comparing import FIGURE_KINDS, FindingKind
from sources.models import Capture, Report, StateChange, TextChange

_REASONS = {
    ReportState.ABSENT: ReviewReason.SOURCE_GONE,
    ReportState.CHANGED: ReviewReason.SOURCE_CHANGED,
    ReportState.REDIRECTED: ReviewReason.SOURCE_CHANGED,
}
_STANDS = (ReportState.PRESENT, ReportState.CHANGED, ReportState.NEVER_CAPTURED)
MOST_TOLD = 3  # findings in the words of an item; the page of the report has them all
_LOWER = {Priority.URGENT: Priority.HIGH, Priority.HIGH: Priority.NORMAL, Priority.NORMAL: Priority.NORMAL}


@transaction.atomic
def drain_state_changes(limit: int = 100) -> int:
    """Take over changes of state; how many."""
    changes = list(_waiting(StateChange, limit))
    reports: dict[Report, Change] = {}
    for change in changes:
        _ask_about_state(change)
        if change.report.version:
            reports[change.report] = Change.STATE_CHANGED
    _close(changes)
    if reports:
        acting.append_things(reports)
    return len(changes)


@transaction.atomic
def drain_text_changes(limit: int = 100) -> int:
    """Take over changes of text; how many. The record holds states and not texts: no Record follows."""
    changes = list(_waiting(TextChange, limit))
    for change in changes:
        _ask_about_text(change)
    _close(changes)
    return len(changes)


def _waiting(model: type[Any], limit: int) -> Any:
    rows = model.objects.select_for_update(skip_locked=True, of=("self",)).filter(drained_at=None)
    return rows.select_related("report").order_by("pk")[:limit]


def _close(changes: list[Any]) -> None:
    for model in {type(change) for change in changes}:
        keys = [change.pk for change in changes if type(change) is model]
        model.objects.filter(pk__in=keys).update(drained_at=clock.now())


# What editors are asked -----------------------------------------------------------------------------------------


def _ask_about_state(change: StateChange) -> None:
    state = ReportState(change.to_state)
    came_back = change.from_state == ReportState.ABSENT and state in (ReportState.PRESENT, ReportState.CHANGED)
    reason = ReviewReason.SOURCE_CHANGED if came_back else _REASONS.get(state)
    if reason:
        note = _back_words(change) if came_back else _state_words(change)
        _ask(change.report, reason, note, lower=came_back)


def _ask_about_text(change: TextChange) -> None:
    told = {
        "report": change.report,
        "found": finding_words(change),
        "before": change.before_id,
        "after": change.after_id,
    }
    if change.announced:
        note = _("%(report)s was corrected, and says so: %(found)s (captures %(before)s and %(after)s).") % told
    else:
        note = _("%(report)s was changed without a word: %(found)s (captures %(before)s and %(after)s).") % told
    _ask(change.report, ReviewReason.SOURCE_CHANGED, note, lower=not concerns_figures(change))


def concerns_figures(change: TextChange) -> bool:
    """Whether a number, its qualifier, who said it, or a passage that a claim rests on changed."""
    return any(finding["kind"] in FIGURE_KINDS for finding in change.findings)


def _ask(report: Report, reason: ReviewReason, note: str, *, lower: bool) -> None:
    """One open item for each claim that rests on the report; what is found later is told in the same."""
    cause = f"report:{report.pk}"
    for claim in resting_on(report):
        priority = _priority(claim, report)
        priority = _LOWER[priority] if lower else priority
        same = ReviewItem.objects.filter(claim=claim, reason=reason, cause=cause, closed_at=None)
        if not same.update(note=note, priority=Least("priority", Value(priority))):
            reviewing.open_item(claim, reason, cause=cause, priority=priority, report=report, note=note)


def resting_on(report: Report) -> Iterable[Claim]:
    """The claims that readers were told with this report as a source or as evidence, and drafts that would be."""
    return Claim.objects.filter(Q(attributions__report=report) | Q(evidence__report=report)).distinct()


def _priority(claim: Claim, report: Report) -> Priority:
    """By reach: readers see a public claim; one that has lost the last report it rests on hangs in the air."""
    if not claim.is_public:
        return Priority.NORMAL
    others = Report.objects.filter(attributions__claim=claim, state__in=_STANDS).exclude(pk=report.pk)
    return Priority.HIGH if others.exists() else Priority.URGENT


# In words -------------------------------------------------------------------------------------------------------


def _state_words(change: StateChange) -> str:
    report, state = change.report, change.get_to_state_display()
    if change.capture.vantage != Vantage.WATCHER:
        return f"{report}: {state}"
    told = {"report": report, "state": state, "captures": _captures(change.observations.all())}
    told |= {"seen": moment_words(report.last_seen_at, "minute") if report.last_seen_at else "—"}
    if report.first_missed_at:
        told["missed"] = moment_words(report.first_missed_at, "minute")
        return _("%(report)s: %(state)s. Last seen %(seen)s, first missed %(missed)s (captures %(captures)s).") % told
    return _("%(report)s: %(state)s. Last seen %(seen)s (captures %(captures)s).") % told


def _back_words(change: StateChange) -> str:
    told = {"report": change.report, "when": moment_words(change.changed_at, "minute")}
    told["captures"] = _captures(change.observations.all())
    return _("%(report)s is there again, seen %(when)s (captures %(captures)s).") % told


def _captures(captures: Iterable[Capture]) -> str:
    return ", ".join(str(capture.pk) for capture in sorted(captures, key=lambda each: each.requested_at))


def finding_words(change: TextChange) -> str:
    """What changed, such as: a number changed: “164” → “225”. What bears on figures alone, where something does."""
    weighty = [finding for finding in change.findings if finding["kind"] in FIGURE_KINDS]
    told = dict.fromkeys(map(_words, weighty or change.findings))
    return "; ".join(list(told)[:MOST_TOLD])


def _words(finding: dict[str, Any]) -> str:
    words = FindingKind(finding["kind"]).label
    return f"{words}: “{finding['was'] or '—'}” → “{finding['now'] or '—'}”"
