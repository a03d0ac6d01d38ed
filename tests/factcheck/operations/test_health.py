"""What machines that watch over this one are told."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from factcheck.operations import health


def test_healthz_asks_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


def test_probe_by_any_address_is_answered_without_cookie(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.django_db
def test_readyz_says_yes_when_the_database_is_migrated(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True, "problem": ""}


@pytest.mark.django_db
def test_readyz_names_missing_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health, "pending_migrations", lambda: ["claims.0099_new"])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problem"]) == (503, "database is not migrated")


def test_readyz_says_no_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError("connection refused by 10.0.0.3")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problem"]) == (503, "database does not answer")
