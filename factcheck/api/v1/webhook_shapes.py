"""What stands in requests and answers about webhooks."""

from typing import Any

from rest_framework import serializers as s

from claims.choices import Change, SubjectKind
from factcheck.api.received import Strict
from factcheck.api.v1 import shapes
from factcheck.api.v1.parameters import LETTERS
from factcheck.partners.choices import Pause
from factcheck.partners.models.webhooks import LONGEST_URL
from sources.public_ids import PUBLIC_ID_PATTERN

_MOST_TOPICS = 500
_A_TOPIC = f"^{PUBLIC_ID_PATTERN.replace('[a-z]', LETTERS[SubjectKind.TOPIC], 1)}$"


def _codes(codes: Any, meaning: str) -> s.ListField:
    return s.ListField(
        child=s.ChoiceField(choices=codes), required=False, help_text=f"{meaning} Empty: leaves nothing out."
    )


class SubscriptionWish(Strict):
    """What to tell an endpoint of. All filters must hold; one that is left out or empty leaves nothing out."""

    url = s.CharField(
        max_length=LONGEST_URL,
        help_text="The address of your endpoint, on a public server. Redirects are not followed.",
    )
    contact = s.EmailField(
        required=False, allow_blank=True, help_text="Who is told by mail when it is paused. Empty: your contact."
    )
    types = s.ListField(
        child=s.ChoiceField(choices=SubjectKind.choices),
        required=False,
        help_text="Kinds of things. Empty: claims alone.",
    )
    topics = s.ListField(
        child=s.RegexField(_A_TOPIC),
        required=False,
        max_length=_MOST_TOPICS,
        help_text="Ids of topics. A claim that leaves one is told of too. Empty: leaves nothing out.",
    )
    statuses = _codes(shapes.PUBLIC_STATUSES, "Statuses of claims. A claim that leaves one is told of too.")
    changes = _codes(Change.choices, "Kinds of change.")
    only_urgent = s.BooleanField(required=False, help_text="Only Records that are `urgent`.")


class SubscriptionChange(SubscriptionWish):
    """What to change; the rest stays as it is."""

    paused = s.BooleanField(
        required=False,
        help_text="True: send nothing for now. False: go on where it was paused, at once with what was not delivered.",
    )


class SubscriptionDetails(s.Serializer[Any]):
    """An endpoint, what it is told of, and how it is."""

    id = s.CharField(help_text="The id of the subscription.")
    url = s.CharField(help_text="The address of the endpoint.")
    contact = s.CharField(help_text="Who is told by mail when it is paused; empty: your contact.")
    types = s.ListField(child=s.CharField(), help_text="Kinds of things; empty: claims.")
    topics = s.ListField(child=s.CharField(), help_text="Ids of topics.")
    statuses = s.ListField(child=s.CharField(), help_text="Statuses of claims.")
    changes = s.ListField(child=s.CharField(), help_text="Kinds of change.")
    only_urgent = s.BooleanField(help_text="Whether only what is urgent is told.")
    cursor = s.IntegerField(help_text="The index of the last Record that it was asked about.")
    waiting_count = s.IntegerField(help_text="How many messages are not delivered yet.")
    created_at = shapes.moment("When it was made.")
    paused_at = shapes.moment("Since when it is paused; null while it is not.", allow_null=True)
    paused_reason = shapes.code(Pause, "Why it is paused; null while it is not.", allow_null=True)
    failing_since = shapes.moment("Since when no attempt succeeded; null when the last one did.", allow_null=True)


class SubscriptionMade(SubscriptionDetails):
    """A new subscription with its secret."""

    secret = s.CharField(help_text="What messages are signed with (`whsec_…`). It is shown this once.")


class SubscriptionPage(s.Serializer[Any]):
    """Your subscriptions."""

    results = SubscriptionDetails(many=True, help_text="All of them.")


class SecretMade(s.Serializer[Any]):
    """A new secret."""

    secret = s.CharField(help_text="What messages are signed with from now on. It is shown this once.")


class ReplayWish(Strict):
    """Which Records to tell of again."""

    first = s.IntegerField(min_value=0, max_value=10**18 - 1, help_text="The index of the first Record.")
    last = s.IntegerField(min_value=0, max_value=10**18 - 1, help_text="The index of the last Record, included.")


class ReplayMade(s.Serializer[Any]):
    """What is sent again."""

    count = s.IntegerField(help_text="How many messages: the Records of the range that the filters let through.")


class DeliveryPart(s.Serializer[Any]):
    """One message to the endpoint."""

    id = s.CharField(help_text="What the header `webhook-id` says; the same in each attempt and replay.")
    index = s.IntegerField(allow_null=True, help_text="The index of the Record; null for a test.")
    subject = s.CharField(allow_null=True, help_text="The id of the thing; null for a test.")
    urgent = s.BooleanField(help_text="Whether the Record is urgent.")
    made_at = shapes.moment("When the message was made.")
    due_at = shapes.moment("When it is tried next, if it was not delivered.")
    attempt_count = s.IntegerField(help_text="How many attempts there were since it was made, replayed or resumed.")
    delivered_at = shapes.moment("When the endpoint accepted it; null as long as it has not.", allow_null=True)


class AttemptPart(s.Serializer[Any]):
    """One attempt."""

    made_at = shapes.moment("When it ended.")
    milliseconds = s.IntegerField(help_text="How long it took.")
    status = s.IntegerField(allow_null=True, help_text="The HTTP status of the answer; null when there was none.")
    problem = s.CharField(allow_null=True, help_text="Why there was no answer; null when there was one.")
    answer = s.CharField(help_text="The beginning of what the endpoint answered.")


class DeliveryDetails(DeliveryPart):
    """One message, what was sent and what came of each attempt."""

    content = s.CharField(help_text="The exact body that is sent: what the signature is made of.")
    attempts = AttemptPart(many=True, help_text="The attempts of the last 30 days, the latest first.")


class DeliveryPage(s.Serializer[Any]):
    """Messages to an endpoint, the newest first."""

    results = DeliveryPart(many=True, help_text="The messages.")
    next = s.URLField(allow_null=True, help_text="The address of the next page; null at the end.")
