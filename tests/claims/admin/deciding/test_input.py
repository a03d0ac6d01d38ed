"""Who may, and what is typed in: a clear word at its field, nothing lost, never an error page."""

import re
from typing import Any

import pytest

from claims.admin.deciding.acts import ACTS
from claims.choices import Status
from claims.models import Claim, Correction, StatusChange
from sources.choices import ReportState
from sources.models import Capture, Report
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import NOW, WHY, decided, opened, sent, text, tokens, url

pytestmark = pytest.mark.django_db
GIVEN = {"reason_code": "sources_conflict", **WHY, **NOW}


@pytest.fixture
def claim() -> Claim:
    claim = make.publish(make.make_figure())
    make.add_evidence(claim)
    return claim


# Who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ACTS)
@pytest.mark.parametrize("name", ["clara", "olga"])
def test_who_does_not_decide_is_told_so(claim: Claim, name: str, code: str) -> None:
    person = getattr(make, name)()
    for answer in (signed_in(person).get(url(code, claim)), sent(person, code, [f"{claim.pk}:1:0"], **GIVEN)):
        assert answer.status_code == 403
        assert "Only editors decide what readers are told." in answer.content.decode()
    assert StatusChange.objects.count() == 1


def test_a_stranger_is_sent_to_sign_in(claim: Claim) -> None:
    answer = signed_in(make.stranger()).get(url("disputed", claim))
    assert answer.status_code == 302
    assert "/desk/login/" in answer["Location"]


def test_a_superuser_decides_but_does_not_approve_alone(claim: Claim) -> None:
    ministry = make.deny(claim)
    decided(make.root(), "retracted", claim, **GIVEN | {"reason_code": "denied", "attributed_to": f"#{ministry.pk}"})
    page = text(decided(make.root(), "approve", claim, **NOW))
    claim.refresh_from_db()
    assert "A second editor must approve: you proposed this yourself." in page
    assert claim.status == Status.UNVERIFIED


# What is typed in ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason-en-text": ""}, "Write this in at least one language."),
        ({"reason-en-text": "a\x00b"}, "not allowed"),
        ({"reason-en-text": "x" * 1_000_000}, "at most 20000 characters"),
        ({"reason-en-text": "a\x07b"}, "U+0007"),
        ({"reason_code": ""}, "This field is required."),
        ({"reason_code": "withdrawn"}, "is not one of the available choices"),
        ({"reason_code": "challenged"}, "Say who: readers are told the name."),
        ({"reason_code": "challenged", "attributed_to": "Health ministry"}, "Say when: a challenge has a date."),
        ({"happened": "2022-01-09"}, "This typed reason has no date of its own"),
        ({"happened": "2998"}, "This moment is still to come."),
        ({"happened": "9" * 10_000}, "Write it like"),
        ({"attributed_to": "Nobody at all"}, "Nothing was found by this name."),
        ({"attributed_to": "#99999999999999999"}, "There is none with this number or id."),
        ({"attributed_to": "x" * 100_000}, "longer than any name"),
        ({"attributed_to": "Health\x00"}, "not allowed"),
        ({"decided_at": ""}, "This field is required."),
        ({"decided_at": "0000-01-01 00:00"}, "Give a year from"),
        ({"decided_at": "1001-01-10 10:00"}, "Nothing was decided here before 2000."),
        ({"decided_at": "2022-02-30 00:00"}, "There is no such day or time."),
        ({"decided_at": "9" * 10_000}, "Write it like"),
        ({"decided_at": "2022-01-10"}, "Give the day and the time"),
        ({"decided_at": "2998-01-10 10:00"}, "This moment is still to come."),
    ],
)
def test_bad_input_is_named_at_its_field(claim: Claim, given: dict[str, str], told: str) -> None:
    page = text(decided(make.anna(), "disputed", claim, **GIVEN | given))
    assert told in page
    assert Claim.objects.get(pk=claim.pk).status == Status.UNVERIFIED


def test_a_name_that_fits_a_reason_which_names_nobody_is_refused(claim: Claim) -> None:
    make.make_source("Information ministry")
    page = text(decided(make.anna(), "disputed", claim, **GIVEN, attributed_to="Information ministry"))
    assert "This typed reason names nobody: leave this empty." in page


def test_what_was_typed_is_still_there_after_an_error(claim: Claim) -> None:
    typed = {"reason-de-text": "Die Angaben widersprechen sich <b>sehr</b>.", "attributed_to": "Nobody at all"}
    page = text(decided(make.anna(), "disputed", claim, **GIVEN | typed))
    assert "Die Angaben widersprechen sich <b>sehr</b>." in page
    assert 'value="Nobody at all"' in page
    assert re.search('value="sources_conflict"[^>]* checked', page)


