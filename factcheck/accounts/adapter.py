"""How this desk differs from what allauth does by itself."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts import links

logger = logging.getLogger(__name__)


class DeskAdapter(DefaultAccountAdapter):
    """A closed desk: nobody signs up, and links in letters lead to BASE_URL whatever Host a request came with."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts: signing in is locked for five minutes. Then try again, or reset your password"
            " now, which opens the lock."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return links.absolute("account_reset_password_from_key", uid, token)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by address alone. By host and address, as allauth does, every made-up port starts anew."""
        return str(credentials.get("email", "")).lower()

    def set_password(self, user: Any, password: str) -> None:
        """A person who proved that the mailbox is theirs is not kept out by somebody else's failed attempts."""
        super().set_password(user, password)
        ratelimit.clear(self.request, action="login_failed", key=user.email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not undo, nor hide behind an error page, what has been done."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("The letter %s was not sent", template_prefix)
            text = _("The letter about this could not be sent. Please tell an operator of this desk.")
            self.add_message(self.request, messages.ERROR, message=text)


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """Without the XML declaration: the drawing stands in the page, because the policy allows no data: images."""
        return super().build_totp_svg(url).partition("?>")[2]
