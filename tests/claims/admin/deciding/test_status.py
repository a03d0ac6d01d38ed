"""Deciding about the status: what the page says beforehand is what happens."""

import itertools
from typing import Any

import pytest

from claims import workflow
from claims.admin.deciding.acts import ACTS
from claims.admin.deciding.mixin import decisions_on
from claims.choices import MOVE_BY_ENDS, PUBLIC_STATUSES, STATUSES, Bearing, ProposalOutcome, Reason, Status
from claims.models import Claim, Proposal, StatusChange
from claims.workflow import Refused
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import NOW, WHY, decided, opened, sent, text, tokens

pytestmark = pytest.mark.django_db
CHALLENGED = {"reason_code": "challenged", "attributed_to": "Information ministry"}


def claim_in(status: Status) -> Claim:
    claim = make.publish(make.make_statement())
    return claim if status == Status.UNVERIFIED else make.bring_to(claim, status)


def test_every_status_of_the_table_has_its_decision() -> None:
    assert {status.value for status in STATUSES} <= ACTS.keys()


@pytest.mark.parametrize(("before", "after"), list(itertools.product(PUBLIC_STATUSES, PUBLIC_STATUSES)))
def test_the_button_says_what_the_workflow_does(before: Status, after: Status) -> None:
    claim = claim_in(before)
    grounds = make.grounds_for(claim, after)
    claim.refresh_from_db()
    button = next(b for b in decisions_on(claim, make.anna()).buttons if f"/decide/{after}/" in b.url)
    try:
        made = workflow.move_claim(claim, after, by=make.anna(), reason=texts(en="Why."), **grounds)
    except Refused:
        assert before == after
    else:
        assert (button.why_not, button.needs_second) == ("", isinstance(made, Proposal))
        assert button.needs_second == MOVE_BY_ENDS[before, after].needs_second


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    claim = make.publish(make.make_figure())
    why_not = {b.url.split("/")[-2]: b.why_not for b in decisions_on(claim, make.anna()).buttons}
    assert "Still standing" in why_not["retracted"]
    assert "statement only" in why_not["not_checkable"]
    assert [why_not[code] for code in ("refuted", "corroborated", "disputed")] == [""] * 3  # evidence can be brought


def test_a_challenge_disputes_at_once() -> None:
    claim, source = make.publish(make.make_figure()), make.make_source("Information ministry")
    answer = decided(
        make.anna(),
        "disputed",
        claim,
        reason_code="challenged",
        attributed_to="Information ministry",
        happened="2022-01-09",
        **WHY,
        **NOW,
    )
    change = StatusChange.objects.latest("pk")
    assert answer.status_code == 302
    assert (change.claim, change.to_status, change.attributed_to, change.made_by) == (
        claim,
        "disputed",
        source,
        make.anna(),
    )
    assert change.decided_at.isoformat() == "2022-01-10T02:14:00+00:00"
    assert (f"{change.happened_at:%Y-%m-%d}", change.happened_precision) == ("2022-01-09", "day")


def test_the_preview_dates_a_challenge() -> None:
    claim = make.publish(make.make_figure())
    make.make_source("Information ministry")
    form = {**CHALLENGED, "happened": "2022-01", **WHY, **NOW}
    claims = tokens(opened(make.anna(), "disputed", claim))
    assert "Said so: January 2022" in text(sent(make.anna(), "disputed", claims, button="preview", **form))


def test_a_challenge_keeps_its_date_until_a_second_editor_approves() -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.RETRACTED)
    form = {
        "reason_code": "challenged",
        "attributed_to": "Information ministry",
        "happened": "2022-01-11",
        **WHY,
        **NOW,
    }
    make.make_source("Information ministry")
    decided(make.anna(), "disputed", claim, **form)
    decided(make.boris(), "approve", claim, **NOW)
    change = StatusChange.objects.latest("pk")
    assert (change.to_status, f"{change.happened_at:%Y-%m-%d}") == ("disputed", "2022-01-11")


