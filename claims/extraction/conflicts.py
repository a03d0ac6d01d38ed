"""Statements that may be at odds: one says that something is never done, another that it was ordered or done.

Only a suggestion. Whether the two speak of the same people is the editor's question, so both populations are named as
the text has them: "friedliche Demonstranten" and "Demonstranten" are not the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.extraction.line import Line
from claims.extraction.proposals import Statement
from claims.extraction.reading import Reading
from claims.extraction.speech import Speech
from claims.extraction.words import words

_STEM = 5  # letters that two forms of a word share: "schießen" and "schieße"
_SHORTEST = 4  # letters of a word that tells what a statement is about
_MOST_COMPARED = 60  # statements; each is compared with each
_LONGEST_DESCRIPTION = 3  # words before a noun that describe it


@dataclass(frozen=True, slots=True)
class Conflict:
    """`first` and `second` are places among the statements, `shared` words of both, `populations` whom each is on."""

    first: int
    second: int
    shared: tuple[str, ...]
    populations: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a statement is about: its telling words by their stems, and whether it says no."""

    line: Line
    stems: dict[str, int]
    negated: bool


def possible_conflicts(reading: Reading, found: Sequence[Statement]) -> tuple[Conflict, ...]:
    """The pairs of statements that share an act and those it is done to, where only one of them says no."""
    if reading.speech is None:
        return ()
    gists = [_gist(reading.text[one.start : one.end], reading.speech, one.denies) for one in found[:_MOST_COMPARED]]
    return tuple(_conflicts(gists))


def _gist(text: str, speech: Speech, denied: bool) -> _Gist:
    line = Line(words(text, 0, len(text)), speech)
    stems = {low[:_STEM]: place for place, low in enumerate(line.lows) if _tells(line, place)}
    negations = sum(line.has("never", place) for place in range(len(line.texts)))
    return _Gist(line, stems, bool(negations) != denied)


def _tells(line: Line, place: int) -> bool:
    grammar = ("stops", "determiners", "prepositions", "finite", "lead_ins", "never", "times", "pronouns")
    long = line.is_word(place) and len(line.lows[place]) >= _SHORTEST
    return long and not any(line.has(name, place) for name in grammar)


def _conflicts(gists: Sequence[_Gist]) -> Iterator[Conflict]:
    for (first, one), (second, other) in combinations(enumerate(gists), 2):
        shared = [stem for stem in one.stems if stem in other.stems]
        if len(shared) < 2 or one.negated == other.negated:
            continue
        named = tuple(one.line.texts[one.stems[stem]] for stem in shared)
        yield Conflict(first, second, named, _populations(one, other, shared))


def _populations(one: _Gist, other: _Gist, shared: Sequence[str]) -> tuple[str, str] | None:
    """Whom both speak of, each as described there: the shared noun that stands in an object's place."""
    for stem in shared:
        places = one.stems[stem], other.stems[stem]
        if _is_object(one.line, places[0]) and _is_object(other.line, places[1]):
            return _described(one.line, places[0]), _described(other.line, places[1])
    return None


def _first_of_description(line: Line, place: int) -> int:
    first = place
    while first > 0 and place - first < _LONGEST_DESCRIPTION and _describes(line, first - 1):
        first -= 1
    return first


def _describes(line: Line, place: int) -> bool:
    """Whether the word may describe the noun behind it: no mark, no preposition, no verb, no article."""
    small = line.is_word(place) and not line.is_capital(place)
    grammar = ("stops", "determiners", "prepositions", "finite", "never", "that")
    return small and not any(line.has(name, place) for name in grammar) and not line.speech.verbs_of(line.lows[place])


def _is_object(line: Line, place: int) -> bool:
    """Whether the noun stands behind a preposition or an article: what is done to it, not the act itself."""
    before = _first_of_description(line, place) - 1
    return line.has("prepositions", before) or line.has("determiners", before)


def _described(line: Line, place: int) -> str:
    end = place + 1
    while line.speech.adjectives_follow and end - place <= 2 and end < len(line.texts) and _describes(line, end):
        end += 1
    return " ".join(line.texts[_first_of_description(line, place) : end])
