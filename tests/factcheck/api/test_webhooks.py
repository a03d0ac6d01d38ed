"""Partners look after their own webhooks with a key that opens them."""

import json
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.partners import sending, signing
from factcheck.partners.choices import Scope
from factcheck.partners.models import Delivery, Key, Subscription
from factcheck.partners.posting import Reply
from tests import factories as make
from tests.factcheck.api.conftest import refused
from tests.factcheck.partners.making import Endpoints, bearer, let_time_pass, make_key, make_subscription, send

pytestmark = pytest.mark.django_db
URL = "https://hooks.example/in"
Ask = Callable[..., Any]


@pytest.fixture
def key() -> tuple[Key, str]:
    return make_key(Scope.WEBHOOKS)


@pytest.fixture
def ask(client: Client, key: tuple[Key, str]) -> Ask:
    """Ask with the key, and send JSON."""

    def ask(method: str, path: str = "", content: Any = None, said: str = key[1]) -> Any:
        sent: Any = {} if content is None else {"data": orjson.dumps(content), "content_type": "application/json"}
        return client.generic(method, f"/api/v1/subscriptions/{path}", headers=bearer(said), **sent)

    return ask


def made(ask: Ask, **wish: Any) -> Any:
    response = ask("POST", content={"url": URL, **wish})
    assert response.status_code == 201, response.content
    return orjson.loads(response.content)


def errors(response: Any) -> dict[str, str]:
    return {error["pointer"]: error["detail"] for error in refused(response, 400, "invalid-body")["errors"]}


def test_a_subscription_shows_its_secret_once(ask: Ask) -> None:
    subscription = made(ask, statuses=["retracted"], only_urgent=True)
    assert subscription["secret"] == signing.unseal(Subscription.objects.get().secrets.get().sealed)
    shown = orjson.loads(ask("GET", f"{subscription['id']}/").content)
    assert "secret" not in shown
    assert (shown["statuses"], shown["only_urgent"], shown["paused_at"]) == (["retracted"], True, None)
    assert orjson.loads(ask("GET").content)["results"] == [shown]


def test_a_new_subscription_says_where_it_is(ask: Ask) -> None:
    response = ask("POST", content={"url": URL})
    assert ask("GET", response.headers["Location"].split("subscriptions/")[1]).status_code == 200


def test_without_a_key_or_with_another_one_nothing_is_open(client: Client, ask: Ask) -> None:
    refused(client.get("/api/v1/subscriptions/"), 401, "key-needed")
    _key, said = make_key(Scope.USAGES)
    response = ask("GET", said=said)
    refused(response, 403, "insufficient-scope")
    assert 'scope="webhooks"' in response.headers["WWW-Authenticate"]


def test_nobody_sees_what_belongs_to_another(ask: Ask) -> None:
    other = make_subscription()
    assert orjson.loads(ask("GET").content)["results"] == []
    for method, path in [("GET", ""), ("DELETE", ""), ("POST", "test/"), ("POST", "secret/"), ("GET", "deliveries/")]:
        refused(ask(method, f"{other.public_id}/{path}"), 404, "not-found")
    refused(ask("PATCH", f"{other.public_id}/", {"paused": True}), 404, "not-found")


WRONG: dict[str, list[Any]] = {
    "/url": [
        "",
        5,
        None,
        "hooks.example",
        "ftp://hooks.example/",
        "http://127.0.0.1/",
        "http://localhost/",
        "x" * 9000,
    ],
    "/contact": ["nobody", 7],
    "/types": ["claim", ["claims"], {"claim": 1}],
    "/topics": [["c0123456789"], ["t"], [None], ["t0123456789\0"]],
    "/statuses": [["draft"], ["open"], 5],
    "/changes": [["withdrawn"]],
    "/only_urgent": ["perhaps", 7],
    "/statuss": [[]],
}


@pytest.mark.parametrize(
    ("pointer", "value"), [(pointer, value) for pointer, values in WRONG.items() for value in values]
)
def test_a_wrong_value_is_pointed_at(ask: Ask, pointer: str, value: Any) -> None:
    response = ask("POST", content={"url": URL, pointer[1:]: value})
    assert all(found.startswith(f"#{pointer}") for found in errors(response))
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("content", [b" ", b"{", b"\xff", b'{"url": "\\ud800"}', b"[]", b"null", b"5", b"[" * 5000])
def test_what_is_no_json_object_is_refused(client: Client, key: tuple[Key, str], content: bytes) -> None:
    response = client.post("/api/v1/subscriptions/", content, "application/json", headers=bearer(key[1]))
    refused(response, 400, "invalid-body")


def test_other_media_types_and_megabytes_are_refused(client: Client, key: tuple[Key, str]) -> None:
    path, headers = "/api/v1/subscriptions/", bearer(key[1])
    refused(client.post(path, {"url": URL}, headers=headers), 415, "unsupported-media-type")
    for size in (2, 6):
        content = b'{"url": "' + b"x" * size * 1024 * 1024 + b'"}'
        refused(client.post(path, content, "application/json", headers=headers), 413, "too-large")


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
NAMES = st.sampled_from(["url", "types", "topics", "contact", "paused"]) | st.text()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))
)
def test_whatever_json_is_sent_is_answered(client: Client, key: tuple[Key, str], content: Any) -> None:
    response = client.post("/api/v1/subscriptions/", json.dumps(content), "application/json", headers=bearer(key[1]))
    assert errors(response) is not None


