"""Which parameters each address takes, and the question that they make of the record."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from claims import reading
from claims.choices import PUBLIC_STATUSES, ClaimKind, CorrectionKind, SubjectKind
from claims.reading import Filters
from claims.search import LONGEST_QUERY
from factcheck.api.v1 import parameters
from factcheck.api.v1.bodies import BODIES
from factcheck.api.v1.parameters import LETTERS, PLURALS, Parameter
from factcheck.api.waiting import LONGEST_WAIT
from sources.choices import ReportKind, SourceKind
from sources.public_ids import PUBLIC_ID_PATTERN

MOST_IN_A_LIST = 100
MOST_CHANGES = 1000

_MOMENT = {"type": "string", "format": "date-time"}
_CODES = {"type": "array", "minItems": 1, "uniqueItems": True}


def _id(name: str, kind: SubjectKind, meaning: str) -> Parameter:
    letter = LETTERS[kind]
    pattern = f"^{PUBLIC_ID_PATTERN.replace('[a-z]', letter, 1)}$"
    schema = {"type": "string", "pattern": pattern}
    return Parameter(name, parameters.id_of(kind), f"The id of {meaning}.", schema, f"{letter}4k8rp0wz2m")


def _code(choices: Sequence[str], meaning: str) -> Parameter:
    return Parameter(
        "kind", parameters.code_of(choices), meaning, {"type": "string", "enum": list(choices)}, choices[0]
    )


def _number(name: str, meaning: str) -> Parameter:
    return Parameter(name, parameters.read_number, meaning, {"type": "number", "multipleOf": 0.01}, 8000)


def _limit(most: int, default: int) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter("limit", parameters.whole_number(1, most), "How many Records at most.", schema, default)


AS_OF = Parameter(
    "as_of",
    parameters.read_past_moment,
    "The state that our record had at this moment, by the time at which we recorded it. With a zone; not in the future."
    " A plus sign is written %2B in an address.",
    _MOMENT,
    "2022-01-10T12:00:00Z",
)
INCLUDE = Parameter(
    "include",
    parameters.read_kinds,
    "Kinds of things: the Records in force of those that the results refer to come along in `included`.",
    {"type": "array", "items": {"type": "string", "enum": sorted(PLURALS)}, "uniqueItems": True},
    ["sources", "reports"],
)
LIMIT = _limit(MOST_IN_A_LIST, MOST_IN_A_LIST)
CURSOR = Parameter(
    "cursor",
    parameters.read_text,
    "Where the list goes on: part of the address in `next`, opaque and signed. All pages show the state at the moment"
    " of the first one.",
    {"type": "string", "minLength": 1},
)
SEARCH = Parameter(
    "q",
    parameters.read_search,
    "Words and numbers, all of which must be found: in the wording, the summaries and the names of sources in any"
    " spelling that we know; 8000 also finds 8 000, 8.000 and 8,000. A page of a search may hold fewer results than"
    " `limit` although `next` leads on.",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY},
    "Tokajew 164",
)
UPDATED_SINCE = Parameter(
    "updated_since",
    parameters.read_moment,
    "Only what has a Record recorded at this moment or later. To stay in sync use `/api/v1/changes/`: its index leaves"
    " no doubt about moments that are equal.",
    _MOMENT,
    "2022-01-09T00:00:00Z",
)
AFTER = Parameter(
    "after",
    parameters.whole_number(-1, 10**18 - 1),
    "The index of the last Record that you have; without it the log is read from its beginning.",
    {"type": "integer", "minimum": -1, "default": -1},
    4711,
)

WAIT = Parameter(
    "wait",
    parameters.whole_number(0, LONGEST_WAIT),
    "Seconds for which the answer may wait for the next Record while there is none after `after`. When many wait"
    " already, the answer comes at once.",
    {"type": "integer", "minimum": 0, "maximum": LONGEST_WAIT, "default": 0},
    1,
)
_LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]
LANG = Parameter(
    "lang",
    parameters.code_of(_LANGUAGE_CODES),
    "The language of `labels`, which come along with each result: what readers are told instead of the codes, which"
    " are never translated.",
    {"type": "string", "enum": _LANGUAGE_CODES},
    _LANGUAGE_CODES[0],
)


def _fields(kind: SubjectKind) -> Parameter:
    """Which fields of bodies are wanted. What identifies a body is always there."""
    names = [name for name in map(str, BODIES[kind]().fields) if name not in ALWAYS]
    return Parameter(
        "fields",
        parameters.names_of(names),
        "The fields of the body that are wanted, besides `v`, `type` and `id`. Without it bodies are whole, as they"
        " were published. What comes along in `included` is whole too.",
        {**_CODES, "items": {"type": "string", "enum": names}},
        names[-2:],
    )


ALWAYS = ("v", "type", "id")

_NARROWING: Mapping[SubjectKind, tuple[Parameter, ...]] = {
    SubjectKind.CLAIM: (
        Parameter(
            "status",
            parameters.codes_of([status.value for status in PUBLIC_STATUSES]),
            "One status or several. `retracted` (withdrawn by those who gave it) does not mean false.",
            {**_CODES, "items": {"type": "string", "enum": [status.value for status in PUBLIC_STATUSES]}},
            ["disputed", "retracted"],
        ),
        _id("topic", SubjectKind.TOPIC, "the topic"),
        _id("measure", SubjectKind.MEASURE, "the measure, the question that a figure answers"),
        _id(
            "source",
            SubjectKind.SOURCE,
            "a source anywhere in the claim: in a chain by which it reached us, or as the one who withdrew, denied or"
            " challenged it or was asked",
        ),
        _id("report", SubjectKind.REPORT, "a report that carries the claim, or speaks for or against it"),
        _code(ClaimKind.values, "Figures or statements."),
        Parameter(
            "language",
            parameters.read_language,
            "The language of the wording, a BCP 47 tag exactly as in `wording.lang`.",
            {"type": "string"},
            "de",
        ),
        _number("at_least", "Figures that may be this number or more; one with an open end may be any number there."),
        _number("at_most", "Figures that may be this number or less."),
    ),
    SubjectKind.TOPIC: (),
    SubjectKind.MEASURE: (_id("topic", SubjectKind.TOPIC, "the topic"),),
    SubjectKind.SOURCE: (_code(SourceKind.values, "What the source is."),),
    SubjectKind.REPORT: (
        _code(ReportKind.values, "What the report is."),
        _id("source", SubjectKind.SOURCE, "the publisher"),
    ),
    SubjectKind.CORRECTION: (
        _code(CorrectionKind.values, "A correction, or a clarification."),
        _id("claim", SubjectKind.CLAIM, "the corrected claim"),
    ),
}


def whole_list(kind: SubjectKind) -> tuple[Parameter, ...]:
    """The parameters that say which Records of `kind` are meant."""
    return (*_NARROWING[kind], SEARCH, UPDATED_SINCE, AS_OF)


def paged_list(kind: SubjectKind) -> tuple[Parameter, ...]:
    return (*whole_list(kind), _fields(kind), INCLUDE, LANG, LIMIT, CURSOR)


def detail(kind: SubjectKind) -> tuple[Parameter, ...]:
    return (_fields(kind), INCLUDE, LANG, AS_OF)


CHANGES = (AFTER, _limit(MOST_CHANGES, MOST_IN_A_LIST), WAIT)


def question(kind: SubjectKind, asked: Mapping[str, Any]) -> Filters:
    """The question that the parameters of a list make. Raises a Problem where two of them contradict each other."""
    low, high = asked.get("at_least"), asked.get("at_most")
    if low is not None and high is not None and low > high:
        raise parameters.refusal({"at_least": "It is above at_most."})
    return Filters(
        subject_kind=kind,
        status=asked.get("status", ()),
        topic=asked.get("topic", ""),
        measure=asked.get("measure", ""),
        kind=asked.get("kind", ""),
        language=asked.get("language", ""),
        source=asked.get("source", ""),
        mentions=asked.get("claim") or asked.get("report", ""),
        updated_since=asked.get("updated_since"),
        at_least=low,
        at_most=high,
        text=asked.get("q", ""),
        as_of=moment_of(asked),
    )


def moment_of(asked: Mapping[str, Any]) -> int | None:
    """The length that the log had at the moment in `as_of`; None when the present is meant."""
    return reading.head_at(asked["as_of"]) if "as_of" in asked else None


def check_ids(asked: Mapping[str, Any]) -> None:
    """Raise a Problem for each id that nothing has. Asked when a list is empty: a mistyped id must not look like an
    empty answer."""
    given = {name: asked[name] for name in ("topic", "measure", "source", "report", "claim") if name in asked}
    known = reading.find(given.values()) if given else {}
    if unknown := {name: f"No {name} has this id." for name, value in given.items() if value not in known}:
        raise parameters.refusal(unknown)
