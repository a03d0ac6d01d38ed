"""What the record says, in plain words of the reader's language: desk, pages, API and feeds tell it alike.

Everything here reads bodies (claims.record), and speaks the language that is active. Names are the caller's to look
up: a body holds ids only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_timezone_name
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.choices import READERS_REASONS, STATUSES, Qualifier, Reason, Status, Words
from sources.choices import Precision
from sources.texts import visible

Body = dict[str, Any]


@lru_cache
def _locale(language: str) -> Locale:
    # English for the world: the day before the month and 24 hours, as in every other language here.
    return Locale.parse("en_001" if language == "en" else to_locale(language))


def locale() -> Locale:
    """The CLDR locale of the active language."""
    return _locale(get_language() or "en")


# Statuses ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StatusWords:
    """A status as readers are told it."""

    code: str
    words: str
    icon: str
    always_with: str


def status_words(code: str, reason_code: str | None = None, by: str = "") -> StatusWords:
    """What readers are told. `by` is the name of the source who acted, for reasons that name one."""
    rule = STATUSES[Status(code)]
    words = READERS_REASONS.get(Reason(reason_code), rule.readers) if reason_code else rule.readers
    by = visible(by) or _("an unnamed source")
    return StatusWords(code, str(words).replace("{by}", by), rule.icon, str(rule.always_with))


# Figures -------------------------------------------------------------------------------------------------------


def number_words(value: int | float) -> str:
    """A number as the language writes it: 8,000, 8.000 or 8 000."""
    return str(format_decimal(value, locale=locale()))


def figure_words(figure: Body) -> str:
    """The qualifier and the bounds of a figure in words: "at least 164", "between 100 and 120", "hundreds"."""
    low, high = figure["low"], figure["high"]
    ends = {
        "low": number_words(low) if low is not None else "",
        "high": number_words(high) if high is not None else "",
    }
    return str(_FIGURES[Qualifier(figure["qualifier"])]) % ends


_FIGURES: dict[Qualifier, Words] = {
    Qualifier.NONE: "%(low)s",
    Qualifier.EXACTLY: _l("exactly %(low)s"),
    Qualifier.AT_LEAST: _l("at least %(low)s"),
    Qualifier.MORE_THAN: _l("more than %(low)s"),
    Qualifier.AT_MOST: _l("at most %(high)s"),
    Qualifier.FEWER_THAN: _l("fewer than %(high)s"),
    Qualifier.NEARLY: _l("nearly %(low)s"),
    Qualifier.ABOUT: _l("about %(low)s"),
    Qualifier.BETWEEN: _l("between %(low)s and %(high)s"),
    Qualifier.DOZENS: _l("dozens"),
    Qualifier.HUNDREDS: _l("hundreds"),
    Qualifier.THOUSANDS: _l("thousands"),
    Qualifier.TENS_OF_THOUSANDS: _l("tens of thousands"),
    Qualifier.HUNDREDS_OF_THOUSANDS: _l("hundreds of thousands"),
    Qualifier.MILLIONS: _l("millions"),
    Qualifier.NOT_YET_KNOWN: _l("not yet known"),
}


# Moments -------------------------------------------------------------------------------------------------------


def moment_words(at: str | datetime, precision: str = Precision.MINUTE) -> str:
    """A moment as exactly as it is known, with its zone: "9 January 2022, 18:04 UTC", or "January 2022"."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if precision == Precision.MINUTE:
        here = timezone.localtime(moment)
        clock = here.strftime("%H:%M")
        return f"{day_words(here)}, {clock} {get_timezone_name(here, 'short', locale=locale())}"
    # A day, month or year is kept as its beginning in UTC; another zone would show the one before.
    whole = moment.astimezone(UTC)
    if precision == Precision.DAY:
        return day_words(whole)
    return str(format_skeleton("yMMMM" if precision == Precision.MONTH else "y", whole, locale=locale()))


def day_words(day: date) -> str:
    """A day: "9 January 2022"."""
    return str(format_date(day, "long", locale=locale()))


def language_name(language: str) -> str:
    """The name of a language in the active one; its tag when CLDR does not know it."""
    try:
        return str(Locale.parse(language, sep="-").get_display_name(locale()) or language)
    except (ValueError, UnknownLocaleError):
        return language
