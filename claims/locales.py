"""Numbers, moments and names of languages as CLDR has them in the active language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, to_locale

from sources.choices import Precision


@lru_cache
def _locale(language: str) -> Locale:
    # English for the world: the day before the month and 24 hours, as in every other language here.
    return Locale.parse("en_001" if language == "en" else to_locale(language))


def locale() -> Locale:
    """The CLDR locale of the active language."""
    return _locale(get_language() or "en")


def number_words(value: int | float) -> str:
    """A number as the language writes it: 8,000, 8.000 or 8 000."""
    return str(format_decimal(value, locale=locale()))


def moment_words(at: str | datetime, precision: str = Precision.MINUTE) -> str:
    """A moment as exactly as it is known, with its zone: "9 January 2022, 18:04 UTC", or "January 2022"."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if precision == Precision.MINUTE:
        here = timezone.localtime(moment)
        return f"{day_words(here)}, {here:%H:%M} {get_timezone_name(here, 'short', locale=locale())}"
    # A day, month or year is kept as its beginning in UTC; another zone would show the one before.
    whole = moment.astimezone(UTC)
    if precision == Precision.DAY:
        return day_words(whole)
    return str(format_skeleton("yMMMM" if precision == Precision.MONTH else "y", whole, locale=locale()))


def day_words(day: date) -> str:
    """A day: "9 January 2022"."""
    return str(format_date(day, "long", locale=locale()))


def list_words(words: Sequence[str]) -> str:
    """Words in a row: "A, B and C"."""
    return str(format_list(words, locale=locale()))


def language_name(language: str) -> str:
    """The name of a language in the active one, such as "Kazakh (Latin)"; its tag when CLDR does not know it."""
    names, (base, *parts) = locale().languages, language.split("-")
    if whole := names.get(language.replace("-", "_")):
        return str(whole)
    script = next((locale().scripts.get(part.title()) for part in parts if len(part) == len("Latn")), None)
    name = names.get(base, language)
    return f"{name} ({script})" if script else str(name)