def test_a_retraction_waits_for_a_second_editor() -> None:
    claim = make.publish(make.make_figure())
    ministry = make.deny(claim)
    page = text(
        sent_after_following(make.anna(), claim, reason_code="denied", attributed_to=f"#{ministry.pk}", **WHY, **NOW)
    )
    proposal = Proposal.objects.get()
    assert (proposal.to_status, proposal.outcome) == ("retracted", ProposalOutcome.OPEN)
    assert "A second editor must approve. Told by mail: Boris." in page


def sent_after_following(person: Any, claim: Claim, **given: Any) -> Any:

    make.boris()
    client = signed_in(person)
    answer = decided(person, "retracted", claim, **given)
    client.cookies = answer.client.cookies
    return client.get(answer["Location"])


def test_before_retracting_it_shows_what_else_rests_on_it() -> None:
    total, part = make.publish(make.make_figure()), make.publish(make.make_figure(words="103 in Almaty"))
    part.summary = texts(en="103 people were killed in Almaty.")
    part.save(update_fields=["summary"])
    workflow.relate_claims(part, "part_of", total, by=make.anna())
    make.deny(total)
    assert "103 people were killed in Almaty." in opened(make.anna(), "retracted", total)


def test_the_page_shows_what_readers_will_see() -> None:
    claim = make.publish(make.make_figure())
    make.make_source("Information ministry")
    form = {
        "reason_code": "challenged",
        "attributed_to": "Information ministry",
        "happened": "2022-01-09",
        **WHY,
        **NOW,
    }
    claims = tokens(opened(make.anna(), "disputed", claim))
    page = text(sent(make.anna(), "disputed", claims, button="preview", **form))
    assert "Reported, not independently confirmed" in page
    assert "Disputed: challenged by Information ministry" in page
    assert page.count(WHY["reason-en-text"]) == 2  # in the field and in the preview
    assert Status(Claim.objects.get().status) == Status.UNVERIFIED


def test_a_protected_source_is_not_named_to_readers() -> None:
    claim = make.publish(make.make_figure())
    make.make_source("Secret witness", protected=True)
    form = {"reason_code": "challenged", "attributed_to": "Secret witness", "happened": "2022-01-09", **WHY, **NOW}
    claims = tokens(opened(make.anna(), "disputed", claim))
    page = text(sent(make.anna(), "disputed", claims, button="preview", **form))
    assert "challenged by Secret" not in page


def test_reinstating_takes_a_retraction_back_with_a_second_editor() -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.RETRACTED)
    decided(make.anna(), "unverified", claim, **WHY, **NOW)
    assert Proposal.objects.filter(outcome=ProposalOutcome.OPEN).get().to_status == "unverified"


def test_primary_evidence_confirms_with_a_second_editor() -> None:
    claim = make.publish(make.make_figure())
    make.add_evidence(claim, Bearing.SUPPORTS, primary=True)
    decided(make.anna(), "corroborated", claim, reason_code=Reason.PRIMARY_EVIDENCE, **WHY, **NOW)
    assert Proposal.objects.get().reason_code == Reason.PRIMARY_EVIDENCE


def test_publishing_a_draft() -> None:
    draft = make.make_statement()
    make.attribute(draft)
    decided(make.anna(), "publish", draft, **WHY)
    draft.refresh_from_db()
    assert draft.status == Status.UNVERIFIED


def test_a_draft_that_was_saved_anew_is_not_published_unseen() -> None:
    draft = make.make_statement()
    make.attribute(draft)
    shown = tokens(opened(make.anna(), "publish", draft))
    with workflow.editing(draft, by=make.clara(), reason={}) as locked:
        Claim.objects.filter(pk=locked.pk).update(wording="Die Ordnung ist nicht wiederhergestellt")
    page = text(sent(make.anna(), "publish", shown, **WHY))
    draft.refresh_from_db()
    assert "Somebody saved it anew." in page
    assert draft.status == Status.DRAFT


def test_publishing_what_is_public_is_refused() -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    page = text(decided(make.anna(), "publish", claim, **WHY))
    claim.refresh_from_db()
    assert "This claim is public already." in page
    assert claim.status == Status.DISPUTED
