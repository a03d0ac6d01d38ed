"""What needs an editor: one open ReviewItem for one cause."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import Priority, ProposalOutcome, ReviewReason
from claims.models import Claim, ReviewItem
from claims.permissions import check_may_decide, check_may_take_in
from claims.workflow.errors import Refused
from sources.models import Report


def open_item(
    claim: Claim,
    reason: ReviewReason,
    *,
    cause: str,
    note: str = "",
    priority: Priority = Priority.NORMAL,
    report: Report | None = None,
) -> None:
    """Open an item unless one is open for the same cause, which names what happened by a code and keys: the desk words
    it in the language of whoever looks (claims.admin.happened). A `note` is in somebody's own words."""
    ReviewItem.objects.bulk_create(
        [
            ReviewItem(
                claim=claim,
                reason=reason,
                cause=cause,
                note=note,
                priority=priority,
                report=report,
                opened_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    Claim.objects.filter(pk=claim.pk).update(waiting=True)


def announce_draft(claim: Claim) -> None:
    """Ask for an editor: somebody who does not publish took this claim in."""
    open_item(claim, ReviewReason.NEW, cause="draft")


def close_items(claim: Claim, *, cause: str, by: Any) -> None:
    """Close what a cause had opened."""
    claim.review_items.filter(cause=cause, closed_at=None).update(closed_at=clock.now(), closed_by=by)


def settle(claim: Claim, *, by: Any) -> None:
    """A decision about the status answers whatever was open, except what readers sent in."""
    claim.review_items.filter(closed_at=None).exclude(reason=ReviewReason.TIP).update(
        closed_at=clock.now(), closed_by=by
    )


@transaction.atomic
def close_item(item: ReviewItem, *, by: Any) -> None:
    """An editor looked and nothing is to be done; readers see when the claim was last reviewed."""
    from claims.workflow import acting

    claim = acting.lock(item.claim, ended=True)
    check_may_decide(by)
    check_may_be_closed(item, claim)
    if not ReviewItem.objects.filter(pk=item.pk, closed_at=None).update(closed_at=clock.now(), closed_by=by):
        raise Refused(_("Somebody else closed it meanwhile."))
    Claim.objects.filter(pk=claim.pk).update(reviewed_at=clock.now())
    acting.refresh_waiting(claim)


def check_may_be_closed(item: ReviewItem, claim: Claim) -> None:
    """Raise Refused while what the item asks for still waits: closing it would only hide that."""
    if item.cause in {f"proposal:{p.pk}" for p in claim.proposals.all() if p.outcome == ProposalOutcome.OPEN}:
        raise Refused(_("A proposal waits: approve or decline it."))
    if item.cause in {f"hold:{hold.pk}" for hold in claim.holds.all() if hold.ended_at is None}:
        raise Refused(_("Readers are told that a decision waits: decide, or end the hold."))


def take_item(item: ReviewItem, *, by: Any, instead_of: Any = None) -> None:
    """Say that `by` looks after it. Raises Refused when it has gone to somebody else than `instead_of` meanwhile."""
    check_may_take_in(by)
    taken = ReviewItem.objects.filter(pk=item.pk, closed_at=None, assigned_to=instead_of).update(assigned_to=by)
    if not taken:
        raise Refused(_("Somebody else took or closed it meanwhile."))


def release_item(item: ReviewItem, *, by: Any) -> None:
    """Give it back to everybody; only whoever took it does."""
    check_may_take_in(by)
    if not ReviewItem.objects.filter(pk=item.pk, closed_at=None, assigned_to=by).update(assigned_to=None):
        raise Refused(_("It is not yours, or is closed."))
