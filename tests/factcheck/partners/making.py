"""Partners and what they have, for tests."""

from itertools import count
from typing import Any

from factcheck.partners import keys
from factcheck.partners.choices import Scope
from factcheck.partners.models import Key, Partner
from tests import factories as make

_number = count(1)


def make_partner(**fields: Any) -> Partner:
    number = next(_number)
    partner = Partner(
        **{"name": f"Partner {number}", "contact": f"desk{number}@partner.example", "created_by": make.olga(), **fields}
    )
    partner.full_clean()
    partner.save()
    return partner


def make_key(*scopes: Scope, partner: Partner | None = None, **fields: Any) -> tuple[Key, str]:
    """A key that opens these scopes, and what it says."""
    partner = partner or make_partner()
    return keys.make_key(partner, name="production", by=make.olga(), scopes=list(scopes), **fields)


def bearer(said: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {said}"}
