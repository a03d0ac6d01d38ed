"""Keys are shown once, kept as digests, and dead when they are revoked or expired."""

import hashlib
import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.partners import keys
from factcheck.partners.choices import Scope
from factcheck.partners.keys import KeyRefused
from factcheck.partners.models import Key
from tests import factories as make
from tests.factcheck.partners.making import make_key

pytestmark = pytest.mark.django_db


def test_a_key_says_its_prefix_and_nothing_of_the_rest_is_kept() -> None:
    key, said = make_key()
    assert re.fullmatch(keys.KEY_PATTERN, said)
    assert said.startswith(f"{key.prefix}_")
    stored = Key.objects.filter(pk=key.pk).values_list()[0]
    assert hashlib.sha256(said.encode()).digest() in [bytes(v) for v in stored if isinstance(v, bytes | memoryview)]
    assert said.removeprefix(key.prefix)[1:] not in str(stored)


def test_a_key_tells_whose_it_is_and_what_it_opens() -> None:
    key, said = make_key(Scope.USAGES)
    holder = keys.holder_of(said)
    assert (holder.key, holder.partner, set(holder.scopes)) == (key.pk, key.partner_id, {"usages"})


def test_a_key_that_was_never_made_is_refused() -> None:
    make_key()
    with pytest.raises(KeyRefused, match="no such key"):
        keys.holder_of(f"fck_{'0' * 8}_{'0' * 40}")


def test_a_revoked_key_is_refused_once_it_is_not_kept_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    key, said = make_key()
    keys.holder_of(said)
    assert keys.revoke(key, by=make.olga())
    now = time.monotonic() + keys.SECONDS_KEPT + 1
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with pytest.raises(KeyRefused, match="revoked"):
        keys.holder_of(said)


def test_a_key_is_revoked_once() -> None:
    key, _said = make_key()
    assert keys.revoke(key, by=make.olga())
    assert not keys.revoke(key, by=make.root())
    key.refresh_from_db()
    assert key.revoked_by == make.olga()


def test_an_expired_key_is_refused() -> None:
    _key, said = make_key(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(KeyRefused, match="expired at"):
        keys.holder_of(said)


def test_a_key_that_was_asked_about_just_now_costs_no_query() -> None:
    _key, said = make_key()
    keys.holder_of(said)
    with CaptureQueriesContext(connection) as queries:
        keys.holder_of(said)
    assert len(queries) == 0


def test_the_day_of_the_last_use_is_written_once_a_day() -> None:
    key, said = make_key()
    keys.holder_of(said)
    key.refresh_from_db()
    assert key.last_used_on == timezone.now().date()
    keys.forget_kept()
    with CaptureQueriesContext(connection) as queries:
        keys.holder_of(said)
    assert not [query for query in queries if "UPDATE" in query["sql"]]


@pytest.mark.parametrize("wrong", [{"revoked_at": timezone.now()}, {"scopes": ["everything"]}])
def test_the_database_refuses_what_no_key_can_be(wrong: dict[str, Any]) -> None:
    key, _said = make_key()
    with pytest.raises(IntegrityError):
        Key.objects.filter(pk=key.pk).update(**wrong)
