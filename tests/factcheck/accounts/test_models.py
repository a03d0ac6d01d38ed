"""People: one address each, written one way."""

import pytest
from django.db import IntegrityError

from factcheck.accounts.models import User

pytestmark = pytest.mark.django_db


def test_address_is_kept_in_lower_case() -> None:
    assert User.objects.create_user("Aigul@Desk.Example").email == "aigul@desk.example"


def test_database_refuses_an_address_in_capitals() -> None:
    anna = User.objects.create_user("anna@desk.example")
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(pk=anna.pk).update(email="ANNA@desk.example")


def test_person_without_password_cannot_be_guessed_into() -> None:
    assert not User.objects.create_user("anna@desk.example").has_usable_password()


def test_superuser_enters_the_desk() -> None:
    root = User.objects.create_superuser("root@desk.example", "a long password indeed")
    assert (root.is_staff, root.is_superuser, root.check_password("a long password indeed")) == (True, True, True)


def test_colleagues_see_a_name_and_the_address_where_there_is_none() -> None:
    assert str(User(email="anna@desk.example", name="Anna")) == "Anna"
    assert str(User(email="anna@desk.example")) == "anna@desk.example"
