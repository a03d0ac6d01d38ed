"""Whether two keys of names (sources.names) are one name, as languages spell and inflect it."""

import re
from functools import lru_cache

from rapidfuzz.distance import Indel

from sources.names import name_key

PREFIX = "snd"  # of a lexeme that is a sound, so that no search for a word meets it
_NAME = re.compile(r"\b[A-ZÄÖÜÀ-ÖØ-ÞА-ЯЁЇІЄҐӘҒҚҢӨҰҮҺ]\w{3,39}")
_LIKE = 0.8
_STEM = 4  # letters: fewer in common are met by chance
_ENDING = 3  # letters that inflection adds or changes
_WHOLE = 6  # letters of a name with which a compound begins: Rahmede, Rahmedetalbrücke
_NEARLY = 5  # letters of a name that may differ in the middle
_MOST_NAMES = 80  # an article has fewer; each is held against each
_LONGEST_NAME = 40  # letters that are held against each other one by one

# Letters for one sound in the four languages, past what the key brings together already; longest first.
_SOUNDS = (
    ("ts", "z"),
    ("tz", "z"),
    ("ck", "k"),
    ("ph", "f"),
    ("th", "t"),
    ("ou", "u"),
    ("oe", "o"),
    ("x", "ks"),
    ("ai", "ei"),
    ("ay", "ei"),
    ("c", "k"),
    ("z", "s"),
    ("j", "i"),
)


def looks_like(one: str, two: str) -> bool:
    """Whether two keys are one name in two languages or cases: Kaspan and Каспане, El Fasher and Al-Faschir."""
    return one == two or _alike(sound(one), sound(two))


@lru_cache(maxsize=65_536)
def _alike(one: str, two: str) -> bool:
    if one[:1] != two[:1] or min(len(one), len(two)) < _STEM:
        return False
    stem = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if stem >= _STEM and max(len(one), len(two)) - stem <= _ENDING:
        return True
    if stem == min(len(one), len(two)) >= _WHOLE:
        return True
    if len(bones := _bones(one)) >= _STEM and bones == _bones(two):
        return True
    if not _NEARLY <= min(len(one), len(two)) <= max(len(one), len(two)) <= _LONGEST_NAME:
        return False
    return Indel.normalized_similarity(one, two) >= _LIKE


def _bones(spoken: str) -> str:
    """Its consonants: Makiivka and Makeevki are one town in two languages."""
    return "".join(letter for letter in spoken if letter not in "aeiouy")


@lru_cache(maxsize=65_536)
def sound(key: str) -> str:
    """The key as it is spoken, roughly: the same for Штайнау and Steinau."""
    for written, spoken in _SOUNDS:
        key = key.replace(written, spoken)
    key = key[:1] + key[1:].replace("sh", "").replace("h", "")  # German ch is in the key what sh is
    return "".join(letter for n, letter in enumerate(key) if n == 0 or letter != key[n - 1])


def sound_lexemes(text: str) -> set[str]:
    """A lexeme for each word that may be a name, alike in every script and spelling."""
    return set(map(_lexeme, _NAME.findall(text))) - {PREFIX}


@lru_cache(maxsize=65_536)
def _lexeme(word: str) -> str:
    return PREFIX + sound(name_key(word))


def shared(one: frozenset[str], two: frozenset[str]) -> int:
    """How many names of `one` have one in `two` that looks like it."""
    others = sorted(two)[:_MOST_NAMES]
    return sum(any(looks_like(name, other) for other in others) for name in sorted(one)[:_MOST_NAMES])
