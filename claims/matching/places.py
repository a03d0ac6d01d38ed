"""Countries and cities as each language names them: those of the lexicon, and what CLDR knows besides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from sources.texts import folded

# What is cut off for a beginning that inflection and adjectives share: Sambia, sambisch; Замбия, замбийский.
_ENDINGS = {"de": ("en", "a", "e"), "en": ("a", "e", "y"), "fr": ("a", "e"), "ru": ("я", "а", "ь", "ы")}
_BEGINNING = 5  # letters of a beginning
_INFLECTED = 4  # the same in Russian, where the last letter changes with the case
_WHOLE = 4  # letters of a name that must be the whole word
_NOWHERE = frozenset({"AQ", "ZZ", "001"})  # in Antarctica stations have the names of people
# Common words in another of the languages, or in their own, and first names.
_COMMON = frozenset(
    (
        "island",
        "reunion",
        "grenad",
        "dominic",
        "dominiqu",
        "georgi",
        "jersey",
        "jerse",
        "center",
        "easter",
        "phoenix",
        "resolut",
        "kanton",
        "canton",
        "regin",
        "mauric",
        "recif",
        "merid",
        "stanley",
        "stanle",
        "davis",
        "casey",
        "oral",
        "wake",
        "само",
        "гаван",
        "тиран",
        "софи",
    )
)


@dataclass(frozen=True)
class Place:
    """The beginnings of its names; the country it is in, if it is a city; its capital, if it is a country."""

    words: tuple[str, ...]
    country: str = ""
    capital: str = ""


def places(table: Mapping[str, Any]) -> dict[str, Place]:
    """The places of the lexicon's `country` and `city` by name, and those of CLDR that it does not have."""
    found = {name: Place(tuple(row["words"].split()), capital=row["capital"]) for name, row in table["country"].items()}
    found |= {name: Place(tuple(row["words"].split()), country=row["in"]) for name, row in table["city"].items()}
    ours = {word: name for name, place in found.items() for word in place.words}
    countries = {code: _known(names, ours) or code.lower() for code, names in _countries()}
    for code, names in _countries():
        found.setdefault(countries[code], Place(_beginnings(names)))
    for zone, code, names in _cities():
        words = _beginnings(names)
        if not _known(names, ours) and not set(words) & set(found[countries[code]].words):  # Luxembourg in Luxembourg
            found[zone] = Place(words, country=countries[code])
    return {name: place for name, place in found.items() if place.words}


def _known(names: Iterable[str], ours: Mapping[str, str]) -> str:
    """The place of the lexicon that one of these names begins like, or the empty text."""
    return next(
        (
            ours[name[:length]]
            for name in map(folded, names)
            for length in range(len(name), 3, -1)
            if name[:length] in ours and length in (len(name), *range(_BEGINNING, len(name)))
        ),
        "",
    )


@cache
def _locales() -> dict[str, Locale]:
    return {lang: Locale.parse(lang) for lang in _ENDINGS}


def _countries() -> Iterator[tuple[str, list[str]]]:
    """Those with a zone of time, with their names in the order of _ENDINGS."""
    for code in sorted(set(get_global("zone_territories").values()) - _NOWHERE):
        yield code, [locale.territories.get(code, "") for locale in _locales().values()]


def _cities() -> Iterator[tuple[str, str, list[str]]]:
    """The cities that CLDR names zones of time by."""
    for zone, code in get_global("zone_territories").items():
        if code not in _NOWHERE:
            bare = zone.rsplit("/", 1)[-1].replace("_", "-")
            yield zone, code, [locale.time_zones.get(zone, {}).get("city", bare) for locale in _locales().values()]


def _beginnings(names: Iterable[str]) -> tuple[str, ...]:
    """One for each language; none for a name of several words, of which no single one tells the place."""
    cut = (_cut(folded(name), endings) for name, endings in zip(names, _ENDINGS.values(), strict=True))
    return tuple(dict.fromkeys(filter(None, cut)))


def _cut(name: str, endings: Iterable[str]) -> str:
    least = _INFLECTED if name[:1] > "z" else _BEGINNING
    if len(name) == _WHOLE and name.isalpha():
        return "" if name in _COMMON else f"{name}."
    if len(name) < _BEGINNING or not name.replace("-", "").isalpha():
        return ""
    cut = next(
        (name.removesuffix(end) for end in endings if name.endswith(end) and len(name) - len(end) >= least), name
    )
    return "" if cut in _COMMON else cut
