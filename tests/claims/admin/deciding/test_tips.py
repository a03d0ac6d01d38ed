"""Tips: what readers send in, and what they are answered."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from claims import workflow
from claims.choices import ReviewReason, Status
from claims.models import Claim, Tip
from claims.workflow.receiving import receive_tip, tip_of
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return make.publish(make.make_figure())


def page_of(tip: Tip) -> str:
    return f"/desk/claims/tip/{tip.pk}/change/"


def stored(person: Any, tip: Tip, **given: Any) -> Any:
    """The answer after opening the page of a tip and sending it in."""
    form = signed_in(person).get(page_of(tip)).context["form"]
    shown = {name: form[name].value() or "" for name in ("claim", "answer", "seen")}
    return signed_in(person).post(page_of(tip), {**shown, **given})


def test_a_tip_about_a_claim_asks_its_editors(claim: Claim) -> None:
    tip = receive_tip(text="It was 2030.", url="https://example.org/a", contact="", claim=claim.public_id)
    item = claim.review_items.get()
    claim.refresh_from_db()
    assert (item.reason, item.cause, item.note) == (ReviewReason.TIP, f"tip:{tip.pk}", "It was 2030.")
    assert claim.waiting


@pytest.mark.parametrize("kind", ["draft", "unknown", "none"])
def test_a_tip_says_nothing_of_drafts_and_unknown_claims(kind: str) -> None:
    public_id = {"draft": make.make_figure().public_id, "unknown": "c0000000000000", "none": ""}[kind]
    assert receive_tip(text="It was 2030.", claim=public_id).claim is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a\x00"}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://example.org/" + "x" * 2000}, "url"),
        ({"contact": "nobody"}, "contact"),
    ],
)
def test_a_tip_that_cannot_be_kept_is_refused_at_its_field(given: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        receive_tip(**{"text": "It was 2030.", **given})
    assert field in refused.value.message_dict
    assert not Tip.objects.exists()


def test_an_answer_is_read_with_the_receipt_number_and_closes_the_item(claim: Claim) -> None:
    tip = receive_tip(text="It was 2030.", claim=claim.public_id)
    stored(make.anna(), tip, answer="We corrected it.")
    answered = tip_of(tip.receipt)
    assert answered
    assert (answered.answer, answered.answered_by) == ("We corrected it.", make.anna())
    assert claim.review_items.get().closed_by == make.anna()


def test_a_tip_is_linked_to_the_claim_that_it_is_about(claim: Claim) -> None:
    tip = receive_tip(text="It was 2030.")
    assert stored(make.clara(), tip, claim=claim.public_id).status_code == 302
    assert claim.review_items.get().cause == f"tip:{tip.pk}"


def test_a_tip_linked_to_another_claim_no_longer_asks_the_first_ones_editors(claim: Claim) -> None:
    tip, other = receive_tip(text="It was 2030.", claim=claim.public_id), make.publish(make.make_figure())
    stored(make.anna(), tip, claim=other.public_id)
    claim.refresh_from_db()
    assert (claim.waiting, other.review_items.get().closed_at) == (False, None)


def test_a_decision_about_the_status_leaves_a_tip_to_be_answered(claim: Claim) -> None:
    receive_tip(text="It was 2030.", claim=claim.public_id)
    make.bring_to(claim, Status.DISPUTED)
    assert claim.review_items.get(reason=ReviewReason.TIP).closed_at is None


def test_a_contributor_does_not_answer(claim: Claim) -> None:
    tip = receive_tip(text="It was 2030.")
    page = text(stored(make.clara(), tip, answer="We corrected it."))
    tip.refresh_from_db()
    assert "Only editors decide what readers are told." in page
    assert "We corrected it." in page
    assert tip.answered_at is None


def test_an_answer_given_meanwhile_is_not_overwritten() -> None:
    tip = receive_tip(text="It was 2030.")
    shown = {"claim": "", "seen": "", "answer": "We look into it."}
    workflow.answer_tip(tip, by=make.boris(), answer="It is right as it stands.")
    page = text(signed_in(make.anna()).post(page_of(tip), shown))
    tip.refresh_from_db()
    assert "Boris answered this meanwhile: read that first." in page
    assert tip.answer == "It is right as it stands."


def test_an_answer_may_be_made_better() -> None:
    tip = receive_tip(text="It was 2030.")
    stored(make.anna(), tip, answer="We look into it.")
    stored(make.boris(), tip, answer="It is right as it stands.")
    tip.refresh_from_db()
    assert (tip.answer, tip.answered_by) == ("It is right as it stands.", make.boris())


@pytest.mark.parametrize("given", [{"seen": "x"}, {"claim": "#99999999999999999"}, {"answer": "a\x07"}])
def test_bad_input_stores_nothing(given: dict[str, str]) -> None:
    tip = receive_tip(text="It was 2030.")
    text(stored(make.anna(), tip, **{"answer": "We corrected it.", **given}))
    tip.refresh_from_db()
    assert (tip.answer, tip.claim) == ("", None)


def test_a_tip_is_shown_harmless() -> None:
    tip = receive_tip(text="<script>alert(1)</script> \u202eabc", url="https://example.org/?a=%22%3E")
    page = signed_in(make.anna()).get(page_of(tip)).content.decode()
    assert "<script>alert" not in page
    assert "[U+202E]" in page


def test_the_list_shows_what_is_not_answered_yet() -> None:
    answered, waiting = receive_tip(text="One."), receive_tip(text="Two.")
    workflow.answer_tip(answered, by=make.anna(), answer="Yes.")
    page = text(signed_in(make.anna()).get("/desk/claims/tip/?answered=no"))
    assert waiting.receipt in page
    assert answered.receipt not in page


@pytest.mark.parametrize("path", ["/desk/claims/tip/", "/desk/claims/tip/1/change/"])
def test_an_operator_reads_no_tips(path: str) -> None:
    assert signed_in(make.olga()).get(path).status_code == 403


def test_the_list_tells_the_time_like_every_list_of_the_desk() -> None:
    receive_tip(text="It was 2030.")
    Tip.objects.update(made_at=make.NINTH)
    assert "2022-01-09 20:10" in text(signed_in(make.anna()).get("/desk/claims/tip/"))


def test_tips_are_reached_from_every_page() -> None:
    assert '<a href="/desk/claims/tip/">Tips</a>' in signed_in(make.anna()).get("/desk/").content.decode()
