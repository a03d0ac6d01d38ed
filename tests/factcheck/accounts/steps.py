"""What people do on the account pages."""

import re
from typing import Any

from allauth.mfa.totp.internal import auth
from django.core import mail
from django.test import Client
from django.urls import reverse

from factcheck.accounts.models import User

PASSWORD = "correct horse battery staple"
NEW_PASSWORD = "another horse, another staple"


def sign_in(client: Client, address: str, password: str = PASSWORD, **request: str) -> Any:
    return client.post(reverse("account_login"), {"login": address, "password": password}, **request)  # type: ignore[arg-type]


def is_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200


def confirm_password(client: Client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_for(secret: str, steps_ahead: int = 0) -> str:
    """The code of an authenticator app, now or some half minutes ahead."""
    now = next(auth.yield_hotp_counters_from_time())
    return auth.format_hotp_value(auth.hotp_value(secret, now + steps_ahead))


def set_up_authenticator_app(person: User) -> tuple[str, list[str]]:
    """Enrol as a person does: (the secret, the recovery codes)."""
    client = Client()
    client.force_login(person)
    confirm_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret, client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]


def enter_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def link_in_last_letter() -> str:
    """The path of the link in the last letter that has one."""
    found = [re.search(r"https?://\S+?(/account/\S+)", str(letter.body)) for letter in mail.outbox]
    return next(match.group(1) for match in reversed(found) if match)


def set_password(client: Client, link: str, password: str = NEW_PASSWORD) -> Any:
    form = client.get(link, follow=True)
    answers = {"password1": password, "password2": password}
    return client.post(form.request["PATH_INFO"], answers, follow=True)
