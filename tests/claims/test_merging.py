"""Two entries of one claim become one and can be taken apart exactly; what was published in error can go."""

from typing import Any

import orjson
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from claims import letters, reading, workflow
from claims.choices import Change, RelationKind, StandingCode, Status
from claims.models import Attribution, Claim, Edit, Evidence, ReviewItem
from claims.origins import count_origins
from claims.projection import rebuild
from claims.reading import Filters
from claims.workflow import Refused
from sources.texts import texts
from tests import factories as make
from tests.claims.raw import refused

pytestmark = pytest.mark.django_db
WHY = texts(en="They are the same.")
Pair = tuple[Claim, Claim]


def body(claim: Claim) -> dict[str, Any]:
    return reading.find([claim.public_id])[claim.public_id].json


def fresh(claim: Claim) -> Claim:
    whole: Claim = Claim.objects.whole().get(pk=claim.pk)
    return whole


@pytest.fixture
def pair() -> Pair:
    """Two public entries of one figure, each by a ministry of its own."""
    measure = make.make_measure()
    return make.publish(make.make_figure(measure=measure)), make.publish(make.make_figure(measure=measure))


def merge(pair: Pair, **how: Any) -> None:
    workflow.merge_claims(pair[0], into=pair[1], **{"by": make.anna(), "reason": WHY, **how})


def unmerge(pair: Pair) -> None:
    workflow.unmerge_claims(fresh(pair[0]), by=make.boris(), reason=texts(en="They are two."))


def test_the_other_claim_takes_over_attributions_and_origins(pair: Pair) -> None:
    merge(pair)
    assert count_origins(fresh(pair[1])).independent == 2
    assert len(body(pair[1])["attributions"]) == 2
    assert body(pair[1])["merged"] == [{"claim": pair[0].public_id}]


def test_evidence_goes_along(pair: Pair) -> None:
    evidence = make.add_evidence(pair[0])
    merge(pair)
    assert [item.pk for item in fresh(pair[1]).evidence.all()] == [evidence.pk]


def test_both_ends_get_a_record_and_the_merged_one_points_on(pair: Pair) -> None:
    merge(pair)
    first, second = (reading.history(claim.public_id)[-1] for claim in pair)
    assert (first.change, second.change) == (Change.MERGED, Change.MERGED)
    assert first.json["merged_into"] == {"claim": pair[1].public_id}
    assert first.json["history"][-1]["reason"] == WHY


def test_a_merged_claim_keeps_its_history_and_leaves_the_lists(pair: Pair) -> None:
    before = body(pair[0])["history"]
    merge(pair)
    assert body(pair[0])["history"][:-1] == before
    assert [row.subject for row in reading.listed(Filters())] == [pair[1].public_id]
    assert list(Claim.objects.tracked()) == [pair[1]]


def test_taking_apart_gives_each_what_it_had(pair: Pair) -> None:
    make.add_evidence(pair[0])
    kept = ("attributions", "evidence", "origins", "status", "figure", "wording", "relations")
    with workflow.editing(pair[0], by=make.anna(), reason=WHY):
        pass
    before = [{key: body(claim)[key] for key in kept} for claim in pair]
    merge(pair)
    unmerge(pair)
    assert [{key: body(claim)[key] for key in kept} for claim in pair] == before
    assert len(reading.listed(Filters())) == 2
    assert [body(claim)["merged_into"] for claim in pair] == [None, None]


def test_what_was_noted_meanwhile_goes_back_with_its_attribution(pair: Pair) -> None:
    merge(pair)
    attribution = Attribution.objects.get(merged_from=pair[0])
    origin = attribution.hops.all()[0].source
    workflow.note_standing(
        attribution,
        StandingCode.DENIED,
        by=make.anna(),
        source=origin,
        reason=WHY,
        happened_at=make.NINTH,
    )
    unmerge(pair)
    assert count_origins(fresh(pair[0])).standing == 0
    assert count_origins(fresh(pair[1])).standing == 1


def test_a_draft_is_merged_as_one_more_attribution(pair: Pair) -> None:
    draft = make.make_figure(measure=pair[1].measure)
    make.attribute(draft)
    merge((draft, pair[1]))
    assert len(body(pair[1])["attributions"]) == 2
    assert not reading.find([draft.public_id])
    unmerge((draft, pair[1]))
    assert fresh(draft).attributions.count() == 1


def test_a_public_claim_is_not_merged_into_a_draft(pair: Pair) -> None:
    with pytest.raises(Refused, match="draft"):
        merge((pair[0], make.make_figure(measure=pair[0].measure)))


def test_other_words_for_another_figure_are_refused(pair: Pair) -> None:
    other = make.publish(make.make_figure(words="164", qualifier="none", high=164))
    with pytest.raises(Refused, match="not the same figure"):
        merge((pair[0], other))


