"""Limits: what is left is told with each answer, and one too many is told when to come again."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from factcheck.api import limits
from tests.factcheck.api.conftest import refused
from tests.factcheck.partners.making import bearer, make_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(settings: object) -> Iterator[None]:
    settings.RATE_LIMIT_ANONYMOUS, settings.RATE_LIMIT_KEY = 40, 100  # type: ignore[attr-defined]
    limits.limiter.cache_clear()
    yield
    limits.limiter.cache_clear()


def test_what_is_left_is_told(client: Client) -> None:
    headers = client.get("/api/v1/changes/").headers
    assert headers["RateLimit-Policy"] == '"anonymous";q=40;w=60'
    assert re.fullmatch(r'"anonymous";r=39;t=\d\d?', headers["RateLimit"])


def test_one_too_many_is_told_when_to_come_again(client: Client) -> None:
    for _ in range(40):
        last = client.get("/api/v1/changes/")
    assert last.status_code == 200
    response = client.get("/api/v1/changes/")
    refused(response, 429, "too-many-requests")
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert response.headers["RateLimit"].startswith('"anonymous";r=0;')


def test_a_key_has_a_limit_of_its_own(client: Client) -> None:
    _key, said = make_key()
    for _ in range(41):
        client.get("/api/v1/changes/")
    response = client.get("/api/v1/changes/", headers=bearer(said))
    assert response.headers["RateLimit"].startswith('"key";r=99;')


def test_a_table_counts_for_many(client: Client) -> None:
    b"".join(client.get("/api/v1/claims.csv"))
    assert "r=9;" in client.get("/api/v1/changes/").headers["RateLimit"]


def test_keys_that_are_refused_are_counted_too(client: Client) -> None:
    for _ in range(40):
        refused(client.get("/api/v1/changes/", headers=bearer("guess")), 401, "invalid-key")
    refused(client.get("/api/v1/changes/", headers=bearer("guess")), 429, "too-many-requests")


def test_a_household_is_counted_as_one(client: Client) -> None:
    for address in ("2001:db8::1", "2001:db8::2"):
        headers = client.get("/api/v1/changes/", REMOTE_ADDR=address).headers
    assert "r=38;" in headers["RateLimit"]


def test_who_has_no_address_that_can_be_read_is_counted_with_others_like_it(client: Client) -> None:
    for address in ("", "nowhere"):
        headers = client.get("/api/v1/changes/", REMOTE_ADDR=address).headers
    assert "r=38;" in headers["RateLimit"]


def test_a_limit_of_zero_is_none(client: Client, settings: object) -> None:
    settings.RATE_LIMIT_ANONYMOUS = 0  # type: ignore[attr-defined]
    assert "RateLimit" not in client.get("/api/v1/changes/").headers
