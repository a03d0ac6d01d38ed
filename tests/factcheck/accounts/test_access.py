"""Nobody changes their own access, and no change is silent."""

from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage

from factcheck.accounts import access
from factcheck.accounts.models import AccessChange, User
from tests.factcheck.accounts.conftest import Commits
from tests.factcheck.accounts.steps import set_up_authenticator_app


def make_operator_too(person: User, by: User | None) -> None:
    with access.changing_access(person, by=by):
        access.give_roles(person, ["editor", "operator"])


def recipients() -> set[str]:
    return {address for letter in mail.outbox for address in letter.to}


@pytest.mark.parametrize("role", ["anna", "cleo"])
def test_only_operators_change_access(role: str, ben: User, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied, match="Only operators"):
        make_operator_too(ben, by=request.getfixturevalue(role))


def test_operator_cannot_become_an_editor_alone(otto: User) -> None:
    with pytest.raises(PermissionDenied, match="Nobody changes their own access"):
        make_operator_too(otto, by=otto)
    assert access.access_of(otto)["roles"] == ["operator"]


def test_superuser_does_not_change_their_own_access_either(root: User) -> None:
    with pytest.raises(PermissionDenied, match="Nobody changes their own access"):
        make_operator_too(root, by=root)


def test_operator_does_not_take_an_administrators_place(otto: User, root: User) -> None:
    with pytest.raises(PermissionDenied, match="administrator"), access.changing_access(root, by=otto):
        User.objects.filter(pk=root.pk).update(email=otto.email)


def test_deactivated_operator_changes_nothing(otto: User, anna: User) -> None:
    otto.is_active = False
    assert not access.may_change_access(otto, anna)


def test_change_is_written_down(otto: User, anna: User) -> None:
    make_operator_too(anna, by=otto)
    change = AccessChange.objects.get()
    assert (change.person, change.changed_by) == (anna, otto)
    assert access.differences(change) == [("Roles", "editor", "editor, operator")]


def test_what_stays_the_same_is_not(otto: User, anna: User) -> None:
    with access.changing_access(anna, by=otto):
        access.give_roles(anna, ["editor"])
    assert not AccessChange.objects.exists()


def test_failed_change_leaves_no_row(otto: User, anna: User) -> None:
    def change_then_fail() -> None:
        with access.changing_access(anna, by=otto):
            access.give_roles(anna, ["operator"])
            raise LookupError

    with pytest.raises(LookupError):
        change_then_fail()
    assert access.access_of(anna)["roles"] == ["editor"]
    assert not AccessChange.objects.exists()


def test_person_and_everybody_who_edits_or_operates_is_told(
    otto: User, anna: User, ben: User, cleo: User, root: User, commits: Commits
) -> None:
    with commits():
        make_operator_too(cleo, by=otto)
    assert recipients() == {person.email for person in (otto, anna, ben, cleo, root)}
    assert "By: Otto (otto@desk.example)" in mail.outbox[0].body
    assert "Roles: contributor → editor, operator" in mail.outbox[0].body


def test_change_from_the_server_is_told_as_such(anna: User, commits: Commits) -> None:
    with commits():
        make_operator_too(anna, by=None)
    assert "By: a command on the server" in mail.outbox[0].body


def test_new_address_is_told_at_the_old_one_too(otto: User, cleo: User, commits: Commits) -> None:
    with commits(), access.changing_access(cleo, by=otto):
        User.objects.filter(pk=cleo.pk).update(email="thief@desk.example")
    assert {"cleo@desk.example", "thief@desk.example"} < recipients()


def test_deactivated_colleagues_are_not_told(otto: User, anna: User, ben: User, commits: Commits) -> None:
    User.objects.filter(pk=ben.pk).update(is_active=False)
    with commits():
        make_operator_too(anna, by=otto)
    assert ben.email not in recipients()


def test_letters_go_one_by_one(otto: User, anna: User, ben: User, commits: Commits) -> None:
    with commits():
        make_operator_too(anna, by=otto)
    assert {len(letter.recipients()) for letter in mail.outbox} == {1}


def test_dead_mailbox_does_not_silence_the_others(
    otto: User, anna: User, ben: User, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = EmailMessage.send

    def refuse_anna(letter: EmailMessage, *args: Any) -> int:
        if letter.to == [anna.email]:
            raise SMTPRecipientsRefused({})
        return send(letter, *args)

    monkeypatch.setattr(EmailMessage, "send", refuse_anna)
    with commits():
        make_operator_too(anna, by=otto)
    assert recipients() == {otto.email, ben.email}


def test_lost_second_factor_is_removed_and_told(otto: User, cleo: User, commits: Commits) -> None:
    set_up_authenticator_app(cleo)
    with commits(), access.changing_access(cleo, by=otto):
        access.remove_second_factor(cleo)
    assert not Authenticator.objects.filter(user=cleo).exists()
    assert "Second factor: set up → –" in mail.outbox[-1].body
