"""Evidence, relations and replies: each with a page of its own that leads back to the claim."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims import reading, workflow
from claims.choices import Bearing, Change, RelationKind
from claims.models import Claim, Edit, Record
from tests import factories
from tests.claims.admin.browsing import form_on, send


def body_of(claim: Claim) -> dict[str, Any]:
    return reading.find([claim.public_id])[claim.public_id].json


def test_evidence_for_a_public_claim_is_a_record_with_its_reason(editor: Client) -> None:
    claim, report = factories.publish(factories.make_figure()), factories.make_report()
    typed = {
        "bearing": "contradicts",
        "report": f"#{report.pk}",
        "note__en__text": "It says 100.",
        "reason__en__text": "Found.",
    }
    response = send(editor, f"/desk/claims/evidence/add/?claim={claim.pk}", "report", **typed)
    assert response["Location"] == reverse("admin:claims_claim_change", args=[claim.pk]) + "#evidence"
    assert claim.evidence.get().bearing == Bearing.CONTRADICTS
    assert Edit.objects.get(subject=claim.public_id).reason["en"]["text"] == "Found."


def test_evidence_without_words_is_refused(editor: Client) -> None:
    claim, report = factories.make_figure(), factories.make_report()
    typed = {"bearing": "contradicts", "report": f"#{report.pk}"}
    response = send(editor, f"/desk/claims/evidence/add/?claim={claim.pk}", "report", **typed)
    assert "note" in response.context["adminform"].form.errors


def test_evidence_that_was_wrong_is_taken_away(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    evidence = factories.add_evidence(claim)
    url = reverse("admin:claims_evidence_change", args=[evidence.pk])
    send(editor, url, "report", remove="on", reason__en__text="Of another claim.")
    assert not claim.evidence.exists()


def test_contributors_add_evidence_to_drafts_only(contributor: Client) -> None:
    draft, public = factories.make_figure(), factories.publish(factories.make_figure())
    assert contributor.get(f"/desk/claims/evidence/add/?claim={draft.pk}").status_code == 200
    assert contributor.get(f"/desk/claims/evidence/add/?claim={public.pk}").status_code == 403


def test_a_suggested_relation_comes_filled_in(editor: Client) -> None:
    claim, other = factories.make_figure(), factories.make_figure()
    url = f"/desk/claims/relation/add/?claim={claim.pk}&kind=updates&other={other.pk}"
    form = form_on(editor.get(url), "other")
    assert form["kind"] == "updates"
    assert form["other"].endswith(f"#{other.pk}")


def test_a_relation_is_told_at_both_ends(editor: Client) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    send(editor, f"/desk/claims/relation/add/?claim={claim.pk}&kind=updates&other={other.pk}", "other")
    assert claim.relations.get().kind == RelationKind.UPDATES
    assert set(Record.objects.filter(change=Change.RELATED).values_list("subject", flat=True)) == {
        claim.public_id,
        other.public_id,
    }


def test_a_relation_is_made_once(editor: Client) -> None:
    claim, other = factories.make_figure(), factories.make_figure()
    url = f"/desk/claims/relation/add/?claim={claim.pk}&kind=updates&other={other.pk}"
    send(editor, url, "other")
    assert send(editor, url, "other").status_code == 200
    assert claim.relations.count() == 1


def test_a_claim_has_no_relation_to_itself(editor: Client) -> None:
    claim = factories.make_figure()
    response = send(editor, f"/desk/claims/relation/add/?claim={claim.pk}&kind=updates&other={claim.pk}", "other")
    assert "other" in response.context["adminform"].form.errors


def test_a_relation_that_was_wrong_is_taken_back_with_a_reason(editor: Client) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    relation = workflow.relate_claims(claim, RelationKind.UPDATES, other, by=factories.anna())
    url = reverse("admin:claims_relation_change", args=[relation.pk])
    assert "reason" in send(editor, url, "version", remove="on").context["adminform"].form.errors
    send(editor, url, "version", remove="on", reason__en__text="Of another event.")
    assert not claim.relations.exists()
    for end in (claim, other):
        assert body_of(end)["relations"] == []
        assert body_of(end)["history"][-1]["reason"]["en"]["text"] == "Of another event."


def test_a_preview_takes_no_relation_back(editor: Client) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    relation = workflow.relate_claims(claim, RelationKind.UPDATES, other, by=factories.anna())
    url = reverse("admin:claims_relation_change", args=[relation.pk])
    assert send(editor, url, "version", "_preview", remove="on").context["preview"].differences
    assert claim.relations.exists()


def test_a_relation_leads_back_from_both_ends(editor: Client) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    relation = workflow.relate_claims(claim, RelationKind.UPDATES, other, by=factories.anna())
    url = reverse("admin:claims_relation_change", args=[relation.pk])
    for end in (claim, other):
        assert url in editor.get(reverse("admin:claims_claim_change", args=[end.pk])).content.decode()


def test_contributors_take_no_relation_back(contributor: Client) -> None:
    relation = workflow.relate_claims(
        factories.make_figure(), RelationKind.UPDATES, factories.make_figure(), by=factories.anna()
    )
    assert contributor.get(reverse("admin:claims_relation_change", args=[relation.pk])).status_code == 403


@pytest.mark.parametrize("kind", [RelationKind.REPEATS, RelationKind.CONTRADICTS])
def test_figures_of_different_measures_are_not_compared(editor: Client, kind: str) -> None:
    claim, other = factories.make_figure(), factories.make_figure()
    response = send(editor, f"/desk/claims/relation/add/?claim={claim.pk}&kind={kind}&other={other.pk}", "other")
    assert "kind" in response.context["adminform"].form.errors
    assert not claim.relations.exists()


def test_a_figure_contradicts_a_statement(editor: Client) -> None:
    claim, other = factories.make_figure(), factories.make_statement()
    send(editor, f"/desk/claims/relation/add/?claim={claim.pk}&kind=contradicts&other={other.pk}", "other")
    assert claim.relations.get().kind == RelationKind.CONTRADICTS


def test_contributors_relate_nothing(contributor: Client) -> None:
    claim = factories.make_figure()
    assert contributor.get(f"/desk/claims/relation/add/?claim={claim.pk}").status_code == 403


def test_a_question_and_its_answer_are_one_reply(editor: Client) -> None:
    claim, ministry = factories.publish(factories.make_figure()), factories.make_source()
    typed = {"asked": f"#{ministry.pk}", "asked_at": "2022-01-10 09:30", "deadline_at": "2022-01-11 09:30 +06:00"}
    send(editor, f"/desk/claims/reply/add/?claim={claim.pk}", "asked", **typed)
    reply = claim.replies.get()
    url = reverse("admin:claims_reply_change", args=[reply.pk])
    send(editor, url, "asked", answered_at="2022-01-10 12:00", answer__en__text="No comment.")
    reply.refresh_from_db()
    assert (claim.replies.count(), reply.answer["en"]["text"]) == (1, "No comment.")
    assert Edit.objects.filter(subject=claim.public_id, change=Change.REPLY_NOTED).count() == 2


def test_an_answer_has_a_time(editor: Client) -> None:
    claim, ministry = factories.make_figure(), factories.make_source()
    typed = {"asked": f"#{ministry.pk}", "asked_at": "2022-01-10 09:30", "answer__en__text": "No comment."}
    response = send(editor, f"/desk/claims/reply/add/?claim={claim.pk}", "asked", **typed)
    assert "answered_at" in response.context["adminform"].form.errors


def test_when_we_asked_is_told_to_the_day_at_least(editor: Client) -> None:
    claim, ministry = factories.make_figure(), factories.make_source()
    url = f"/desk/claims/reply/add/?claim={claim.pk}"
    response = send(editor, url, "asked", asked=f"#{ministry.pk}", asked_at="2022-01")
    assert "asked_at" in response.context["adminform"].form.errors


def test_a_deadline_is_a_day_as_well_as_a_time(editor: Client) -> None:
    claim, ministry = factories.publish(factories.make_figure()), factories.make_source()
    typed = {"asked": f"#{ministry.pk}", "asked_at": "2022-01-10", "deadline_at": "2022-01-11"}
    send(editor, f"/desk/claims/reply/add/?claim={claim.pk}", "asked", **typed)
    (reply,) = body_of(claim)["replies"]
    assert (reply["asked_at"], reply["asked_precision"]) == ("2022-01-10T00:00:00Z", "day")
    assert (reply["deadline_at"], reply["deadline_precision"]) == ("2022-01-11T00:00:00Z", "day")
    form = form_on(editor.get(reverse("admin:claims_reply_change", args=[claim.replies.get().pk])), "asked")
    assert (form["asked_at"], form["deadline_at"]) == ("2022-01-10", "2022-01-11")


@pytest.mark.parametrize(
    ("part", "anchor", "typed"),
    [
        ("attribution", "note", {"report": "{report}", "chain__0__source": "{publisher}", "chain__0__named_as": "It"}),
        ("evidence", "report", {"bearing": "context", "report": "{report}", "note__en__text": "It says 100."}),
        ("relation", "other", {"kind": "updates", "other": "{other}"}),
        ("reply", "asked", {"asked": "{publisher}", "asked_at": "2022-01-10 09:30"}),
    ],
)
def test_a_preview_publishes_no_part(editor: Client, part: str, anchor: str, typed: dict[str, str]) -> None:
    claim, other = (factories.publish(factories.make_figure()) for _ in range(2))
    report = factories.make_report()
    rows = {"report": f"#{report.pk}", "publisher": f"#{report.publisher_id}", "other": f"#{other.pk}"}
    before = Record.objects.count()
    filled = {name: value.format(**rows) for name, value in typed.items()}
    response = send(editor, f"/desk/claims/{part}/add/?claim={claim.pk}", anchor, "_preview", **filled)
    assert response.context["preview"].differences
    assert Record.objects.count() == before


def test_a_reply_that_is_saved_unchanged_is_told_once(editor: Client) -> None:
    claim, ministry = factories.publish(factories.make_figure()), factories.make_source()
    typed = {"asked": f"#{ministry.pk}", "asked_at": "2022-01-10 09:30"}
    send(editor, f"/desk/claims/reply/add/?claim={claim.pk}", "asked", **typed)
    send(editor, reverse("admin:claims_reply_change", args=[claim.replies.get().pk]), "asked")
    assert Record.objects.filter(subject=claim.public_id, change=Change.REPLY_NOTED).count() == 1


def test_a_question_that_is_noted_already_is_answered_there(editor: Client) -> None:
    claim, ministry = factories.publish(factories.make_figure()), factories.make_source()
    url = f"/desk/claims/reply/add/?claim={claim.pk}"
    typed = {"asked": f"#{ministry.pk}", "asked_at": "2022-01-10 09:30"}
    send(editor, url, "asked", **typed)
    response = send(editor, url, "asked", **typed)
    assert "asked_at" in response.context["adminform"].form.errors