def test_several_sources_of_one_name_are_told_apart(claim: Claim) -> None:
    ids = {make.make_source("Interior ministry").pk, make.make_source("Interior ministry").pk}
    page = text(decided(make.anna(), "disputed", claim, **GIVEN | {"attributed_to": "Interior ministry"}))
    assert "Several are called like this." in page
    assert all(f"Interior ministry #{pk}" in page for pk in ids)


def test_hostile_words_of_a_claim_are_escaped(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(summary=texts(en="<script>alert(1)</script> \u202e461"))
    page = signed_in(make.anna()).get(url("disputed", claim)).content.decode()
    assert "<script>alert" not in page
    assert "[U+202E]461" in page


def test_an_unknown_decision_is_not_found(claim: Claim) -> None:
    assert signed_in(make.anna()).get(f"/desk/claims/claim/decide/erase/?claims={claim.pk}").status_code == 404


@pytest.mark.parametrize("claims", ["", "x", "1;2", "٣", "-1"])
def test_an_address_without_claims_leads_to_the_list(claims: str) -> None:
    answer = signed_in(make.anna()).get(f"/desk/claims/claim/decide/hold/?claims={claims}")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/claims/claim/")


@pytest.mark.parametrize("claims", ["999999999999999999", "0"])
def test_claims_that_do_not_exist_are_not_found(claims: str) -> None:
    assert signed_in(make.anna()).get(f"/desk/claims/claim/decide/hold/?claims={claims}").status_code == 404


def test_a_form_damaged_on_the_way_leads_to_the_list(claim: Claim) -> None:
    assert sent(make.anna(), "disputed", ["x:y:z"], **GIVEN).status_code == 302


def test_the_page_needs_neither_inline_script_nor_style(claim: Claim) -> None:
    page = opened(make.anna(), "standing", claim)
    assert " style=" not in page
    assert all("src=" in script.partition(">")[0] for script in page.split("<script")[1:])


# Our own record, and reports ----------------------------------------------------------------------------------------


def test_correcting_our_record(claim: Claim) -> None:
    given = {"kind": "correction", "was_wrong-en-text": "We wrote 146.", "is_right-en-text": "164 were reported."}
    decided(make.anna(), "correction", claim, **given)
    assert Correction.objects.get().is_right["en"]["text"] == "164 were reported."


def test_half_a_correction_is_refused_at_its_field(claim: Claim) -> None:
    page = text(decided(make.anna(), "correction", claim, kind="correction", **{"was_wrong-en-text": "We wrote 146."}))
    assert "What is right</a>: Write this in at least one language." in page
    assert "We wrote 146." in page


def gone(report: Report, at: str = "2022-01-10 02:10") -> dict[str, Any]:
    return {"reports": report.pk, "state": "absent", "at": at, "vantage": "editor", "note": "404, twice."}


def test_a_report_is_noted_as_gone_once_for_all_its_claims(claim: Claim) -> None:
    report = claim.attributions.get().report
    other = make.make_figure()
    make.attribute(other, *(hop.source for hop in claim.attributions.get().hops.all()), report=report)
    make.publish(other)
    decided(make.anna(), "report", claim, other, **gone(report))
    report.refresh_from_db()
    assert (report.state, Capture.objects.count()) == (ReportState.ABSENT, 1)
    assert [item.report for c in (claim, other) for item in c.review_items.all()] == [report, report]


def test_no_status_follows_from_a_report_that_is_gone(claim: Claim) -> None:
    decided(make.anna(), "report", claim, **gone(claim.attributions.get().report))
    assert StatusChange.objects.count() == 1


def test_a_report_looked_at_later_keeps_what_was_seen_then(claim: Claim) -> None:
    report = claim.attributions.get().report
    decided(make.anna(), "report", claim, **gone(report))
    page = text(decided(make.anna(), "report", claim, **gone(report, "2022-01-09 10:00")))
    assert "The report was looked at after this moment already." in page


def test_the_list_of_actions_needs_a_choice(claim: Claim) -> None:
    answer = signed_in(make.anna()).post("/desk/claims/claim/", {"action": "decide-hold"})
    assert answer.status_code in (200, 302)
    assert tokens(opened(make.anna(), "hold", claim)) == [f"{claim.pk}:1:0"]
