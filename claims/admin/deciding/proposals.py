"""The second editor's decisions: approve what a colleague proposed, or decline it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.forms import ApprovalForm, RefusalForm
from claims.admin.deciding.shown import Shown
from claims.models import Claim, Proposal
from claims.permissions import check_may_decide
from claims.workflow import Conflict, Refused, proposing
from claims.workflow.moving import URGENT_STATUSES


class Approve(Act):
    code = "approve"
    label = _l("Approve")
    explanation = _l("Carries out what a colleague proposed. All conditions are asked again.")
    form = ApprovalForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        proposing.check_approval(claim, _waiting(claim), by=by)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.approve(_as_seen(claim, seen), by=by, decided_at=given["decided_at"].at)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        proposal = proposing.waiting_proposal(claim)
        return shown.proposed(proposal) if proposal else shown.now(claim)

    def warns_of(self, claim: Claim) -> list[tuple[str, Claim]]:
        proposal = proposing.waiting_proposal(claim)
        return shown.resting_on(claim) if proposal and proposal.to_status in ("", *URGENT_STATUSES) else []


class Decline(Act):
    code = "decline"
    label = _l("Decline the proposal")
    explanation = _l("The status stays as it is. Whoever proposed it reads why; your own proposal is taken back.")
    form = RefusalForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        _waiting(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.decline(_as_seen(claim, seen), by=by, note=given["note"])


def _waiting(claim: Claim) -> Proposal:
    if proposal := proposing.waiting_proposal(claim):
        return proposal
    raise Refused(_("No decision on this claim waits for a second editor."))


def _as_seen(claim: Claim, seen: Seen) -> Proposal:
    """The proposal that was looked at: never one that took its place meanwhile."""
    if claim.version != seen.version:
        raise Conflict(seen.version, claim.version)
    proposal = _waiting(claim)
    if proposal.pk != seen.proposal:
        raise Refused(_("Another proposal stands here now: look at it first."))
    return proposal