def test_a_subscription_is_changed_in_part(ask: Ask) -> None:
    path = f"{made(ask, statuses=['retracted'])['id']}/"
    changed = orjson.loads(ask("PATCH", path, {"url": "https://hooks.example/new"}).content)
    assert (changed["url"], changed["statuses"]) == ("https://hooks.example/new", ["retracted"])
    assert "#/url" in errors(ask("PATCH", path, {"url": "http://10.0.0.1/"}))


def test_a_subscription_is_paused_and_resumed(ask: Ask) -> None:
    path = f"{made(ask)['id']}/"
    assert orjson.loads(ask("PATCH", path, {"paused": True}).content)["paused_reason"] == "by_partner"
    make.publish(make.make_figure())
    assert send(Endpoints()) == 0
    assert orjson.loads(ask("PATCH", path, {"paused": False}).content)["paused_at"] is None
    assert send(Endpoints()) == 1


def test_a_subscription_ends_with_its_log(ask: Ask) -> None:
    path = f"{made(ask)['id']}/"
    ask("POST", f"{path}test/")
    assert ask("DELETE", path).status_code == 204
    refused(ask("GET", path), 404, "not-found")
    assert not Delivery.objects.exists()


def test_the_log_shows_the_exact_body_and_each_answer(ask: Ask) -> None:
    path = f"{made(ask)['id']}/deliveries/"
    make.publish(make.make_figure())
    endpoints = Endpoints(Reply(500, "<b>Error"))
    send(endpoints)
    let_time_pass()
    send(endpoints)
    [delivery] = orjson.loads(ask("GET", path).content)["results"]
    details = orjson.loads(ask("GET", f"{path}{delivery['id']}/").content)
    assert details["content"].encode() == endpoints.posts[0][2]
    assert [(a["status"], a["answer"]) for a in details["attempts"]] == [(204, ""), (500, "<b>Error")]
    assert delivery["delivered_at"]


def test_the_log_is_paged(ask: Ask) -> None:
    path = f"{made(ask)['id']}/"
    ids = [orjson.loads(ask("POST", f"{path}test/").content)["id"] for _ in range(5)]
    found, following = [], f"{path}deliveries/?limit=2"
    while following:
        page = orjson.loads(ask("GET", following).content)
        found += [delivery["id"] for delivery in page["results"]]
        following = page["next"] and page["next"].split("subscriptions/")[1]
    assert found == ids[::-1]


def test_a_test_is_sent(ask: Ask) -> None:
    response = ask("POST", f"{made(ask)['id']}/test/")
    assert response.status_code == 202
    endpoints = Endpoints()
    assert sending.send_due(endpoints) == 1
    assert endpoints.posts[0][1]["webhook-id"] == orjson.loads(response.content)["id"]


def test_a_replaced_secret_is_shown_once(ask: Ask) -> None:
    subscription = made(ask)
    response = ask("POST", f"{subscription['id']}/secret/")
    assert response.status_code == 201
    assert orjson.loads(response.content)["secret"] != subscription["secret"]


def test_a_range_is_sent_again_with_the_ids_that_it_had(ask: Ask) -> None:
    path = f"{made(ask)['id']}/"
    for _ in range(3):
        make.publish(make.make_figure())
    first, again = Endpoints(), Endpoints()
    send(first)
    response = ask("POST", f"{path}replay/", {"first": first.told[1], "last": first.told[2]})
    assert (response.status_code, orjson.loads(response.content)) == (202, {"count": 2})
    assert sending.send_due(again) == 2
    assert [headers["webhook-id"] for _url, headers, _content in first.posts[1:]] == [
        headers["webhook-id"] for _url, headers, _content in again.posts
    ]


def test_what_was_published_before_a_subscription_can_be_replayed(ask: Ask) -> None:
    make.publish(make.make_figure())
    path = f"{made(ask)['id']}/"
    assert orjson.loads(ask("POST", f"{path}replay/", {"first": 0, "last": 100}).content) == {"count": 1}
    assert send(Endpoints()) == 1


@pytest.mark.parametrize(
    "wish", [{}, {"first": 0}, {"first": -1, "last": 1}, {"first": 0, "last": 1000}, {"first": 1e30, "last": 2}]
)
def test_a_range_that_is_none_or_too_long_is_refused(ask: Ask, wish: Any) -> None:
    assert errors(ask("POST", f"{made(ask)['id']}/replay/", wish))


def test_what_is_theirs_is_kept_by_nobody(ask: Ask) -> None:
    assert ask("GET").headers["Cache-Control"] == "no-store"


def test_a_partner_has_a_bounded_number_of_subscriptions(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.partners import subscribing

    monkeypatch.setattr(subscribing, "MOST_OF_ONE_PARTNER", 1)
    made(ask)
    assert "at most 1" in errors(ask("POST", content={"url": URL}))["#/url"]
