"""Decisions that wait for a second editor, and the hold that tells readers so meanwhile."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock, tasks
from claims.choices import DECISIONS, Change, Priority, ProposalKind, ProposalOutcome, ReviewReason, Status
from claims.models import Claim, Edit, Hold, Proposal, StatusChange
from claims.permissions import check_may_approve, check_may_decide, check_may_take_in
from claims.workflow import acting, reviewing
from claims.workflow.errors import Refused
from sources.texts import Texts

if TYPE_CHECKING:
    from claims.workflow.moving import Decision


def propose_status(claim: Claim, decision: "Decision", *, by: Any) -> Proposal:
    """Keep a checked decision until a second editor approves it. Who may approve is told by mail."""
    return propose(
        claim,
        ProposalKind.STATUS,
        by=by,
        reason=decision.reason,
        to_status=decision.to,
        reason_code=decision.reason_code,
        attributed_to=decision.attributed_to,
        happened_at=decision.happened_at,
        happened_precision=decision.happened_precision,
    )


def propose(claim: Claim, kind: ProposalKind, *, by: Any, reason: Texts, **decision: Any) -> Proposal:
    """Keep a checked decision of any kind that a second editor must approve."""
    past = clock.set_moment()  # the demonstration retells what was decided long ago: nobody is told by mail
    proposal = Proposal.objects.create(
        **decision,
        claim=claim,
        claim_version=claim.version,
        kind=kind,
        reason=reason,
        made_by=by,
        made_at=clock.now(),
        told_at=past,
        reminded_at=past,
    )
    reviewing.open_item(claim, ReviewReason.SECOND_EDITOR, cause=f"proposal:{proposal.pk}", priority=Priority.HIGH)
    tasks.wake(tasks.send_letters)
    return proposal


def waiting_proposal(claim: Claim) -> Proposal | None:
    """The decision on this claim that waits for a second editor; there is at most one."""
    waiting = (p for p in claim.proposals.all() if p.outcome == ProposalOutcome.OPEN and p.kind in DECISIONS)
    return next(waiting, None)


def check_nothing_waits(claim: Claim) -> None:
    """Raise Refused while a decision waits: two at once would leave open which of them readers get."""
    if waiting_proposal(claim):
        raise Refused(_("A decision on this claim waits for a second editor already."))


def check_nothing_pends(claim: Claim) -> None:
    """Raise Refused while readers or a second editor wait for a decision on the claim."""
    check_nothing_waits(claim)
    if open_hold(claim):
        raise Refused(_("Readers are told that a decision waits: decide, or end the hold."))


@transaction.atomic
def approve(proposal: Proposal, *, by: Any, decided_at: datetime | None = None) -> StatusChange | Edit:
    """Carry out what was proposed. The conditions are asked again, since the proposal may be hours old."""
    from claims.workflow import merging, moving

    claim = acting.lock(proposal.claim)
    proposal = _open(proposal)
    decision = check_approval(claim, proposal, by=by, decided_at=decided_at)
    _close(proposal, ProposalOutcome.APPROVED, by=by)
    if decision is None:
        return merging.carry_out_removal(claim, proposal, by=by)
    return moving.enter(claim, decision, by=proposal.made_by, approved_by=by)


def check_approval(
    claim: Claim, proposal: Proposal, *, by: Any, decided_at: datetime | None = None
) -> "Decision | None":
    """The change of status that an approval carries out; None for a removal. Raises PermissionDenied or Refused."""
    from claims.workflow import merging, moving

    check_may_approve(by, proposal.made_by)
    _check_open(proposal)
    if proposal.kind not in DECISIONS:
        raise Refused(_("A suggested edit is taken over on the claim's own page."))
    if claim.version != proposal.claim_version:
        raise Refused(_("The claim changed since this was proposed: propose it again."))
    if proposal.kind == ProposalKind.REMOVAL:
        merging.check_removal(claim)
        return None
    decision = moving.Decision(
        Status(proposal.to_status),
        proposal.reason,
        proposal.reason_code,
        proposal.attributed_to,
        decided_at or clock.now(),
        proposal.happened_at,
        proposal.happened_precision,
    )
    moving.check_move(claim, decision)
    return decision


# What of a public claim its contributors may suggest to write otherwise.
SUGGESTED = frozenset(
    {"kind", "topic", "wording", "wording_lang", "summary", "nature", "measure", "as_of", "as_of_precision"}
    | {"words", "qualifier", "low", "high"}
)


@transaction.atomic
def suggest_edit(claim: Claim, *, by: Any, changes: dict[str, Any], reason: Texts) -> Proposal:
    """Keep what somebody would write otherwise in a public claim: columns and their values, as JSON. An editor takes
    it over into the form of the claim, or declines it."""
    locked = acting.lock(claim)
    check_may_take_in(by)
    acting.check_public(locked)
    acting.check_reason(reason)
    if not changes or not set(changes) <= SUGGESTED:
        raise Refused(_("Nothing that can be suggested was changed."))
    proposal = Proposal.objects.create(
        claim=locked,
        claim_version=locked.version,
        kind=ProposalKind.EDIT,
        changes=changes,
        reason=reason,
        made_by=by,
        made_at=clock.now(),
    )
    reviewing.open_item(locked, ReviewReason.SECOND_EDITOR, cause=f"proposal:{proposal.pk}", priority=Priority.HIGH)
    return proposal


@transaction.atomic
def take_over_edit(proposal: Proposal, *, by: Any) -> None:
    """Note that an editor saved what was suggested, as it was or changed. Call it inside of that saving."""
    check_may_decide(by)
    proposal = _open(proposal)
    if proposal.kind != ProposalKind.EDIT:
        raise Refused(_("This proposal is of a status: approve or decline it."))
    mine = proposal.made_by_id == by.pk
    _close(proposal, ProposalOutcome.TAKEN_BACK if mine else ProposalOutcome.APPROVED, by=by)
    reviewing.close_items(proposal.claim, cause=f"proposal:{proposal.pk}", by=by)


@transaction.atomic
def decline(proposal: Proposal, *, by: Any, note: str) -> None:
    """Turn a proposal down, with a note to the one who made it. Whoever made it takes it back instead."""
    claim = acting.lock(proposal.claim, ended=True)
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
    _check_open(fresh)
    return fresh


def _check_open(proposal: Proposal) -> None:
    if proposal.outcome != ProposalOutcome.OPEN:
        raise Refused(_("This proposal is no longer open: %(outcome)s.") % {"outcome": proposal.get_outcome_display()})


def _close(proposal: Proposal, outcome: ProposalOutcome, *, by: Any, note: str = "") -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        outcome=outcome, decided_by=by, decided_at=clock.now(), decision_note=note
    )


@transaction.atomic
def hold_claim(
    claim: Claim, *, by: Any, reason: Texts, reported_at: datetime | None = None, seen: int | None = None
) -> Hold:
    """Tell readers at once that something was reported, while the decision waits for a second editor."""
    locked = acting.lock(claim, seen)
    check_may_decide(by)
    check_hold(locked)
    acting.check_reason(reason)
    now = clock.now()
    hold = Hold.objects.create(claim=locked, reported_at=reported_at or now, reason=reason, made_by=by, made_at=now)
    acting.note_edit(locked.public_id, Change.HELD, by=by, reason=reason)
    Claim.objects.filter(pk=locked.pk).update(changed_at=now)
    reviewing.open_item(locked, ReviewReason.SECOND_EDITOR, cause=f"hold:{hold.pk}", priority=Priority.URGENT)
    acting.append({locked: Change.HELD}, urgent=True)
    return hold


def open_hold(claim: Claim) -> Hold | None:
    """The hold that readers see now."""
    return next((hold for hold in claim.holds.all() if hold.ended_at is None), None)


def check_hold(claim: Claim) -> None:
    """Raise Refused for a draft and for a claim that is held already."""
    acting.check_public(claim)
    if open_hold(claim):
        raise Refused(_("This claim is held already."))


def check_held(claim: Claim) -> Hold:
    """The open hold. Raises Refused where there is none."""
    if hold := open_hold(claim):
        return hold
    raise Refused(_("This claim is not held."))


@transaction.atomic
def end_hold_without_change(claim: Claim, *, by: Any, reason: Texts, seen: int | None = None) -> None:
    """Tell readers that what was reported did not change the status."""
    locked = acting.lock(claim, seen)
    check_may_decide(by)
    hold = check_held(locked)
    acting.check_reason(reason)
    end_hold(locked, by=by)
    reviewing.close_items(locked, cause=f"hold:{hold.pk}", by=by)
    acting.note_edit(locked.public_id, Change.HOLD_ENDED, by=by, reason=reason)
    acting.append({locked: Change.HOLD_ENDED})


def end_hold(claim: Claim, *, by: Any) -> bool:
    """End the open hold, if there is one. The change of status that decides a hold ends it too."""
    return bool(claim.holds.filter(ended_at=None).update(ended_at=clock.now(), ended_by=by))
