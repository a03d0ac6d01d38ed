"""Digits in every way in which the news group them."""

import re
from decimal import Decimal
from functools import lru_cache

LONGEST_DIGITS = 15  # more are a telephone, an account or a serial number
_KEPT = 10_000  # different ones, read once
# By thousands, and as India does: "4,80,399".
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,'’ \u00a0\u202f\u2009][0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_SEPARATED = re.compile(r"[.,'’ \u00a0\u202f\u2009]")


@lru_cache(maxsize=_KEPT)
def read_digits(written: str, *, decimal_comma: bool, before_scale: bool = False) -> Decimal | None:
    """The value of digits with their separators; None for what is no number (a date, an hour, a telephone).

    A comma or stop with three digits behind it groups thousands, except where the language writes its decimals so
    and a scale follows ("1,250 million" is decimal in German).
    """
    if ":" in written or sum(map(str.isdigit, written)) > LONGEST_DIGITS:
        return None
    if written.startswith("0") and len(written) > 1 and written[1].isdigit():
        return None
    decimal = "," if decimal_comma else "."
    whole, mark, fraction = written.rpartition(decimal)
    if mark and _is_whole(whole) and _is_fraction(fraction, whole, before_scale=before_scale):
        return Decimal(f"{_SEPARATED.sub('', whole)}.{fraction}")
    if _is_whole(written):
        return Decimal(_SEPARATED.sub("", written))
    return _foreign(written, decimal, before_scale=before_scale)


def _is_whole(written: str) -> bool:
    return written.isdigit() or bool(_THOUSANDS.fullmatch(written))


def _is_fraction(fraction: str, whole: str, *, before_scale: bool) -> bool:
    if not fraction.isdigit():
        return False
    return len(fraction) != 3 or before_scale or whole == "0" or len(_SEPARATED.sub("", whole)) > 3


def _foreign(written: str, decimal: str, *, before_scale: bool) -> Decimal | None:
    """A decimal written with the other mark: "2.5" in a German text. Two of them are a date."""
    whole, mark, fraction = written.rpartition("." if decimal == "," else ",")
    if not mark or not whole.isdigit() or not fraction.isdigit() or len(fraction) > 2:
        return None
    is_hour = not before_scale and len(fraction) == 2 and int(whole) < 32  # "23.00", and "26.05" is a day
    return None if is_hour else Decimal(f"{whole}.{fraction}")
