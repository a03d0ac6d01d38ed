"""Public ids: short, without meaning, never used again."""

import hashlib
import secrets

# Crockford's base 32 without its look-alikes, in lower case: it survives being read aloud and typed.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 10  # 50 bits: among a million ids the chance of any clash is one in two thousand, and the database refuses it

PUBLIC_ID_PATTERN = rf"[a-z][{_ALPHABET}]{{{_LENGTH}}}"
PUBLIC_ID_LENGTH = _LENGTH + 1


def random_letters(count: int) -> str:
    """So many letters or digits, of five random bits each."""
    return _letters(secrets.randbits(5 * count), count)


def _letters(number: int, count: int) -> str:
    return "".join([_ALPHABET[number >> 5 * place & 31] for place in range(count)])


def _new(letter: str) -> str:
    return letter + random_letters(_LENGTH)


def id_of_key(letter: str, key: str) -> str:
    """The id that the thing called `key` in a data file always gets: a second load finds what the first made."""
    number = int.from_bytes(hashlib.sha256(f"{letter}/{key}".encode()).digest()[:8])
    return letter + _letters(number, _LENGTH)


def new_claim_id() -> str:
    return _new("c")


def new_topic_id() -> str:
    return _new("t")


def new_measure_id() -> str:
    return _new("m")


def new_source_id() -> str:
    return _new("s")


def new_report_id() -> str:
    return _new("r")


def new_correction_id() -> str:
    return _new("n")


def new_attribution_id() -> str:
    return _new("a")


def new_subscription_id() -> str:
    return _new("w")
