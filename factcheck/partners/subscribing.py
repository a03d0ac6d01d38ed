"""What partners and operators do with subscriptions."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from claims import reading
from factcheck.partners import dispatching, messages, signing
from factcheck.partners.choices import Pause
from factcheck.partners.matching import events_of, wants
from factcheck.partners.models import Delivery, Message, Partner, Secret, Subscription

MOST_OF_ONE_PARTNER = 50
MOST_REPLAYED = 1000  # Records at once; whoever lacks more reads the change feed, which is what it is for
OVERLAP = timedelta(hours=24)


@transaction.atomic
def subscribe(subscription: Subscription) -> str:
    """Store a new subscription, to be told of what is published from now on; its secret. Raises ValidationError."""
    subscription.cursor = reading.head() - 1
    subscription.full_clean()
    # The lock keeps two requests at once from making one too many.
    partner = Partner.objects.select_for_update().get(pk=subscription.partner_id)
    if Subscription.objects.filter(partner=partner).count() >= MOST_OF_ONE_PARTNER:
        text = _("A partner has at most %(most)d subscriptions.") % {"most": MOST_OF_ONE_PARTNER}
        raise ValidationError({"url": text})
    subscription.save(force_insert=True)
    return _give_secret(subscription)


@transaction.atomic
def rotate(subscription: Subscription) -> str:
    """A new secret. The one before it signs along for OVERLAP, those before that do not any more."""
    Subscription.objects.select_for_update().get(pk=subscription.pk)
    subscription.secrets.exclude(until_at=None).delete()
    subscription.secrets.update(until_at=Now() + OVERLAP)
    secret = _give_secret(subscription)
    if subscription.paused_reason == Pause.UNREADABLE:
        subscription.secrets.exclude(until_at=None).delete()
    return secret


def _give_secret(subscription: Subscription) -> str:
    secret = signing.new_secret()
    Secret.objects.create(subscription=subscription, sealed=signing.seal(secret))
    return secret


def secrets_of(subscription: Subscription) -> tuple[str, ...]:
    """The secrets that sign now, the newest first. Raises SecretUnreadable."""
    good = subscription.secrets.filter(Q(until_at=None) | Q(until_at__gt=Now()))
    return tuple(signing.unseal(secret.sealed) for secret in good)


def pause(subscription: Subscription, reason: Pause) -> bool:
    """Whether it was this call that paused it."""
    running = Subscription.objects.filter(pk=subscription.pk, paused_at=None)
    return bool(running.update(paused_at=Now(), paused_reason=reason, told_at=None))


@transaction.atomic
def resume(subscription: Subscription) -> None:
    """Go on where it was paused: what was not delivered is due at once, and has its attempts before it again."""
    Subscription.objects.filter(pk=subscription.pk).update(
        paused_at=None, paused_reason="", told_at=None, failing_since=None, leased_until=None
    )
    Delivery.objects.filter(subscription=subscription, delivered_at=None).update(due_at=Now(), attempt_count=0)
    _wake()


@transaction.atomic
def send_test(subscription: Subscription) -> Delivery:
    """Send a message that says that nothing has happened."""
    message = Message.objects.create(content=messages.test_content())
    delivery = Delivery.objects.create(subscription=subscription, message=message, hurried=True)
    _wake()
    return delivery


@transaction.atomic
def replay(subscription: Subscription, first: int, last: int) -> int:
    """Send again what concerns the subscription of the Records `first` to `last`, with the ids that they had.

    How many messages that are. Raises ValidationError for a range that is too long.
    """
    if last - first >= MOST_REPLAYED:
        text = _("Replay at most %(most)d Records at once.") % {"most": MOST_REPLAYED}
        raise ValidationError({"last": text})
    rows = [row for row in reading.changes(first - 1, last - first + 1) if row.index <= last]
    wanted = [event.row.index for event in events_of(rows) if wants(subscription, event)]
    dispatching.make_deliveries([subscription], rows)
    again = Delivery.objects.filter(subscription=subscription, index__in=wanted)
    again.update(delivered_at=None, due_at=Now(), attempt_count=0)
    _wake()
    return len(wanted)


def _wake() -> None:
    from factcheck.partners import tasks

    tasks.wake_dispatcher()
