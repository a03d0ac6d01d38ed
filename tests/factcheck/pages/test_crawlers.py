"""What machines ask for at fixed addresses."""

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings as given
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from claims import log
from claims.choices import Status
from factcheck.pages import crawlers
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _addresses(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [element.text or "" for element in root.iter(f"{SITEMAP}loc")]


def _paths(client: Client, path: str) -> list[str]:
    return [address.removeprefix(given.BASE_URL) for address in _addresses(client, path)]


def test_robots_are_kept_from_the_desk_and_told_of_the_sitemap(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/\n" in robots
    assert "Disallow: /de/search/\n" in robots
    assert f"Sitemap: {given.BASE_URL}/sitemap.xml\n" in robots


def test_demonstration_keeps_out_of_search_engines(client: Client) -> None:
    log.begin_demonstration()
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_icon_leads_to_a_file(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    path = finders.find(answer.headers["Location"].removeprefix(given.STATIC_URL))
    assert Path(str(path)).read_bytes()[:4] == b"\0\0\1\0"


def test_sitemaps_of_an_empty_record_hold_the_fixed_pages(client: Client) -> None:
    assert _paths(client, "/sitemap.xml") == ["/sitemap-pages.xml"]
    assert "/en/how-we-check/" in _paths(client, "/sitemap-pages.xml")


def test_every_place_of_a_sitemap_is_there(client: Client) -> None:
    factories.publish(factories.make_figure())
    for path in [path for sitemap in _paths(client, "/sitemap.xml") for path in _paths(client, sitemap)]:
        assert client.get(path).status_code == 200, path


def test_claim_stands_in_the_sitemap_in_each_language(client: Client) -> None:
    claim = factories.publish(factories.make_statement(summary=texts(en="Order is restored.", de="Ordnung herrscht.")))
    found = [path for path in _paths(client, "/sitemap-0.xml") if claim.public_id in path]
    assert [path.split("/")[1] for path in found] == ["en", "de", "ru"]
    assert any(path.endswith("/ordnung-herrscht/") for path in found)


def test_changed_claim_stands_once_in_the_stretch_where_it_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crawlers, "RECORDS_A_SITEMAP", 1)
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.DISPUTED)
    sitemaps = [path for path in _paths(client, "/sitemap.xml") if path != "/sitemap-pages.xml"]
    paths = [path for sitemap in sitemaps for path in _paths(client, sitemap) if claim.public_id in path]
    assert len(paths) == len(given.LANGUAGES)


@pytest.mark.parametrize("path", ["/sitemap-7.xml", f"/sitemap-{10**30}.xml"])
def test_sitemap_of_an_empty_stretch_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("The desk, desk@example.org, Example Street 1", "mailto:desk@example.org"),
        ("Write to <desk@example.org>.", "mailto:desk@example.org"),
        ("https://example.org/contact.", "https://example.org/contact"),
    ],
)
def test_security_txt_gives_the_publishers_contact(client: Client, settings: Settings, written: str, uri: str) -> None:
    settings.PUBLISHER_CONTACT = written
    assert f"Contact: {uri}\n" in client.get("/.well-known/security.txt").content.decode()


def test_security_txt_expires_in_the_future(client: Client, settings: Settings) -> None:
    settings.PUBLISHER_CONTACT = "desk@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    expires = datetime.fromisoformat(text.split("Expires: ")[1].split("\n")[0])
    assert 0 < (expires - datetime.now(UTC)).days < 365


@pytest.mark.parametrize("written", ["", "By post only", "http://example.org"])
def test_security_txt_is_missing_without_an_address(client: Client, settings: Settings, written: str) -> None:
    settings.PUBLISHER_CONTACT = written
    assert client.get("/.well-known/security.txt").status_code == 404
