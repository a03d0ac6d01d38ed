"""The desk in a real browser: what scripts add, and that nothing moves away from under the mouse."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sources.models import SourceName
from tests import factories
from tests.browsers import complaints_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """A browser in which Anna is signed in, and in whose console nothing may stand at the end."""
    complaints = complaints_of(page)
    sign_in(page.context, factories.anna(), live_server)
    yield page
    assert complaints == []


def test_a_source_is_offered_while_its_name_is_typed(desk: Page) -> None:
    president = factories.make_source("Kassym-Jomart Tokayev", "person")
    SourceName.objects.create(source=president, lang="ru", text="Касым-Жомарт Токаев")
    desk.goto(f"/desk/claims/attribution/add/?claim={factories.make_figure().pk}")
    source = desk.locator("#id_chain-0-source")
    source.press_sequentially("Токаев")
    offered = desk.locator("#id_chain-0-source-suggestions")
    expect(offered.get_by_role("option")).to_have_text(f"Kassym-Jomart Tokayev #{president.pk} person")
    source.press("ArrowDown")
    source.press("Enter")
    expect(source).to_have_value(f"Kassym-Jomart Tokayev #{president.pk}")
    expect(offered).to_be_hidden()


def test_one_click_saves_right_after_the_reason_was_written(desk: Page) -> None:
    claim = factories.publish(factories.make_figure())
    desk.goto(reverse("admin:claims_claim_change", args=[claim.pk]))
    desk.fill("#id_wording", "164 Tote")
    desk.locator("#id_reason-en-text").press_sequentially("Copied wrongly, as a reader told us. " * 4)
    desk.locator("input[name=_save]").click()
    expect(desk.locator(".messagelist")).to_be_visible()
    claim.refresh_from_db()
    assert claim.wording == "164 Tote"


def test_a_policy_is_broken_nowhere(desk: Page) -> None:
    claim = factories.publish(factories.make_figure())
    told: list[str] = []
    desk.on("console", lambda message: told.append(message.text))
    for address in ("", "add/", f"{claim.pk}/change/"):
        desk.goto(f"/desk/claims/claim/{address}")
    assert told == []
