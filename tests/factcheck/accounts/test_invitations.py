"""People come by invitation."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from factcheck.accounts.access import access_of
from factcheck.accounts.invitations import invite
from factcheck.accounts.models import AccessChange, User
from tests.factcheck.accounts.conftest import Commits
from tests.factcheck.accounts.steps import NEW_PASSWORD, PASSWORD, is_in, link_in_last_letter, set_password, sign_in


def command(*arguments: str) -> str:
    """What `manage.py invite` prints."""
    output = StringIO()
    call_command("invite", *arguments, stdout=output, stderr=output)
    return output.getvalue()


def path_in(text: str) -> str:
    return urlsplit(text.split()[-1]).path


def is_dead(link: str) -> bool:
    return "This link is dead" in Client().get(link, follow=True).content.decode()


def test_invited_person_sets_a_password_and_comes_in(client: Client, otto: User) -> None:
    invite(User(email="dora@desk.example", name="Dora"), roles=["editor"], by=otto)
    set_password(client, link_in_last_letter())
    sign_in(client, "dora@desk.example", NEW_PASSWORD)
    assert is_in(client)


def test_nobody_comes_in_before_that(client: Client, otto: User) -> None:
    invite(User(email="dora@desk.example"), roles=["editor"], by=otto)
    for guess in ("", "!", PASSWORD):
        sign_in(client, "dora@desk.example", guess)
    assert not is_in(client)


def test_letter_says_who_invites_and_with_which_address_to_sign_in(otto: User) -> None:
    invite(User(email="dora@desk.example"), roles=["editor"], by=otto)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["dora@desk.example"], "[127.0.0.1] Your invitation to the desk")
    assert "Otto invites you" in letter.body
    assert "for 3 days" in letter.body
    assert "dora@desk.example" in letter.body


def test_colleagues_are_told_of_the_newcomer(otto: User, anna: User, commits: Commits) -> None:
    with commits():
        invite(User(email="dora@desk.example", name="Dora"), roles=["editor"], by=otto)
    told = [letter.to for letter in mail.outbox if "Access changed: Dora" in letter.subject]
    assert told == [["anna@desk.example"], ["otto@desk.example"]]


def test_newcomers_roles_are_written_down(otto: User) -> None:
    invite(User(email="dora@desk.example"), roles=["contributor"], by=otto)
    change = AccessChange.objects.get()
    assert (change.before, change.after["roles"], change.changed_by) == ({}, ["contributor"], otto)


def test_invited_again_the_old_link_is_dead(otto: User) -> None:
    dora = User(email="dora@desk.example")
    old = path_in(invite(dora, roles=["editor"], by=otto).link)
    new = path_in(invite(dora, roles=["editor"], by=otto).link)
    assert (is_dead(old), is_dead(new)) == (True, False)


def test_link_dies_after_three_days(otto: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = path_in(invite(User(email="dora@desk.example"), roles=["editor"], by=otto).link)
    later = default_token_generator._now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda _self: later)
    assert is_dead(link)


def test_who_has_a_password_keeps_it_until_they_set_another(client: Client, otto: User, anna: User) -> None:
    invite(anna, roles=["editor"], by=otto)
    sign_in(client, anna.email)
    assert is_in(client)


def test_command_lets_the_first_operator_in_without_a_mail_server(client: Client, db: None) -> None:
    printed = command("First@Desk.Example", "--role", "operator", "--name", "Frida")
    set_password(client, path_in(printed))
    sign_in(client, "first@desk.example", NEW_PASSWORD)
    assert client.get("/desk/accounts/user/").status_code == 200


def test_command_gives_exactly_the_roles_named(anna: User) -> None:
    command(anna.email, "--role", "contributor", "--role", "operator")
    assert access_of(anna)["roles"] == ["contributor", "operator"]


def test_command_prints_the_link_when_the_mail_server_is_down(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", Mock(side_effect=SMTPServerDisconnected))
    printed = command("dora@desk.example", "--role", "editor")
    assert "could not be sent" in printed
    assert not is_dead(path_in(printed))


@pytest.mark.parametrize("address", ["", "dora", "a\0b@desk.example", "x" * 300 + "@desk.example", "dora@desk example"])
def test_command_refuses_what_is_no_address(db: None, address: str) -> None:
    with pytest.raises(CommandError):
        command(address, "--role", "editor")
    assert not User.objects.exists()


def test_command_refuses_unknown_roles(db: None) -> None:
    with pytest.raises(CommandError, match="invalid choice: 'boss'"):
        command("dora@desk.example", "--role", "boss")


def test_command_does_not_let_back_in_whom_an_operator_kept_out(anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)
    with pytest.raises(CommandError, match="kept from signing in"):
        command(anna.email, "--role", "editor")
