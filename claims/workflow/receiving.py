"""What readers send in, and what they are answered."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock
from claims.choices import ReviewReason
from claims.models import Claim, Tip
from claims.permissions import check_may_decide, check_may_take_in
from claims.workflow import acting, reviewing
from claims.workflow.errors import Refused


@transaction.atomic
def receive_tip(*, text: str, url: str = "", contact: str = "", claim: str = "") -> Tip:
    """Keep what a reader sends in; `Tip.receipt` is the number to tell them. Raises ValidationError by field.

    `claim` is the public id of the claim that it is about. A draft's, or an unknown one, is taken as none: whoever
    tries ids learns nothing.
    """
    about = Claim.objects.published().filter(public_id=claim).first() if claim else None
    tip = Tip(text=text, url=url, contact=contact, claim=about, made_at=clock.now())
    tip.full_clean()
    _check_address(url)
    tip.save()
    _ask_editors(tip)
    return tip


def _check_address(url: str) -> None:
    """Raise ValidationError for what editors should not follow by a click."""
    try:
        if url:
            URLValidator(["http", "https"])(url)
    except ValidationError as error:
        raise ValidationError({"url": error.messages}) from error


def tip_of(receipt: str) -> Tip | None:
    """The tip with this receipt number, for whoever has it."""
    return Tip.objects.select_related("claim").filter(receipt=receipt).first()


@transaction.atomic
def link_tip(tip: Tip, claim: Claim | None, *, by: Any) -> None:
    """Say which claim a tip is about; its editors are asked, and those of the claim it stood at no longer."""
    check_may_take_in(by)
    fresh = _locked(tip)
    if fresh.claim and fresh.claim != claim:
        _done(fresh, by=by)
    Tip.objects.filter(pk=tip.pk).update(claim=claim)
    tip.claim = claim
    if fresh.answered_at is None:
        _ask_editors(tip)


@transaction.atomic
def answer_tip(tip: Tip, *, by: Any, answer: str, seen: datetime | None = None) -> None:
    """Answer a tip: whoever has its receipt number reads this. `seen` is the time of the answer that was shown."""
    check_may_decide(by)
    fresh = _locked(tip)
    if fresh.answered_at != seen:
        raise Refused(_("%(person)s answered this meanwhile: read that first.") % {"person": fresh.answered_by})
    if not answer.strip():
        raise Refused(_("Write the answer."), "answer")
    fresh.answer, fresh.answered_at, fresh.answered_by = answer, clock.now(), by
    fresh.full_clean()
    fresh.save(update_fields=["answer", "answered_at", "answered_by"])
    _done(fresh, by=by)


def _locked(tip: Tip) -> Tip:
    return Tip.objects.select_for_update(of=("self",)).select_related("claim", "answered_by").get(pk=tip.pk)


def _ask_editors(tip: Tip) -> None:
    if tip.claim:
        reviewing.open_item(tip.claim, ReviewReason.TIP, cause=f"tip:{tip.pk}", note=tip.text)


def _done(tip: Tip, *, by: Any) -> None:
    if tip.claim:
        claim = acting.lock(tip.claim, ended=True)
        reviewing.close_items(claim, cause=f"tip:{tip.pk}", by=by)
        acting.refresh_waiting(claim)
