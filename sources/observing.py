"""From observations to the state of a report, by rule: what one look shows, and how many looks it takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sources.choices import ReportState, Vantage
from sources.models import Capture, Report, StateChange
from sources.scheduling import CONFIRMED_AFTER

_SEEN = (ReportState.PRESENT, ReportState.CHANGED)
_THERE = (*_SEEN, ReportState.REDIRECTED)  # one look proves it; all else needs a second one
# A deleted report whose server fails or hides is still a deleted report, until it is seen again.
_ENDS = {ReportState.ABSENT: _THERE}


@dataclass(frozen=True)
class Sighting:
    """The volatile facts of one report, in UTC; readers' pages show them beside the record."""

    state: str
    state_since: datetime | None
    last_seen_at: datetime | None
    first_missed_at: datetime | None
    last_checked_at: datetime | None
    check_count: int


def sightings(public_ids: list[str]) -> dict[str, Sighting]:
    """What is known of these reports right now, by public id."""
    names = Sighting.__dataclass_fields__.keys()
    rows = Report.objects.filter(public_id__in=public_ids).values_list("public_id", *names)
    return {public_id: Sighting(*facts) for public_id, *facts in rows}


# By hand --------------------------------------------------------------------------------------------------------


@transaction.atomic
def note_by_hand(
    report: Report, *, state: str, at: datetime, by: Any, note: str = "", vantage: str = Vantage.EDITOR
) -> StateChange | None:
    """Store what somebody saw at `at`; the change of state that follows, or None when it was known already.

    Raises ValidationError for a state that no attempt can have, or an observation older than the last one.
    """
    locked = Report.objects.select_for_update().get(pk=report.pk)
    check_newer(locked, at)
    capture = Capture(report=locked, requested_at=at, vantage=vantage, outcome=state, note=note, made_by=by)
    capture.full_clean()
    capture.save()
    change = _store(locked, capture, ReportState(state), at, [capture])
    report.refresh_from_db()
    return change


def check_newer(report: Report, at: datetime) -> None:
    """Raise ValidationError when the report was looked at after `at` already."""
    if report.last_checked_at and at < report.last_checked_at:
        raise ValidationError({"at": _("The report was looked at after this moment already.")})


# By the watch ---------------------------------------------------------------------------------------------------


def observe(report: Report, capture: Capture) -> StateChange | None:
    """Let a look of the watch, just stored, have its say; the change of state that follows from it and those before.

    The caller holds the lock on the report.
    """
    outcome = ReportState(capture.outcome)
    led_to_it = _observations(report, capture)
    if not led_to_it or outcome not in _ENDS.get(ReportState(report.state), (outcome,)):
        _store(report, capture, ReportState(report.state), capture.requested_at, [])
        return None
    first_at = min(led_to_it, key=lambda look: look.requested_at).requested_at
    return _store(report, capture, outcome, first_at, led_to_it)


def is_unconfirmed(report: Report, capture: Capture) -> bool:
    """Whether a second look has to tell if this one was right."""
    outcome = ReportState(capture.outcome)
    ends = _ENDS.get(ReportState(report.state), (outcome,))
    return outcome in CONFIRMED_AFTER and outcome != report.state and outcome in ends


def _observations(report: Report, capture: Capture) -> list[Capture]:
    """The looks that together prove what this one shows, itself included; empty when it takes another one."""
    outcome = ReportState(capture.outcome)
    if outcome not in CONFIRMED_AFTER:
        return [capture]
    alike = report.captures.filter(outcome=outcome, vantage=Vantage.WATCHER).exclude(pk=capture.pk)
    if seen := report.captures.filter(outcome__in=_THERE).order_by("-requested_at", "-pk").first():
        alike = alike.filter(requested_at__gte=seen.requested_at)
    earlier = list(alike.order_by("requested_at"))
    if not any(look.requested_at <= capture.requested_at - CONFIRMED_AFTER[outcome] for look in earlier):
        return []
    return [*earlier, capture]


def _store(
    report: Report, capture: Capture, state: ReportState, first_at: datetime, led_to_it: Iterable[Capture]
) -> StateChange | None:
    """Bring the facts of the report up to this look. `first_at` is when what `state` says was first met."""
    before, at = report.state, capture.requested_at
    facts: dict[str, Any] = {"last_checked_at": at, "check_count": F("check_count") + 1}
    if capture.outcome in _SEEN or (capture.outcome == ReportState.REDIRECTED and capture.text_id):
        facts |= {"last_seen_at": at, "first_missed_at": None}
    elif state == ReportState.ABSENT and report.first_missed_at is None:
        facts["first_missed_at"] = first_at
    if state != before:
        facts |= {"state": state, "state_since": at}
    Report.objects.filter(pk=report.pk).update(**facts)
    report.state = state
    if state == before:
        return None
    change = StateChange.objects.create(
        report=report, from_state=before, to_state=state, changed_at=at, capture=capture
    )
    change.observations.set([*_last_sight(report, capture), *led_to_it])
    return change


def _last_sight(report: Report, capture: Capture) -> list[Capture]:
    """The last look before this one in which the report was there: the other half of the evidence."""
    earlier = report.captures.filter(outcome__in=_THERE, requested_at__lt=capture.requested_at)
    return list(earlier.exclude(pk=capture.pk).order_by("-requested_at", "-pk")[:1])
