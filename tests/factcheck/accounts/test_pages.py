"""Every account page: within the strict policy, in every language, without a trace of the library's own look."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import LogHead
from factcheck.accounts import links
from factcheck.accounts.invitations import invite
from factcheck.accounts.models import User
from tests.factcheck.accounts.steps import confirm_password, set_up_authenticator_app, sign_in

OPEN = ["account_login", "account_inactive", "account_reset_password", "account_reset_password_done"]
OPEN += ["account_reset_password_from_key_done"]
SIGNED_IN = ["account_logout", "account_reauthenticate", "account_change_password", "mfa_index", "mfa_reauthenticate"]
CONFIRMED = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"]
WITH_APP = ["mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"]


class Inline(HTMLParser):
    """Collects what the policy would stop: styles, handlers and code in the page, and foreign addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") != "application/json"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        addresses = {values.get(name) or "" for name in ("src", "href", "action")}
        self.found += [f"{tag} {address}" for address in addresses if not re.match(r"$|#|/(?!/)", address)]


def check(page: Any) -> None:
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "no-store" in page.headers["Cache-Control"]
    assert Inline(page.content.decode()).found == []
    assert "<h1>" in page.content.decode()
    assert '<meta name="robots" content="noindex">' in page.content.decode()


@pytest.mark.parametrize("name", OPEN)
def test_open_pages(stranger: Client, db: None, name: str) -> None:
    check(stranger.get(reverse(name)))


@pytest.mark.parametrize("name", [*SIGNED_IN, *CONFIRMED, *WITH_APP])
def test_pages_of_the_account(client: Client, anna: User, name: str) -> None:
    if name in {*WITH_APP, "mfa_reauthenticate"}:
        set_up_authenticator_app(anna)
    client.force_login(anna)
    if name not in SIGNED_IN:
        confirm_password(client)
    page = client.get(reverse(name))
    assert page.status_code == 200
    check(page)


def test_page_of_the_second_factor(client: Client, anna: User) -> None:
    set_up_authenticator_app(anna)
    sign_in(client, anna.email)
    page = client.get(reverse("mfa_authenticate"))
    check(page)
    assert "Use a security key" not in page.content.decode()  # she has none


def test_pages_behind_links(client: Client, anna: User) -> None:
    LogHead.objects.update(demonstration=True)
    link = links.sign_in_link(anna)
    invitation = invite(User(email="dora@desk.example"), roles=["editor"], by=None).link
    for page in (link, link.replace("-", "-x"), invitation, invitation.replace("-", "-x")):
        check(client.get(page.removeprefix("http://127.0.0.1:8000"), follow=True))


def test_page_after_too_many_requests(stranger: Client, db: None) -> None:
    for _request in range(31):
        page = stranger.post(reverse("account_login"))
    assert page.status_code == 429
    check(page)


def test_error_is_said_in_the_title_and_at_the_field(stranger: Client, db: None) -> None:
    page = stranger.post(reverse("account_login"), {"login": "anna"}).content.decode()
    assert "<title>Error: Sign In" in page
    assert 'aria-describedby="id_login_error"' in page
    assert 'id="id_login_error"' in page


@pytest.mark.parametrize("language", ["de", "ru"])
def test_pages_speak_the_readers_language(stranger: Client, db: None, language: str) -> None:
    page = stranger.get(reverse("account_login"), headers={"Accept-Language": language}).content.decode()
    assert f'<html lang="{language}"' in page
    assert "Sign In" not in page


@pytest.mark.parametrize("answer", ["a\0b", "\u202e", "<script>", "x" * 1_000_000, "💥"])
@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_odd_input_is_an_answer_not_a_crash(stranger: Client, db: None, name: str, answer: str) -> None:
    page = stranger.post(reverse(name), {"login": answer, "email": answer, "password": answer})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode()
