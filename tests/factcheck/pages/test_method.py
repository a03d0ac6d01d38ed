"""How we check."""

import pytest
from django.test import Client
from django.utils.html import escape

from claims.choices import PUBLIC_STATUSES, QUALIFIER_BOUNDS, STATUSES, Qualifier, Reason, Status
from claims.wording import figure_words, status_words
from factcheck.pages import method
from sources.choices import ReportState

pytestmark = pytest.mark.django_db


def _page(client: Client) -> str:
    return client.get("/en/how-we-check/").content.decode()


def _about(client: Client, status: Status) -> str:
    return _page(client).split(f'href="#{STATUSES[status].icon}"')[1].split('class="status-told"')[0]


@pytest.mark.parametrize("status", PUBLIC_STATUSES)
def test_status_has_its_icon_words_meaning_and_what_it_takes(client: Client, status: Status) -> None:
    told = _about(client, status)
    for words in (STATUSES[status].readers, STATUSES[status].meaning, STATUSES[status].needs):
        assert escape(str(words)) in told


@pytest.mark.parametrize("status", PUBLIC_STATUSES)
def test_page_says_how_many_editors_decide(client: Client, status: Status) -> None:
    assert ("two editors" in _about(client, status)) == STATUSES[status].needs_second


@pytest.mark.parametrize("reason", [reason for rule in STATUSES.values() for reason in rule.reasons])
def test_page_shows_the_words_of_each_typed_reason(client: Client, reason: Reason) -> None:
    status = next(status for status, rule in STATUSES.items() if reason in rule.reasons)
    assert escape(status_words(status, reason, "X").words) in _about(client, status)


def test_page_says_what_withdrawn_means(client: Client) -> None:
    assert "Withdrawn does not mean false" in _about(client, Status.RETRACTED)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_each_qualifier_is_written_and_drawn(qualifier: Qualifier) -> None:
    words = figure_words(method._example(qualifier, QUALIFIER_BOUNDS[qualifier]))
    written = [row for row in method._figures() if words in row[0].split(", ")]
    assert [mark is None for _words, mark in written] == [qualifier == Qualifier.NOT_YET_KNOWN]


def test_page_names_every_state_of_a_report_apart_from_the_statuses(client: Client) -> None:
    three = _page(client).split('id="three"')[1].split("</section>")[0]
    assert three.count("<li>") == len(ReportState)
