"""The log of deliveries forgets what is old, and what the law took out of the record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import log
from claims.choices import Status
from factcheck.partners import clearing
from factcheck.partners.models import Attempt, Delivery, Message
from tests import factories as make
from tests.factcheck.partners.making import Endpoints, make_subscription, send

pytestmark = pytest.mark.django_db


def test_what_was_delivered_long_ago_is_forgotten() -> None:
    make_subscription()
    make.publish(make.make_figure())
    send(Endpoints())
    clearing.clear()
    assert Delivery.objects.count() == 1
    long_ago = timezone.now() - timedelta(days=31)
    Delivery.objects.update(delivered_at=long_ago)
    Message.objects.update(made_at=long_ago)
    clearing.clear()
    assert (Delivery.objects.count(), Attempt.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_what_waits_is_kept_however_old() -> None:
    subscription = make_subscription()
    make.publish(make.make_figure())
    subscription.deliveries.update(made_at=timezone.now() - timedelta(days=99))
    Message.objects.update(made_at=timezone.now() - timedelta(days=99))
    clearing.clear()
    assert send(Endpoints()) == 1


def test_a_removed_body_is_kept_in_no_message_and_sent_to_nobody() -> None:
    subscription = make_subscription()
    claim = make.publish(make.make_figure(summary={"en": {"text": "Mr X", "by": "", "machine": False}}))
    send(Endpoints())
    index = subscription.deliveries.get().index
    assert index is not None
    make.bring_to(claim, Status.DISPUTED)
    log.redact([index], ground="An order.", by=make.anna(), approved_by=make.boris())
    subscription.deliveries.update(delivered_at=None)
    clearing.clear()
    assert b"Mr X" not in bytes(Message.objects.get(index=index).content)
    endpoints = Endpoints()
    send(endpoints)
    assert b'"body":null' in endpoints.posts[0][2]
