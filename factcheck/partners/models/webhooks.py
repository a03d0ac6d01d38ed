"""Webhooks: who wants to be told of what, what is to be told, and how each attempt went."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import PUBLIC_STATUSES, Change, SubjectKind
from factcheck.partners.choices import Pause
from factcheck.partners.models.keys import Partner
from sources.connecting import validate_url
from sources.public_ids import PUBLIC_ID_LENGTH, new_subscription_id, random_letters

LONGEST_URL = 2000
LONGEST_ANSWER = 2000  # characters of what an endpoint answered


def new_message_id() -> str:
    """What the endpoint tells messages apart by: 100 random bits."""
    return f"msg_{random_letters(20)}"


def _codes(length: int, label: Any, codes: Any = None) -> ArrayField:  # type: ignore[type-arg]
    return ArrayField(models.CharField(max_length=length, choices=codes), verbose_name=label, blank=True, default=list)


class Subscription(models.Model):
    """One endpoint of a partner, and what it is told of; an empty list leaves nothing out."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_subscription_id, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="subscriptions", verbose_name=_("partner"))
    url = models.CharField(_("address"), max_length=LONGEST_URL, validators=[validate_url])
    contact = models.EmailField(
        _("mail address"), blank=True, help_text=_("Who is told when it is paused. Empty: the partner's.")
    )
    types = _codes(12, _("kinds of things"), SubjectKind.choices)
    topics = _codes(PUBLIC_ID_LENGTH, _("topics"))
    statuses = _codes(16, _("statuses"), [(status.value, status.label) for status in PUBLIC_STATUSES])
    changes = _codes(20, _("kinds of change"), Change.choices)
    only_urgent = models.BooleanField(_("only what is urgent"), default=False)
    cursor = models.BigIntegerField(
        _("looked through up to"), help_text=_("The index of the last Record that it was asked about.")
    )
    created_at = models.DateTimeField(_("created at"), db_default=Now(), editable=False)
    paused_at = models.DateTimeField(_("paused since"), null=True, editable=False)
    paused_reason = models.CharField(_("why it is paused"), max_length=12, choices=Pause, blank=True, editable=False)
    told_at = models.DateTimeField(_("told of the pause"), null=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    # While somebody sends to it, nobody else does. Whoever died while sending is waited for until then.
    leased_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["partner", "pk"]
        constraints = [
            models.CheckConstraint(
                name="subscription_is_paused_for_a_reason",
                condition=Q(paused_at=None, paused_reason="") | (Q(paused_at__isnull=False) & ~Q(paused_reason="")),
            )
        ]
        indexes = [models.Index("cursor", name="subscription_cursor", condition=Q(paused_at=None))]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.partner})"

    @property
    def told_address(self) -> str:
        return str(self.contact or self.partner.contact)


class Secret(models.Model):
    """What messages to a subscription are signed with, sealed under the installation's key (signing.py)."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="secrets")
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())
    until_at = models.DateTimeField(null=True)  # it was replaced, and both sign until then

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="secret_one_is_current", fields=["subscription"], condition=Q(until_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Message(models.Model):
    """The exact body of what is sent, once for all who get it. `index` is that of the Record; empty for a test."""

    index = models.BigIntegerField(unique=True, null=True)
    content = models.BinaryField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.index}"


class Delivery(models.Model):
    """One message to one endpoint. It is due until `delivered_at` is set."""

    public_id = models.CharField(_("webhook-id"), max_length=24, unique=True, default=new_message_id)
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="deliveries", verbose_name=_("subscription")
    )
    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    index = models.BigIntegerField(_("Record"), null=True)
    subject = models.CharField(_("thing"), max_length=PUBLIC_ID_LENGTH, blank=True)
    urgent = models.BooleanField(_("urgent"), default=False)
    # Something urgent waits behind it, or it is urgent itself.
    hurried = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    due_at = models.DateTimeField(_("due at"), db_default=Now())
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)  # since it was last made due by somebody
    delivered_at = models.DateTimeField(_("delivered at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(name="delivery_once", fields=["subscription", "index"]),
        ]
        indexes = [
            models.Index(
                "subscription",
                F("hurried").desc(),
                F("index").asc(nulls_first=True),
                name="delivery_waiting",
                condition=Q(delivered_at=None),
            ),
            models.Index("subscription", "subject", "index", name="delivery_order", condition=Q(delivered_at=None)),
            models.Index("subscription", F("id").desc(), name="delivery_log"),
            models.Index("delivered_at", name="delivery_delivered"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Attempt(models.Model):
    """One attempt to deliver, and the answer. `problem` is why there was none."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    answer = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.status or self.problem}"
