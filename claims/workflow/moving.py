"""Changes of status: an editor's sentences, and the one engine behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import (
    MOVE_BY_ENDS,
    REASONS_NAMING_A_SOURCE,
    STATUSES,
    Change,
    ClaimKind,
    Move,
    Nature,
    Reason,
    RelationKind,
    ReviewReason,
    Status,
)
from claims.models import Claim, Evidence, Proposal, StatusChange
from claims.permissions import check_may_decide
from claims.workflow import acting, proposing, reviewing
from claims.workflow.conditions import CONDITIONS, Grounds
from claims.workflow.errors import Refused
from sources.choices import Precision
from sources.models import Source
from sources.texts import Texts

# What readers may already have printed: partners and subscribers hear of these first.
URGENT_STATUSES = (Status.RETRACTED, Status.REFUTED)


@dataclass(frozen=True)
class Decision:
    """Where a claim is to go, what readers are told of why, and the evidence that is brought for it."""

    to: Status
    reason: Texts
    reason_code: str = ""
    attributed_to: Source | None = None
    decided_at: datetime = field(default_factory=clock.now)
    happened_at: datetime | None = None  # when the one it is attributed to did so
    happened_precision: str = Precision.MINUTE
    evidence: tuple[Evidence, ...] = ()  # new, each on a stored report; it needs no claim yet

    @property
    def grounds(self) -> Grounds:
        return Grounds(self.reason_code, self.attributed_to, self.evidence)


@transaction.atomic
def publish_claim(claim: Claim, *, by: Any, reason: Texts, seen: int | None = None) -> StatusChange:
    """Take a draft into the public record: as unverified, or as not checkable where its nature says so."""
    locked = acting.lock(claim, seen)
    decision = first_decision(locked, reason)
    locked.full_clean(exclude=["search"])
    made = _decide(locked, decision, by=by)
    assert isinstance(made, StatusChange), "no first status needs a second editor"
    return made


def first_decision(claim: Claim, reason: Texts) -> Decision:
    """What publishing a draft decides. Raises Refused for a claim that is public."""
    if claim.is_public:
        raise Refused(_("This claim is public already."))
    if claim.nature == Nature.CHECKABLE:
        return Decision(Status.UNVERIFIED, reason)
    return Decision(Status.NOT_CHECKABLE, reason, Reason(claim.nature))


def dispute_claim(
    claim: Claim, *, by: Any, reason: Texts, reason_code: str, attributed_to: Source | None = None, **how: Any
) -> StatusChange | Proposal:
    """Tell readers that it is disputed. One editor is enough, at any hour, unless a guarded status is left."""
    return move_claim(
        claim, Status.DISPUTED, by=by, reason=reason, reason_code=reason_code, attributed_to=attributed_to, **how
    )


def retract_claim(
    claim: Claim, *, by: Any, reason: Texts, reason_code: str, attributed_to: Source, **how: Any
) -> StatusChange | Proposal:
    """Propose to tell readers that those who gave it took it back."""
    return move_claim(
        claim, Status.RETRACTED, by=by, reason=reason, reason_code=reason_code, attributed_to=attributed_to, **how
    )


def corroborate_claim(claim: Claim, *, by: Any, reason: Texts, reason_code: str, **how: Any) -> StatusChange | Proposal:
    """Propose to tell readers that it is confirmed; `reason` argues the independence or names the evidence."""
    return move_claim(claim, Status.CORROBORATED, by=by, reason=reason, reason_code=reason_code, **how)


def refute_claim(claim: Claim, *, by: Any, reason: Texts, **how: Any) -> StatusChange | Proposal:
    """Propose to tell readers that evidence shows otherwise."""
    return move_claim(claim, Status.REFUTED, by=by, reason=reason, **how)


def reinstate_claim(claim: Claim, *, by: Any, reason: Texts, **how: Any) -> StatusChange | Proposal:
    """Take the claim back to reported and unconfirmed."""
    return move_claim(claim, Status.UNVERIFIED, by=by, reason=reason, **how)


@transaction.atomic
def move_claim(
    claim: Claim,
    to: Status,
    *,
    by: Any,
    reason: Texts,
    reason_code: str = "",
    attributed_to: Source | None = None,
    decided_at: datetime | None = None,
    happened_at: datetime | None = None,
    happened_precision: str = Precision.MINUTE,
    evidence: Sequence[Evidence] = (),
    seen: int | None = None,
) -> StatusChange | Proposal:
    """Move a public claim to another status, or propose the move where it needs a second editor.

    `evidence` is stored with the move. With a proposal it is published at once: one editor may add evidence at any
    hour, and the second one judges by what readers can look at too.
    Raises PermissionDenied, Refused (the field that could mend it) or Conflict (`seen` is an old version).
    """
    locked = acting.lock(claim, seen)
    acting.check_public(locked)
    decided_at = decided_at or clock.now()
    decision = Decision(
        to, reason, reason_code, attributed_to, decided_at, happened_at, happened_precision, evidence=tuple(evidence)
    )
    return _decide(locked, decision, by=by)


def _decide(claim: Claim, decision: Decision, *, by: Any) -> StatusChange | Proposal:
    check_may_decide(by)
    if check_decision(claim, decision).needs_second:
        return proposing.propose_status(_with_evidence(claim, decision, by=by), decision, by=by)
    _store_evidence(claim, decision)
    return enter(claim, decision, by=by, approved_by=None)


def _store_evidence(claim: Claim, decision: Decision) -> None:
    for item in decision.evidence:
        item.claim = claim
        item.full_clean()
        item.save(force_insert=True)


def _with_evidence(claim: Claim, decision: Decision, *, by: Any) -> Claim:
    """The claim after publishing the evidence of a decision that waits. What it shows is why, as readers are told: the
    reason of the decision itself is not public before a second editor approves."""
    if not decision.evidence:
        return claim
    _store_evidence(claim, decision)
    acting.changed(claim)
    acting.note_edit(claim.public_id, Change.EDITED, by=by, reason=decision.evidence[0].note)
    acting.append({claim: Change.EDITED})
    return acting.reload(claim)


def check_decision(claim: Claim, decision: Decision) -> Move:
    """The move that `decision` makes or proposes now. Raises Refused, naming what is missing or waits."""
    move = MOVE_BY_ENDS.get((Status(claim.status), decision.to))
    if move and move.needs_second:
        proposing.check_nothing_waits(claim)
    return check_move(claim, decision)


def check_move(claim: Claim, decision: Decision) -> Move:
    """The permitted move that `decision` is. Raises Refused, naming what is missing."""
    move = MOVE_BY_ENDS.get((Status(claim.status), decision.to))
    if move is None and claim.status == decision.to:
        raise Refused(_("The claim has this status already."))
    if move is None:
        raise Refused(
            _("A claim does not go from “%(from)s” to “%(to)s”.")
            % {"from": Status(claim.status).label, "to": decision.to.label}
        )
    rule = STATUSES[decision.to]
    if claim.kind not in rule.kinds:
        raise Refused(
            _("“%(status)s” is for a %(kind)s only.")
            % {"status": decision.to.label, "kind": ClaimKind(rule.kinds[0]).label}
        )
    acting.check_reason(decision.reason)
    _check_typed_reason(claim, decision, rule.reasons)
    for name in rule.conditions:
        CONDITIONS[name](claim, decision.grounds)
    return move


def _check_typed_reason(claim: Claim, decision: Decision, reasons: tuple[Reason, ...]) -> None:
    if reasons and decision.reason_code not in reasons:
        raise Refused(_("Choose which of the reasons it is."), "reason_code")
    if not reasons and decision.reason_code:
        raise Refused(_("This status has no typed reasons."), "reason_code")
    if decision.reason_code in REASONS_NAMING_A_SOURCE and decision.attributed_to is None:
        raise Refused(_("Say who: readers are told the name."), "attributed_to")
    if decision.happened_at and decision.attributed_to is None:
        raise Refused(_("This typed reason has no date of its own: leave this empty."), "happened")
    change = claim.latest_change
    now = (decision.to, decision.reason_code, decision.attributed_to)
    if change and (change.to_status, change.reason_code, change.attributed_to) == now:
        raise Refused(_("The claim has this status for this reason already."))


def enter(claim: Claim, decision: Decision, *, by: Any, approved_by: Any) -> StatusChange:
    """Write the change into the ledger, move the claim, and append the Records. The checks are done."""
    move = MOVE_BY_ENDS[Status(claim.status), decision.to]
    change = StatusChange.objects.create(
        claim=claim,
        previous=claim.latest_change,
        from_status=claim.status,
        to_status=decision.to,
        needs_second=move.needs_second,
        reason_code=decision.reason_code,
        attributed_to=decision.attributed_to,
        happened_at=decision.happened_at,
        happened_precision=decision.happened_precision,
        reason=decision.reason,
        made_by=by,
        approved_by=approved_by,
        decided_at=decision.decided_at,
        made_at=clock.now(),
    )
    Claim.objects.filter(pk=claim.pk).update(status=decision.to, latest_change=change)
    acting.changed(claim)
    proposing.end_hold(claim, by=by)
    reviewing.settle(claim, by=by)
    _ask_about_parts(claim, decision)
    kind = Change.PUBLISHED if change.previous_id is None else Change.STATUS_CHANGED
    acting.append({claim: kind}, urgent=decision.to in URGENT_STATUSES)
    return change


def _ask_about_parts(claim: Claim, decision: Decision) -> None:
    """When a total falls, its parts come up for review, and the reverse."""
    if decision.to not in URGENT_STATUSES:
        return
    for other in parts_and_totals(claim):
        reviewing.open_item(
            other,
            ReviewReason.CONFLICT,
            cause=f"claim:{claim.public_id}",
        )


def parts_and_totals(claim: Claim) -> list[Claim]:
    """The public claims that `claim` is part of, and those that are part of it."""
    totals = [relation.other for relation in claim.relations.all() if relation.kind == RelationKind.PART_OF]
    parts = [relation.claim for relation in claim.related_from.all() if relation.kind == RelationKind.PART_OF]
    return [other for other in totals + parts if other.is_public and not other.is_ended]
