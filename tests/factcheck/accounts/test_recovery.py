"""A forgotten password is set anew by a link in a letter."""

from smtplib import SMTPServerDisconnected
from unittest.mock import Mock

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import (
    NEW_PASSWORD,
    is_in,
    link_in_last_letter,
    set_password,
    set_up_authenticator_app,
    sign_in,
)


def ask(client: Client, address: str, **request: str) -> str:
    page = client.post(reverse("account_reset_password"), {"email": address}, follow=True, **request)  # type: ignore[arg-type]
    return page.content.decode()


def test_person_recovers_their_account(client: Client, anna: User) -> None:
    ask(client, anna.email)
    assert "Your password is set" in set_password(client, link_in_last_letter()).content.decode()
    assert not is_in(client)
    sign_in(client, anna.email, NEW_PASSWORD)
    assert is_in(client)


def test_person_is_told_that_their_password_was_set(client: Client, anna: User) -> None:
    ask(client, anna.email)
    set_password(client, link_in_last_letter())
    assert mail.outbox[-1].to == [anna.email]
    assert "Your password has been reset" in mail.outbox[-1].body


def test_link_works_once(client: Client, anna: User) -> None:
    ask(client, anna.email)
    link = link_in_last_letter()
    set_password(client, link)
    assert "This link is dead" in Client().get(link).content.decode()


def test_weak_password_is_refused(client: Client, anna: User) -> None:
    ask(client, anna.email)
    page = set_password(client, link_in_last_letter(), "anna@desk.e").content.decode()
    assert "too short" in page
    assert "too similar to the mail address" in page


def test_second_factor_is_still_asked_for(client: Client, anna: User) -> None:
    set_up_authenticator_app(anna)
    ask(client, anna.email)
    set_password(client, link_in_last_letter())
    sign_in(client, anna.email, NEW_PASSWORD)
    assert not is_in(client)


def test_letter_leads_to_us_whatever_host_was_asked(client: Client, anna: User) -> None:
    ask(client, anna.email, HTTP_HOST="localhost:6666")
    assert "http://127.0.0.1:8000/account/password/link/" in mail.outbox[-1].body
    assert "6666" not in f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"


def test_unknown_address_gets_the_same_page_and_no_letter(client: Client, anna: User) -> None:
    assert ask(client, anna.email) == ask(client, "nobody@desk.example")
    assert [letter.to for letter in mail.outbox] == [[anna.email]]


def test_deactivated_person_gets_no_letter(client: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)
    ask(client, anna.email)
    assert mail.outbox == []


def test_sixth_letter_in_a_minute_is_refused(client: Client, anna: User) -> None:
    for _letter in range(5):
        ask(client, anna.email)
    assert "Too many requests" in ask(client, anna.email)
    assert len(mail.outbox) == 5


def test_mail_server_that_is_down_is_said(client: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", Mock(side_effect=SMTPServerDisconnected))
    assert "could not be sent" in ask(client, anna.email)
