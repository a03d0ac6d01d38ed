"""From a draft to the claim that is tracked already, by keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim
from claims.workflow import acting
from sources.texts import texts
from tests import factories as make
from tests.browsers import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 360, "height": 800}}


def ferry(summary: str) -> Claim:
    figure = {"words": "34 people", "low": 34, "high": 34, "qualifier": "none"}
    wording = "34 people drowned when a ferry sank off Sorvia."
    return make.make_figure(wording=wording, wording_lang="en", summary=texts(en=summary), **figure)


def test_a_draft_is_merged_by_keyboard_on_a_narrow_screen(page: Page, live_server: LiveServer) -> None:
    sign_in(page.context, make.anna(), live_server)
    public, draft = make.publish(ferry("34 people drowned off Sorvia.")), ferry("34 dead in the Sorvia ferry.")
    make.attribute(draft)
    acting.refresh(acting.reload(draft))
    page.goto(f"/desk/claims/claim/{draft.pk}/change/")
    panel = page.locator("#tracked")
    expect(panel).to_contain_text("Tracked already")
    assert page.evaluate("document.documentElement.scrollWidth <= 360")
    panel.get_by_role("link", name="Merge into it").press("Enter")
    page.get_by_label("English").first.fill("The same sinking.")
    page.get_by_role("button", name="Merge into another claim", exact=True).press("Enter")
    expect(page.locator("body")).to_contain_text("This claim is merged into another one")
    assert public.attributions.count() == 2
