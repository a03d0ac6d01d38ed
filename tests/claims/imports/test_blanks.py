"""A thing made from a blank is what its class makes."""

from typing import Any

import pytest
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from claims.imports.blanks import fresh
from claims.imports.parcels import MODELS
from claims.models import Claim, Topic


def columns_of(thing: Model) -> dict[str, Any]:
    told = {field.attname: thing.__dict__[field.attname] for field in thing._meta.local_concrete_fields}
    del told["public_id" if "public_id" in told else "id"]  # another one each time
    return {name: "by the database" if isinstance(v, DatabaseDefault) else v for name, v in told.items()}


@pytest.mark.parametrize("model", MODELS)
def test_a_fresh_thing_has_the_defaults_of_its_class(model: type[Model]) -> None:
    assert columns_of(fresh(model)) == columns_of(model())
    assert fresh(model)._state.__dict__ == model()._state.__dict__
    assert fresh(model).__dict__.keys() == model().__dict__.keys()


def test_fresh_things_share_nothing() -> None:
    one, other = fresh(Claim), fresh(Claim)
    one.summary["en"] = {"text": "One.", "by": "", "machine": False}
    one._state.fields_cache["topic"] = None
    assert (other.summary, other._state.fields_cache) == ({}, {})
    assert one.public_id != other.public_id


def test_what_is_given_is_set_as_by_the_class() -> None:
    topic = Topic(pk=7)
    values: dict[str, Any] = {
        "topic": topic,
        "measure": None,
        "public_id": "c0123456789",
        "summary": {},
        "created_by_id": 3,
    }
    claim, expected = fresh(Claim, **values), Claim(**values)
    assert columns_of(claim) | {"public_id": claim.public_id} == columns_of(expected) | {"public_id": "c0123456789"}
    assert claim._state.fields_cache == expected._state.fields_cache
