"""The reference in Chromium: nothing that the policy forbids, nothing that axe objects to, readable on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard(page: Page) -> list[str]:
    """What the browser complains about while it shows the reference."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    make.publish(make.make_figure())
    page.goto("/api/v1/docs/", wait_until="networkidle")
    return told


def test_the_reference_keeps_the_policy(page: Page, heard: list[str]) -> None:
    assert heard == []
    assert page.get_by_role("heading", name="Follow the changes").is_visible()


def test_axe_finds_nothing(page: Page, heard: list[str]) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_phone_does_not_scroll_sideways(page: Page, heard: list[str]) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_link_leads_from_an_address_to_the_shape_of_its_answer(page: Page, heard: list[str]) -> None:
    page.locator("#get_claim").get_by_role("link", name="ClaimDetail").click()
    assert page.url.endswith("#ClaimDetail")
    assert page.locator("#ClaimDetail").get_by_text("included").is_visible()


def test_another_site_may_read(page: Page, heard: list[str], live_server: LiveServer) -> None:
    page.goto(live_server.url.replace("localhost", "127.0.0.1") + "/healthz")  # another origin, without a policy
    read = "url => fetch(url, {headers: {'If-None-Match': '\"x\"'}}).then(r => r.json()).then(a => a.results.length)"
    assert page.evaluate(read, f"{live_server.url}/api/v1/claims/") == 1
