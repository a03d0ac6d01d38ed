"""Everything that speaks against taking an article in is said at once, with a link to each field."""

import re
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim
from tests import factories
from tests.claims.admin.intake.articles import dead, decide, make_article
from tests.claims.admin.intake.test_taking_in import MEDIA, MINISTRY

pytestmark = pytest.mark.django_db


def listed(response: Any) -> dict[str, str]:
    """The sentences at the top of the page, by the id that each leads to."""
    top = response.content.decode().partition("problems-list")[2].partition("</div>")[0]
    found = re.findall(r'<a href="#([^"]*)">.*?</a>: (.*?)</li>', top, re.DOTALL)
    return dict(found)


def test_names_reason_and_evidence_are_asked_for_at_once_with_links_that_lead_there(editor: Client) -> None:
    typed = {"article__topic": "", "article__url": "no address", "p0__wording": "", "finish__publish": "on"}
    response = decide(editor, make_article(), "take", "evidence", p1__about=["2"], publisher__source="", **typed)
    problems = listed(response)
    assert set(problems) == {
        "id_article-topic",
        "id_article-url",
        "id_publisher-source",
        f"id_{MINISTRY}-source",
        f"id_{MEDIA}-source",
        "id_p0-wording",
        "p1-about",
        "id_finish-reason-en-text",
    }
    page = response.content.decode()
    assert all(f'id="{target}"' in page for target in problems)
    assert not Claim.objects.exists()


def test_what_is_refused_of_two_proposals_is_said_of_both(editor: Client) -> None:
    both = {f"p{number}__chain": "Tagesblatt > Anna" for number in (0, 1)}
    factories.make_source("Anna", "person")
    proposals = [dead(), dead(low="165")]
    response = decide(editor, make_article(proposals=proposals), "attach:999999", "take", p1__high="x", **both)
    assert {"p0", "id_p1-high"} <= set(listed(response))


def test_a_choice_of_candidates_is_left_to_the_field(editor: Client) -> None:
    response = decide(editor, make_article(), "take", article__topic="<b>nothing</b>")
    assert listed(response)["id_article-topic"] == "Nothing was found by this name. Add it"


def test_adding_to_a_public_claim_asks_for_the_reason_with_everything_else(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    response = decide(editor, make_article(known.topic), f"attach:{known.pk}", p0__words="")
    assert {"id_finish-reason-en-text", "id_p0-words", f"id_{MEDIA}-source"} <= set(listed(response))


def test_nothing_at_all_is_said_at_the_buttons(editor: Client) -> None:
    assert set(listed(decide(editor, make_article()))) == {"finish"}