def test_a_statement_is_no_figure(pair: Pair) -> None:
    with pytest.raises(Refused, match="statement"):
        merge((pair[0], make.publish(make.make_statement())))


def test_merging_goes_one_step_deep(pair: Pair) -> None:
    third = make.publish(make.make_figure())
    merge(pair)
    with pytest.raises(Refused, match="merged into this one"):
        merge((pair[1], third))
    with pytest.raises(Refused, match="decide there"):
        merge((third, pair[0]))


def test_a_withdrawn_claim_does_not_vanish_in_one_that_stands(pair: Pair) -> None:
    make.bring_to(pair[0], Status.RETRACTED)
    with pytest.raises(Refused, match="bring the other claim"):
        merge(pair)


def test_what_waits_for_a_second_editor_is_decided_first(pair: Pair) -> None:
    workflow.hold_claim(pair[0], by=make.anna(), reason=WHY)
    with pytest.raises(Refused, match="end the hold"):
        merge(pair)


def test_a_merged_claim_is_decided_at_the_other_one(pair: Pair) -> None:
    merge(pair)
    with pytest.raises(Refused, match="decide there"):
        workflow.hold_claim(pair[0], by=make.anna(), reason=WHY)
    with pytest.raises(Refused, match="decide there"), workflow.editing(pair[0], by=make.anna(), reason=WHY):
        pass


def test_its_open_items_are_settled_and_a_tip_can_still_be_answered(pair: Pair) -> None:
    tip = workflow.receive_tip(text="Same figure twice", claim=pair[0].public_id)
    merge(pair)
    workflow.answer_tip(tip, by=make.anna(), answer="Thank you.")
    assert not ReviewItem.objects.filter(claim=pair[0], closed_at=None).exists()


def test_only_editors_merge(pair: Pair) -> None:
    with pytest.raises(PermissionDenied):
        merge(pair, by=make.clara())


def test_an_old_version_is_a_conflict(pair: Pair) -> None:
    with pytest.raises(workflow.Conflict):
        merge(pair, seen=pair[0].version - 1)


# Removing ---------------------------------------------------------------------------------------------------------


def removed(claim: Claim) -> Claim:
    proposal = workflow.remove_claim(claim, by=make.anna(), reason=texts(en="Published in error."))
    workflow.approve(proposal, by=make.boris())
    return fresh(claim)


def test_a_removal_waits_for_a_second_editor(pair: Pair) -> None:
    proposal = workflow.remove_claim(pair[0], by=make.anna(), reason=WHY)
    with pytest.raises(PermissionDenied):
        workflow.approve(proposal, by=make.anna())
    assert not fresh(pair[0]).is_ended


def test_nothing_of_what_it_said_is_left(pair: Pair) -> None:
    claim = removed(pair[0])
    row = reading.find([claim.public_id])[claim.public_id]
    assert (row.change, row.urgent, row.json) == (Change.REMOVED, True, {})
    assert row.removal is not None
    assert row.removal["reason"] == texts(en="Published in error.")
    assert b"164" not in (row.body or b"")
    assert reading.listed(Filters()) == reading.listed(Filters(mentions=pair[1].topic.public_id))


def test_a_removed_body_has_the_shape_of_every_claim(pair: Pair) -> None:
    whole = body(pair[0])
    removed(pair[0])
    left = reading.history(pair[0].public_id)[-1].body or b""
    assert [*whole] == [*orjson.loads(left)]


def test_what_was_removed_is_related_to_nothing(pair: Pair) -> None:
    workflow.relate_claims(pair[0], RelationKind.REPEATS, pair[1], by=make.anna())
    removed(pair[0])
    with workflow.editing(pair[1], by=make.anna(), reason=WHY):
        pass
    assert body(pair[1])["relations"] == []


def test_a_removal_is_declined(pair: Pair) -> None:
    proposal = workflow.remove_claim(pair[0], by=make.anna(), reason=WHY)
    workflow.decline(proposal, by=make.boris(), note="It stays.")
    assert not fresh(pair[0]).is_ended
    assert not ReviewItem.objects.filter(claim=pair[0], closed_at=None, cause__startswith="proposal").exists()


def test_a_draft_is_deleted_not_removed() -> None:
    with pytest.raises(Refused, match="draft"):
        workflow.remove_claim(make.make_figure(), by=make.anna(), reason=WHY)


def test_lists_made_anew_from_the_bodies_leave_both_out(pair: Pair) -> None:
    third = make.publish(make.make_statement())
    merge(pair)
    removed(third)
    rebuild()
    assert [row.subject for row in reading.listed(Filters())] == [pair[1].public_id]


# What readers and partners get ------------------------------------------------------------------------------------


