"""Letters to partners whose webhooks were paused. Which are due stands in the subscription: `told_at` is empty."""

import logging
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import translation

from factcheck.partners.choices import PAUSES_TO_TELL_OF
from factcheck.partners.models import Delivery, Subscription
from sources.texts import visible

logger = logging.getLogger(__name__)


def send_due() -> int:
    """Send what is due; how many letters. One that cannot be sent is tried again with the next call."""
    return sum(_send_once(pk) for pk in list(_due().values_list("pk", flat=True)))


def _due() -> Any:
    return Subscription.objects.filter(paused_reason__in=PAUSES_TO_TELL_OF, told_at=None).order_by("pk")


@transaction.atomic
def _send_once(pk: int) -> bool:
    locked = _due().select_for_update(skip_locked=True, of=("self",)).select_related("partner")
    subscription = locked.filter(pk=pk).first()
    if subscription is None:
        return False
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _letter(subscription).send()
    except OSError:
        logger.exception("The letter about the paused subscription %s was not sent", subscription.public_id)
        return False
    Subscription.objects.filter(pk=pk).update(told_at=Now())
    return True


def _letter(subscription: Subscription) -> EmailMessage:
    waiting = Delivery.objects.filter(subscription=subscription, delivered_at=None).order_by("index", "pk")
    context = {
        "subscription": subscription,
        "name": visible(str(subscription.partner)),
        "why": subscription.get_paused_reason_display(),
        "waiting": waiting.count(),
        "first": waiting.first(),
        "base_url": settings.BASE_URL,
    }
    subject, _newline, body = render_to_string("mail/webhook_paused.txt", context).partition("\n")
    moment, host = f"{subscription.paused_at:%Y%m%d%H%M%S}", urlsplit(settings.BASE_URL).hostname
    return EmailMessage(
        f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}",
        body.strip(),
        to=[subscription.told_address],
        headers={"Message-ID": f"<webhook-{subscription.pk}-{moment}@{host}>"},
    )
