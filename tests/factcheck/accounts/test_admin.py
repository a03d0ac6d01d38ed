"""The people list of the operators."""

from smtplib import SMTPServerDisconnected
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from factcheck.accounts.access import access_of
from factcheck.accounts.models import AccessChange, User
from tests.factcheck.accounts.steps import set_up_authenticator_app

LIST = "/desk/accounts/user/"
NO_CHANGES = {"access_changes-TOTAL_FORMS": "0", "access_changes-INITIAL_FORMS": "0"}


def page_of(person: User) -> str:
    return f"{LIST}{person.pk}/change/"


def save(client: Client, person: User, **fields: Any) -> Any:
    kept = {"email": person.email, "name": person.name, "byline": "", "roles": ["editor"], "is_active": "on"}
    return client.post(page_of(person), {**kept, **NO_CHANGES, **fields}, follow=True)


def test_operator_invites(as_otto: Client) -> None:
    page = as_otto.post(f"{LIST}add/", {"email": "Dora@Desk.Example", "name": "Dora", "roles": ["editor"]}, follow=True)
    assert "1 invitation was sent" in page.content.decode()
    dora = User.objects.get(email="dora@desk.example")
    assert (dora.is_staff, dora.has_usable_password(), access_of(dora)["roles"]) == (True, False, ["editor"])
    assert mail.outbox[0].to == ["dora@desk.example"]


def test_operator_never_sees_the_link(as_otto: Client) -> None:
    page = as_otto.post(f"{LIST}add/", {"email": "dora@desk.example", "roles": ["editor"]}, follow=True)
    assert "/password/link/" not in page.content.decode()


def test_mail_server_that_is_down_is_said(as_otto: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.core.mail.EmailMessage.send", Mock(side_effect=SMTPServerDisconnected))
    page = as_otto.post(f"{LIST}add/", {"email": "dora@desk.example", "roles": ["editor"]}, follow=True)
    assert "could not be sent" in page.content.decode()
    assert User.objects.filter(email="dora@desk.example").exists()


def test_address_of_somebody_else_is_refused_in_any_writing(as_otto: Client, anna: User) -> None:
    page = as_otto.post(f"{LIST}add/", {"email": "ANNA@desk.example", "roles": ["editor"]})
    assert "already exists" in page.content.decode()


def test_operator_changes_roles(as_otto: Client, anna: User) -> None:
    save(as_otto, anna, roles=["contributor"])
    assert access_of(anna)["roles"] == ["contributor"]
    assert str(AccessChange.objects.get().changed_by) == "Otto"


def test_unknown_role_is_refused(as_otto: Client, anna: User) -> None:
    assert "not one of the available choices" in save(as_otto, anna, roles=["boss"]).content.decode()


def test_operator_keeps_somebody_out(as_otto: Client, anna: User) -> None:
    save(as_otto, anna, is_active="")
    anna.refresh_from_db()
    assert not anna.is_active


def test_operator_removes_a_lost_second_factor(as_otto: Client, anna: User) -> None:
    assert "without_second_factor" not in as_otto.get(page_of(anna)).content.decode()
    set_up_authenticator_app(anna)
    assert "without_second_factor" in as_otto.get(page_of(anna)).content.decode()
    save(as_otto, anna, without_second_factor="on")
    assert not access_of(anna)["second_factor"]


def test_own_page_says_why_access_is_locked(as_otto: Client, otto: User) -> None:
    page = as_otto.get(page_of(otto)).content.decode()
    assert "Nobody changes their own access" in page
    assert 'name="roles"' not in page


def test_forged_form_does_not_change_own_access(as_otto: Client, otto: User) -> None:
    forged = {"roles": ["editor"], "email": "x@desk.example", "is_active": "", "without_second_factor": "on"}
    save(as_otto, otto, **forged, byline="O. Operator", is_superuser="on", groups=[1, 2, 3])
    otto.refresh_from_db()
    assert (otto.email, otto.is_active, otto.is_superuser, otto.byline) == (
        *("otto@desk.example", True, False),
        "O. Operator",
    )
    assert access_of(otto)["roles"] == ["operator"]


def test_forged_form_makes_nobody_superuser(as_otto: Client, anna: User) -> None:
    save(as_otto, anna, is_superuser="on", is_staff="", user_permissions=[1], password="x")
    before = (anna.is_superuser, anna.is_staff, anna.password)
    anna.refresh_from_db()
    assert (anna.is_superuser, anna.is_staff, anna.password) == before
    assert not anna.user_permissions.exists()


def test_administrators_are_closed_to_operators(as_otto: Client, root: User) -> None:
    save(as_otto, root, email="otto2@desk.example")
    assert access_of(root)["email"] == "root@desk.example"


def test_history_of_access_is_shown(as_otto: Client, anna: User) -> None:
    save(as_otto, anna, roles=["contributor"])
    assert "Roles: editor → contributor" in as_otto.get(page_of(anna)).content.decode()


def test_history_cannot_be_rewritten(as_otto: Client, anna: User) -> None:
    save(as_otto, anna, roles=["contributor"])
    change = AccessChange.objects.get()
    forged = {"access_changes-TOTAL_FORMS": "1", "access_changes-INITIAL_FORMS": "1"}
    row = {"access_changes-0-id": change.pk, "access_changes-0-person": anna.pk, "access_changes-0-DELETE": "on"}
    save(as_otto, anna, roles=["contributor"], **forged, **row)
    assert AccessChange.objects.filter(pk=change.pk).exists()


def test_inviting_again_is_for_who_has_no_password(as_otto: Client, anna: User) -> None:
    dora = User.objects.create_user("dora@desk.example", name="Dora")
    action = {"action": "invite_again", "_selected_action": [anna.pk, dora.pk]}
    page = as_otto.post(LIST, action, follow=True).content.decode()
    assert "1 invitation was sent" in page
    assert "Anna: Only who may sign in and has no password yet is invited again." in page
    assert [letter.to for letter in mail.outbox] == [["dora@desk.example"]]


@pytest.mark.parametrize("name", ["anna", "cleo"])
@pytest.mark.parametrize("path", ["", "add/", "{pk}/change/", "{pk}/delete/", "{pk}/history/", "{pk}/password/"])
def test_people_are_closed_to_others(
    client: Client, otto: User, name: str, path: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(LIST + path.format(pk=otto.pk), follow=True).status_code in {403, 404}


@pytest.mark.parametrize("path", ["auth/group/", "mfa/authenticator/", "account/emailaddress/"])
def test_what_would_open_doors_unseen_is_not_at_the_desk(client: Client, root: User, path: str) -> None:
    client.force_login(root)
    assert client.get(f"/desk/{path}").status_code == 404


def test_nobody_is_deleted(client: Client, root: User, anna: User) -> None:
    client.force_login(root)
    assert client.post(f"{LIST}{anna.pk}/delete/", {"post": "yes"}).status_code == 403


def test_list_asks_no_more_for_more_people(as_otto: Client, django_assert_max_num_queries: Any) -> None:
    editors = Group.objects.get(name="editor")
    for number in range(12):
        User.objects.create_user(f"person{number}@desk.example").groups.add(editors)
    with django_assert_max_num_queries(11):
        assert as_otto.get(LIST).status_code == 200


@pytest.mark.parametrize("text", ["<b>x</b>", "x" * 200, "a\0b", "\u202eabc"])
def test_odd_names_are_refused_or_shown_as_text(as_otto: Client, anna: User, text: str) -> None:
    page = save(as_otto, anna, name=text, byline=text)
    assert page.status_code == 200
    assert "<b>x</b>" not in page.content.decode()
