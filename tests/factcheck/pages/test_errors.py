"""What readers see when something is not there, not allowed, or broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from factcheck.pages import errors, home

REQUEST = RequestFactory().get("/en/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/nothing/", "/en/claims/c0000000000/", "/nothing", "/en/%00", "/en/\u202e/"])
def test_unknown_address_is_told_in_the_design(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.content.decode()


@pytest.mark.django_db
def test_unknown_address_is_kept_out_of_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in client.get("/en/nothing/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "status", "told"),
    [
        (PermissionDenied(), 403, "You may not see this"),
        (SuspiciousOperation(), 400, "We could not read this request"),
        (RuntimeError("secret detail"), 500, "Something broke on our side"),
    ],
)
def test_problem_in_a_page_is_told_without_its_details(
    client: Client, monkeypatch: pytest.MonkeyPatch, problem: Exception, status: int, told: str
) -> None:
    def broken(*_arguments: object) -> None:
        raise problem

    monkeypatch.setattr(home, "serve", broken)
    client.raise_request_exception = False
    answer = client.get("/en/")
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_page_of_a_broken_server_needs_no_database(django_db_blocker: DjangoDbBlocker) -> None:
    connection.close()
    with django_db_blocker.block():
        answer = errors.server_error(REQUEST)
    assert answer.status_code == 500


def test_page_of_a_broken_server_speaks_the_readers_language() -> None:
    with translation.override("de"):
        assert b'<html lang="de"' in errors.server_error(REQUEST).content


@pytest.mark.django_db
def test_form_of_the_desk_without_its_token_is_refused_in_the_design() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@desk.example"})
    assert answer.status_code == 403
    assert "The form was not accepted" in answer.content.decode()


@pytest.mark.django_db
def test_unknown_host_is_a_bad_request(client: Client) -> None:
    answer = client.get("/en/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "We could not read this request" in answer.content.decode()
