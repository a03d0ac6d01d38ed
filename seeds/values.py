"""What the text of a field means. A function to which it means nothing raises ValueError with a sentence."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from sources.choices import Precision
from sources.moments import span
from sources.texts import LONGEST_TEXT, check_characters

Code = TypeVar("Code", bound=TextChoices)

_NUMBER = re.compile(r"-?\d{1,16}(\.\d{1,2})?", re.ASCII)
_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}  # by the length of what is written


def why_refused(text: str) -> str:
    """The sentence that refuses a text; empty for an acceptable one."""
    if not text.strip():
        return "This is empty: write something, or leave the key out."
    if len(text) > LONGEST_TEXT:
        return f"This has {len(text):,} characters; at most {LONGEST_TEXT:,} are kept."
    try:
        check_characters(text)
    except ValidationError as error:
        return error.messages[0]
    return ""


def code(text: str, codes: type[Code]) -> Code:
    if text not in codes.values:
        raise ValueError(f"Write one of: {', '.join(codes.values)}.")
    return codes(text)


def number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError("Write a number of at most 16 digits such as 8000 or 2.5, without separators.")
    return Decimal(text)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text if len(text) == len("2022-01-09") else "")
    except ValueError:
        raise ValueError("Write a day such as 2022-01-09.") from None


def moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        span(found, Precision.MINUTE)
        if found.tzinfo is None:
            raise ValueError
    except (ValueError, OverflowError):
        raise ValueError("Write a moment with its zone, such as 2022-01-09T20:10Z.") from None
    return found.astimezone(UTC)


def dated(text: str) -> tuple[datetime, str]:
    """A moment and its precision: a day, month or year is written as such, and kept as its beginning in UTC."""
    precision = _PRECISIONS.get(len(text))
    if precision is None:
        return moment(text), Precision.MINUTE
    try:
        first = date.fromisoformat(text + "-01-01"[len(text) - len("2022") :])
        found = datetime(first.year, first.month, first.day, tzinfo=UTC)
        span(found, precision)
    except (ValueError, OverflowError):
        raise ValueError("Write it as 2022-01-09T20:10Z, 2022-01-09, 2022-01 or 2022.") from None
    return found, precision
