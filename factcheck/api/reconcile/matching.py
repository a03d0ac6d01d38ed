"""Finding what a name or a sentence means, and how sure that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claims import reading
from claims.reading import Filters, Stored
from claims.search import LONGEST_QUERY, MOST_WORDS
from factcheck.api.reconcile.types import TYPES, Property, Type
from sources.texts import folded

# Candidates that are weighed for one question: more cannot be told apart by their words anyway.
_WEIGHED = 30
_FULL = 100.0
_FOR_PROPERTIES = 0.4  # the part of a score that agreement of properties decides, where some are given


@dataclass(frozen=True)
class Question:
    """One cell of somebody's table, with what else is known about it."""

    text: str
    types: Sequence[Type]
    limit: int
    properties: Sequence[tuple[str, Sequence[Any]]] = ()


@dataclass(frozen=True)
class Candidate:
    """Something that may be meant, how well it fits out of 100, and whether it is meant beyond doubt."""

    row: Stored
    type: Type
    score: float
    match: bool = False


def answer(question: Question) -> list[Candidate]:
    """The best candidates. One is a match when its name is the very same, and no other one's is."""
    found = [c for kind in question.types for c in _weighed(question, kind)]
    found.sort(key=lambda candidate: (-candidate.score, candidate.row.subject))
    certain = [candidate for candidate in found if candidate.score >= _FULL]
    if len(certain) == 1:
        found[0] = Candidate(found[0].row, found[0].type, found[0].score, match=True)
    return found[: question.limit]


def _weighed(question: Question, kind: Type) -> Iterator[Candidate]:
    wanted = {name: values for name, values in question.properties if name in {p.id for p in kind.properties}}
    for row in _candidates(question.text, kind):
        score = _likeness(question.text, kind.words(row.json))
        if wanted:
            agreement = _agreement(row.json, kind.properties, wanted)
            score = score * (1 - _FOR_PROPERTIES) + _FULL * agreement * _FOR_PROPERTIES
        yield Candidate(row, kind, round(score, 2))


def _candidates(text: str, kind: Type) -> Iterable[Stored]:
    """What has all of the words; where nothing has, what has one of them."""
    if exact := reading.find([text]):  # whoever has an id already asks by it
        return [row for row in exact.values() if row.subject_kind == kind.kind]
    words = folded(text[:LONGEST_QUERY]).split()[:MOST_WORDS]
    if all_words := _searched(" ".join(words), kind):
        return all_words
    found = [row for word in sorted(words, key=len, reverse=True)[:4] for row in _searched(word, kind)]
    return {row.subject: row for row in found}.values()


def _searched(text: str, kind: Type) -> list[Stored]:
    if not text:
        return []
    head = reading.head()
    return reading.page(Filters(subject_kind=kind.kind, text=text), pinned=head, before=head, limit=_WEIGHED).rows


def _likeness(text: str, words: Iterable[str]) -> float:
    """How like the text is to the likest of these, out of 100: the share of triples of letters that they have in common
    (Dice). Accents, cases and the order of words do not matter."""
    asked = _triples(text)
    return max((_FULL * 2 * len(asked & each) / (len(asked) + len(each)) for each in map(_triples, words)), default=0.0)


def _triples(text: str) -> set[str]:
    padded = [f"  {word} " for word in folded(text[:LONGEST_QUERY]).split()]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)} or {""}


def _agreement(body: dict[str, Any], properties: Iterable[Property], wanted: dict[str, Sequence[Any]]) -> float:
    """The share of the properties that agree in one of their values."""
    values = {p.id: {_comparable(value) for value in p.values(body)} for p in properties if p.id in wanted}
    return sum(bool(values[name] & set(map(_comparable, given))) for name, given in wanted.items()) / len(wanted)


def _comparable(value: Any) -> str:
    if isinstance(value, dict):  # a cell that was matched before comes with its id
        value = value.get("id", "")
    try:
        return f"{float(value):g}"
    except (TypeError, ValueError):
        return folded(str(value)[:LONGEST_QUERY])


def suggested(prefix: str, kinds: Iterable[Type], limit: int) -> list[Candidate]:
    """What begins like this, for whoever types."""
    found = [Candidate(row, k, _likeness(prefix, k.words(row.json))) for k in kinds for row in _candidates(prefix, k)]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.row.subject))[:limit]


def things(ids: Iterable[str]) -> dict[str, Stored]:
    """Sources and claims by their ids; unknown ones are left out."""
    return {i: row for i, row in reading.find(ids).items() if row.subject_kind in TYPES and row.body is not None}
