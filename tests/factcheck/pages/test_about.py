"""The operator's pages."""

import pytest
from django.test import Client
from pytest_django import Settings

from factcheck.pages.about import ABOUT

pytestmark = pytest.mark.django_db


def _page(client: Client, what: str) -> str:
    return client.get(f"/en/about/{what}/").content.decode()


@pytest.mark.parametrize("what", ABOUT)
def test_page_shows_what_the_operator_wrote(client: Client, settings: Settings, what: str) -> None:
    setattr(settings, ABOUT[what].setting, "The first paragraph.\n\nThe second.")
    page = _page(client, what)
    assert "<p>The first paragraph.</p>" in page
    assert "<p>The second.</p>" in page
    assert "has not filled in" not in page


@pytest.mark.parametrize("what", ABOUT)
def test_empty_page_says_so_plainly(client: Client, settings: Settings, what: str) -> None:
    setattr(settings, ABOUT[what].setting, " ")
    page = _page(client, what)
    assert "Whoever runs this site has not filled in this page yet." in page
    assert ABOUT[what].setting in page


def test_markup_in_a_setting_is_escaped(client: Client, settings: Settings) -> None:
    settings.PRIVACY_POLICY = "<img src=x onerror=alert(1)>"
    assert "<img src=x" not in _page(client, "privacy")


def test_address_in_a_setting_becomes_a_link(client: Client, settings: Settings) -> None:
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in _page(client, "licence")


def test_contact_names_the_publisher(client: Client, settings: Settings) -> None:
    settings.PUBLISHER_NAME = "The Example Desk"
    assert "<strong>The Example Desk</strong>" in _page(client, "contact")


def test_unknown_page_is_not_found(client: Client) -> None:
    assert client.get("/en/about/secrets/").status_code == 404
