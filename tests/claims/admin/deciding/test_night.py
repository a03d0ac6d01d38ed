"""One editor at night, and the second one in the morning."""

from datetime import UTC, datetime
from typing import Any

import pytest

from claims import letters, workflow
from claims.choices import ProposalOutcome, ReviewReason, StandingCode, Status
from claims.models import Attribution, Claim, Hold, Proposal, Standing
from claims.workflow.proposing import waiting_proposal
from sources.models import Source
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import NOW, WHY, decided, opened, sent, text, tokens, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    make.boris()
    return make.publish(make.make_figure())


def proposed(claim: Claim, by: Any = None) -> Proposal:
    ministry = make.deny(claim)
    decided(by or make.anna(), "retracted", claim, reason_code="denied", attributed_to=f"#{ministry.pk}", **WHY, **NOW)
    proposal = waiting_proposal(Claim.objects.get(pk=claim.pk))
    assert proposal is not None
    return proposal


def claim_page(person: Any, claim: Claim) -> str:
    return text(signed_in(person).get(f"/desk/claims/claim/{claim.pk}/change/"))


def test_two_clicks_hold_a_claim(claim: Claim) -> None:
    form = signed_in(make.anna()).get(url("hold", claim)).context["form"]
    as_shown = {f"reason-{code}-text": entry["text"] for code, entry in form["reason"].value().items()}
    decided(make.anna(), "hold", claim, reported_at="2022-01-10 02:10", **as_shown)
    hold = Hold.objects.get()
    assert (hold.claim, hold.made_by, hold.reported_at) == (
        claim,
        make.anna(),
        datetime(2022, 1, 10, 2, 10, tzinfo=UTC),
    )
    assert set(hold.reason) == {"en", "de", "ru"}


def test_a_held_claim_waits_in_the_queue_until_the_hold_ends(claim: Claim) -> None:
    decided(make.anna(), "hold", claim, reported_at="2022-01-10 02:10", **WHY)
    item = claim.review_items.get()
    assert (item.reason, item.priority) == (ReviewReason.SECOND_EDITOR, "1_urgent")
    decided(make.boris(), "end-hold", claim, **WHY)
    claim.refresh_from_db()
    assert (claim.review_items.get().closed_by, claim.waiting) == (make.boris(), False)


def test_a_held_claim_offers_the_end_of_the_hold_and_no_second_one(claim: Claim) -> None:
    decided(make.anna(), "hold", claim, reported_at="2022-01-10 02:10", **WHY)
    page = claim_page(make.anna(), claim)
    assert url("end-hold", claim) in page
    assert url("hold", claim) not in page
    assert "This claim is held already." in opened(make.anna(), "hold", claim)


def test_a_hold_reported_in_the_future_is_refused_at_its_field(claim: Claim) -> None:
    page = text(decided(make.anna(), "hold", claim, reported_at="2999-01-10 02:10", **WHY))
    assert "This moment is still to come." in page
    assert not Hold.objects.exists()


def test_the_standing_of_an_attribution_is_noted_at_once(claim: Claim) -> None:
    attribution = claim.attributions.get()
    ministry: Source = attribution.hops.all()[0].source
    form = {"attributions": attribution.pk, "code": "denied", "source": str(ministry), "happened": "2022-01-09"}
    decided(make.anna(), "standing", claim, **form, **WHY)
    step = Standing.objects.get()
    assert (step.attribution, step.code, step.source, step.happened_precision) == (
        attribution,
        StandingCode.DENIED,
        ministry,
        "day",
    )


def test_of_several_attributions_an_editor_has_to_choose(claim: Claim) -> None:
    make.attribute(claim)
    form = {"code": "denied", "source": str(make.make_source()), "happened": "2022-01-09", **WHY}
    page = text(decided(make.anna(), "standing", claim, **form))
    assert "Choose the attributions beside the claims." in page
    both = [str(attribution.pk) for attribution in claim.attributions.all()]
    decided(make.anna(), "standing", claim, attributions=both, **form)
    assert Standing.objects.count() == 2


def test_a_second_editor_approves(claim: Claim) -> None:
    proposed(claim)
    answer = decided(make.boris(), "approve", claim, **NOW)
    claim.refresh_from_db()
    assert answer.status_code == 302
    assert claim.status == Status.RETRACTED
    assert claim.latest_change
    assert (claim.latest_change.made_by, claim.latest_change.approved_by) == (make.anna(), make.boris())


