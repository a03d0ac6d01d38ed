"""The page of a claim: taking in, saving, publishing, and who may."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from claims.choices import Change, ProposalKind, ProposalOutcome, ReviewReason, Status
from claims.models import Claim, Edit, Proposal, Record, ReviewItem
from tests import factories
from tests.claims.admin.browsing import form_on, send

ADD = "/desk/claims/claim/add/"


def page(claim: Claim) -> str:
    return reverse("admin:claims_claim_change", args=[claim.pk])


def take_in(client: Client, **typed: object) -> object:
    measure = factories.make_measure()
    figure = {
        "topic": f"#{measure.topic_id}",
        "measure": f"#{measure.pk}",
        "kind": "figure",
        "wording": "mindestens 164 Tote",
        "wording_lang": "de",
        "summary__en__text": "At least 164 people were killed.",
        "words": "mindestens 164",
        "qualifier": "at_least",
        "low": "164",
    }
    return send(client, ADD, "wording", **{**figure, **typed})


def test_taking_in_keeps_a_draft_by_whoever_typed_it(contributor: Client) -> None:
    take_in(contributor)
    claim = Claim.objects.get()
    assert (claim.status, str(claim.low), claim.created_by) == (Status.DRAFT, "164.00", factories.clara())


def test_a_contributors_new_claim_asks_for_an_editor(contributor: Client) -> None:
    take_in(contributor)
    assert ReviewItem.objects.get().reason == ReviewReason.NEW


def test_a_new_claim_is_found_by_search(editor: Client) -> None:
    take_in(editor)
    assert b"At least 164 people" in editor.get("/desk/claims/claim/?q=164").content


def test_a_bare_number_is_typed_once(editor: Client) -> None:
    take_in(editor, words="2500", qualifier="none", low="2 500", high="")
    claim = Claim.objects.get()
    assert claim.low == claim.high == Decimal(2500)


def test_the_as_of_time_is_kept_as_exactly_as_it_was_typed(editor: Client) -> None:
    take_in(editor, as_of="2022-01")
    claim = Claim.objects.get()
    assert (claim.as_of and claim.as_of.isoformat(), claim.as_of_precision) == ("2022-01-01T00:00:00+00:00", "month")


def test_every_configured_language_has_its_input(editor: Client) -> None:
    form = form_on(editor.get(ADD), "wording")
    assert {"summary-en-text", "summary-de-text", "summary-ru-text", "summary-ru-by"} <= set(form)


def test_a_summary_in_an_unconfigured_language_survives_saving(editor: Client) -> None:
    kazakh = {"text": "Кемінде 164 адам", "by": "A translator", "machine": True}
    claim = factories.make_figure(summary={"kk": kazakh})
    send(editor, page(claim), "wording", wording="164 Tote")
    claim.refresh_from_db()
    assert (claim.summary, claim.wording) == ({"kk": kazakh}, "164 Tote")


def test_a_draft_is_saved_without_a_reason_and_without_a_record(editor: Client) -> None:
    claim = factories.make_figure()
    send(editor, page(claim), "wording", wording="164 Tote")
    claim.refresh_from_db()
    assert (claim.wording, Record.objects.count()) == ("164 Tote", 0)


def test_a_public_claim_demands_a_reason_at_its_field(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    response = send(editor, page(claim), "wording", wording="164 Tote")
    assert "reason" in response.context["adminform"].form.errors
    claim.refresh_from_db()
    assert claim.wording == "mindestens 164 Tote"


def test_what_was_typed_is_still_there_when_the_reason_is_missing(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    response = send(editor, page(claim), "wording", wording="164 Tote")
    assert form_on(response, "wording")["wording"] == "164 Tote"


def test_saving_a_public_claim_makes_one_record_with_the_reason(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    before = Record.objects.count()
    send(editor, page(claim), "wording", wording="164 Tote", reason__en__text="Copied wrongly.")
    assert Record.objects.count() == before + 1
    edit = Edit.objects.get(subject=claim.public_id)
    assert (edit.change, edit.reason["en"]["text"], edit.made_by) == (
        Change.EDITED,
        "Copied wrongly.",
        factories.anna(),
    )


def test_saving_without_a_change_makes_no_record(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    before = Record.objects.count()
    send(editor, page(claim), "wording", reason__en__text="Nothing to say.")
    assert Record.objects.count() == before


def test_publishing_a_draft_needs_its_attribution_and_says_so(editor: Client) -> None:
    claim = factories.make_figure()
    response = send(editor, page(claim), "wording", "_publish", reason__en__text="Taken in.")
    assert b"the claim has no attribution" in response.content
    claim.refresh_from_db()
    assert claim.status == Status.DRAFT


def test_publishing_saves_what_was_typed_and_publishes_it(editor: Client) -> None:
    claim = factories.make_figure()
    factories.attribute(claim)
    send(editor, page(claim), "wording", "_publish", wording="164 Tote", reason__en__text="Taken in.")
    claim.refresh_from_db()
    assert (claim.status, claim.wording) == (Status.UNVERIFIED, "164 Tote")


def test_publishing_demands_a_reason(editor: Client) -> None:
    claim = factories.make_figure()
    factories.attribute(claim)
    response = send(editor, page(claim), "wording", "_publish")
    assert "reason" in response.context["adminform"].form.errors


def test_a_contributor_cannot_publish(contributor: Client) -> None:
    claim = factories.make_figure()
    factories.attribute(claim)
    response = send(contributor, page(claim), "wording", "_publish", reason__en__text="Taken in.")
    claim.refresh_from_db()
    assert (response.status_code, claim.status) == (403, Status.DRAFT)


def test_a_preview_saves_nothing_and_names_what_would_change(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    before = Record.objects.count()
    response = send(editor, page(claim), "wording", "_preview", words="gegen 164", qualifier="about", high="164")
    labels = [difference.label for difference in response.context["preview"].differences]
    assert "figure › qualifier" in labels
    claim.refresh_from_db()
    assert (claim.qualifier, Record.objects.count()) == ("at_least", before)


def test_a_preview_of_a_draft_says_what_is_missing(editor: Client) -> None:
    claim = factories.make_figure()
    response = send(editor, page(claim), "wording", "_preview")
    assert b"the claim has no attribution" in response.content


def test_a_preview_keeps_what_was_typed(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    response = send(editor, page(claim), "wording", "_preview", wording="164 Tote")
    assert form_on(response, "wording")["wording"] == "164 Tote"


def test_a_contributors_edit_of_a_public_claim_waits_as_a_suggestion(contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    send(contributor, page(claim), "wording", wording="164 Tote", reason__en__text="So it stands there.")
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.changes) == (ProposalKind.EDIT, {"wording": "164 Tote"})
    claim.refresh_from_db()
    assert claim.wording == "mindestens 164 Tote"


def test_a_suggestion_is_taken_over_into_the_form(editor: Client, contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    send(contributor, page(claim), "wording", as_of="2022-01-09", reason__en__text="So it stands there.")
    url = f"{page(claim)}?suggestion={Proposal.objects.get().pk}"
    form = form_on(editor.get(url), "wording")
    assert (form["as_of"], form["reason-en-text"]) == ("2022-01-09", "So it stands there.")


def test_saving_a_suggestion_that_was_taken_over_closes_it(editor: Client, contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    send(contributor, page(claim), "wording", wording="164 Tote", reason__en__text="So it stands there.")
    send(editor, f"{page(claim)}?suggestion={Proposal.objects.get().pk}", "wording")
    claim.refresh_from_db()
    assert (claim.wording, claim.waiting) == ("164 Tote", False)
    assert Proposal.objects.get().outcome == ProposalOutcome.APPROVED


def test_a_suggestion_is_declined_with_a_note(editor: Client, contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    send(contributor, page(claim), "wording", wording="164 Tote", reason__en__text="So it stands there.")
    proposal = Proposal.objects.get()
    editor.post(f"/desk/claims/claim/{claim.pk}/suggestion/{proposal.pk}/decline/", {"note": "It does not."})
    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.decision_note) == (ProposalOutcome.DECLINED, "It does not.")


def test_everybody_at_the_desk_may_write_a_note(contributor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    contributor.post(f"/desk/claims/claim/{claim.pk}/note/", {"text": "Ask again."})
    assert claim.notes.get().made_by == factories.clara()


def test_the_page_tells_where_words_change_on_the_way(editor: Client) -> None:
    claim = factories.make_figure()
    attribution = factories.attribute(claim)
    attribution.hops.filter(position=0).update(words="164", qualifier="none", low=164, high=164)
    assert "“164” (Ministry" in editor.get(page(claim)).content.decode()


def test_the_page_suggests_a_later_count_and_sets_nothing(editor: Client) -> None:
    claim = factories.make_figure(words="164", qualifier="none", high=164, as_of=factories.NINTH)
    factories.make_figure(
        measure=claim.measure,
        words="225",
        qualifier="none",
        low=225,
        high=225,
        as_of=factories.NINTH.replace(day=15),
    )
    response = editor.get(page(claim))
    assert [str(found.words) for found in response.context["panels"].suggestions] == ["a later count"]
    assert not claim.related_from.exists()


def test_each_record_has_a_page_with_what_it_changed(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    send(editor, page(claim), "wording", wording="164 Tote", reason__en__text="Copied wrongly.")
    latest = Record.objects.filter(subject=claim.public_id).latest("index")
    response = editor.get(f"/desk/claims/claim/{claim.pk}/record/{latest.index}/")
    assert [difference.label for difference in response.context["differences"]] == ["wording"]


@pytest.mark.parametrize("url", [ADD, "/desk/claims/claim/", "/desk/sources/source/", "/desk/claims/topic/add/"])
def test_operators_see_nothing_editorial(operator: Client, url: str) -> None:
    assert operator.get(url).status_code == 403


def test_an_author_deletes_a_draft(contributor: Client) -> None:
    claim = factories.make_figure(created_by=factories.clara())
    factories.attribute(claim)
    contributor.post(f"/desk/claims/claim/{claim.pk}/delete/", {"post": "yes"})
    assert not Claim.objects.exists()


def test_nobody_deletes_somebody_elses_draft_but_an_editor(contributor: Client, second_editor: Client) -> None:
    claim = factories.make_figure(created_by=factories.anna())
    assert contributor.post(f"/desk/claims/claim/{claim.pk}/delete/", {"post": "yes"}).status_code == 403
    second_editor.post(f"/desk/claims/claim/{claim.pk}/delete/", {"post": "yes"})
    assert not Claim.objects.exists()


def test_nobody_deletes_a_public_claim(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    assert editor.post(f"/desk/claims/claim/{claim.pk}/delete/", {"post": "yes"}).status_code == 403
