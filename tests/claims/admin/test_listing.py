"""The list of claims: what a row tells, filters, search, pages, and what it costs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.admin import listing, searching
from claims.choices import Reason, ReviewReason, Status
from claims.models import Claim
from sources.models import SourceName
from sources.texts import texts
from tests import factories

LIST = "/desk/claims/claim/"


def listed(client: Client, **query: Any) -> list[Claim]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.claim for row in response.context["cl"].result_list]


def index(*claims: Claim) -> None:
    """Claims that factories made are found from their first saving at the desk on."""
    for claim in claims:
        with workflow.editing(claim, by=factories.anna(), reason=texts(en="Why.")):
            pass


def queries_of(client: Client) -> int:
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(LIST)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_rows(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    workflow.hold_claim(claim, by=factories.anna(), reason=texts(en="Reported."))
    few = queries_of(editor)
    for _ in range(5):
        factories.attribute(claim)
        factories.bring_to(factories.publish(factories.make_statement()), Status.DISPUTED)
    assert queries_of(editor) == few


def test_the_newest_change_comes_first(editor: Client) -> None:
    one, two = factories.make_figure(), factories.make_figure()
    index(one)
    assert listed(editor) == [one, two]


def test_a_row_tells_who_says_so_through_whom(editor: Client) -> None:
    ministry, outlet = factories.make_source("Ministry"), factories.make_source("Outlet", "outlet")
    factories.attribute(factories.make_figure(), ministry, outlet)
    (row,) = editor.get(LIST).context["cl"].result_list
    assert (row.origin, row.publisher) == (ministry.name, outlet.name)


def test_a_row_counts_further_reports(editor: Client) -> None:
    claim = factories.make_figure()
    for _ in range(3):
        factories.attribute(claim)
    (row,) = editor.get(LIST).context["cl"].result_list
    assert row.more_attributions == 2


def test_a_row_tells_what_the_claim_waits_for(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    origin = factories.deny(claim)
    workflow.hold_claim(claim, by=factories.anna(), reason=texts(en="Reported."))
    workflow.retract_claim(
        claim, by=factories.anna(), reason=texts(en="Why."), reason_code=Reason.DENIED, attributed_to=origin
    )
    (row,) = editor.get(LIST).context["cl"].result_list
    assert row.waits_for == ["held", "second editor: Retracted", "conflict"]


def test_bidi_controls_and_markup_are_shown_as_what_they_are(editor: Client) -> None:
    factories.make_figure(summary=texts(en="\u202e<b>164"))
    content = editor.get(LIST).content.decode()
    assert "[U+202E]&lt;b&gt;164" in content
    assert "\u202e" not in content


@pytest.mark.parametrize(
    ("name", "value", "other"),
    [("status", "draft", "unverified"), ("kind", "figure", "statement"), ("language", "de", "ru")],
)
def test_a_filter_narrows_the_list(editor: Client, name: str, value: str, other: str) -> None:
    claim = factories.make_figure()
    factories.publish(factories.make_statement(wording_lang="ru"))
    assert listed(editor, **{name: value}) == [claim]
    assert claim not in listed(editor, **{name: other})


def test_the_topic_narrows_the_list(editor: Client) -> None:
    claim, _other = factories.make_figure(), factories.make_figure()
    assert listed(editor, topic=claim.topic_id) == [claim]


def test_a_source_in_any_hop_narrows_the_list(editor: Client) -> None:
    claim, other = factories.make_figure(), factories.make_figure()
    hop = factories.attribute(claim).hops.all()[1]
    factories.attribute(other)
    index(claim, other)
    assert listed(editor, source=f"#{hop.source_id}") == [claim]
    assert listed(editor, source=hop.source.name) == [claim]


def test_what_a_claim_waits_for_narrows_the_list(editor: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.publish(factories.make_figure())
    factories.deny(claim)
    assert listed(editor, waiting="yes") == listed(editor, waiting=ReviewReason.CONFLICT) == [claim]
    assert listed(editor, waiting="hold") == []


@pytest.mark.parametrize("typed", ["8000", "8 000", "8.000", "8,000", "8\u202f000"])
def test_a_number_is_found_in_any_writing(editor: Client, typed: str) -> None:
    claim = factories.make_figure(words="knapp 8000", qualifier="nearly", low=8000, high=8000)
    index(claim, factories.make_figure())
    assert listed(editor, q=typed) == [claim]


@pytest.mark.parametrize("typed", ["Tokajew", "Tokayev", "Токаев", "Тоқаев", "Toqaev"])
def test_a_claim_is_found_by_who_said_it_in_any_spelling(editor: Client, typed: str) -> None:
    president = factories.make_source("Kassym-Jomart Tokayev", "person")
    SourceName.objects.create(source=president, lang="kk", text="Қасым-Жомарт Тоқаев")
    claim = factories.make_statement()
    factories.attribute(claim, president, factories.make_source("Outlet", "outlet"))
    index(claim, factories.make_statement())
    assert listed(editor, q=typed) == [claim]


@pytest.mark.parametrize(
    "typed", ["\x00", "'", "&|!:*", "(", "%", "\\", "<b>", "a" * 200, "9" * 200, " ".join("abcdefghijklmnop")]
)
def test_nothing_that_is_searched_for_breaks_the_list(editor: Client, typed: str) -> None:
    factories.make_figure()
    assert editor.get(LIST, {"q": typed}).status_code == 200


@pytest.mark.parametrize("name", ["status", "topic", "source", "kind", "language", "waiting", "rows", "before", "q"])
@pytest.mark.parametrize("value", ["nonsense", "\x00", "9" * 5000, "0001-01-01T00:00:00+00:00~1", "\u202e"])
def test_an_unknown_filter_is_named_and_lists_nothing(editor: Client, name: str, value: str) -> None:
    factories.make_figure()
    response = editor.get(LIST, {name: value})
    assert response.status_code == 200
    assert response.context["cl"].result_list == [] or name == "before"


def test_pages_follow_each_other_without_gap_or_repetition(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = [factories.make_figure() for _ in range(5)]
    monkeypatch.setitem(listing.ClaimFilters.base_fields, "rows", _always(2))
    seen: list[Claim] = []
    url: str | None = LIST
    while url:
        changelist = editor.get(url).context["cl"]
        seen += [row.claim for row in changelist.result_list]
        url = changelist.older and LIST + changelist.older
    assert [claim.pk for claim in seen] == sorted((claim.pk for claim in claims), reverse=True)


def _always(rows: int) -> Any:
    from django import forms

    return forms.IntegerField(required=False, initial=rows, widget=forms.HiddenInput, disabled=True)


def test_many_claims_are_not_counted_out(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    for _ in range(3):
        factories.make_figure()
    assert "More than 2 claims" in editor.get(LIST).content.decode()


@pytest.mark.parametrize(("rare", "whole"), [(0, True), (10**9, True)])
def test_both_ways_of_searching_find_the_newest_in_order(
    editor: Client, monkeypatch: Any, rare: int, whole: bool
) -> None:
    monkeypatch.setattr(searching, "RARE", rare)
    claims = [factories.make_figure() for _ in range(4)]
    index(*claims)
    terms = searching.terms("164")
    assert terms is not None
    found = searching.newest(Claim.objects.all(), terms, 3)
    assert (found.ids, found.whole) == ([claim.pk for claim in reversed(claims)][:3], whole)


def test_a_search_that_was_cut_short_says_so(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_CANDIDATES", 1)
    index(*(factories.make_figure() for _ in range(3)))
    assert "Searched were only the claims that changed last" in editor.get(LIST, {"q": "164"}).content.decode()


def test_contributors_see_the_list_without_other_peoples_rights(contributor: Client) -> None:
    factories.make_figure()
    assert len(listed(contributor)) == 1
