"""The demonstration's sign-in link: once, for a day, and never past a second factor."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from claims.models import LogHead
from factcheck.accounts import links
from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import is_in, set_up_authenticator_app, sign_in

DEAD = 410


def path_of(link: str) -> str:
    return urlsplit(link).path


@pytest.fixture
def link(demonstration: None, anna: User) -> str:
    return path_of(links.sign_in_link(anna))


def test_link_is_absolute(demonstration: None, anna: User) -> None:
    assert links.sign_in_link(anna).startswith("http://127.0.0.1:8000/account/link/")


def test_button_behind_the_link_signs_in(client: Client, link: str) -> None:
    assert "Sign in as <bdi>Anna</bdi>" in client.get(link).content.decode()
    assert client.post(link)["Location"] == "/desk/"
    assert is_in(client)


def test_looking_does_not_use_it_up(client: Client, link: str) -> None:
    for _preview in range(3):
        client.get(link)
        client.head(link)
    client.post(link)
    assert is_in(client)


def test_second_use_finds_it_dead(link: str) -> None:
    first, second = Client(), Client()
    first.post(link)
    assert second.post(link).status_code == DEAD
    assert not is_in(second)


def test_any_sign_in_ends_it(client: Client, link: str, anna: User) -> None:
    sign_in(Client(), anna.email)
    assert client.get(link).status_code == DEAD


def test_it_ends_even_by_a_sign_in_of_the_same_second(demonstration: None, anna: User) -> None:
    sign_in(Client(), anna.email)
    anna.refresh_from_db()
    assert anna.last_login
    link = path_of(links.sign_in_link(anna))
    same_second = anna.last_login.replace(microsecond=(anna.last_login.microsecond + 1) % 1_000_000)
    User.objects.filter(pk=anna.pk).update(last_login=same_second)
    assert Client().get(link).status_code == DEAD


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.1, DEAD)])
def test_it_lives_a_day(client: Client, link: str, monkeypatch: pytest.MonkeyPatch, hours: float, status: int) -> None:
    later = links._tokens._now() + timedelta(hours=hours)
    monkeypatch.setattr(links._tokens, "_now", lambda: later)
    assert client.get(link).status_code == status


@pytest.mark.parametrize("change", [{"email": "new@desk.example"}, {"password": "!"}, {"is_active": False}])
def test_it_ends_with_a_change_of_the_account(
    client: Client, link: str, anna: User, change: dict[str, str | bool]
) -> None:
    User.objects.filter(pk=anna.pk).update(**change)
    assert client.post(link).status_code == DEAD


def test_it_is_for_one_person(client: Client, link: str, anna: User, ben: User) -> None:
    assert client.get(link.replace(f"/{anna.pk}/", f"/{ben.pk}/")).status_code == DEAD


@pytest.mark.parametrize("token", ["x", "x-y", "-", "zzzzzzzzzzzzzzzzzz-y", "ы-ы"])
def test_nonsense_is_dead(client: Client, demonstration: None, anna: User, token: str) -> None:
    assert client.get(f"/account/link/{anna.pk}/{token}/").status_code == DEAD
    assert client.get(f"/account/link/{10**40}/{token}/").status_code == DEAD


def test_second_factor_is_still_asked_for(client: Client, demonstration: None, anna: User) -> None:
    set_up_authenticator_app(anna)
    anna.refresh_from_db()
    answer = client.post(path_of(links.sign_in_link(anna)))
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert not is_in(client)


def test_real_installation_makes_none(anna: User) -> None:
    with pytest.raises(PermissionDenied, match="only in demonstrations"):
        links.sign_in_link(anna)


def test_real_installation_refuses_one(client: Client, link: str) -> None:
    LogHead.objects.update(demonstration=False)
    assert client.post(link).status_code == 403
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins(demonstration: None, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = links.sign_in_link(anna)
    token = link.rstrip("/").rsplit("/", 1)[1]
    both_have_looked, holder = Barrier(2, timeout=10), links.holder

    def look_then_wait(pk: int, token: str) -> User | None:
        person = holder(pk, token)
        both_have_looked.wait()
        return person

    def use(_number: int) -> bool:
        try:
            return links.redeem(anna.pk, token) is not None
        finally:
            connection.close()

    monkeypatch.setattr(links, "holder", look_then_wait)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(use, range(2))) == [False, True]
