"""Standard Webhooks 1.0: secrets and signatures.

A secret must be had in clear to sign with, so it cannot be kept as a digest. It is sealed with a key that is derived
from SECRET_KEY: a copy of the database alone signs nothing. Under another SECRET_KEY a secret cannot be read; keys in
SECRET_KEY_FALLBACKS still open what they sealed.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PREFIX = "whsec_"
_BYTES = 32  # the standard allows 24 to 64


class SecretUnreadable(Exception):
    """The secret was sealed under a key that this installation does not have any more."""


def new_secret() -> str:
    """What the partner gets: `whsec_` and random bytes in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def seal(secret: str) -> bytes:
    return _seals().encrypt(secret.encode())


def unseal(sealed: bytes | memoryview) -> str:
    """Raises SecretUnreadable."""
    try:
        return _seals().decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise SecretUnreadable from error


def headers(given: Iterable[str], message_id: str, timestamp: int, content: bytes) -> list[tuple[str, str]]:
    """The three headers of a message: one signature for each secret, the newest first."""
    signatures = " ".join(_signature(secret, message_id, timestamp, content) for secret in given)
    return [
        ("webhook-id", message_id),
        ("webhook-timestamp", str(timestamp)),
        ("webhook-signature", signatures),
    ]


def _signature(secret: str, message_id: str, timestamp: int, content: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join([message_id.encode(), str(timestamp).encode(), content])
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def _seals() -> MultiFernet:
    return MultiFernet([_seal_of(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _seal_of(key: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"factcheck.partners webhook secrets").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
