"""One way a claim reached us: report, passage and chain on one page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims import reading, workflow
from claims.models import Attribution, Claim, Record
from sources.models import Excerpt, Report
from tests import factories
from tests.claims.admin.browsing import form_on, send

ADD = "/desk/claims/attribution/add/"


def page(attribution: Attribution) -> str:
    return reverse("admin:claims_attribution_change", args=[attribution.pk])


def hop(number: int, source: Any, **fields: str) -> dict[str, str]:
    fields = {"source": f"#{source.pk}", "named_as": source.name, **fields}
    return {f"chain__{number}__{name}": value for name, value in fields.items()}


def add(client: Client, claim: Claim, **typed: str) -> Any:
    return send(client, f"{ADD}?claim={claim.pk}", "report", **typed)


def test_a_new_report_passage_and_chain_are_kept_in_one_save(editor: Client) -> None:
    claim, ministry, outlet = (
        factories.make_figure(),
        factories.make_source(),
        factories.make_source("Outlet", "outlet"),
    )
    add(
        editor,
        claim,
        new_url="https://outlet.example/1",
        new_title="Unrest",
        new_publisher=f"#{outlet.pk}",
        new_lang="de",
        excerpt_exact="mindestens 164 Tote",
        **hop(0, ministry),
        **hop(1, outlet, words="164", qualifier="none", low="164"),
    )
    attribution = claim.attributions.get()
    assert (attribution.report.title, attribution.excerpt and attribution.excerpt.exact) == (
        "Unrest",
        "mindestens 164 Tote",
    )
    hops = attribution.hops.all()
    assert [(h.position, h.source, h.named_as_lang, h.high) for h in hops] == [
        (0, ministry, "de", None),
        (1, outlet, "de", 164),
    ]


def test_a_report_that_is_here_already_is_chosen_by_its_address(editor: Client) -> None:
    claim, report = factories.make_figure(), factories.make_report(url="https://outlet.example/1")
    add(editor, claim, report="https://outlet.example/1", **hop(0, report.publisher))
    assert claim.attributions.get().report == report


def test_the_address_of_a_known_report_makes_no_second_one(editor: Client) -> None:
    report = factories.make_report(url="https://outlet.example/1")
    response = add(
        editor, factories.make_figure(), new_url=report.url, new_publisher=f"#{report.publisher_id}", new_lang="de"
    )
    assert "new_url" in response.context["adminform"].form.errors
    assert Report.objects.count() == 1


def test_the_words_of_a_passage_are_kept_once_a_report(editor: Client) -> None:
    report = factories.make_report()
    for claim in (factories.make_figure(), factories.make_figure()):
        add(editor, claim, report=f"#{report.pk}", excerpt_exact="164 Tote", **hop(0, report.publisher))
    assert Excerpt.objects.count() == 1


def test_changed_words_of_a_passage_leave_others_theirs(editor: Client) -> None:
    report = factories.make_report()
    excerpt = Excerpt.objects.create(report=report, lang="de", exact="164 Tote")
    one, two = (
        factories.attribute(factories.make_figure(), report.publisher, report=report, excerpt=excerpt) for _ in range(2)
    )
    send(editor, page(one), "report", excerpt_exact="mindestens 164 Tote")
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.excerpt
    assert two.excerpt
    assert (one.excerpt.exact, two.excerpt.exact) == ("mindestens 164 Tote", "164 Tote")


def test_the_chain_follows_the_numbers_in_front(editor: Client) -> None:
    attribution = factories.attribute(factories.make_figure())
    origin, publisher = (h.source for h in attribution.hops.all())
    send(editor, page(attribution), "report", chain__0__ORDER="2", chain__1__ORDER="1")
    assert [h.source for h in attribution.hops.all()] == [publisher, origin]


def test_a_hop_is_taken_out_of_the_chain(editor: Client) -> None:
    attribution = factories.attribute(factories.make_figure())
    send(editor, page(attribution), "report", chain__0__DELETE="on")
    assert [h.position for h in attribution.hops.all()] == [0]


def test_a_chain_does_not_come_back_to_a_source(editor: Client) -> None:
    claim, ministry, report = factories.make_figure(), factories.make_source(), factories.make_report()
    response = add(editor, claim, report=f"#{report.pk}", **hop(0, ministry), **hop(1, ministry))
    assert "does not come back" in response.content.decode()
    assert not claim.attributions.exists()


def test_a_hop_with_half_a_figure_is_told_what_is_missing(editor: Client) -> None:
    claim, report = factories.make_figure(), factories.make_report()
    response = add(editor, claim, report=f"#{report.pk}", **hop(0, report.publisher, low="164"))
    assert "qualifier" in response.context["chain"].forms[0].errors


def test_a_role_of_somebody_else_is_refused_at_its_field(editor: Client) -> None:
    president, report = factories.make_source("President", "person"), factories.make_report()
    role = president.roles.create(title={"en": {"text": "president", "by": "", "machine": False}})
    hop_of_outlet = hop(0, report.publisher, role=f"#{role.pk}")
    response = add(editor, factories.make_figure(), report=f"#{report.pk}", **hop_of_outlet)
    assert "role" in response.context["chain"].forms[0].errors


def test_changing_the_chain_of_a_public_claim_is_one_record(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    before = Record.objects.count()
    attribution = claim.attributions.get()
    send(editor, page(attribution), "report", chain__0__quote="164 Tote", reason__en__text="Its words were missing.")
    assert (attribution.hops.all()[0].quote, Record.objects.count()) == ("164 Tote", before + 1)


def test_a_public_chain_that_does_not_end_with_its_publisher_is_refused(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    attribution = claim.attributions.get()
    response = send(editor, page(attribution), "report", chain__1__DELETE="on", reason__en__text="Why.")
    assert "must end with its publisher" in response.content.decode()
    assert attribution.hops.count() == 2


def test_the_only_attribution_of_a_public_claim_stays(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    response = send(editor, page(claim.attributions.get()), "report", remove="on", reason__en__text="Why.")
    assert "the claim has no attribution" in response.content.decode()
    assert claim.attributions.count() == 1


def test_an_attribution_that_was_wrong_is_taken_away_with_a_reason(editor: Client) -> None:
    claim = factories.make_figure()
    wrong = factories.attribute(claim)
    factories.attribute(claim)
    factories.publish(claim)
    assert "reason" in send(editor, page(wrong), "report", remove="on").context["adminform"].form.errors
    send(editor, page(wrong), "report", remove="on", reason__en__text="Another claim's.")
    assert claim.attributions.count() == 1


def test_an_attribution_with_a_history_stays(editor: Client) -> None:
    claim = factories.make_figure()
    attribution = factories.attribute(claim)
    factories.attribute(claim)
    factories.publish(claim)
    factories.deny(claim)
    response = send(editor, page(attribution), "report", remove="on", reason__en__text="Why.")
    assert "remove" in response.context["adminform"].form.errors


def test_a_preview_shows_the_chain_as_it_would_be(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    attribution = claim.attributions.get()
    response = send(editor, page(attribution), "report", "_preview", chain__0__quote="164 Tote")
    assert "164 Tote" in [str(difference.after) for difference in response.context["preview"].differences]
    assert not attribution.hops.filter(quote="164 Tote").exists()


def test_contributors_attribute_drafts_only(contributor: Client) -> None:
    draft, public = factories.make_figure(), factories.publish(factories.make_figure())
    assert contributor.get(f"{ADD}?claim={draft.pk}").status_code == 200
    assert contributor.get(f"{ADD}?claim={public.pk}").status_code == 403
    assert contributor.get(page(public.attributions.get())).status_code == 403


@pytest.mark.parametrize("claim", ["", "?claim=0", "?claim=x", "?claim=99999999999999999999"])
def test_without_a_claim_there_is_nothing_to_attribute(editor: Client, claim: str) -> None:
    assert editor.get(ADD + claim).status_code == 302


def test_a_form_that_is_sent_in_without_its_chain_says_so(editor: Client) -> None:
    attribution = factories.attribute(factories.make_figure())
    form = {k: v for k, v in form_on(editor.get(page(attribution)), "report").items() if not k.startswith("chain")}
    assert editor.post(page(attribution), {**form, "_save": "1"}).status_code == 200
    assert attribution.hops.count() == 2


def test_a_publisher_that_its_report_does_not_name_goes_unnamed(editor: Client) -> None:
    claim, report, ministry = factories.make_figure(), factories.make_report(), factories.make_source()
    add(editor, claim, report=f"#{report.pk}", **hop(0, ministry), **hop(1, report.publisher, named_as=""))
    assert [str(link) for link in claim.attributions.get().hops.all()] == [ministry.name, report.publisher.name]
    factories.publish(claim)
    chain = reading.find([claim.public_id])[claim.public_id].json["attributions"][0]["chain"]
    assert [link["named_as"] for link in chain] == [ministry.name, None]


def test_whoever_is_not_the_publisher_was_named(editor: Client) -> None:
    claim, report, ministry = factories.make_figure(), factories.make_report(), factories.make_source()
    response = add(editor, claim, report=f"#{report.pk}", **hop(0, ministry, named_as=""), **hop(1, report.publisher))
    assert "named_as" in response.context["chain"].forms[0].errors
    assert not claim.attributions.exists()


@pytest.mark.django_db
def test_a_claim_whose_origin_is_unnamed_is_not_published() -> None:
    claim = factories.make_figure()
    factories.attribute(claim).hops.filter(position=0).update(named_as="")
    with pytest.raises(workflow.Refused, match="only the publisher"):
        factories.publish(claim)
