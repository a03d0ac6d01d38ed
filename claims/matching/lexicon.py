"""What words mean, from lexicon.toml: events, who is counted, who says it, where. The same in every language.

Meanings are found by the beginnings of words, which inflection leaves alone in all four languages.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from claims.matching.places import Place, places
from sources.texts import folded

SOUGHT = ("place", "event")  # the kinds of meaning that claims are looked for by
_INSIDE = 5  # letters that a beginning must have to be found inside of a German compound
_LONGEST_COMPOUND = 40  # letters: every pair of places in a word is looked at
_NOUN = 5  # letters: a Russian word for a place that is as short is no adjective, and has a capital
# Words that mean none of what the table says, with a capital or without: months, and a German verb.
_HOMOGRAPHS = (("march", True), ("fallen", False))
_NAME = 4  # letters: the same in other languages
_SHORT = 3  # letters: a word of the table that is this short must be the whole word


@dataclass(frozen=True)
class Meaning:
    """What a word means: of which kind (a section of the table, or `place`) and which of them."""

    kind: str
    name: str


@cache
def _table() -> dict[str, Any]:
    with (Path(__file__).parent / "lexicon.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _places() -> dict[str, Place]:
    return places(_table())


@cache
def _beginnings() -> dict[str, tuple[Meaning, ...]]:
    """Every word of the table with all that it means: армия is a body, and tells of war."""
    found: dict[str, list[Meaning]] = {}
    for kind, words in _entries():
        for word in words.split():
            found.setdefault(_plain(word), []).append(kind)
    return {word: tuple(meanings) for word, meanings in found.items()}


def _entries() -> Iterator[tuple[Meaning, str]]:
    table = _table()
    for kind in ("event", "who", "fate", "body", "says", "sign", "common", "day"):
        for name, words in table[kind].items():
            yield Meaning(kind, name), words
    for name, place in _places().items():
        yield Meaning("place", name), " ".join(place.words)


def _plain(word: str) -> str:
    """As the table spells it: with its hyphens, and without ё, which Russian texts write or not."""
    return word.replace(" ", "-").replace("ё", "е")


@cache
def _longest() -> int:
    return max(map(len, _beginnings()))


@lru_cache(maxsize=65_536)
def meanings(word: str, german: bool = False) -> tuple[Meaning, ...]:
    """What one word, folded, means; nothing for a word that is not in the table."""
    table = _beginnings()
    if found := table.get(f"{word}."):
        return found
    for length in range(min(len(word), _longest()), 1, -1):
        if (found := table.get(word[:length])) and (length > _SHORT or length == len(word)):
            return found
    if "-" in word:  # UN-Angaben
        parts = (meanings(part, german) for part in word.split("-"))
        return next((found for found in parts if found and found[0].kind != "place"), ())
    if german and len(word) <= _LONGEST_COMPOUND:
        return _inside(word)
    return ()


def _inside(word: str) -> tuple[Meaning, ...]:
    for start in range(2, len(word) - _INSIDE + 1):
        for end in range(len(word), start + _INSIDE - 1, -1):
            if found := _beginnings().get(word[start:end]):
                return found
    return ()


@cache
def lexeme(kind: str, name: str) -> str:
    """How a meaning stands in a search vector, which no search for a word meets."""
    return kind + "".join(filter(str.isalnum, name)).lower()


def country_of(place: str) -> str:
    """The country in which a city is; the empty text for a country, and for what is no place of the table."""
    known = _places().get(place)
    return known.country if known else ""


def capital_of(place: str) -> str:
    known = _places().get(place)
    return known.capital if known else ""


def lies_in(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether some city of `one` is in a country of `two`."""
    return any(country_of(place) in two for place in one if country_of(place))


def is_province(place: str) -> bool:
    """Whether it is a region or a city of the table that is no capital: seldom named for anything but what is there."""
    return place in _table()["city"] and capital_of(country_of(place)) != place


@cache
def camp(name: str) -> frozenset[str]:
    """The bodies of one camp."""
    return frozenset(_table()["camp"][name].split())


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The phrases of one kind, to look for in folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _table()['phrases'][name]))})")


_BEGINNING = re.compile(r"[.!?…:\n][\"”»“„«\s]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")  # an apostrophe parts d'Ardetz and Zoria's from what is theirs


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Word:
    """A word of a text: folded, where it stands, what it means, and whether it is written like a name."""

    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    capital: bool
    initial: bool  # at the beginning of a sentence, where a capital says nothing

    def of(self, kind: str) -> frozenset[str]:
        if not self.meanings:  # as of most words
            return _NOTHING
        return frozenset(meaning.name for meaning in self.meanings if meaning.kind == kind)

    @property
    def is_name(self) -> bool:
        return self.capital and not self.meanings and len(self.text) > 2


def of_kind(words: Iterable[Word], kind: str) -> frozenset[str]:
    """What the words mean of one kind, together."""
    return frozenset().union(*(word.of(kind) for word in words if word.meanings))


_start, _end = attrgetter("start"), attrgetter("end")


def within(words: Sequence[Word], stretch: tuple[int, int]) -> Sequence[Word]:
    """Those that stand in a stretch of their text."""
    return words[bisect_left(words, stretch[0], key=_start) : bisect_right(words, stretch[1], key=_end)]


def _meant(word: str, capital: bool, german: bool) -> tuple[Meaning, ...]:
    """What it means as it is written: UN with a capital, not the French article; Газа, not газа, which is gas."""
    found = () if (word, capital) in _HOMOGRAPHS else meanings(_plain(word), german)
    if capital or len(word) > (_NOUN if word > "z" else _NAME):
        return found
    if german and len(word) <= _SHORT:  # "war" is was: a noun would have a capital
        return tuple(meaning for meaning in found if meaning.kind == "common")
    no_names = ("place",) if len(word) > _SHORT else ("body", "place")
    return tuple(meaning for meaning in found if meaning.kind not in no_names)


@lru_cache(maxsize=1_024)
def read(text: str, lang: str) -> tuple[Word, ...]:
    """The words of a text, in its order."""
    german = lang.startswith("de")
    return tuple(
        Word(
            word,
            found.start(),
            found.end(),
            _meant(word, found.group()[0].isupper(), german),
            found.group()[0].isupper(),
            found.start() == 0 or bool(_BEGINNING.search(text[max(found.start() - 4, 0) : found.start()])),
        )
        for found in _WORD.finditer(text)
        if (word := folded(found.group()))
    )


def lexemes(text: str, lang: str) -> set[str]:
    """A lexeme for each place and each kind of event that a text names, the same in every language."""
    german = lang.startswith("de")
    return set().union(*(_sought(found.group(), german) for found in _WORD.finditer(text)))


@lru_cache(maxsize=65_536)
def _sought(word: str, german: bool) -> frozenset[str]:
    meant = _meant(folded(word), word[0].isupper(), german)
    return frozenset(lexeme(meaning.kind, meaning.name) for meaning in meant if meaning.kind in SOUGHT)
