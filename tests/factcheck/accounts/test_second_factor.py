"""A second factor: authenticator app and recovery codes. Passkeys need a browser: test_browser.py."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import (
    PASSWORD,
    code_for,
    confirm_password,
    enter_code,
    is_in,
    set_up_authenticator_app,
    sign_in,
)


def test_setting_up_an_app_asks_for_the_password_again(client: Client, anna: User) -> None:
    client.force_login(anna)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith("/account/confirm/?next=")
    confirm_password(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_wrong_password_does_not_confirm(client: Client, anna: User) -> None:
    client.force_login(anna)
    client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_gives_recovery_codes_and_is_told_by_mail(anna: User) -> None:
    _secret, codes = set_up_authenticator_app(anna)
    assert len(codes) == 10
    assert mail.outbox[-1].to == [anna.email]
    assert "Authenticator app activated" in mail.outbox[-1].body


def test_password_alone_no_longer_lets_in(client: Client, anna: User) -> None:
    set_up_authenticator_app(anna)
    assert sign_in(client, anna.email)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_password_and_code_let_in(client: Client, anna: User) -> None:
    secret, _codes = set_up_authenticator_app(anna)
    sign_in(client, anna.email)
    enter_code(client, code_for(secret))
    assert is_in(client)


def test_code_lets_in_once(anna: User) -> None:
    secret, _codes = set_up_authenticator_app(anna)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, anna.email)
    code = code_for(secret)
    enter_code(first, code)
    enter_code(second, code)
    assert (is_in(first), is_in(second)) == (True, False)


def test_recovery_code_lets_in_once(anna: User) -> None:
    _secret, codes = set_up_authenticator_app(anna)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, anna.email)
        enter_code(browser, codes[0])
    assert (is_in(first), is_in(second)) == (True, False)


def test_guessing_codes_locks(client: Client, anna: User) -> None:
    secret, _codes = set_up_authenticator_app(anna)
    sign_in(client, anna.email)
    for _guess in range(5):
        enter_code(client, "000000")
    assert "locked for five minutes" in enter_code(client, code_for(secret)).content.decode()
    assert not is_in(client)


def test_code_without_a_password_is_nothing(client: Client, anna: User) -> None:
    secret, _codes = set_up_authenticator_app(anna)
    assert enter_code(client, code_for(secret))["Location"] == "/account/sign-in/"


def test_taking_it_away_asks_for_the_password_again(client: Client, anna: User) -> None:
    set_up_authenticator_app(anna)
    client.force_login(anna)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=anna, type="totp").exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_deactivate_totp")})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=anna).exists()


def test_qr_code_stands_in_the_page(client: Client, anna: User) -> None:
    client.force_login(anna)
    confirm_password(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert '<svg width="' in page
    assert "data:" not in page
    assert "<?xml" not in page


@pytest.mark.parametrize("name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn"])
def test_what_opens_the_door_is_shown_after_the_password_only(client: Client, anna: User, name: str) -> None:
    set_up_authenticator_app(anna)
    client.force_login(anna)
    assert client.get(reverse(name))["Location"].startswith("/account/confirm/")
