"""Subscriptions to webhooks, for whoever has a key that opens them."""

from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from factcheck.api import problems
from factcheck.api.answering import ReadView
from factcheck.api.problems import Problem
from factcheck.api.received import received, refused
from factcheck.api.v1 import filters, parameters
from factcheck.api.v1 import webhook_shapes as shapes
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.parameters import Parameter, read_all
from factcheck.partners import subscribing
from factcheck.partners.choices import Pause, Scope
from factcheck.partners.models import Attempt, Delivery, Partner, Subscription

_TAG = "webhooks"
_MOST_DELIVERIES = 100
_FILTERS = ("types", "topics", "statuses", "changes", "only_urgent")
_BEFORE = Parameter(
    "before",
    parameters.whole_number(1, 10**18 - 1),
    "Where the list goes on: part of the address in `next`.",
    {"type": "integer", "minimum": 1},
)


class WebhooksView(ReadView):
    """Addresses below one's own subscriptions."""

    schema = DescribedByItself()
    opens = Scope.WEBHOOKS
    parameters: tuple[Parameter, ...] = ()

    def mine(self) -> Any:
        assert self.holder is not None, "a key opened this address"
        return Subscription.objects.filter(partner=self.holder.partner).select_related("partner")

    def subscription(self, public_id: str) -> Subscription:
        found = self.mine().filter(public_id=public_id).first()
        if found is None:
            raise Problem(problems.NOT_FOUND, "You have no subscription with this id.")
        return found  # type: ignore[no-any-return]


class Subscriptions(WebhooksView):
    methods = ("GET", "HEAD", "POST")

    def described(self) -> Mapping[str, Description]:
        made = "Be told of what is published from now on. The answer shows the secret, this once."
        return {
            "GET": Description(
                "list_subscriptions", "List your subscriptions", _TAG, shapes.SubscriptionPage, about="All of yours."
            ),
            "POST": Description(
                "make_subscription",
                "Subscribe",
                _TAG,
                shapes.SubscriptionMade,
                takes=shapes.SubscriptionWish,
                status=201,
                about=made,
            ),
        }

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        read_all((), request.GET)
        return answer({"results": [_details(each) for each in self.mine().order_by("pk")]})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        assert self.holder is not None, "a key opened this address"
        wish = received(request, shapes.SubscriptionWish)
        subscription = Subscription(partner=Partner.objects.get(pk=self.holder.partner), **wish)
        try:
            secret = subscribing.subscribe(subscription)
        except ValidationError as error:
            raise refused(error) from None
        subscription.refresh_from_db()
        response = answer({**_details(subscription), "secret": secret}, 201)
        response.headers["Location"] = f"{request.path}{subscription.public_id}/"
        return response


