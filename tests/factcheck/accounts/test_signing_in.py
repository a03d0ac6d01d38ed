"""Signing in by mail address and password, and the lock after too many failures."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import NEW_PASSWORD, PASSWORD, is_in, link_in_last_letter, set_password, sign_in

LOCKED = "signing in is locked for five minutes"


def fail(client: Client, address: str, times: int, **request: str) -> None:
    for _attempt in range(times):
        sign_in(client, address, "wrong", **request)


def test_person_comes_in_however_they_write_their_address(client: Client, anna: User) -> None:
    assert sign_in(client, "Anna@Desk.Example")["Location"] == "/desk/"
    assert is_in(client)


def test_after_signing_in_they_land_where_they_wanted_to_go(client: Client, anna: User) -> None:
    page = client.get("/desk/claims/", follow=True)
    answers = {"login": anna.email, "password": PASSWORD, "next": "/desk/claims/"}
    assert client.post(page.redirect_chain[-1][0], answers)["Location"] == "/desk/claims/"


def test_other_sites_are_no_place_to_land(client: Client, anna: User, sign_in_page: str) -> None:
    answers = {"login": anna.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post(sign_in_page, answers)["Location"] == "/desk/"


def test_wrong_password_stays_out(client: Client, anna: User) -> None:
    assert "are not correct" in sign_in(client, anna.email, "wrong").content.decode()
    assert not is_in(client)


def test_unknown_address_gets_the_same_answer(client: Client, anna: User) -> None:
    known, unknown = (
        sign_in(client, address, "wrong").context["form"].non_field_errors()
        for address in (anna.email, "nobody@desk.example")
    )
    assert known == unknown


def test_deactivated_person_stays_out(client: Client, anna: User) -> None:
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert sign_in(client, anna.email)["Location"] == "/account/inactive/"
    assert not is_in(client)


def test_deactivation_ends_sessions_at_once(client: Client, anna: User) -> None:
    client.force_login(anna)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert not is_in(client)


def test_sixth_failure_locks_the_address_even_for_the_right_password(client: Client, anna: User) -> None:
    fail(client, anna.email, 5)
    assert LOCKED in sign_in(client, anna.email).content.decode()
    assert not is_in(client)


def test_lock_is_for_one_address(client: Client, anna: User, ben: User) -> None:
    fail(client, anna.email, 5)
    sign_in(client, ben.email)
    assert is_in(client)


def test_lock_holds_for_attempts_from_elsewhere(client: Client, anna: User) -> None:
    fail(client, anna.email, 5, REMOTE_ADDR="192.0.2.1")
    assert LOCKED in sign_in(client, anna.email, REMOTE_ADDR="192.0.2.2").content.decode()


def test_lock_cannot_be_walked_around_by_made_up_ports(client: Client, anna: User) -> None:
    for port in range(1, 6):
        sign_in(client, anna.email, "wrong", HTTP_HOST=f"127.0.0.1:{port}")
    assert LOCKED in sign_in(client, anna.email, HTTP_HOST="127.0.0.1:6").content.decode()


def test_one_machine_has_ten_failures_a_minute_whatever_the_addresses(client: Client, anna: User) -> None:
    for number in range(10):
        sign_in(client, f"guess{number}@desk.example", "wrong")
    assert LOCKED in sign_in(client, anna.email).content.decode()


def test_lock_opens_after_five_minutes(client: Client, anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(client, anna.email, 5)
    later = timezone.now().timestamp() + 301
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: later)
    sign_in(client, anna.email)
    assert is_in(client)


def test_password_reset_opens_the_lock(client: Client, anna: User) -> None:
    fail(client, anna.email, 5)
    client.post("/account/password/reset/", {"email": anna.email})
    set_password(client, link_in_last_letter())
    sign_in(client, anna.email, NEW_PASSWORD)
    assert is_in(client)


def test_success_does_not_wipe_failures_of_others(client: Client, anna: User) -> None:
    fail(Client(), anna.email, 4)
    sign_in(client, anna.email)
    fail(Client(), anna.email, 1)
    assert LOCKED in sign_in(Client(), anna.email).content.decode()


def test_session_is_new_and_lasts_a_shift(client: Client, anna: User, sign_in_page: str) -> None:
    client.get("/desk/")
    before = client.session.session_key
    sign_in(client, anna.email)
    assert client.session.session_key != before
    hours = (Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).total_seconds() / 3600
    assert 11.9 < hours <= 12


def test_session_cookie_is_closed_to_scripts_and_forgotten_with_the_browser(client: Client, anna: User) -> None:
    cookie = sign_in(client, anna.email).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")


def test_password_change_ends_the_other_sessions(client: Client, anna: User) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, anna.email)
    answers = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/account/password/", answers)
    assert (is_in(client), is_in(elsewhere)) == (True, False)


@pytest.mark.parametrize("path", ["signup/", "sign-up/", "email/", "login/code/", "confirm-email/"])
def test_desk_is_closed(client: Client, db: None, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
