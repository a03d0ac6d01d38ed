"""The lists of codes of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pause(TextChoices):
    """Why a subscription gets nothing for the time being."""

    BY_PARTNER = "by_partner", _("paused by the partner")
    BY_OPERATOR = "by_operator", _("paused by an operator")
    GAVE_UP = "gave_up", _("given up after about three days of attempts")
    GONE = "gone", _("the endpoint answered that it is gone (410)")
    UNREADABLE = "unreadable", _("its secret cannot be read any more: the installation's key has changed")


# Nobody at the partner's did this, so somebody there must be told.
PAUSES_TO_TELL_OF = (Pause.GAVE_UP, Pause.GONE, Pause.UNREADABLE)


class Scope(TextChoices):
    """What a key opens besides reading, which is open to everybody."""

    WEBHOOKS = "webhooks", _("webhooks: subscribe, look into the log, replay")
    USAGES = "usages", _("usages: tell what was printed, ask what has changed since")
