"""Evidence that is brought with a decision: it is stored with it, or not at all."""

from typing import Any

import pytest

from claims.choices import Bearing, Change, Status
from claims.models import Claim, Edit, Evidence, Proposal, Record
from sources.models import Report
from tests import factories as make
from tests.claims.admin.deciding.desk import NOW, WHY, decided, opened, sent, text, tokens

pytestmark = pytest.mark.django_db
SHOWS = {"evidence-note-en-text": "The list of the ministry has 19 names."}
AGAINST = {"evidence-bearing": "contradicts", "evidence-new_kind": "article", **SHOWS}


def known() -> dict[str, Any]:
    return {**AGAINST, "evidence-report": f"#{make.make_report().pk}"}


def new(**other: Any) -> dict[str, Any]:
    """A report that is not here yet."""
    outlet = make.make_source("Outlet", "outlet")
    report = {"new_url": "https://example.org/list", "new_publisher": f"#{outlet.pk}", "new_lang": "ru", **other}
    return {**AGAINST, **{f"evidence-{name}": value for name, value in report.items()}}


@pytest.mark.parametrize(
    ("code", "bearing"), [("refuted", "contradicts"), ("misleading", "context"), ("corroborated", "supports")]
)
def test_the_page_asks_for_the_evidence_that_is_missing(code: str, bearing: str) -> None:
    page = opened(make.anna(), code, make.publish(make.make_figure()))
    assert "Bring evidence with the decision:" in page
    assert '<details class="brought" open>' in page
    assert f'value="{bearing}"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert "Cannot be done:" not in page


def test_evidence_that_is_there_is_not_asked_for() -> None:
    claim = make.publish(make.make_figure())
    make.add_evidence(claim)
    page = opened(make.anna(), "refuted", claim)
    assert "Bring evidence with the decision:" not in page
    assert '<details class="brought">' in page


def test_a_refutation_is_proposed_with_its_evidence() -> None:
    claim = make.publish(make.make_figure())
    assert decided(make.anna(), "refuted", claim, **known(), **WHY).status_code == 302
    evidence, proposal = Evidence.objects.get(), Proposal.objects.get()
    assert (evidence.claim, evidence.bearing, evidence.note["en"]["text"]) == (
        claim,
        Bearing.CONTRADICTS,
        SHOWS["evidence-note-en-text"],
    )
    claim.refresh_from_db()
    assert (proposal.to_status, proposal.claim_version) == ("refuted", claim.version)


def test_readers_are_told_what_evidence_shows_and_not_what_is_only_proposed() -> None:
    claim = make.publish(make.make_figure())
    decided(make.anna(), "refuted", claim, **known(), **WHY)
    edit = Edit.objects.get(subject=claim.public_id)
    assert (edit.change, edit.reason["en"]["text"]) == (Change.EDITED, SHOWS["evidence-note-en-text"])
    newest = Record.objects.filter(subject=claim.public_id).latest("pk")
    assert (newest.change, newest.status) == (Change.EDITED, Status.UNVERIFIED)


def test_what_was_proposed_with_evidence_can_be_approved() -> None:
    claim = make.publish(make.make_figure())
    decided(make.anna(), "refuted", claim, **known(), **WHY)
    decided(make.boris(), "approve", claim, **NOW)
    assert Claim.objects.get().status == Status.REFUTED


def test_a_dispute_with_evidence_is_one_record() -> None:
    claim = make.publish(make.make_figure())
    before = Record.objects.filter(subject=claim.public_id).count()
    answer = decided(make.anna(), "disputed", claim, reason_code="sources_conflict", **known(), **WHY, **NOW)
    assert answer.status_code == 302
    assert Record.objects.filter(subject=claim.public_id).count() == before + 1
    assert Evidence.objects.get().claim.status == Status.DISPUTED


def test_a_report_that_is_new_comes_by_its_address() -> None:
    claim = make.publish(make.make_figure())
    decided(make.anna(), "refuted", claim, **new(excerpt_exact="19 имён"), **WHY)
    evidence = Evidence.objects.get()
    assert evidence.report.url == "https://example.org/list"
    assert evidence.excerpt is not None
    assert evidence.excerpt.exact == "19 имён"


def test_many_claims_get_the_same_evidence_on_one_report() -> None:
    claims = [make.publish(make.make_figure()) for _ in range(3)]
    decided(make.anna(), "refuted", *claims, **new(), **WHY)
    assert {item.claim for item in Evidence.objects.all()} == set(claims)
    assert Report.objects.filter(url="https://example.org/list").count() == 1


def test_a_refused_decision_keeps_nothing_of_its_evidence() -> None:
    claim = make.publish(make.make_figure())
    page = text(decided(make.anna(), "refuted", claim, **{**new(), "evidence-bearing": "supports"}, **WHY))
    assert "Add evidence that contradicts the claim" in page
    assert not Evidence.objects.exists()
    assert not Report.objects.filter(url="https://example.org/list").exists()


def test_the_first_of_many_may_be_refused() -> None:
    waiting, other = (make.publish(make.make_figure()) for _ in range(2))
    pages = tokens(opened(make.anna(), "refuted", waiting, other))
    decided(make.boris(), "refuted", waiting, **known(), **WHY)
    sent(make.anna(), "refuted", pages, **new(), **WHY)
    assert Evidence.objects.get(report__url="https://example.org/list").claim == other


def test_evidence_does_not_make_a_waiting_decision_lapse() -> None:
    claim = make.publish(make.make_figure())
    decided(make.anna(), "refuted", claim, **known(), **WHY)
    page = text(decided(make.anna(), "misleading", claim, **known(), **WHY))
    assert "waits for a second editor already" in page
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (SHOWS, "Choose a report, or describe a new one below."),
        ({"evidence-report": "nothing like it"}, "nothing like it"),
        ({"evidence-new_url": "javascript:alert(1)", **SHOWS}, "Enter a valid URL."),
        ({"evidence-new_url": "https://example.org/\0", **SHOWS}, "Null characters are not allowed."),
        ({"evidence-note-en-text": "x" * 2_000_000}, "Choose a report"),
        ({"evidence-excerpt_exact": "\ud800", **SHOWS}, "Choose a report"),
    ],
)
def test_half_of_evidence_is_refused_and_shown_again(given: dict[str, str], sentence: str) -> None:
    claim = make.publish(make.make_figure())
    given = {name: value.encode("utf-8", "replace").decode() for name, value in given.items()}
    page = text(decided(make.anna(), "refuted", claim, **{"evidence-bearing": "contradicts", **given}, **WHY))
    assert "Nothing was changed yet." in page
    assert sentence in page
    assert not Evidence.objects.exists()


def test_the_preview_shows_the_evidence() -> None:
    shown = tokens(opened(make.anna(), "refuted", make.publish(make.make_figure())))
    page = text(sent(make.anna(), "refuted", shown, button="preview", **known(), **WHY))
    assert page.count(SHOWS["evidence-note-en-text"]) == 2  # in the field and in the preview
    assert not Evidence.objects.exists()
