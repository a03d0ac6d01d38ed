"""Home, the log of notices, how we check, search and the form in Chromium."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from claims import workflow
from claims.choices import Status
from claims.models import Tip
from claims.workflow import receiving
from sources.texts import texts
from tests.factories import anna, bring_to, make_figure, make_statement, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("story")]
PLACES = (
    *("/en/", "/de/", "/ru/how-we-check/", "/en/corrections/", "/en/search/?q=164", "/en/search/?q=nothing"),
    *("/en/tip/", "/en/about/privacy/", "/en/nothing/"),
)


@pytest.fixture
def story() -> None:
    figure = publish(make_figure())
    bring_to(figure, Status.RETRACTED)
    workflow.correct_record(figure, by=anna(), was_wrong=texts(en="We wrote 146."), is_right=texts(en="It says 164."))
    workflow.hold_claim(publish(make_statement()), by=anna(), reason=texts(en="A withdrawal is reported."))


@pytest.fixture
def heard(page: Page) -> list[str]:
    """What the browser complains about; that a page is not found is no complaint."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if "404" not in message.text else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("requestfailed", lambda request: told.append(request.url))
    return told


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    for place in PLACES:
        page.goto(place)
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"


def test_nothing_is_wider_than_a_small_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    for place in PLACES:
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place


def test_the_browser_has_nothing_to_complain_of_and_keeps_no_cookie(page: Page, heard: list[str]) -> None:
    for place in PLACES:
        page.goto(place, wait_until="networkidle")
    assert heard == []
    assert page.context.cookies() == []


def test_a_message_is_sent_and_its_answer_read(page: Page) -> None:
    page.goto("/en/tip/")
    page.get_by_label("What is wrong, or what should we know?").fill("It says 146, not 164.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("There is no answer yet.").is_visible()
    tip = Tip.objects.get()
    receiving.answer_tip(tip, by=anna(), answer="You are right, thank you.")
    page.goto("/en/tip/")
    page.get_by_label("Receipt number").fill(tip.receipt.replace("-", " "))
    page.get_by_role("button", name="Read the answer").click()
    assert page.get_by_text("You are right, thank you.").is_visible()


def test_the_trap_of_the_form_is_out_of_reach(page: Page) -> None:
    page.goto("/en/tip/")
    page.get_by_label("Your mail address").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Send"


def test_a_withdrawn_claim_is_found_by_its_number(page: Page) -> None:
    page.goto("/en/")
    page.get_by_label("Search claims, numbers and names").fill("164")
    page.keyboard.press("Enter")
    row = page.locator("#results + ul > li")
    assert "withdrawn" in row.inner_text()
