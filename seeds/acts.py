"""Rows of acts: what the demonstration's editors did, when, in the order of the story.

Reading a row gives an Act, which is carried out later, by the workflow, at the moment that the row names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from claims import workflow
from claims.choices import ProposalKind, ProposalOutcome, Reason, RelationKind, StandingCode, Status
from claims.models import Attribution, Claim, Proposal, Record
from seeds.rows import Row
from seeds.taking_in import read_attributions, read_evidence
from seeds.things import Things
from sources.choices import ReportState, Vantage
from sources.models import Capture, Report
from sources.observing import note_by_hand


@dataclass(frozen=True)
class Doing:
    """What the reader of one kind of act gives: how to do it, and what it leaves a trace of at its moment."""

    do: Callable[[], object]
    claims: Sequence[Claim | None] = ()
    seen: tuple[Report | None, datetime] | None = None


@dataclass(frozen=True)
class Act:
    row: Row
    at: datetime
    doing: Doing = field(repr=False)

    def is_done(self) -> bool:
        """Whether an earlier load did it: then the record, or what waits, has its trace at just this moment."""
        if self.doing.seen:
            report, moment = self.doing.seen
            return Capture.objects.filter(report=report, requested_at=moment).exists()
        return all(claim and _has_trace(claim, self.at) for claim in self.doing.claims)


def _has_trace(claim: Claim, at: datetime) -> bool:
    recorded = Record.objects.filter(subject=claim.public_id, recorded_at=at)
    return recorded.exists() or Proposal.objects.filter(claim=claim, made_at=at).exists()


def read_act(row: Row, things: Things) -> Act | None:
    """The act that a row tells of; None where it has a problem."""
    at, by = row.moment("at", must=True), row.refer("by", things.people, must=True)
    kind = row.text("act", must=True)
    if kind not in _READERS:
        row.refuse(f"Write one of: {', '.join(_READERS)}.", "act")
        row.ignore()
        return None
    if at and at > timezone.now():
        row.refuse("This lies in the future.", "at")
    doing = _READERS[kind](row, things, by)
    return None if row.bad or at is None else Act(row, at, doing)


def _publish(row: Row, things: Things, by: Any) -> Doing:
    claims, reason = row.refer_all("claims", things.claims), row.texts("reason", must=True)

    def do() -> None:
        for claim in claims:
            workflow.publish_claim(claim, by=by, reason=reason)

    return Doing(do, claims)


def _edit(row: Row, things: Things, by: Any) -> Doing:
    """New words for the summary, more attributions, more evidence."""
    key, claim = row.text("claim"), _claim(row, things)
    reason, summary = row.texts("reason", must=True), row.texts("summary")
    saves = [*read_attributions(key, row, things), *read_evidence(key, row, things)]

    def do() -> None:
        with workflow.editing(_there(claim), by=by, reason=reason) as edited:
            if summary:
                edited.summary = summary
                edited.save(update_fields=["summary"])
            for save in saves:
                save()

    return Doing(do, [claim])


def _correct(row: Row, things: Things, by: Any) -> Doing:
    claim = _claim(row, things)
    wrong, right = row.texts("was_wrong", must=True), row.texts("is_right", must=True)
    return Doing(
        lambda: workflow.correct_record(_there(claim), by=by, was_wrong=wrong, is_right=right),
        [claim],
    )


def _standing(row: Row, things: Things, by: Any) -> Doing:
    claim = _claim(row, things)
    attribution = _attribution(row, things)
    code, reason = row.code("code", StandingCode), row.texts("reason", must=True)
    source = row.refer("source", things.sources, must=True)
    report = row.refer("report", things.reports)
    happened_at, precision = row.dated("happened", must=True)

    def do() -> None:
        workflow.note_standing(
            _there(attribution),
            StandingCode(code),
            by=by,
            source=_there(source),
            report=report,
            reason=reason,
            happened_at=_there(happened_at),
            happened_precision=precision,
        )

    return Doing(do, [claim])


def _hold(row: Row, things: Things, by: Any) -> Doing:
    claim, reason, reported_at = _claim(row, things), row.texts("reason", must=True), row.moment("reported")
    return Doing(lambda: workflow.hold_claim(_there(claim), by=by, reason=reason, reported_at=reported_at), [claim])


def _move(row: Row, things: Things, by: Any) -> Doing:
    """A change of status, or its proposal where it needs a second editor."""
    claim, reason = _claim(row, things), row.texts("reason", must=True)
    to, source = row.code("to", Status), row.refer("source", things.sources)
    code = row.code("reason_code", Reason, "")
    happened_at, precision = row.dated("happened")

    def do() -> None:
        workflow.move_claim(
            _there(claim),
            Status(to),
            by=by,
            reason=reason,
            reason_code=code,
            attributed_to=source,
            happened_at=happened_at,
            happened_precision=precision,
        )

    return Doing(do, [claim])


def _approve(row: Row, things: Things, by: Any) -> Doing:
    claim = _claim(row, things)

    def do() -> None:
        waiting = Proposal.objects.filter(claim=claim, outcome=ProposalOutcome.OPEN, kind=ProposalKind.STATUS).first()
        if waiting is None:
            raise workflow.Refused("No decision on this claim waits for a second editor.")
        workflow.approve(waiting, by=by)

    return Doing(do, [claim])


def _observe(row: Row, things: Things, by: Any) -> Doing:
    """What became of a report: seen by the editor, or told by another report; `seen` is the moment it is true of."""
    report, state = row.refer("report", things.reports, must=True), row.code("state", ReportState)
    vantage, note = row.code("vantage", Vantage), row.text("note")
    seen = row.moment("seen") or row.moment("at")

    def do() -> None:
        note_by_hand(_there(report), state=state, at=_there(seen), by=by, vantage=vantage, note=note)
        workflow.drain_state_changes()

    return Doing(do, seen=(report, seen) if seen else None)


def _relate(row: Row, things: Things, by: Any) -> Doing:
    claim, other = _claim(row, things), row.refer("other", things.claims, must=True)
    kind, note = row.code("kind", RelationKind), row.texts("note")
    return Doing(lambda: workflow.relate_claims(_there(claim), kind, _there(other), by=by, note=note), [claim, other])


def _ask(row: Row, things: Things, by: Any) -> Doing:
    """Whom the desk asked at the moment of the act, and the answer."""
    claim, asked, at = _claim(row, things), row.refer("source", things.sources, must=True), row.moment("at")
    deadline_at, deadline_precision = row.dated("deadline")
    answered_at, answer = row.moment("answered"), row.texts("answer")
    if answer and not answered_at:
        row.refuse("Say when the answer came.", "answered")

    def do() -> None:
        workflow.note_reply(
            _there(claim),
            by=by,
            asked=_there(asked),
            asked_at=_there(at),
            deadline_at=deadline_at,
            deadline_precision=deadline_precision,
            answered_at=answered_at,
            answer=answer,
        )

    return Doing(do, [claim])


_READERS: dict[str, Callable[[Row, Things, Any], Doing]] = {
    "publish": _publish,
    "edit": _edit,
    "correct": _correct,
    "standing": _standing,
    "hold": _hold,
    "move": _move,
    "approve": _approve,
    "observe": _observe,
    "relate": _relate,
    "ask": _ask,
}


def _claim(row: Row, things: Things) -> Claim | None:
    return row.refer("claim", things.claims, must=True)


def _attribution(row: Row, things: Things) -> Attribution | None:
    key = row.text("attribution", must=True)
    path = f"{row.text('claim')}/{key}"
    if key and path not in things.attributions:
        row.miss(f"This claim has no attribution “{key}” by then.", "attribution")
    return things.attributions.get(path)


def _there(thing: Any) -> Any:
    """An act is carried out only when no row has a problem: then everything that it refers to is there."""
    assert thing is not None, "carried out in spite of a problem"
    return thing
