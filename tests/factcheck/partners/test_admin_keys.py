"""Operators make keys, which are shown once, and revoke them."""

import re
from typing import Any

import pytest
from django.test import Client

from factcheck.partners import keys
from factcheck.partners.keys import KeyRefused
from factcheck.partners.models import Key, Partner
from tests import factories as make
from tests.factcheck.partners.making import make_key, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make.olga())
    return client


def make_on_the_page(desk: Client, **fields: Any) -> Any:
    given = {"partner": make_partner().pk, "name": "production", "scopes": ["usages"], **fields}
    return desk.post("/desk/partners/key/add/", given)


def test_a_new_key_is_shown_once_and_works(desk: Client) -> None:
    response = make_on_the_page(desk)
    said = re.search(keys.KEY_PATTERN, response.content.decode())
    assert said
    assert keys.holder_of(said[0]).scopes == {"usages"}
    assert "no-store" in response.headers["Cache-Control"]
    key = Key.objects.get()
    assert key.created_by == make.olga()
    for path in ("/desk/partners/key/", f"/desk/partners/key/{key.pk}/change/"):
        page = desk.get(path).content.decode()
        assert key.prefix in page
        assert said[0] not in page


def test_a_key_opens_only_what_there_is(desk: Client) -> None:
    response = make_on_the_page(desk, scopes=["everything"])
    assert "everything" in response.content.decode()
    assert not Key.objects.exists()


def test_what_a_key_opens_does_not_change(desk: Client) -> None:
    key, _said = make_key()
    desk.post(f"/desk/partners/key/{key.pk}/change/", {"name": "mirror", "scopes": ["webhooks"]})
    key.refresh_from_db()
    assert (key.name, key.scopes) == ("mirror", [])


def test_a_key_is_revoked_from_the_list(desk: Client) -> None:
    key, said = make_key()
    desk.post("/desk/partners/key/", {"action": "revoke", "_selected_action": [key.pk]})
    with pytest.raises(KeyRefused, match="revoked"):
        keys.holder_of(said)
    assert "revoked" in desk.get("/desk/partners/key/").content.decode()


def test_who_made_a_partner_is_kept(desk: Client) -> None:
    desk.post("/desk/partners/partner/add/", {"name": "Daily", "contact": "desk@daily.example"})
    assert Partner.objects.get().created_by == make.olga()


@pytest.mark.parametrize("person", [make.anna, make.clara])
@pytest.mark.parametrize("path", ["partner/", "partner/add/", "key/", "key/add/"])
def test_who_is_no_operator_sees_no_partners(client: Client, person: Any, path: str) -> None:
    client.force_login(person())
    assert client.get(f"/desk/partners/{path}").status_code == 403
    assert "/desk/partners/" not in client.get("/desk/").content.decode()


def test_nobody_deletes_a_key(desk: Client) -> None:
    key, _said = make_key()
    assert desk.post(f"/desk/partners/key/{key.pk}/delete/", {"post": "yes"}).status_code == 403
