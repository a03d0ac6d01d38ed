"""Errors are problem documents that name what is wrong; nothing is ever ignored, and nothing is ever a bare 500."""

from typing import Any

import orjson
import pytest
from django.db import OperationalError
from django.test import Client

from claims import reading
from factcheck.api import problems
from factcheck.api.v1.views import Changes
from tests import factories as make
from tests.factcheck.api.conftest import refused

pytestmark = pytest.mark.django_db


def errors(client: Client, path: str, query: str) -> dict[str, str]:
    problem = refused(client.get(f"/api/v1/{path}?{query}"), 400, "invalid-parameters")
    return {error["parameter"]: error["detail"] for error in problem["errors"]}


def test_an_unknown_parameter_is_named_with_those_that_there_are(client: Client) -> None:
    assert "status, topic, measure" in errors(client, "claims/", "statsu=disputed")["statsu"]


def test_every_wrong_parameter_is_named_at_once(client: Client) -> None:
    assert set(errors(client, "claims/", "status=open&limit=0&foo=1")) == {"status", "limit", "foo"}


def test_a_parameter_is_given_once(client: Client) -> None:
    assert "once" in errors(client, "claims/", "limit=5&limit=6")["limit"]


def test_several_values_may_be_given_in_one_parameter_or_in_one_each(client: Client) -> None:
    make.publish(make.make_figure())
    together, each = "status=disputed,unverified", "status=disputed&status=unverified"
    bodies = {client.get(f"/api/v1/claims/?{query}").content for query in (together, each)}
    assert len(bodies) == 1
    assert set(errors(client, "claims/", "status=disputed&status=open")) == {"status"}


HUGE = "9" * 10_000
WRONG = {
    "status": ["", "open", "draft", "disputed,", "Disputed", "disputed retracted", HUGE],
    "topic": ["", "t1", "c0123456789", "t012345678u", "t0123456789%00", HUGE],
    "measure": ["x", "m-123456789"],
    "source": ["s", "%F0%9F%98%80"],
    "kind": ["", "figures", "figure,statement"],
    "language": ["", "german!", "DE", "x" * 40, "de%00"],
    "at_least": ["", "many", "1e5", "NaN", "Infinity", "8,000", "8 000", "1.234", "1" * 16, "%D9%A3", HUGE],
    "at_most": ["-", "--1", "1.", ".5"],
    "updated_since": ["", "yesterday", "2022-01-09", "2022-01-09T18:00:00", "0000-01-01T00:00:00Z", HUGE],
    "as_of": ["2022-13-01T00:00:00Z", "2022-01-09T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:00-14:00"],
    "q": ["", "%00", "%20", "!!!", "a%00b", "%ED%A0%80", "w " * 50, "x" * 201],
    "include": ["claim", "sources,", "everything"],
    "limit": ["", "0", "101", "-1", "1.0", "ten", "1e1", "+5", " 5", HUGE],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_by_name(client: Client, name: str, value: str) -> None:
    assert set(errors(client, "claims/", f"{name}={value.replace(' ', '%20')}")) == {name}


@pytest.mark.parametrize("query", ["after=-2", "after=x", "after=1.5", "limit=1001", "after=" + HUGE, "cursor=x"])
def test_the_feed_refuses_wrong_parameters(client: Client, query: str) -> None:
    assert set(errors(client, "changes/", query)) == {query.split("=")[0]}


def test_bounds_in_the_wrong_order_are_refused(client: Client) -> None:
    assert set(errors(client, "claims/", "at_least=9&at_most=8")) == {"at_least"}


def test_a_moment_of_the_future_has_no_state(client: Client) -> None:
    assert "not come" in errors(client, "claims/", "as_of=2999-01-01T00:00:00Z")["as_of"]


def test_a_year_before_the_first_is_told_in_our_words(client: Client) -> None:
    assert errors(client, "claims/", "as_of=0000-01-01T00:00:00Z")["as_of"] == "There is no such moment."


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["claims/", "claims/nonsense/", "openapi.json"])
def test_no_answer_varies_by_a_language_that_it_does_not_speak(client: Client, path: str) -> None:
    assert "Accept-Language" not in client.get(f"/api/v1/{path}", headers={"accept-language": "de"}).get("Vary", "")


def test_a_flood_of_parameters_is_refused(client: Client) -> None:
    response = client.get("/api/v1/claims/?" + "&".join(f"p{number}=1" for number in range(6000)))
    refused(response, 400, "invalid-parameters")
    assert len(response.content) < 5000


@pytest.mark.parametrize("path", ["nothing/", "nothing", "claims//", "%00", "%00/", "claims/../desk/"])
def test_an_unknown_address_is_a_problem_document(client: Client, path: str) -> None:
    refused(client.get(f"/api/v1/{path}"), 404, "not-found")


@pytest.mark.parametrize("path", ["claims", "claims/c0123456789"])
def test_a_forgotten_slash_is_added(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}?limit=1")
    assert (response.status_code, response.headers["Location"]) == (301, f"/api/v1/{path}/?limit=1")
    refused(client.post(f"/api/v1/{path}"), 404, "not-found")


def test_the_root_leads_to_the_reference(client: Client) -> None:
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs/"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/claims/")
    refused(response, 405, "method-not-allowed")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=0.9, image/*"])
def test_an_accept_header_without_json_is_refused(client: Client, accept: str) -> None:
    refused(client.get("/api/v1/claims/", headers={"Accept": accept}), 406, "not-acceptable")


@pytest.mark.parametrize("accept", ["application/json", "application/*", "*/*", "text/html, */*;q=0.1"])
def test_an_accept_header_with_json_is_served(client: Client, accept: str) -> None:
    assert client.get("/api/v1/claims/", headers={"Accept": accept}).status_code == 200


def test_a_condition_that_does_not_hold_is_a_problem_document(client: Client) -> None:
    claim = make.publish(make.make_figure())
    for path in ("claims/", f"claims/{claim.public_id}/"):
        refused(client.get(f"/api/v1/{path}", headers={"If-Match": '"other"'}), 412, "precondition-failed")


def test_a_failure_of_ours_tells_nothing_of_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Changes, "get", fail)
    client.raise_request_exception = False
    problem = refused(client.get("/api/v1/changes/"), 500, "internal-error")
    assert "secret" not in str(problem)
    assert "secret" in caplog.text


def test_a_database_that_is_away_says_when_to_ask_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(reading, "edition", away)
    client.raise_request_exception = False
    response = client.get("/api/v1/claims/")
    refused(response, 503, "unavailable")
    assert response.headers["Retry-After"]


@pytest.mark.parametrize("path", ["claims/", "nothing/", "claims/?foo=1"])
def test_any_page_may_read_answers_and_errors(client: Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}").headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_may_ask_first(client: Client) -> None:
    response = client.options("/api/v1/claims/")
    assert (response.status_code, response.content) == (204, b"")
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("kind", problems.KINDS, ids=lambda kind: kind.slug)
def test_the_address_of_each_kind_of_error_explains_it(client: Client, kind: problems.Kind) -> None:
    response = client.get(kind.path, follow=True)
    assert response.redirect_chain == [(f"/api/v1/docs/#{kind.slug}", 302)]
    assert f'id="{kind.slug}"' in response.content.decode()


def test_nothing_is_answered_by_language(client: Client) -> None:
    english, german = (client.get("/api/v1/x/", headers={"Accept-Language": tag}).content for tag in ("en", "de"))
    assert orjson.loads(english) == orjson.loads(german)
