"""The people of a small desk, and how they come in."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from claims.models import LogHead
from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import PASSWORD


@pytest.fixture(autouse=True)
def half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code of an authenticator app lives for half a minute; none of these ends between making and entering one."""
    now = time.time()
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: now))


def _person(name: str, *roles: str) -> User:
    person = User.objects.create_user(f"{name.lower()}@desk.example", PASSWORD, name=name, is_staff=True)
    person.groups.set(Group.objects.filter(name__in=roles))
    return person


@pytest.fixture
def anna(db: None) -> User:
    return _person("Anna", "editor")


@pytest.fixture
def ben(db: None) -> User:
    return _person("Ben", "editor")


@pytest.fixture
def cleo(db: None) -> User:
    return _person("Cleo", "contributor")


@pytest.fixture
def otto(db: None) -> User:
    return _person("Otto", "operator")


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root@desk.example", PASSWORD, name="Root")


@pytest.fixture
def stranger() -> Client:
    """Somebody from the street."""
    return Client()


@pytest.fixture
def as_otto(otto: User) -> Client:
    client = Client()
    client.force_login(otto)
    return client


Commits = Callable[[], AbstractContextManager[object]]


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]) -> Commits:
    """`with commits():` what waits for the commit, such as a letter, happens."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def demonstration(db: None) -> None:
    LogHead.objects.update_or_create(id=1, defaults={"demonstration": True})


@pytest.fixture
def sign_in_page() -> str:
    return reverse("account_login")
