"""What a proposed claim is looked for by: groups of words that mean one thing, in every language and script.

A claim's vector (claims.search) holds folded words, their stems and one lexeme for each number. A group is a tsquery of
what one word, name, place or event may be called in it.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from claims.matching import lexicon
from claims.matching.lexicon import Word
from claims.matching.signals import LONGEST, Given
from claims.matching.spelling import PREFIX, sound
from claims.search import STEMMERS, number_lexeme, numbers_in
from sources.names import name_key

MOST_GROUPS = 24  # of a statement or a passage every word; of an article its names, places and numbers first
_LAST = "\U0010ffff"  # sorts after every character
_AROUND = 0.5  # what words around a figure weigh
_UNSEEN = 0.25  # of the rarest frequency in the statistics: how rare what is not in them is taken to be

# Latin letters to Cyrillic ones, as Russian writes foreign names; longest first. A beginning is enough to find one.
_TO_CYRILLIC = (
    *(("schtsch", "щ"), ("shch", "щ"), ("tsch", "ч"), ("sch", "ш"), ("sh", "ш"), ("ch", "х"), ("kh", "х"), ("zh", "ж")),
    *(("ts", "ц"), ("tz", "ц"), ("th", "т"), ("ph", "ф"), ("ck", "к"), ("ei", "ей"), ("ya", "я"), ("ja", "я")),
    *(("yu", "ю"), ("ju", "ю"), ("qu", "кв"), ("x", "кс"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е")),
    *(("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н")),
    *(("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в")),
    *(("y", "ы"), ("z", "з")),
)


@dataclass(frozen=True)
class Group:
    """Words that mean one thing: a tsquery, how much it weighs (more, the rarer it is), and how rare it is."""

    tsquery: str
    weight: float
    frequency: float


@dataclass(frozen=True)
class Statistics:
    """How often lexemes stand in the vectors of claims, as the database counted last."""

    claims: int
    frequencies: dict[str, float]

    @cached_property
    def rarest(self) -> float:
        return min(self.frequencies.values(), default=0.001) * _UNSEEN

    def frequency(self, lexeme: str, beginning: bool) -> float:
        """0 for one that is too rare to be counted."""
        if not beginning:
            return self.frequencies.get(lexeme, 0.0)
        first, last = (bisect_left(self._words, end) for end in (lexeme, lexeme + _LAST))
        return sum(self.frequencies[word] for word in self._words[first:last])

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self.frequencies)


def statistics() -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(c.reltuples, 1)::bigint, s.most_common_elems::text::text[], s.most_common_elem_freqs"
            " FROM pg_class c LEFT JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = c.relname"
            " AND s.attname = 'search' WHERE c.oid = 'claims_claim'::regclass"
        )
        claims, lexemes, frequencies = cursor.fetchone()
    # What follows the frequencies of the lexemes are bounds of them.
    return Statistics(claims, dict(zip(lexemes or (), frequencies or (), strict=False)))


def groups(given: Given, known: Statistics) -> list[Group]:
    """The groups that a claim like `given` would hold, those that tell most first.

    Words from around a figure name its event, and weigh less than its own; a statement has nothing but its own.
    """
    own = lexicon.read(given.text[:LONGEST], given.lang)
    around = lexicon.read(given.about[:LONGEST], given.lang) if given.is_figure else ()
    stems = _stems({word.text for word in [*own, *around] if " " not in word.text}, given.lang)
    told = [*_numbers(given), *_lexemes(own, stems)]
    told += [(lexemes, _AROUND * factor) for lexemes, factor in _lexemes(around, stems)]
    found: dict[str, Group] = {}
    for lexemes, factor in told:
        group = _group(lexemes, factor, known)
        found.setdefault(group.tsquery, group)
    return sorted(found.values(), key=lambda group: -group.weight)[:MOST_GROUPS]


Lexemes = frozenset[tuple[str, bool]]  # lexemes, and whether a beginning is enough
Told = Iterator[tuple[Lexemes, float]]  # with how much they tell, beside others that are as rare


def _numbers(given: Given) -> Told:
    own = {number_lexeme(bound) for bound in (given.low, given.high) if bound is not None}
    for number in {*numbers_in(given.text[:LONGEST]), *own}:
        yield frozenset({(number, False)}), 1.5 if number in own else 0.5


def _lexemes(words: Sequence[Word], stems: dict[str, set[str]]) -> Told:
    for word in words:
        if word.of("common") or word.of("says") or len(word.text) < 3:
            continue
        for kind in lexicon.SOUGHT:
            for name in word.of(kind):
                yield frozenset({(lexicon.lexeme(kind, name), False)}), 1.0
        if word.capital and not word.meanings:
            yield frozenset(_names(word)), 1.5
        elif not word.of("place") and not word.of("event"):
            yield frozenset({(word.text, False), *((stem, False) for stem in stems.get(word.text, ()))}), 1.0


def _names(word: Word) -> Iterator[tuple[str, bool]]:
    """A name as other languages may write it: inflected, and in the other script."""
    yield word.text, False
    for part in word.text.split():
        latin = name_key(part)
        for written in {part, latin, _cyrillic(latin), _cyrillic(part)}:
            if len(written) > 3:
                yield written[: max(4, len(written) - 2)], True
        if len(spoken := sound(latin)) > 3:
            yield f"{PREFIX}{spoken[: max(4, len(spoken) - 2)]}", True


def _cyrillic(latin: str) -> str:
    for letters, letter in _TO_CYRILLIC:
        latin = latin.replace(letters, letter)
    return latin


def _stems(words: set[str], lang: str) -> dict[str, set[str]]:
    """The stems of words by the stemmer of their language; none for a language without one."""
    stemmer = STEMMERS.get(lang.split("-")[0])
    if not stemmer or not words:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, tsvector_to_array(to_tsvector(%s::regconfig, w)) FROM unnest(%s::text[]) w",
            [stemmer, sorted(words)],
        )
        return {word: set(stems) for word, stems in cursor.fetchall()}


def _group(lexemes: Lexemes, factor: float, known: Statistics) -> Group:
    # What no count knows is one rare thing, however many ways there are to write it.
    frequency = min(sum(known.frequency(*lexeme) for lexeme in lexemes) or known.rarest, 1.0)
    written = " | ".join(f"'{lexeme}'{':*' if beginning else ''}" for lexeme, beginning in sorted(lexemes))
    return Group(written, factor * math.log(1 + 1 / max(frequency, 1e-6)), frequency)
