"""A key is not needed to read; one that comes must be good."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.partners import keys
from tests import factories as make
from tests.factcheck.api.conftest import refused
from tests.factcheck.partners.making import bearer, make_key

pytestmark = pytest.mark.django_db


def test_reading_needs_no_key(client: Client) -> None:
    assert client.get("/api/v1/changes/").status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  "])
def test_a_good_key_reads(client: Client, scheme: str) -> None:
    _key, said = make_key()
    assert client.get("/api/v1/changes/", headers={"Authorization": scheme + said}).status_code == 200


def test_a_revoked_key_is_never_silently_anonymous(client: Client) -> None:
    key, said = make_key()
    keys.revoke(key, by=make.olga())
    response = client.get("/api/v1/changes/", headers=bearer(said))
    assert "revoked" in refused(response, 401, "invalid-key")["detail"]
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="factcheck", error="invalid_token"'


UNKNOWN = f"fck_{'0' * 8}_{'0' * 40}"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", UNKNOWN, f"Basic {UNKNOWN}", f"Bearer {UNKNOWN} ", f"Bearer {UNKNOWN}, x=1"]
)
def test_a_header_that_is_no_key_is_refused(client: Client, header: str) -> None:
    response = client.get("/api/v1/changes/", headers={"Authorization": header})
    assert "Send `Authorization: Bearer" in refused(response, 401, "invalid-key")["detail"]


def test_a_key_in_capitals_is_another_key(client: Client) -> None:
    _key, said = make_key()
    refused(client.get("/api/v1/changes/", headers=bearer(said.upper())), 401, "invalid-key")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(header=st.text(max_size=80) | st.from_regex(rf"Bearer {keys.KEY_PATTERN}", fullmatch=True))
def test_whatever_is_sent_as_a_key_is_refused_with_a_sentence(client: Client, header: str) -> None:
    wire = header.encode("utf-8", "surrogatepass").decode("latin-1")  # as a WSGI server hands it on
    refused(client.get("/api/v1/changes/", HTTP_AUTHORIZATION=wire), 401, "invalid-key")


def test_an_unknown_address_is_unknown_whatever_the_key(client: Client) -> None:
    refused(client.get("/api/v1/nothing/", headers=bearer(UNKNOWN)), 404, "not-found")


def test_a_browser_may_send_a_key(client: Client) -> None:
    allowed = client.options("/api/v1/claims/").headers["Access-Control-Allow-Headers"]
    assert "Authorization" in allowed
