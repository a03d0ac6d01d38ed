"""Deliveries go out at least once, in order for each claim, on a ladder of attempts, and what is urgent first."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.utils import timezone
from standardwebhooks import Webhook

from claims.choices import Status
from factcheck.partners import dispatching, letters, sending, signing, subscribing
from factcheck.partners.choices import Pause
from factcheck.partners.models import Delivery, Subscription
from factcheck.partners.posting import Reply
from factcheck.partners.sending import LADDER
from tests import factories as make
from tests.factcheck.partners.making import Endpoints, let_time_pass, make_subscription, send

pytestmark = pytest.mark.django_db
NO_ANSWER = Reply(problem="no connection")


@pytest.fixture
def subscription() -> Subscription:
    return make_subscription()


@pytest.fixture
def endpoints() -> Endpoints:
    return Endpoints()


def waiting(subscription: Subscription) -> Delivery:
    return subscription.deliveries.get(delivered_at=None)


def test_what_was_published_is_sent_once(subscription: Subscription, endpoints: Endpoints) -> None:
    make.publish(make.make_figure())
    assert (send(endpoints), send(endpoints)) == (1, 0)
    [(url, _headers, content)] = endpoints.posts
    assert url == subscription.url
    assert content == bytes(subscription.deliveries.get().message.content)


def test_a_message_is_verified_by_the_standards_library(endpoints: Endpoints) -> None:
    subscription = Subscription(partner=make_subscription().partner, url="https://hooks.example/in")
    secret = subscribing.subscribe(subscription)
    subscribing.send_test(subscription)
    sending.send_due(endpoints)
    [(_url, headers, content)] = endpoints.posts
    assert Webhook(secret).verify(content, headers)["type"] == "webhook.test"


def test_both_secrets_verify_while_one_replaces_the_other(endpoints: Endpoints) -> None:
    subscription = make_subscription()
    first = signing.unseal(subscription.secrets.get().sealed)
    second = subscribing.rotate(subscription)
    subscribing.send_test(subscription)
    sending.send_due(endpoints)
    [(_url, headers, content)] = endpoints.posts
    assert headers["webhook-signature"].count("v1,") == 2
    for secret in (first, second):
        Webhook(secret).verify(content, headers)


def test_a_replaced_secret_signs_no_longer_than_the_overlap(subscription: Subscription) -> None:
    second = subscribing.rotate(subscription)
    subscription.secrets.exclude(until_at=None).update(until_at=timezone.now() - timedelta(seconds=1))
    assert subscribing.secrets_of(subscription) == (second,)


@pytest.mark.parametrize("reply", [Reply(500), Reply(301), Reply(404), Reply(100), NO_ANSWER])
def test_a_message_that_was_not_accepted_is_tried_again_with_the_same_id(
    subscription: Subscription, reply: Reply
) -> None:
    endpoints = Endpoints(reply)
    make.publish(make.make_figure())
    assert (send(endpoints), send(endpoints)) == (1, 0)
    let_time_pass()
    assert send(endpoints) == 1
    assert len({headers["webhook-id"] for _url, headers, _content in endpoints.posts}) == 1
    assert subscription.deliveries.get().delivered_at


def test_attempts_are_spread_over_about_three_days() -> None:
    assert timedelta(days=2.8) < sum(LADDER, timedelta()) < timedelta(days=3.3)
    assert list(LADDER) == sorted(LADDER)


def test_each_attempt_waits_for_its_rung(subscription: Subscription, endpoints: Endpoints) -> None:
    endpoints.otherwise = Reply(500)
    make.publish(make.make_figure())
    for rung in LADDER[:4]:
        send(endpoints)
        left = waiting(subscription).due_at - timezone.now()
        assert rung * 0.89 - timedelta(seconds=2) < left < rung * 1.11
        let_time_pass()


def test_an_endpoint_may_ask_for_more_time(subscription: Subscription) -> None:
    make.publish(make.make_figure())
    send(Endpoints(Reply(429, retry_after=timedelta(hours=1))))
    left = waiting(subscription).due_at - timezone.now()
    assert timedelta(minutes=59) < left <= timedelta(hours=1)


def test_after_the_last_attempt_it_is_paused_and_its_contact_told_once(
    subscription: Subscription, endpoints: Endpoints
) -> None:
    endpoints.otherwise = Reply(500)
    make.publish(make.make_figure())
    for _ in range(len(LADDER) + 3):
        send(endpoints)
        let_time_pass()
    subscription.refresh_from_db()
    assert (len(endpoints.posts), subscription.paused_reason) == (len(LADDER) + 1, Pause.GAVE_UP)
    assert (letters.send_due(), letters.send_due()) == (1, 0)
    [letter] = mail.outbox
    assert letter.to == [subscription.partner.contact]
    assert subscription.url in letter.body
    assert "1 message waits" in letter.body


def test_an_endpoint_that_is_gone_is_asked_no_more(subscription: Subscription) -> None:
    endpoints = Endpoints(Reply(410))
    make.publish(make.make_figure())
    send(endpoints)
    let_time_pass()
    assert send(endpoints) == 0
    subscription.refresh_from_db()
    assert subscription.paused_reason == Pause.GONE


def test_a_resumed_subscription_gets_what_it_missed(subscription: Subscription) -> None:
    endpoints = Endpoints(Reply(410))
    make.publish(make.make_figure())
    send(endpoints)
    make.publish(make.make_figure())
    subscribing.resume(subscription)
    assert send(endpoints) == 2
    assert endpoints.told[1:] == sorted(endpoints.told[1:])


def test_records_of_one_claim_arrive_in_order_though_the_first_failed(subscription: Subscription) -> None:
    endpoints = Endpoints(Reply(500))
    claim = make.publish(make.make_figure())
    send(endpoints)
    make.bring_to(claim, Status.DISPUTED)
    assert send(endpoints) == 0
    let_time_pass()
    assert send(endpoints) == 2
    assert endpoints.told[1:] == sorted(endpoints.told)[1:]


def test_another_claim_does_not_wait_for_one_that_failed(subscription: Subscription) -> None:
    endpoints = Endpoints(Reply(500))
    make.publish(make.make_figure())
    send(endpoints)
    make.publish(make.make_figure())
    assert send(endpoints) == 1
    assert subscription.deliveries.filter(delivered_at=None).count() == 1


def test_what_is_urgent_goes_first(subscription: Subscription, endpoints: Endpoints) -> None:
    others = [make.publish(make.make_figure()) for _ in range(3)]
    claim = make.make_figure()
    make.bring_to(make.publish(claim), Status.RETRACTED)
    send(endpoints)
    subjects = list(subscription.deliveries.order_by("delivered_at").values_list("subject", flat=True))
    assert subjects[-3:] == [other.public_id for other in others]


def test_an_endpoint_gets_one_message_at_a_time(subscription: Subscription) -> None:
    for _ in range(5):
        make.publish(make.make_figure())
    busy, most = 0, 0
    lock = threading.Lock()

    def post(*_given: object) -> Reply:
        nonlocal busy, most
        with lock:
            busy, most = busy + 1, max(most, busy + 1)
        threading.Event().wait(0.01)
        with lock:
            busy -= 1
        return Reply(200)

    dispatching.dispatch()
    assert (sending.send_due(post), most) == (5, 1)


def test_an_endpoint_under_a_lease_is_left_to_whoever_has_it(subscription: Subscription, endpoints: Endpoints) -> None:
    make.publish(make.make_figure())
    Subscription.objects.update(leased_until=Now() + timedelta(seconds=30))
    assert send(endpoints) == 0
    Subscription.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert send(endpoints) == 1


def test_an_endpoint_that_does_not_answer_rests(subscription: Subscription) -> None:
    endpoints = Endpoints(NO_ANSWER)
    for _ in range(3):
        make.publish(make.make_figure())
    assert send(endpoints) == 1
    subscription.refresh_from_db()
    assert subscription.failing_since
    assert subscription.leased_until
    let_time_pass()
    assert send(endpoints) == 3
    subscription.refresh_from_db()
    assert subscription.failing_since is None


def test_endpoints_that_failed_share_a_quarter_of_the_threads(endpoints: Endpoints) -> None:
    for _ in range(sending.AT_ONCE_FAILING + 2):
        make_subscription(failing_since=timezone.now())
    healthy = make_subscription()
    make.publish(make.make_figure())
    dispatching.dispatch()
    taken = sending._take_free([])
    assert len(taken) == sending.AT_ONCE_FAILING + 1
    assert taken[0].delivery.subscription == healthy


def test_the_log_keeps_each_attempt_with_the_answer(subscription: Subscription) -> None:
    make.publish(make.make_figure())
    send(Endpoints(Reply(500, "try later")))
    let_time_pass()
    send(Endpoints(NO_ANSWER))
    attempts = subscription.deliveries.get().attempts.order_by("pk")
    assert [(a.status, a.answer, a.problem) for a in attempts] == [(500, "try later", ""), (None, "", "no connection")]


def test_a_secret_that_cannot_be_read_pauses_the_subscription(
    subscription: Subscription, endpoints: Endpoints, settings: object
) -> None:
    make.publish(make.make_figure())
    settings.SECRET_KEY = "another" * 8  # type: ignore[attr-defined]
    assert send(endpoints) == 0
    subscription.refresh_from_db()
    assert subscription.paused_reason == Pause.UNREADABLE
    subscribing.rotate(subscription)
    subscribing.resume(subscription)
    assert send(endpoints) == 1


def test_a_key_that_was_replaced_still_opens_what_it_sealed(subscription: Subscription, settings: object) -> None:
    before = subscribing.secrets_of(subscription)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 50  # type: ignore[attr-defined]
    assert subscribing.secrets_of(subscription) == before
