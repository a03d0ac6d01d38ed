"""Links that let a person in: one to set a password, and, in a demonstration, one that signs in at once.

All are built on BASE_URL, never on the Host header of a request, which its sender chooses.
"""

from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.http import base36_to_int
from django.utils.translation import gettext as _

from claims.models import LogHead
from factcheck.accounts.models import User

SIGN_IN_LINK_LIFE = timedelta(hours=24)


class _SignInTokens(PasswordResetTokenGenerator):
    """Tokens that die with the next sign-in, with a new password or address, and after SIGN_IN_LINK_LIFE."""

    key_salt = "factcheck.accounts.links.sign_in"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Django drops the microseconds, so a link could outlive a sign-in within the same second.
        last = user.last_login.isoformat() if user.last_login else ""
        return f"{super()._make_hash_value(user, timestamp)}{last}"

    def check_token(self, user: User | None, token: str | None) -> bool:
        return super().check_token(user, token) and self._age(token or "") <= SIGN_IN_LINK_LIFE

    def _age(self, token: str) -> timedelta:
        made_at, _dash, _signature = token.partition("-")
        return timedelta(seconds=self._num_seconds(self._now()) - base36_to_int(made_at))


_tokens = _SignInTokens()


def absolute(name: str, *args: str | int) -> str:
    """The full address of the page called `name`."""
    return f"{settings.BASE_URL}{reverse(name, args=args)}"


def set_password_link(person: User) -> str:
    """The link of an invitation: good for PASSWORD_RESET_TIMEOUT, and until a password is set or a newer link made."""
    return absolute(
        "account_reset_password_from_key", user_pk_to_url_str(person), default_token_generator.make_token(person)
    )


def check_is_demonstration() -> None:
    if not LogHead.objects.filter(demonstration=True).exists():
        raise PermissionDenied(_("Links that sign in at once exist only in demonstrations."))


def sign_in_link(person: User) -> str:
    """A link that signs `person` in once. It does not stand in for a second factor."""
    check_is_demonstration()
    return absolute("account_sign_in_link", person.pk, _tokens.make_token(person))


def holder(pk: int, token: str) -> User | None:
    """Whom the link would sign in, if it is still good; looking does not use it up."""
    check_is_demonstration()
    person = User.objects.filter(pk=pk, is_active=True).first()
    return person if _tokens.check_token(person, token) else None


def redeem(pk: int, token: str) -> User | None:
    """Use the link up. Of two simultaneous uses one gets the person and the other None: only one finds `last_login` as
    it was when the link was made."""
    person = holder(pk, token)
    if person is None:
        return None
    used = User.objects.filter(pk=person.pk, last_login=person.last_login).update(last_login=timezone.now())
    return person if used else None
