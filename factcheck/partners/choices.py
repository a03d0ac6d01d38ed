"""The lists of codes of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a key opens besides reading, which is open to everybody."""

    WEBHOOKS = "webhooks", _("webhooks: subscribe, look into the log, replay")
    USAGES = "usages", _("usages: tell what was printed, ask what has changed since")