def test_the_page_leads_to_the_other_claim(client: Client, pair: Pair) -> None:
    merge(pair)
    response = client.get(f"/en/claims/{pair[0].public_id}/")
    assert response.status_code == 301
    assert pair[1].public_id in response["Location"]
    unmerge(pair)
    assert client.get(response.wsgi_request.path, follow=True).status_code == 200


def test_the_page_of_a_removed_claim_is_gone_and_says_why(client: Client, pair: Pair) -> None:
    removed(pair[0])
    response = client.get(f"/en/claims/{pair[0].public_id}/")
    assert response.status_code == 410
    assert "Published in error." in response.content.decode()


def test_news_do_not_tell_of_what_was_removed(client: Client, pair: Pair) -> None:
    claim = make.publish(make.make_statement(summary=texts(en="A sentence that had to go.")))
    removed(claim)
    for address in ("/en/", f"/en/topics/{claim.topic.public_id}/"):
        assert "A sentence that had to go." not in client.get(address, follow=True).content.decode()


def test_partners_are_led_on_or_told_that_it_is_gone(client: Client, pair: Pair) -> None:
    third = make.publish(make.make_statement())
    merge(pair)
    removed(third)
    merged = client.get(f"/api/v1/claims/{pair[0].public_id}/")
    assert merged.status_code == 301
    assert merged.json()["merged_into"] == pair[1].public_id
    assert client.get(f"/api/v1/claims/{third.public_id}/").status_code == 410
    listed = client.get("/api/v1/claims/").json()["results"]
    assert [row["id"] for row in listed] == [pair[1].public_id]
    feed = client.get("/api/v1/changes/").json()["results"]
    assert feed[-1]["change"] == "removed"
    assert feed[-1]["body"]["removed"]["reason"]


# What the database refuses ------------------------------------------------------------------------------------------


def test_no_claim_is_merged_without_an_act_of_the_ledger(pair: Pair) -> None:
    refused(f"UPDATE claims_claim SET merged_into_id = {pair[1].pk} WHERE id = {pair[0].pk}")
    act = Edit.objects.create(subject=pair[1].public_id, change="merged", reason=WHY, made_by=make.anna())
    refused(f"UPDATE claims_claim SET merged_into_id = {pair[1].pk}, ending_id = {act.pk} WHERE id = {pair[0].pk}")
    act = Edit.objects.create(subject=pair[0].public_id, change="edited", reason=WHY, made_by=make.anna())
    refused(f"UPDATE claims_claim SET ending_id = {act.pk} WHERE id = {pair[0].pk}")


def test_no_chain_of_merged_claims_is_written(pair: Pair) -> None:
    third = make.publish(make.make_figure())
    merge(pair)
    for claim, into in ((pair[1], third), (third, pair[0]), (third, third)):
        act = Edit.objects.create(subject=claim.public_id, change="merged", reason=WHY, made_by=make.anna())
        refused(f"UPDATE claims_claim SET merged_into_id = {into.pk}, ending_id = {act.pk} WHERE id = {claim.pk}")


def test_a_claim_does_not_come_back_without_an_act(pair: Pair) -> None:
    merge(pair)
    Attribution.objects.filter(merged_from=pair[0]).update(claim=pair[0], merged_from=None)
    refused(f"UPDATE claims_claim SET merged_into_id = NULL, ending_id = NULL WHERE id = {pair[0].pk}")


@pytest.mark.parametrize("model", [Attribution, Evidence])
def test_what_came_along_stays_while_they_are_merged(pair: Pair, model: Any) -> None:
    make.add_evidence(pair[0])
    merge(pair)
    table = model._meta.db_table
    refused(f"UPDATE {table} SET claim_id = {pair[0].pk} WHERE merged_from_id = {pair[0].pk}")


def test_a_removal_needs_two_people_and_is_for_good(pair: Pair) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Edit.objects.create(subject=pair[0].public_id, change="removed", reason=WHY, made_by=make.anna())
    claim = removed(pair[0])
    Edit.objects.create(subject=claim.public_id, change="unmerged", reason=WHY, made_by=make.anna())
    refused(f"UPDATE claims_claim SET ending_id = NULL WHERE id = {claim.pk}")


def test_the_status_of_a_merged_claim_stays(pair: Pair) -> None:
    make.bring_to(pair[0], Status.DISPUTED)
    merge(pair)
    first = pair[0].status_changes.earliest("pk")
    refused(
        f"UPDATE claims_claim SET status = '{first.to_status}', latest_change_id = {first.pk} WHERE id = {pair[0].pk}"
    )


def test_the_letter_says_what_readers_would_see(pair: Pair) -> None:
    proposal = workflow.remove_claim(pair[0], by=make.anna(), reason=WHY)
    assert letters.about(proposal)["after"] == "Removed from the record"