def test_the_claim_says_who_was_told_and_the_proposer_cannot_approve(claim: Claim) -> None:
    proposed(claim)
    page = claim_page(make.anna(), claim)
    assert "Being told by mail: Boris." in page
    letters.send_due()
    page = claim_page(make.anna(), claim)
    assert "Told by mail, " in page
    assert "A second editor must approve: you proposed this yourself." in page
    assert url("approve", claim) not in page
    assert url("approve", claim) in claim_page(make.boris(), claim)


def test_ones_own_proposal_is_not_approved_by_any_path(claim: Claim) -> None:
    proposed(claim)
    shown = tokens(opened(make.boris(), "approve", claim))
    page = text(sent(make.anna(), "approve", shown, **NOW))
    claim.refresh_from_db()
    assert "A second editor must approve: you proposed this yourself." in page
    assert claim.status == Status.UNVERIFIED


def test_the_approve_button_of_the_proposer_is_disabled(claim: Claim) -> None:
    proposed(claim)
    button = opened(make.anna(), "approve", claim).partition('name="decide"')[2].partition(">")[0]
    assert "disabled" in button
    assert "disabled" not in opened(make.boris(), "approve", claim).partition('name="decide"')[2].partition(">")[0]


def test_approving_asks_the_conditions_again(claim: Claim) -> None:
    proposal = proposed(claim)
    shown = tokens(opened(make.boris(), "approve", claim))
    attribution = claim.attributions.get()
    Claim.objects.filter(pk=claim.pk).update(version=proposal.claim_version)
    Standing.objects.create(
        attribution=attribution,
        code=StandingCode.GIVEN_AGAIN,
        source=attribution.hops.all()[0].source,
        happened_at=datetime(2022, 1, 10, tzinfo=UTC),
        reason=texts(en="Given again."),
        made_by=make.anna(),
    )
    Attribution.objects.filter(pk=attribution.pk).update(standing=StandingCode.GIVEN_AGAIN)
    page = text(sent(make.boris(), "approve", shown, **NOW))
    assert "Not every origin took it back." in page


def test_a_proposal_that_took_the_place_of_the_one_looked_at_is_not_approved(claim: Claim) -> None:
    proposal = proposed(claim)
    shown = tokens(opened(make.boris(), "approve", claim))
    workflow.decline(proposal, by=make.anna(), note="A better reason.")
    ministry = claim.attributions.get().hops.all()[0].source
    workflow.retract_claim(
        claim, by=make.anna(), reason=texts(en="Better."), reason_code="denied", attributed_to=ministry
    )
    page = text(sent(make.boris(), "approve", shown, **NOW))
    assert "Another proposal stands here now: look at it first." in page


def test_declining_says_why_to_the_proposer(claim: Claim) -> None:
    proposed(claim)
    decided(make.boris(), "decline", claim, note="The ministry only denies the regional figures.")
    assert Proposal.objects.get().outcome == ProposalOutcome.DECLINED
    assert "The ministry only denies the regional figures." in claim_page(make.anna(), claim)
    assert "The ministry only denies the regional figures." in text(signed_in(make.anna()).get("/desk/"))


def test_the_proposer_takes_it_back(claim: Claim) -> None:
    proposed(claim)
    decided(make.anna(), "decline", claim, note="Too early.")
    assert Proposal.objects.get().outcome == ProposalOutcome.TAKEN_BACK


def test_a_lapsed_proposal_is_explained_and_proposed_again_as_it_was(claim: Claim) -> None:
    proposal = proposed(claim)
    source = make.make_source("Information ministry")
    workflow.note_standing(
        claim.attributions.get(),
        StandingCode.CALLED_ERROR,
        by=make.boris(),
        source=source,
        reason=texts(en="A technical error."),
        happened_at=make.NINTH.replace(hour=22),
    )
    page = claim_page(make.anna(), claim)
    assert "lapsed" in page
    again = url("retracted", claim, again=proposal.pk)
    assert again in page
    form = text(signed_in(make.anna()).get(again))
    assert WHY["reason-en-text"] in form
    assert f"#{proposal.attributed_to_id}" in form


def test_a_lapsed_proposal_that_was_answered_by_a_decision_is_no_longer_told(claim: Claim) -> None:
    proposed(claim)
    make.deny(claim)
    assert "Propose it again" in claim_page(make.anna(), claim)
    make.bring_to(claim, Status.RETRACTED)
    assert "Propose it again" not in claim_page(make.anna(), claim)


def test_whoever_is_alone_is_told_that_there_is_no_second_editor() -> None:
    claim = make.publish(make.make_figure())
    make.deny(claim)
    assert "there is none but you" in opened(make.anna(), "retracted", claim)
