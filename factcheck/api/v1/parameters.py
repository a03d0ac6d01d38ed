"""Query parameters: each is declared once, with how it is read, what it means and its schema. None is ever ignored."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from claims.choices import SubjectKind
from claims.search import LONGEST_QUERY, MOST_WORDS
from factcheck.api import problems
from factcheck.api.problems import Problem
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import check_characters, check_language, folded

# The words in which parameters name the kinds of things.
PLURALS = {f"{kind.value}s": kind for kind in SubjectKind}

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_MOST_ERRORS = 20  # in one answer: whoever sends more than this reads none
_LONGEST_NAME = 40

Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `read` raises ValueError with a sentence about what is wrong."""

    name: str
    read: Reader
    meaning: str
    schema: Mapping[str, Any]
    example: Any = None


def read_all(parameters: Iterable[Parameter], query: QueryDict) -> dict[str, Any]:
    """The values given, by name. Raises a Problem that names every parameter that is unknown, repeated or wrong."""
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, given in query.lists():
        try:
            values[name] = _read(known, name, given)
        except (ValueError, ValidationError) as wrong:
            errors[name] = " ".join(wrong.messages) if isinstance(wrong, ValidationError) else str(wrong)
    if errors:
        raise refusal(errors)
    return values


def refusal(errors: Mapping[str, str]) -> Problem:
    """The Problem for what is wrong with each of these parameters."""
    shown = [
        {"parameter": name[:_LONGEST_NAME], "detail": detail} for name, detail in list(errors.items())[:_MOST_ERRORS]
    ]
    first = f"{shown[0]['parameter']}: {shown[0]['detail']}"
    return Problem(problems.INVALID_PARAMETERS, first, errors=shown)


def _read(known: Mapping[str, Parameter], name: str, given: Sequence[str]) -> Any:
    if name not in known:
        raise ValueError(f"There is no such parameter here. There are: {', '.join(known)}.")
    if len(given) > 1 and known[name].schema["type"] != "array":
        raise ValueError("Give it once.")
    return known[name].read(",".join(given))  # several values may stand in one parameter, or in one each


def code_of(choices: Sequence[str]) -> Reader:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"Give one of: {', '.join(choices)}.")
        return value

    return read


def codes_of(choices: Sequence[str]) -> Reader:
    def read(value: str) -> list[str]:
        codes = value.split(",")
        if not set(codes) <= set(choices):
            raise ValueError(f"Give one or more of these, with commas between them: {', '.join(choices)}.")
        return sorted(set(codes))

    return read


def id_of(kind: SubjectKind) -> Reader:
    pattern = re.compile(PUBLIC_ID_PATTERN)
    letter = LETTERS[kind]

    def read(value: str) -> str:
        if not (pattern.fullmatch(value) and value.startswith(letter)):
            raise ValueError(f"Give the id of a {kind.value}: the letter {letter} and ten letters or digits.")
        return value

    return read


def read_any_id(value: str) -> str:
    if not re.fullmatch(PUBLIC_ID_PATTERN, value):
        raise ValueError("Give an id: a letter and ten letters or digits.")
    return value


# The first letter of an id (sources.public_ids) tells what it is the id of.
LETTERS = {kind: "n" if kind == SubjectKind.CORRECTION else kind.value[0] for kind in SubjectKind}


def read_language(value: str) -> str:
    check_language(value)
    return value


def read_moment(value: str) -> datetime:
    if not _MOMENT.fullmatch(value):
        raise ValueError("Give a moment with its zone, such as 2022-01-09T18:00:00Z; a plus sign is written %2B.")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (OverflowError, ValueError):
        raise ValueError("There is no such moment.") from None


def read_past_moment(value: str) -> datetime:
    moment = read_moment(value)
    if moment > timezone.now():
        raise ValueError("This moment has not come yet.")
    return moment


def read_number(value: str) -> Decimal:
    if not _NUMBER.fullmatch(value):
        raise ValueError("Give a number such as 8000 or -2.5: digits without grouping, at most two decimals.")
    return Decimal(value)


def whole_number(low: int, high: int) -> Reader:
    def read(value: str) -> int:
        if not _WHOLE_NUMBER.fullmatch(value) or not low <= int(value) <= high:
            raise ValueError(f"Give a whole number from {low} to {high}.")
        return int(value)

    return read


def read_search(value: str) -> str:
    check_characters(value)
    if len(value) > LONGEST_QUERY:
        raise ValueError(f"Give at most {LONGEST_QUERY} characters.")
    words = folded(value).split()
    if not words or len(words) > MOST_WORDS:
        raise ValueError(f"Give one to {MOST_WORDS} words or numbers to search for.")
    return value


def read_kinds(value: str) -> list[SubjectKind]:
    """Kinds of things by their plurals; empty for none."""
    names = value.split(",") if value else []
    if not set(names) <= set(PLURALS):
        raise ValueError(f"Give nothing, or some of these with commas between them: {', '.join(PLURALS)}.")
    return [PLURALS[name] for name in sorted(set(names))]


def names_of(names: Sequence[str]) -> Reader:
    """Names out of these, in the order given."""

    def read(value: str) -> list[str]:
        given = value.split(",")
        if not set(given) <= set(names):
            raise ValueError(f"Give one or more of these, with commas between them: {', '.join(names)}.")
        return list(dict.fromkeys(given))

    return read


def read_text(value: str) -> str:
    return value
