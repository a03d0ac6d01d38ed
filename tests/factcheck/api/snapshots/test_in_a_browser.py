"""The operator's page in a browser: one has a snapshot made without a script, and the page fits a telephone."""

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from factcheck.api.snapshots import due
from tests import factories as make
from tests.claims.admin.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser_context_args(live_server: LiveServer) -> dict[str, Any]:
    phone = {"width": 360, "height": 740}
    return {"base_url": live_server.url, "locale": "en-GB", "java_script_enabled": False, "viewport": phone}


def test_an_operator_asks_for_one_and_finds_it(page: Page, live_server: LiveServer) -> None:
    session = signed_in(make.olga()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    make.publish(make.make_figure())
    page.goto("/desk/snapshots/")
    page.get_by_role("button", name="Make one now").click()
    expect(page.get_by_text("A worker begins within a minute.")).to_be_visible()
    due.make_due()
    page.goto("/desk/snapshots/")
    expect(page.get_by_role("link", name="claims.csv")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
