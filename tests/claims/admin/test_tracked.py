"""The panel "Already tracked?" of a claim's page, which works without scripts."""

from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from claims.workflow import acting
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
SUNK = "34 people drowned when a ferry sank off Sorvia."


def figure(wording: str, low: int, **more: Any) -> Claim:
    bare = {"words": f"{low} people", "low": low, "high": low, "qualifier": "none"}
    return make.make_figure(wording=wording, wording_lang="en", summary=texts(en=wording), **{**bare, **more})


@pytest.fixture
def ferry() -> Claim:
    return make.publish(figure(SUNK, 34))


def page_of(claim: Claim, query: str = "", person: Any = None) -> str:
    client = Client()
    client.force_login(person or make.anna())
    return client.get(f"/desk/claims/claim/{claim.pk}/change/{query}").content.decode()


def draft(wording: str, low: int, **more: Any) -> Claim:
    claim = figure(wording, low, **more)
    acting.refresh(acting.reload(claim))
    return claim


def test_a_draft_of_the_same_figure_is_told_where_to_go(ferry: Claim) -> None:
    page = page_of(draft("A ferry sank off Sorvia and 34 people are dead.", 34))
    assert "Tracked already" in page
    assert f"/desk/claims/attribution/add/?claim={ferry.pk}" in page
    assert f"into={ferry.pk}" in page


def test_a_later_count_offers_to_relate_them(ferry: Claim) -> None:
    page = page_of(draft("The toll of the ferry that sank off Sorvia has risen to 61 people.", 61))
    assert "Another count of the same" in page
    assert "kind=updates" in page
    assert f"into={ferry.pk}" not in page


def test_the_smaller_number_is_the_part(ferry: Claim) -> None:
    claim = draft("34 people drowned on the Sorvia ferry, 11 people of them children.", 11, words="11 people of them")
    page = page_of(claim)
    assert f"claim={claim.pk}&amp;kind=part_of&amp;other={ferry.pk}" in page


def test_nothing_alike_is_said_in_words(ferry: Claim) -> None:
    assert "Nothing like it is tracked." in page_of(draft("A fire in Brunt killed 5 people.", 5))


def test_of_a_public_claim_it_is_looked_for_when_asked(ferry: Claim) -> None:
    assert 'id="tracked"' not in page_of(ferry)
    assert 'id="tracked"' in page_of(ferry, "?tracked=1")


def test_contributors_see_it_and_decide_nothing(ferry: Claim) -> None:
    page = page_of(draft("A ferry sank off Sorvia and 34 people are dead.", 34), person=make.clara())
    assert "Tracked already" in page
    assert "Merge into it" not in page


def test_hostile_words_are_escaped(ferry: Claim) -> None:
    make.publish(figure("34 people drowned off Sorvia <script>alert(1)</script>.", 34))
    assert "<script>alert" not in page_of(draft("A ferry sank off Sorvia and 34 people are dead.", 34))
