"""Keys: made once and shown once, told again by their digest, and dead when they are revoked or expired.

A key is 200 random bits, so SHA-256 without salt or stretching is enough: nobody guesses a key from its digest, and a
digest is found through an index.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now, TruncDate
from django.utils import timezone

from claims.stored import fetched
from factcheck.partners.choices import Scope
from factcheck.partners.models import Key, Partner
from sources.public_ids import random_letters

PREFIX_LETTERS, SECRET_LETTERS = 8, 40
KEY_PATTERN = rf"fck_[0-9a-z]{{{PREFIX_LETTERS}}}_[0-9a-z]{{{SECRET_LETTERS}}}"
# A partner who mirrors us asks often; each process asks the database about a good key no more often than this.
SECONDS_KEPT = 5
_MOST_KEPT = 1000


class KeyRefused(Exception):
    """The key opens nothing; the text says why."""


@dataclass(frozen=True)
class Holder:
    """Whose key it is, and what it opens."""

    key: int
    partner: int
    scopes: frozenset[str]


_kept: dict[bytes, tuple[float, Holder]] = {}


def make_key(
    partner: Partner, *, name: str, by: Any, scopes: list[Scope] | None = None, expires_at: datetime | None = None
) -> tuple[Key, str]:
    """A new key and what it says, which is kept nowhere."""
    key = Key(partner=partner, name=name, scopes=scopes or [], expires_at=expires_at)
    return key, give_secret(key, by=by)


def give_secret(key: Key, *, by: Any) -> str:
    """Store a key that has none yet; what it says."""
    key.prefix = f"fck_{random_letters(PREFIX_LETTERS)}"
    said = f"{key.prefix}_{random_letters(SECRET_LETTERS)}"
    key.digest, key.created_by = hashlib.sha256(said.encode()).digest(), by
    key.save(force_insert=True)
    return said


def revoke(key: Key, *, by: Any) -> bool:
    """Whether it was this call that revoked it. Processes that know the key refuse it within SECONDS_KEPT."""
    return bool(Key.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=Now(), revoked_by=by))


def holder_of(said: str) -> Holder:
    """Whose key this is. Raises KeyRefused for one that is unknown, revoked or expired."""
    digest = hashlib.sha256(said.encode()).digest()
    until, holder = _kept.get(digest, (0.0, None))
    if holder is None or until < time.monotonic():
        _kept.pop(digest, None)
        holder = _found(digest)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[digest] = time.monotonic() + SECONDS_KEPT, holder
    return holder


def forget_kept() -> None:
    _kept.clear()


def _found(digest: bytes) -> Holder:
    rows = fetched(
        "SELECT id, partner_id, scopes, revoked_at, expires_at, last_used_on FROM partners_key WHERE digest = %s",
        [digest],
    )
    if not rows:
        raise KeyRefused("There is no such key.")
    key, partner, scopes, revoked_at, expires_at, last_used_on = rows[0]
    if revoked_at is not None:
        raise KeyRefused("This key was revoked.")
    if expires_at is not None and expires_at <= timezone.now():
        raise KeyRefused(f"This key expired at {expires_at:%Y-%m-%dT%H:%M:%SZ}.")
    if last_used_on != timezone.now().date():
        _note_use(key)
    return Holder(key, partner, frozenset(scopes))


def _note_use(key: int) -> None:
    """Once a day, whichever process comes first."""
    today = TruncDate(Now())
    Key.objects.filter(Q(last_used_on=None) | Q(last_used_on__lt=today), pk=key).update(last_used_on=today)
