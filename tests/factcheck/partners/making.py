"""Partners and what they have, for tests."""

from itertools import count
from typing import Any

import orjson
from django.db.models.functions import Now

from factcheck.partners import dispatching, keys, sending, subscribing
from factcheck.partners.choices import Scope
from factcheck.partners.models import Delivery, Key, Partner, Subscription
from factcheck.partners.posting import Reply
from tests import factories as make

_number = count(1)


def make_partner(**fields: Any) -> Partner:
    number = next(_number)
    partner = Partner(
        **{"name": f"Partner {number}", "contact": f"desk{number}@partner.example", "created_by": make.olga(), **fields}
    )
    partner.full_clean()
    partner.save()
    return partner


def make_key(*scopes: Scope, partner: Partner | None = None, **fields: Any) -> tuple[Key, str]:
    """A key that opens these scopes, and what it says."""
    partner = partner or make_partner()
    return keys.make_key(partner, name="production", by=make.olga(), scopes=list(scopes), **fields)


def bearer(said: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {said}"}


def make_subscription(partner: Partner | None = None, **fields: Any) -> Subscription:
    """A subscription to what is published from now on."""
    subscription = Subscription(**{"partner": partner or make_partner(), "url": "https://hooks.example/in", **fields})
    subscribing.subscribe(subscription)
    return subscription


def sent_by(subscription: Subscription) -> list[Delivery]:
    """What there is to deliver, in the order of the log."""
    return list(subscription.deliveries.order_by("index", "pk"))


class Endpoints:
    """Stands in for the way out: remembers what was posted, and answers as it is told."""

    def __init__(self, *replies: Reply) -> None:
        self.posts: list[tuple[str, dict[str, str], bytes]] = []
        self.replies = list(replies)
        self.otherwise = Reply(204)

    def __call__(self, url: str, signed: list[tuple[str, str]], content: bytes) -> Reply:
        self.posts.append((url, dict(signed), content))
        return self.replies.pop(0) if self.replies else self.otherwise

    @property
    def told(self) -> list[Any]:
        """The indices of the Records that were told of, in order."""
        return [orjson.loads(content)["data"].get("index") for _url, _headers, content in self.posts]


def send(endpoints: Endpoints) -> int:
    dispatching.dispatch()
    return sending.send_due(endpoints)


def let_time_pass() -> None:
    """As if all that waits for its next attempt had waited long enough."""
    Delivery.objects.filter(delivered_at=None).update(due_at=Now())
    Subscription.objects.update(leased_until=None)