class SubscriptionDetail(WebhooksView):
    methods = ("GET", "HEAD", "PATCH", "DELETE")

    def described(self) -> Mapping[str, Description]:
        none = (problems.NOT_FOUND,)
        changed = "What is told from now on. Filters that change do not change what is waiting already."
        return {
            "GET": Description(
                "get_subscription", "Get a subscription", _TAG, shapes.SubscriptionDetails, none, about="How it is."
            ),
            "PATCH": Description(
                "change_subscription",
                "Change, pause or resume a subscription",
                _TAG,
                shapes.SubscriptionDetails,
                none,
                takes=shapes.SubscriptionChange,
                about=changed,
            ),
            "DELETE": Description(
                "end_subscription", "End a subscription", _TAG, None, none, status=204, about="Its log goes with it."
            ),
        }

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        read_all((), request.GET)
        return answer(_details(self.subscription(kwargs["public_id"])))

    def patch(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subscription = self.subscription(kwargs["public_id"])
        wish = received(request, shapes.SubscriptionChange, partial=True)
        paused = wish.pop("paused", None)
        for name, value in wish.items():
            setattr(subscription, name, value)
        try:
            subscription.full_clean()
        except ValidationError as error:
            raise refused(error) from None
        with transaction.atomic():
            if wish:
                subscription.save(update_fields=list(wish))
            if paused:
                subscribing.pause(subscription, Pause.BY_PARTNER)
            elif paused is False:
                subscribing.resume(subscription)
        subscription.refresh_from_db()
        return answer(_details(subscription))

    def delete(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.subscription(kwargs["public_id"]).delete()
        return HttpResponse(status=204)


class SubscriptionSecret(WebhooksView):
    """Make a new secret. Messages are signed with both for 24 hours, so that you can change over without a gap."""

    methods = ("POST",)

    def described(self) -> Description:
        return Description(
            "rotate_secret", "Replace the secret", _TAG, shapes.SecretMade, (problems.NOT_FOUND,), status=201
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answer({"secret": subscribing.rotate(self.subscription(kwargs["public_id"]))}, 201)


class SubscriptionTest(WebhooksView):
    """Send a message of the type `webhook.test`, which says that nothing has happened."""

    methods = ("POST",)

    def described(self) -> Description:
        return Description("send_test", "Send a test", _TAG, shapes.DeliveryPart, (problems.NOT_FOUND,), status=202)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        delivery = subscribing.send_test(self.subscription(kwargs["public_id"]))
        delivery.refresh_from_db()
        return answer(_delivery(delivery), 202)


class SubscriptionReplay(WebhooksView):
    """Send messages again, with the ids that they had: 1,000 Records at most. Who lacks more follows the changes."""

    methods = ("POST",)

    def described(self) -> Description:
        return Description(
            "replay",
            "Send a range again",
            _TAG,
            shapes.ReplayMade,
            (problems.NOT_FOUND,),
            takes=shapes.ReplayWish,
            status=202,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subscription = self.subscription(kwargs["public_id"])
        wish = received(request, shapes.ReplayWish)
        try:
            return answer({"count": subscribing.replay(subscription, wish["first"], wish["last"])}, 202)
        except ValidationError as error:
            raise refused(error) from None


class Deliveries(WebhooksView):
    """The messages to an endpoint, the newest first. What was delivered is kept for 30 days."""

    parameters = (_BEFORE, filters.LIMIT)

    def described(self) -> Description:
        return Description(
            "list_deliveries", "Look into the log", _TAG, shapes.DeliveryPage, (problems.NOT_FOUND,), paged=True
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = read_all(self.parameters, request.GET)
        limit = asked.get("limit", _MOST_DELIVERIES)
        of_it = self.subscription(kwargs["public_id"]).deliveries.order_by("-pk")
        if "before" in asked:
            of_it = of_it.filter(pk__lt=asked["before"])
        found = list(of_it[: limit + 1])
        following = None
        if len(found) > limit:
            following = f"{request.build_absolute_uri(request.path)}?before={found[limit - 1].pk}&limit={limit}"
        response = answer({"results": [_delivery(each) for each in found[:limit]], "next": following})
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response


class DeliveryDetail(WebhooksView):
    """One message: the exact body, and each attempt with what the endpoint answered."""

    def described(self) -> Description:
        return Description("get_delivery", "Look at one message", _TAG, shapes.DeliveryDetails, (problems.NOT_FOUND,))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        read_all((), request.GET)
        of_it = self.subscription(kwargs["public_id"]).deliveries.select_related("message")
        delivery = of_it.filter(public_id=kwargs["message_id"]).first()
        if delivery is None:
            raise Problem(problems.NOT_FOUND, "This subscription has no message with this id.")
        attempts = [_attempt(each) for each in delivery.attempts.all()]
        content = bytes(delivery.message.content).decode()
        return answer({**_delivery(delivery), "content": content, "attempts": attempts})


def answer(content: Mapping[str, Any], status: int = 200) -> HttpResponse:
    body = orjson.dumps(content, option=orjson.OPT_UTC_Z)
    return HttpResponse(body, status=status, content_type="application/json")


def _details(subscription: Subscription) -> dict[str, Any]:
    return {
        "id": subscription.public_id,
        "url": subscription.url,
        "contact": subscription.contact,
        **{name: getattr(subscription, name) for name in _FILTERS},
        "cursor": subscription.cursor,
        "waiting_count": subscription.deliveries.filter(delivered_at=None).count(),
        "created_at": subscription.created_at,
        "paused_at": subscription.paused_at,
        "paused_reason": subscription.paused_reason or None,
        "failing_since": subscription.failing_since,
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.public_id,
        "index": delivery.index,
        "subject": delivery.subject or None,
        "urgent": delivery.urgent,
        "made_at": delivery.made_at,
        "due_at": delivery.due_at,
        "attempt_count": delivery.attempt_count,
        "delivered_at": delivery.delivered_at,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "made_at": attempt.made_at,
        "milliseconds": attempt.milliseconds,
        "status": attempt.status,
        "problem": attempt.problem or None,
        "answer": attempt.answer,
    }
