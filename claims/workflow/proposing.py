"""Decisions that wait for a second editor, and the hold that tells readers so meanwhile."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import Change, Priority, ProposalKind, ProposalOutcome, ReviewReason, Status
from claims.models import Claim, Hold, Proposal, StatusChange
from claims.permissions import check_may_approve, check_may_decide
from claims.workflow import acting, reviewing
from claims.workflow.errors import Refused
from sources.texts import Texts

if TYPE_CHECKING:
    from claims.workflow.moving import Decision


def propose_status(claim: Claim, decision: "Decision", *, by: Any) -> Proposal:
    """Keep a checked decision until a second editor approves it. Who may approve is told by mail."""
    if claim.proposals.filter(outcome=ProposalOutcome.OPEN, kind=ProposalKind.STATUS).exists():
        raise Refused(_("A decision on this claim waits for a second editor already."))
    proposal = Proposal.objects.create(
        claim=claim,
        claim_version=claim.version,
        kind=ProposalKind.STATUS,
        to_status=decision.to,
        reason_code=decision.reason_code,
        attributed_to=decision.attributed_to,
        reason=decision.reason,
        made_by=by,
        made_at=clock.now(),
    )
    reviewing.open_item(
        claim, ReviewReason.SECOND_EDITOR, cause=f"proposal:{proposal.pk}", priority=Priority.HIGH, note=str(proposal)
    )
    return proposal


@transaction.atomic
def approve(proposal: Proposal, *, by: Any, decided_at: datetime | None = None) -> StatusChange:
    """Carry out a proposed change of status. The conditions are asked again, since the proposal may be hours old."""
    from claims.workflow import moving

    claim = acting.lock(proposal.claim)
    proposal = _open(proposal)
    check_may_approve(by, proposal.made_by)
    if proposal.kind != ProposalKind.STATUS:
        raise Refused(_("A suggested edit is taken over on the claim's own page."))
    if claim.version != proposal.claim_version:
        raise Refused(_("The claim changed since this was proposed: propose it again."))
    decision = moving.Decision(
        Status(proposal.to_status),
        proposal.reason,
        proposal.reason_code,
        proposal.attributed_to,
        decided_at or clock.now(),
    )
    moving.check_move(claim, decision)
    _close(proposal, ProposalOutcome.APPROVED, by=by)
    return moving.enter(claim, decision, by=proposal.made_by, approved_by=by)


@transaction.atomic
def decline(proposal: Proposal, *, by: Any, note: str) -> None:
    """Turn a proposal down, with a note to the one who made it. Whoever made it takes it back instead."""
    claim = acting.lock(proposal.claim)
    proposal = _open(proposal)
    check_may_decide(by)
    if not note.strip():
        raise Refused(_("Say why, to the one who proposed it."), "note")
    mine = proposal.made_by_id == by.pk
    _close(proposal, ProposalOutcome.TAKEN_BACK if mine else ProposalOutcome.DECLINED, by=by, note=note)
    reviewing.close_items(claim, cause=f"proposal:{proposal.pk}", by=by)
    acting.refresh_waiting(claim)


def _open(proposal: Proposal) -> Proposal:
    fresh = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("made_by", "attributed_to", "claim")
        .get(pk=proposal.pk)
    )
    if fresh.outcome != ProposalOutcome.OPEN:
        raise Refused(_("This proposal is no longer open: %(outcome)s.") % {"outcome": fresh.get_outcome_display()})
    return fresh


def _close(proposal: Proposal, outcome: ProposalOutcome, *, by: Any, note: str = "") -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        outcome=outcome, decided_by=by, decided_at=clock.now(), decision_note=note
    )


@transaction.atomic
def hold_claim(claim: Claim, *, by: Any, reason: Texts, reported_at: datetime | None = None) -> Hold:
    """Tell readers at once that something was reported, while the decision waits for a second editor."""
    locked = acting.lock(claim)
    check_may_decide(by)
    acting.check_public(locked)
    acting.check_reason(reason)
    if any(hold.ended_at is None for hold in locked.holds.all()):
        raise Refused(_("This claim is held already."))
    now = clock.now()
    hold = Hold.objects.create(claim=locked, reported_at=reported_at or now, reason=reason, made_by=by, made_at=now)
    acting.note_edit(locked.public_id, Change.HELD, by=by, reason=reason)
    Claim.objects.filter(pk=locked.pk).update(changed_at=now)
    acting.refresh_waiting(locked)
    acting.append({locked: Change.HELD}, urgent=True)
    return hold


@transaction.atomic
def end_hold_without_change(claim: Claim, *, by: Any, reason: Texts) -> None:
    """Tell readers that what was reported did not change the status."""
    locked = acting.lock(claim)
    check_may_decide(by)
    acting.check_reason(reason)
    if not end_hold(locked, by=by):
        raise Refused(_("This claim is not held."))
    acting.note_edit(locked.public_id, Change.HOLD_ENDED, by=by, reason=reason)
    acting.refresh_waiting(locked)
    acting.append({locked: Change.HOLD_ENDED})


def end_hold(claim: Claim, *, by: Any) -> bool:
    """End the open hold, if there is one. The change of status that decides a hold ends it too."""
    return bool(claim.holds.filter(ended_at=None).update(ended_at=clock.now(), ended_by=by))
