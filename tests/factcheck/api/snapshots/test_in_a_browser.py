"""The operator's page in a browser: one has a snapshot made without a script, and the page fits a telephone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.api.snapshots import due
from tests import factories as make
from tests.browsers import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False, "viewport": {"width": 360, "height": 740}}


def test_an_operator_asks_for_one_and_finds_it(page: Page, live_server: LiveServer) -> None:
    sign_in(page.context, make.olga(), live_server)
    make.publish(make.make_figure())
    page.goto("/desk/snapshots/")
    page.get_by_role("button", name="Make one now").click()
    expect(page.get_by_text("A worker begins within a minute.")).to_be_visible()
    due.make_due()
    page.goto("/desk/snapshots/")
    expect(page.get_by_role("link", name="claims.csv")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
