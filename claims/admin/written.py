"""Moments as newsrooms write them, day first or with the month by its name, brought to the one way that is read."""

import re
from functools import cache

from babel.dates import get_month_names
from django.conf import settings

_DOTTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?P<rest>.*)", re.DOTALL)
_NAMED = re.compile(r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d_]+)\.?\s+(?P<year>\d{4})(?P<rest>.*)", re.DOTALL)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d_]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})(?P<rest>.*)", re.DOTALL)
_CLOCK = re.compile(r",?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?P<rest>.*)", re.DOTALL)


def usual_order(typed: str) -> str:
    """`typed` with the year first, where it is a day that is written otherwise: 9.1.2022 14:05, 10 Jan 2022. Anything
    else comes back as it is: of 1/9/2022 nobody knows which is the month."""
    found = _DOTTED.fullmatch(typed) or _NAMED.fullmatch(typed) or _MONTH_FIRST.fullmatch(typed)
    if found is None:
        return typed
    month = found["month"] if found["month"].isdecimal() else _months().get(found["month"].casefold())
    if month is None:
        return typed
    day = f"-{found['day']:0>2}" if found["day"] else ""
    return f"{found['year']}-{month:0>2}{day}{_clock(found['rest'])}"


def _clock(rest: str) -> str:
    found = _CLOCK.fullmatch(rest)
    return f" {found['hour']:0>2}:{found['minute']}{found['rest']}" if found else rest


@cache
def _months() -> dict[str, str]:
    """The number of each month by its names in the languages of the desk, whole or short, as CLDR has them."""
    found = {}
    for language, _name in settings.LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found[name.rstrip(".").casefold()] = str(number)
    return found
