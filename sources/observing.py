"""From observations to the state of a report. Today an editor observes by hand; a watcher will do so by rule."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sources.choices import ReportState, Vantage
from sources.models import Capture, Report, StateChange

_SEEN = (ReportState.PRESENT, ReportState.CHANGED)


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
    before = locked.state
    _store(locked, state, at)
    report.refresh_from_db()
    if before == state:
        return None
    return StateChange.objects.create(report=locked, from_state=before, to_state=state, changed_at=at, capture=capture)


def check_newer(report: Report, at: datetime) -> None:
    """Raise ValidationError when the report was looked at after `at` already."""
    if report.last_checked_at and at < report.last_checked_at:
        raise ValidationError({"at": _("The report was looked at after this moment already.")})


def _store(report: Report, state: str, at: datetime) -> None:
    facts: dict[str, Any] = {"last_checked_at": at, "check_count": F("check_count") + 1}
    if state in _SEEN:
        facts |= {"last_seen_at": at, "first_missed_at": None}
    elif report.first_missed_at is None and state == ReportState.ABSENT:
        facts["first_missed_at"] = at
    if state != report.state:
        facts |= {"state": state, "state_since": at}
    Report.objects.filter(pk=report.pk).update(**facts)
