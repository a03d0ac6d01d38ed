"""The decision page, the queue and the first page in Chromium: with scripts and without, and nothing axe objects to."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims import workflow
from claims.choices import Status
from claims.models import Claim, Hold
from claims.workflow.receiving import receive_tip
from sources.texts import texts
from tests import factories as make
from tests.browsers import sign_in
from tests.claims.admin.deciding.desk import url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story() -> Claim:
    """A figure that is held, has a part, and waits for Anna's approval."""
    claim = make.publish(make.make_figure())
    part = make.publish(make.make_figure(measure=claim.measure, summary=texts(en="103 people were killed in Almaty.")))
    workflow.relate_claims(part, "part_of", claim, by=make.anna())
    ministry = make.deny(claim)
    workflow.hold_claim(claim, by=make.boris(), reason=texts(en="Withdrawal reported."))
    why = texts(en="The ministry denies having given it.")
    workflow.retract_claim(claim, by=make.boris(), reason=why, reason_code="denied", attributed_to=ministry)
    receive_tip(text="It was 2030.", url="https://example.org/a", contact="reader@example.org", claim=claim.public_id)
    return claim


def signed_in(page: Page, server: LiveServer) -> Page:
    """The page of somebody who is signed in as Anna."""
    sign_in(page.context, make.anna(), server)
    page.set_default_timeout(10_000)
    page.goto("/desk/")
    expect(page).to_have_url(f"{server.url}/desk/")
    return page


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """A browser in whose console nothing may stand at the end."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
    yield signed_in(page, live_server)
    assert complaints == []


@pytest.fixture
def desk_without_scripts(
    browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer
) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield signed_in(context.new_page(), live_server)
    context.close()


PLACES: dict[str, Callable[[Claim], str]] = {
    "first": lambda claim: "/desk/",
    "queue": lambda claim: "/desk/claims/reviewitem/",
    "tip": lambda claim: f"/desk/claims/tip/{claim.tips.get().pk}/change/",
    "approve": lambda claim: url("approve", claim),
    "dispute": lambda claim: url("disputed", *Claim.objects.all()),
    "standing": lambda claim: url("standing", claim),
    "correction": lambda claim: url("correction", claim),
}


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(desk: Page, story: Claim, place: str) -> None:
    schemes: tuple[Any, ...] = ("light", "dark")
    for scheme in schemes:
        desk.emulate_media(color_scheme=scheme)
        desk.goto(PLACES[place](story))
        found = Axe().run(desk, options={"rules": {"target-size": {"enabled": True}}})
        assert found.violations_count == 0, found.generate_report()


def test_nothing_is_wider_than_the_window(desk: Page, story: Claim) -> None:
    desk.set_viewport_size({"width": 800, "height": 900})
    for place in PLACES.values():
        desk.goto(place(story))
        assert desk.evaluate("document.documentElement.scrollWidth") <= 800


def test_what_readers_will_see_follows_what_is_typed(desk: Page, story: Claim) -> None:
    claim = make.publish(make.make_figure())
    make.make_source("Information ministry")
    desk.goto(url("disputed", claim))
    desk.get_by_label("challenged by a named source").check()
    desk.get_by_label("Who acted").fill("Information ministry")
    desk.get_by_label("When they said so").fill("2022-01-09")
    why = desk.get_by_role("group", name="Why").get_by_label("English")
    why.fill("It calls the figure a technical error.")
    why.blur()
    expect(desk.locator(".before-after")).to_contain_text("Disputed: challenged by Information ministry")
    expect(desk.locator(".before-after")).to_contain_text("It calls the figure a technical error.")


def test_an_error_is_announced_and_leads_to_its_field(desk: Page, story: Claim) -> None:
    desk.goto(url("correction", story))
    desk.get_by_role("button", name="Correct our record").click()
    summary = desk.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="What is right").click()
    expect(desk.locator("#id_is_right-en-text")).to_be_in_viewport()


def test_two_clicks_hold_a_claim_without_scripts(desk_without_scripts: Page) -> None:
    claim = make.publish(make.make_figure())
    page = desk_without_scripts
    page.goto(f"/desk/claims/claim/{claim.pk}/change/")
    page.get_by_role("link", name="Hold", exact=True).click()
    page.get_by_role("button", name="Hold", exact=True).click()
    expect(page.get_by_text("Hold: done for 1 claim.")).to_be_visible()
    assert Hold.objects.get().claim == claim


def test_a_retraction_is_approved_without_scripts(desk_without_scripts: Page, story: Claim) -> None:
    page = desk_without_scripts
    page.goto("/desk/")
    page.locator("section", has_text="Needs you").get_by_role("link", name=str(story)).last.click()
    expect(page.get_by_text("103 people were killed in Almaty.")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    story.refresh_from_db()
    assert story.status == Status.RETRACTED
