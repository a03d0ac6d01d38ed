"""What can be reconciled: types, and the properties by which a table is matched and extended."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claims.choices import SubjectKind
from factcheck.structured import origins

Body = dict[str, Any]
Value = dict[str, Any]


@dataclass(frozen=True)
class Property:
    """A property: what it is called, the values that a body has for it, and the type of thing that these name."""

    id: str
    name: str
    meaning: str
    values: Callable[[Body], Iterable[Any]]
    shape: str = "str"  # in the words of the standard: str, float, date or id
    type: SubjectKind | None = None


@dataclass(frozen=True)
class Type:
    """A type of things that can be found."""

    kind: SubjectKind
    name: str
    meaning: str
    words: Callable[[Body], Iterator[str]]  # all that it may be called
    properties: tuple[Property, ...]


def _at(*path: str) -> Callable[[Body], Iterable[Any]]:
    """The one value at a path of the body; none where the path ends early."""

    def values(body: Body) -> Iterable[Any]:
        value: Any = body
        for name in path:
            value = value.get(name) if value else None
        return () if value is None else (value,)

    return values


def _names(body: Body) -> Iterator[str]:
    yield from (name["text"] for name in body.get("names", ()))


def _sayings(body: Body) -> Iterator[str]:
    if wording := body.get("wording"):
        yield wording["text"]
    yield from (entry["text"] for entry in body.get("summary", {}).values())


def _origins(body: Body) -> Iterator[str]:
    if "attributions" not in body:  # no claim
        return
    yield from (origin["source"] for origin in origins(body) if origin["source"])


def _roles(body: Body) -> Iterator[str]:
    for role in body.get("roles", ()):
        yield from (entry["text"] for entry in role["title"].values())


SOURCE = Type(
    SubjectKind.SOURCE,
    "Source",
    "A person or body that says things.",
    _names,
    (
        Property("wikidata", "Wikidata item", "Its item in Wikidata, such as Q1234.", _at("wikidata_id")),
        Property("kind", "Kind", "What it is: government, agency, person and so on.", _at("kind")),
        Property("name", "Name", "Its names, in any language and script.", _names),
        Property("role", "Role", "The roles that it has or had.", _roles),
    ),
)
CLAIM = Type(
    SubjectKind.CLAIM,
    "Claim",
    "A figure or a statement that somebody said.",
    _sayings,
    (
        Property("status", "Status", "Where it stands. `retracted` does not mean false.", _at("status", "code")),
        Property("words", "Figure in words", "The figure word for word.", _at("figure", "words")),
        Property("qualifier", "Qualifier", "What stood before the number.", _at("figure", "qualifier")),
        Property("low", "Lowest number", "The lowest number; none for an open end.", _at("figure", "low"), "float"),
        Property("high", "Highest number", "The highest number; none for an open end.", _at("figure", "high"), "float"),
        Property("as_of", "As of", "The time for which the figure was given.", _at("figure", "as_of", "at"), "date"),
        Property("wording", "Wording", "The claim word for word.", _at("wording", "text")),
        Property("origin", "Origin", "Who is said to have said it.", _origins, "id", SubjectKind.SOURCE),
        Property("topic", "Topic", "The story that it belongs to.", _at("topic"), "id", SubjectKind.TOPIC),
        Property("measure", "Measure", "The question that it answers.", _at("measure"), "id", SubjectKind.MEASURE),
        Property("decided_at", "Decided", "When the desk decided.", _at("status", "decided_at"), "date"),
    ),
)
TYPES: Mapping[str, Type] = {kind.kind.value: kind for kind in (SOURCE, CLAIM)}


def reference(kind: Type) -> Value:
    """How the standard refers to a type."""
    return {"id": kind.kind.value, "name": kind.name}
