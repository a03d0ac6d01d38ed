"""Who publishes a page: known by the reports of its host, or by a name."""

import pytest

from sources.choices import SourceKind
from sources.models import Source
from sources.publishers import known_publisher
from tests import factories

pytestmark = pytest.mark.django_db
URL = "https://www.tagesschau.de/ausland/asien/kasachstan-164.html"


def outlet(name: str) -> Source:
    return factories.make_source(name, SourceKind.OUTLET)


@pytest.mark.parametrize(
    ("name", "site", "url"),
    [
        ("Tagesschau", "tagesschau", ""),
        ("Tagesschau", "", URL),
        ("tagesschau.de", "ARD", URL),
        ("Tagesschau", "Die TAGESSCHAU der ARD", "http://m.tagesschau.de/a"),
    ],
)
def test_a_publisher_is_known_by_its_name_or_that_of_its_host(name: str, site: str, url: str) -> None:
    source = outlet(name)
    assert known_publisher(site, url) == source


def test_a_publisher_is_known_by_the_reports_of_its_host() -> None:
    source = outlet("Das Erste")
    factories.make_report(publisher=source, url="https://tagesschau.de/a")
    assert known_publisher("", URL) == source
    assert known_publisher("", "https://tagesschau.de.example/a") is None


def test_a_host_of_several_publishers_tells_none_of_them() -> None:
    for number, name in enumerate(("Das Erste", "Das Zweite")):
        factories.make_report(publisher=outlet(name), url=f"https://tagesschau.de/{number}")
    assert known_publisher("", URL) is None


def test_a_host_that_everybody_uses_tells_nobody() -> None:
    factories.make_report(publisher=outlet("Ministerium"), url="https://t.me/ministerium/1")
    assert known_publisher("", "https://t.me/other/2") is None


@pytest.mark.parametrize(("site", "url"), [("", ""), ("", "http://[x"), ("Nobody", "https://nobody.example/")])
def test_who_is_not_known_is_nobody(site: str, url: str) -> None:
    outlet("Tagesschau")
    assert known_publisher(site, url) is None
