"""Operators look after webhooks, and look into the log."""

import re
from typing import Any

import pytest
from django.test import Client

from factcheck.partners import signing, subscribing
from factcheck.partners.choices import Pause
from factcheck.partners.models import Subscription
from factcheck.partners.posting import Reply
from tests import factories as make
from tests.factcheck.partners.making import Endpoints, make_partner, make_subscription, send

pytestmark = pytest.mark.django_db
LIST = "/desk/partners/subscription/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make.olga())
    return client


def act(desk: Client, action: str, *chosen: Subscription) -> Any:
    given = {"action": action, "_selected_action": [each.pk for each in chosen]}
    return desk.post(LIST, given, follow=True).content.decode()


def test_a_new_subscription_shows_its_secret_once(desk: Client) -> None:
    wish = {"partner": make_partner().pk, "url": "https://hooks.example/in", "statuses": "retracted"}
    page = desk.post(f"{LIST}add/", wish).content.decode()
    subscription = Subscription.objects.get()
    [secret] = subscribing.secrets_of(subscription)
    assert secret.replace("+", "&#x2B;") in page or secret in page
    assert secret not in desk.get(f"{LIST}{subscription.pk}/change/").content.decode()
    assert subscription.statuses == ["retracted"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "https://localhost/", "nothing"])
def test_an_address_that_is_not_public_is_refused(desk: Client, url: str) -> None:
    page = desk.post(f"{LIST}add/", {"partner": make_partner().pk, "url": url}).content.decode()
    assert "errorlist" in page
    assert not Subscription.objects.exists()


def test_a_subscription_is_changed(desk: Client) -> None:
    subscription = make_subscription()
    desk.post(f"{LIST}{subscription.pk}/change/", {"url": "https://hooks.example/new", "only_urgent": "on"})
    subscription.refresh_from_db()
    assert (subscription.url, subscription.only_urgent) == ("https://hooks.example/new", True)


def test_subscriptions_are_paused_and_resumed(desk: Client) -> None:
    subscription = make_subscription()
    assert "1 subscription was paused" in act(desk, "pause", subscription)
    subscription.refresh_from_db()
    assert subscription.paused_reason == Pause.BY_OPERATOR
    assert "1 subscription was resumed" in act(desk, "resume", subscription)


def test_a_test_is_sent(desk: Client) -> None:
    act(desk, "send_test", make_subscription())
    assert send(Endpoints()) == 1


def test_one_secret_is_replaced_at_a_time(desk: Client) -> None:
    one, another = make_subscription(), make_subscription()
    assert "Choose one subscription" in act(desk, "rotate", one, another)
    assert one.secrets.count() == 1
    page = act(desk, "rotate", one)
    assert re.search(rf"{signing.PREFIX}[A-Za-z0-9+/&#x;]+=", page)
    assert one.secrets.count() == 2


def test_the_log_shows_what_was_sent_and_answered(desk: Client) -> None:
    subscription = make_subscription()
    make.publish(make.make_figure())
    send(Endpoints(Reply(500, "<b>\u202eoh")))
    delivery = subscription.deliveries.get()
    assert delivery.public_id in desk.get("/desk/partners/delivery/").content.decode()
    page = desk.get(f"/desk/partners/delivery/{delivery.pk}/change/").content.decode()
    assert "claim.published" in page
    assert "&lt;b&gt;[U+202E]oh" in page
    assert desk.post(f"/desk/partners/delivery/{delivery.pk}/change/", {}).status_code == 403


@pytest.mark.parametrize("path", ["subscription/", "subscription/add/", "delivery/"])
def test_who_is_no_operator_sees_no_webhooks(client: Client, path: str) -> None:
    client.force_login(make.anna())
    assert client.get(f"/desk/partners/{path}").status_code == 403
