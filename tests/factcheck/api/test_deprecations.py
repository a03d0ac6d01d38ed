"""What ends is announced in each answer and in the description, long before it ends."""

from datetime import date

import pytest
from django.test import Client

from factcheck.api import deprecations
from factcheck.api.deprecations import Deprecation
from factcheck.api.v1 import describing

pytestmark = pytest.mark.django_db
PAGE = "https://record.example/changes-of-the-interface"


def deprecate(monkeypatch: pytest.MonkeyPatch, *entries: Deprecation) -> None:
    monkeypatch.setattr(deprecations, "DEPRECATIONS", entries)


def test_a_deprecated_operation_says_since_when_and_until_when(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    deprecate(monkeypatch, Deprecation("list_topics", date(2027, 1, 1), date(2028, 1, 1), PAGE))
    headers = client.get("/api/v1/topics/").headers
    assert headers["Deprecation"] == "@1798761600"
    assert headers["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert f'<{PAGE}>; rel="deprecation"' in headers["Link"]
    assert f'<{PAGE}>; rel="sunset"' in headers["Link"]
    assert "Deprecation" not in client.get("/api/v1/claims/").headers


def test_a_deprecated_parameter_is_announced_to_those_who_use_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deprecate(monkeypatch, Deprecation("list_topics", date(2027, 1, 1), None, PAGE, parameter="limit"))
    assert "Deprecation" not in client.get("/api/v1/topics/").headers
    headers = client.get("/api/v1/topics/?limit=5").headers
    assert headers["Deprecation"]
    assert "Sunset" not in headers


def test_refusals_announce_it_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    deprecate(monkeypatch, Deprecation("list_topics", date(2027, 1, 1), None, PAGE))
    assert client.get("/api/v1/topics/?x=1").headers["Deprecation"]


def test_the_description_marks_operations_and_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    since = date(2027, 1, 1)
    whole, part = (Deprecation(f"list_{of}", since, None, PAGE, name) for of, name in (("topics", ""), ("claims", "q")))
    deprecate(monkeypatch, whole, part)
    paths = describing.schema.__wrapped__()["paths"]
    assert paths["/api/v1/topics/"]["get"]["deprecated"]
    assert "deprecated" not in paths["/api/v1/claims/"]["get"]
    marked = [p["name"] for p in paths["/api/v1/claims/"]["get"]["parameters"] if p.get("deprecated")]
    assert marked == ["q"]
