"""The log is the outbox: deliveries are made and cursors moved in one transaction, without gap or double."""

import orjson
import pytest

from claims import reading
from claims.choices import Status
from factcheck.partners import dispatching, subscribing
from factcheck.partners.choices import Pause
from factcheck.partners.models import Delivery, Message
from tests import factories as make
from tests.factcheck.partners.making import make_subscription, sent_by

pytestmark = pytest.mark.django_db


def test_a_new_subscription_is_told_of_what_comes_after_it() -> None:
    make.publish(make.make_figure())
    subscription = make_subscription()
    claim = make.publish(make.make_figure())
    dispatching.dispatch()
    assert [delivery.subject for delivery in sent_by(subscription)] == [claim.public_id]


def test_the_message_is_the_envelope_with_the_stored_bytes() -> None:
    make_subscription()
    claim = make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
    dispatching.dispatch()
    row = reading.find([claim.public_id])[claim.public_id]
    content = bytes(Message.objects.get(index=row.index).content)
    told = orjson.loads(content)
    assert told["type"] == "claim.status_changed"
    assert (told["data"]["previous_status"], told["data"]["status"]) == ("unverified", "disputed")
    assert row.body
    assert row.body in content


def test_a_message_is_stored_once_for_all() -> None:
    for _ in range(3):
        make_subscription()
    make.publish(make.make_figure())
    assert dispatching.dispatch() == 3
    assert Message.objects.count() == 1


def test_dispatching_twice_makes_nothing_twice() -> None:
    subscription = make_subscription()
    make.publish(make.make_figure())
    dispatching.dispatch()
    assert dispatching.dispatch() == 0
    assert subscription.deliveries.count() == 1


def test_the_cursor_ends_at_the_last_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "MOST_RECORDS", 3)
    subscription = make_subscription()
    for _ in range(4):
        make.publish(make.make_figure())
    dispatching.dispatch()
    subscription.refresh_from_db()
    assert subscription.cursor == reading.head() - 1
    assert subscription.deliveries.count() == 4


def test_nothing_is_missed_while_a_subscription_is_paused() -> None:
    subscription = make_subscription()
    subscribing.pause(subscription, Pause.BY_PARTNER)
    make.publish(make.make_figure())
    assert dispatching.dispatch() == 0
    subscribing.resume(subscription)
    assert dispatching.dispatch() == 1


def test_an_endpoint_that_does_not_keep_up_is_given_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "MOST_WAITING", 1)
    monkeypatch.setattr(dispatching, "MOST_RECORDS", 5)
    subscription = make_subscription()
    for _ in range(4):
        make.publish(make.make_figure())
    dispatching.dispatch()
    waiting = subscription.deliveries.count()
    assert 1 <= waiting < 4
    subscription.deliveries.update(delivered_at=subscription.created_at)
    dispatching.dispatch()
    assert subscription.deliveries.count() > waiting


def test_what_is_urgent_hurries_what_is_to_come_before_it() -> None:
    subscription = make_subscription()
    claim, other = make.publish(make.make_figure()), make.publish(make.make_figure())
    dispatching.dispatch()
    make.bring_to(claim, Status.RETRACTED)
    dispatching.dispatch()
    hurried = Delivery.objects.filter(subscription=subscription, hurried=True)
    assert {delivery.subject for delivery in hurried} == {claim.public_id}
    assert hurried.count() == subscription.deliveries.exclude(subject=other.public_id).count()
