"""Merging, taking apart and removing at the desk."""

import pytest

from claims import workflow
from claims.models import Claim, Proposal
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import WHY, decided, opened, sent, text, tokens, url

pytestmark = pytest.mark.django_db
Pair = tuple[Claim, Claim]


@pytest.fixture
def pair() -> Pair:
    measure = make.make_measure()
    return (
        make.publish(make.make_figure(measure=measure, summary=texts(en="The first entry."))),
        make.publish(make.make_figure(measure=measure, summary=texts(en="The second entry."))),
    )


def page_of(claim: Claim) -> str:
    return text(signed_in(make.anna()).get(f"/desk/claims/claim/{claim.pk}/change/"))


def merged(pair: Pair) -> None:
    workflow.merge_claims(pair[0], into=pair[1], by=make.anna(), reason=texts(en="The same."))


def test_the_other_claim_is_filled_in_where_it_was_suggested(pair: Pair) -> None:
    assert f"The second entry. #{pair[1].pk}" in opened(make.anna(), "merge", pair[0], into=pair[1].pk)


def test_an_unknown_number_fills_in_nothing(pair: Pair) -> None:
    for number in ("0", "99999999999999999999", "x"):
        assert "Merge into another claim" in opened(make.anna(), "merge", pair[0], into=number)


def test_the_preview_says_where_readers_are_led(pair: Pair) -> None:
    claim = tokens(opened(make.anna(), "merge", pair[0]))
    page = text(sent(make.anna(), "merge", claim, "preview", into=pair[1].public_id, **WHY))
    assert "Readers are led to: The second entry." in page


def test_an_editor_merges_and_takes_apart(pair: Pair) -> None:
    assert decided(make.anna(), "merge", pair[0], into=pair[1].public_id, **WHY).status_code == 302
    assert Claim.objects.get(pk=pair[0].pk).merged_into == pair[1]
    assert decided(make.anna(), "unmerge", pair[0], **WHY).status_code == 302
    assert Claim.objects.get(pk=pair[0].pk).merged_into is None


def test_a_refusal_stands_at_the_other_claim(pair: Pair) -> None:
    other = make.publish(make.make_statement())
    page = text(decided(make.anna(), "merge", pair[0], into=other.public_id, **WHY))
    assert "A figure and a statement are not the same claim." in page


def test_the_page_of_a_merged_claim_leads_on_and_offers_to_take_it_apart(pair: Pair) -> None:
    merged(pair)
    page = page_of(pair[0])
    assert "readers are led there:" in page
    assert url("unmerge", pair[0]) in page
    assert url("merge", pair[0]) not in page
    assert "Merged into this claim:" in page_of(pair[1])


def test_the_list_shows_merged_claims_when_asked_for(pair: Pair) -> None:
    merged(pair)
    listed = [text(signed_in(make.anna()).get(f"/desk/claims/claim/{query}")) for query in ("", "?ended=yes")]
    assert [("The first entry." in page, "The second entry." in page) for page in listed] == [
        (False, True),
        (True, False),
    ]


def test_a_merged_claim_is_not_saved(pair: Pair) -> None:
    merged(pair)
    client, address = signed_in(make.anna()), f"/desk/claims/claim/{pair[0].pk}/change/"
    form = client.get(address).context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if isinstance(value, str | int)}
    assert client.post(address, {**typed, **WHY, "_save": "1"}).status_code == 200


def test_a_removal_is_proposed_and_approved(pair: Pair) -> None:
    assert decided(make.anna(), "remove", pair[0], **WHY).status_code == 302
    assert "Removed from the record" in opened(make.boris(), "approve", pair[0])
    page = page_of(pair[0])
    assert "Removed from the record" in page
    decided(make.boris(), "approve", pair[0], decided_at="2022-01-10 02:14")
    assert Claim.objects.get(pk=pair[0].pk).is_removed
    assert "This claim was removed from the record." in page_of(pair[0])


def test_a_removal_that_lapsed_can_be_proposed_again(pair: Pair) -> None:
    proposal = workflow.remove_claim(pair[0], by=make.anna(), reason=texts(en="In error."))
    with workflow.editing(pair[0], by=make.boris(), reason=texts(en="Typo.")):
        pass
    assert Proposal.objects.get(pk=proposal.pk).outcome == "lapsed"
    assert url("remove", pair[0], again=proposal.pk) in page_of(pair[0])
