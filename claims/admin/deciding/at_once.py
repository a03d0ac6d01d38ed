"""What one editor may tell readers at any hour: that something was reported, and what became of an attribution."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.forms import HoldForm, ReasonForm, StandingForm, now, withdrawal_reported
from claims.admin.deciding.shown import Shown
from claims.choices import StandingCode
from claims.models import Attribution, Claim
from claims.permissions import check_may_decide
from claims.wording import standing_sentence
from claims.workflow import Refused, proposing


class Hold(Act):
    code = "hold"
    label = _l("Hold")
    explanation = _l(
        "Readers are told at once that something was reported and that the decision awaits a second editor."
    )
    form = HoldForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        proposing.check_hold(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        reported_at = given["reported_at"].at
        workflow.hold_claim(claim, by=by, reason=given["reason"], reported_at=reported_at, seen=seen.version)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        given = given or {"reason": withdrawal_reported(), "reported_at": now()}
        return shown.with_notes(claim, shown.hold_words(given["reason"], given["reported_at"].at))


class EndHold(Act):
    code = "end-hold"
    label = _l("End the hold")
    explanation = _l("Readers are told that what was reported did not change the status.")
    form = ReasonForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        proposing.check_held(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.end_hold_without_change(claim, by=by, reason=given["reason"], seen=seen.version)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        return shown.now(claim, without_hold=True)


class NoteStanding(Act):
    code = "standing"
    label = _l("Note the standing of an attribution")
    explanation = _l(
        "Who withdrew, denied, corrected or repeated it, as an attributed and dated statement. The status does not"
        " follow by itself: the claim comes up for review."
    )
    form = StandingForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        super().check(claim, by)
        if given is not None:
            _chosen(claim, given)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        version: int | None = seen.version
        with transaction.atomic():
            for attribution in _chosen(claim, given):
                workflow.note_standing(
                    attribution,
                    StandingCode(given["code"]),
                    by=by,
                    source=given["source"],
                    reason=given["reason"],
                    happened_at=given["happened"].at,
                    happened_precision=given["happened"].precision,
                    report=given["report"],
                    seen=version,
                )
                version = None  # locked by the first of them

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if given is None or not claim.is_public:
            return shown.now(claim)
        sentence = standing_sentence(given["code"], shown.readers_name(given["source"]))
        return shown.with_notes(claim, *(f"{attribution.report}: {sentence}" for attribution in _chosen(claim, given)))


def _chosen(claim: Claim, given: Given) -> list[Attribution]:
    """Those of the claim's attributions that this is about. Raises Refused when there is none."""
    if chosen := [a for a in claim.attributions.all() if str(a.pk) in given["attributions"]]:
        return chosen
    raise Refused(_("Choose which of its attributions this is about."))
