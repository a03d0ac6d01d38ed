"""Questions as they come: JSON in a parameter, of which nothing is trusted. What is wrong is named by its place."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from claims.search import LONGEST_QUERY
from factcheck.api.reconcile.matching import Question
from factcheck.api.reconcile.types import TYPES, Property, Type
from sources.texts import check_characters

MOST_QUERIES = 50
MOST_IDS = 200
_MOST_RESULTS = 25
_MOST_VALUES = 10
_USUAL = 5
_LONGEST_PARAMETER = 200_000  # characters

Json = dict[str, Any]


def _parsed(text: str) -> Json:
    """The object in a parameter. Raises ValueError, as everything here does, with a sentence about what is wrong."""
    if len(text) > _LONGEST_PARAMETER:
        raise ValueError(f"Give at most {_LONGEST_PARAMETER} characters of JSON.")
    try:
        value = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise ValueError("This is not JSON.") from None
    if not isinstance(value, dict):
        raise ValueError("Give a JSON object.")
    return value


def read_queries(text: str) -> dict[str, Question]:
    """A batch of questions by their keys."""
    batch = _parsed(text)
    if not 0 < len(batch) <= MOST_QUERIES:
        raise ValueError(f"Give 1 to {MOST_QUERIES} queries.")
    return {key: _question(key, value) for key, value in batch.items()}


def _question(key: str, value: Any) -> Question:
    place = key[:20]
    if not isinstance(value, dict):
        raise ValueError(f"{place}: Give a JSON object.")
    text = value.get("query", "")
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{place}.query: Give words to search for.")
    return Question(
        checked(text, f"{place}.query"),
        list(_types(value.get("type"), f"{place}.type")),
        _limit(value.get("limit", _USUAL), f"{place}.limit"),
        list(_properties(value.get("properties", []), f"{place}.properties")),
    )


def checked(text: str, place: str) -> str:
    """The text, cut to what a search takes. Raises ValueError for characters that no text has."""
    try:
        check_characters(text)
    except Exception as wrong:
        raise ValueError(f"{place}: It has characters that no text has.") from wrong
    return text[:LONGEST_QUERY]


def _types(value: Any, place: str) -> Iterator[Type]:
    given = value if isinstance(value, list) else [value] if value else list(TYPES)
    for each in given:
        name = each.get("id") if isinstance(each, dict) else each
        if not isinstance(name, str) or name not in TYPES:
            raise ValueError(f"{place}: There are these types: {', '.join(TYPES)}.")
        yield TYPES[name]


def _limit(value: Any, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{place}: Give a whole number from 1.")
    return min(value, _MOST_RESULTS)


def _properties(value: Any, place: str) -> Iterator[tuple[str, Sequence[Any]]]:
    if not isinstance(value, list):
        raise ValueError(f"{place}: Give a list.")
    for each in value:
        if not isinstance(each, dict) or not isinstance(each.get("pid"), str) or "v" not in each:
            raise ValueError(f"{place}: Each has `pid` and `v`.")
        values = each["v"] if isinstance(each["v"], list) else [each["v"]]
        yield each["pid"], values[:_MOST_VALUES]


def read_extension(text: str) -> tuple[list[str], list[Property | str]]:
    """The ids and the properties of a table to be extended; an unknown property as its id."""
    asked = _parsed(text)
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(i, str) for i in ids) or len(ids) > MOST_IDS:
        raise ValueError(f"ids: Give a list of at most {MOST_IDS} ids.")
    if not isinstance(properties, list) or not all(_has_id(each) for each in properties):
        raise ValueError("properties: Give a list of objects with `id`.")
    known = {each.id: each for kind in TYPES.values() for each in kind.properties}
    return [checked(i, "ids") for i in ids], [known.get(each["id"], each["id"][:40]) for each in properties]


def _has_id(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)
