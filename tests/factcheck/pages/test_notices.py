"""The log of notices: what we got wrong, and what others took back."""

from typing import Any

import pytest
from django.test import Client

from claims import workflow
from claims.choices import Status
from factcheck.pages import notices
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/en/corrections/"


def _lists(client: Client, query: str = "") -> tuple[str, str]:
    """What stands under "Our corrections" and under "Withdrawn by those who gave it"."""
    page = client.get(ADDRESS + query).content.decode()
    ours, theirs = page.split('id="ours"')[1].split('id="theirs"')
    return ours, theirs


def _correct(claim: Any, wrong: str = "We wrote 146.", right: str = "The report says 164.") -> None:
    workflow.correct_record(claim, by=factories.anna(), was_wrong=texts(en=wrong), is_right=texts(en=right))


def test_both_lists_stand_there_while_they_are_empty(client: Client) -> None:
    ours, theirs = _lists(client)
    assert "We have corrected nothing yet." in ours
    assert "Nothing was withdrawn yet." in theirs


def test_correction_tells_what_was_wrong_what_is_right_and_who_decided(client: Client) -> None:
    _correct(factories.publish(factories.make_figure()))
    ours, theirs = _lists(client)
    for told in ("We wrote 146.", "The report says 164.", "Decided by Anna.", "At least 164 people were killed."):
        assert told in ours
    assert "We wrote 146." not in theirs


def test_correction_leads_to_the_page_as_it_was_before(client: Client) -> None:
    claim = factories.publish(factories.make_statement(summary=texts(en="The words at first.")))
    _correct(claim)
    address = _lists(client)[0].split('href="')[2].split('"')[0]
    before = client.get(address.replace("&amp;", "&")).content.decode()
    assert "The words at first." in before
    assert "We wrote 146." not in before


def test_withdrawal_tells_who_withdrew_why_and_who_decided(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.RETRACTED)
    ours, theirs = _lists(client)
    for told in ("denies having given it", "Why.", "Decided by Anna and Boris.", "Withdrawn does not mean false."):
        assert told in theirs
    assert "denies having given it" not in ours


def test_withdrawal_stays_in_the_list_when_the_claim_comes_back(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.RETRACTED)
    factories.bring_to(claim, Status.UNVERIFIED)
    assert "denies having given it" in _lists(client)[1]


def test_dispute_is_no_withdrawal(client: Client) -> None:
    factories.bring_to(factories.publish(factories.make_figure()), Status.DISPUTED)
    assert "Nothing was withdrawn yet." in _lists(client)[1]


def test_older_corrections_follow_on_a_page_of_their_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "ON_A_PAGE", 2)
    claim = factories.publish(factories.make_figure())
    for n in range(3):
        _correct(claim, wrong=f"Error number {n}.")
    newest, _theirs = _lists(client)
    assert "Error number 0." not in newest
    query = newest.split("Older corrections")[0].rsplit('href="', 1)[1].split("#")[0]
    older, _theirs = _lists(client, query)
    assert "Error number 0." in older
    assert "Error number 1." not in older
    assert "Older corrections" not in older


def test_paging_one_list_leaves_the_other_at_its_newest(client: Client) -> None:
    _correct(factories.publish(factories.make_figure()))
    factories.bring_to(factories.publish(factories.make_figure()), Status.RETRACTED)
    ours, theirs = _lists(client, "?corrections_before=0")
    assert "There are no older ones." in ours
    assert "denies having given it" in theirs


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "９", "9" * 19, "9" * 5000, "%00"])
def test_cursor_that_is_no_index_is_no_page(client: Client, cursor: str) -> None:
    assert client.get(f"{ADDRESS}?withdrawn_before={cursor}").status_code == 404
