"""What needs an editor: one open ReviewItem for one cause."""

from typing import Any

from django.db import transaction

from claims import clock
from claims.choices import Priority, ReviewReason
from claims.models import Claim, ReviewItem
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
    """Open an item unless one is open for the same cause."""
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

    claim = acting.lock(item.claim)
    ReviewItem.objects.filter(pk=item.pk, closed_at=None).update(closed_at=clock.now(), closed_by=by)
    Claim.objects.filter(pk=claim.pk).update(reviewed_at=clock.now())
    acting.refresh_waiting(claim)
