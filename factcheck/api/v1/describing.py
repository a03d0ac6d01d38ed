"""The OpenAPI description, drawn from what the views declare."""

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from factcheck.api import deprecations, problems
from factcheck.api.v1.parameters import Parameter
from factcheck.api.v1.serializers import ProblemDetails

# Records of the running example, one of each kind and more, as this interface gives them.
RECORDS: list[dict[str, Any]] = orjson.loads((Path(__file__).parent / "examples.json").read_bytes())

_DESCRIPTION = """\
Who said a figure or a statement, through whom, and where it stands today. Everything is public and can be read without
a key. Bodies are the published bytes, the same in lists, details and changes.

A claim that is not in force any more is never deleted: its status says what became of it. Show a figure with its words,
its qualifier, who says so and its status, or do not show it."""
_TAKING_MAY_FAIL_WITH = (problems.INVALID_BODY, problems.TOO_LARGE, problems.UNSUPPORTED_TYPE)
_OPENED_MAY_FAIL_WITH = (problems.KEY_NEEDED, problems.INSUFFICIENT_SCOPE)
_EACH_MAY_FAIL_WITH = (
    problems.INVALID_PARAMETERS,
    problems.INVALID_KEY,
    problems.NOT_ACCEPTABLE,
    problems.TOO_MANY_REQUESTS,
    problems.UNAVAILABLE,
)
_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key that was given to a partner. Reading needs none; a key raises the limits.",
}


_OF_WHAT_IS_KEPT = {
    "ETag": "What the answer was made of; send it back in If-None-Match.",
    "Last-Modified": "When it last changed; left out within the first seconds.",
}


@dataclass(frozen=True)
class Description:
    """What a view says of itself besides its docstring and its parameters."""

    operation: str
    summary: str
    tag: str
    answer: Any  # a serializer, a JSON schema, or None where nothing comes back
    errors: Sequence[problems.Kind] = ()
    paged: bool = False
    more: str = ""  # a list to put below the docstring
    others: Mapping[int, tuple[Any, str]] = field(default_factory=dict)  # further answers by status
    media_types: Sequence[str] = ()  # where the view itself has several
    takes: Any = None  # a serializer of what is sent
    status: int = 200
    about: str = ""  # instead of the docstring, where a view has several methods
    problem: tuple[Any, str] = (ProblemDetails, problems.MEDIA_TYPE)  # the shape of errors, and its media type
    form: Any = None  # what may be sent with POST instead of parameters


class DescribedByItself(AutoSchema):
    """The description of a view that has `described()` and `parameters`."""

    def get_operation_id(self) -> str:
        by_form = self.method == "POST" and self._described.form is not None
        return self._described.operation + ("_by_form" if by_form else "")

    def get_request_serializer(self) -> Any:
        return self._described.takes or self._described.form

    def get_summary(self) -> str:
        return self._described.summary

    def get_description(self) -> str:  # type: ignore[override]
        described = self._described
        return "\n\n".join(filter(None, [described.about or inspect.getdoc(self.view), described.more]))

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"key": []}] if self._itself.opens else [{}, {"key": []}]

    def get_tags(self) -> list[str]:
        return [self._described.tag]

    def is_deprecated(self) -> bool:
        return any(not deprecated.parameter for deprecated in deprecations.of(self._described.operation))

    def get_override_parameters(self) -> list[Any]:
        read = self.method == "GET"
        parameters = self._itself.parameters if read else ()
        told = [_parameter(parameter, self._described.operation) for parameter in parameters]
        return [*told, *_headers(self._described, kept=read and not self._itself.opens)]

    def get_response_serializers(self) -> Any:
        described = self._described
        media_types = described.media_types or [self._itself.media_type]
        answers: dict[Any, OpenApiResponse] = {}
        for each in media_types:
            status: Any = described.status if described.answer is None else (described.status, each)
            answers[status] = OpenApiResponse(described.answer, described.summary)
        errors = [*_EACH_MAY_FAIL_WITH, *described.errors]
        if self._itself.opens:
            errors += [*_OPENED_MAY_FAIL_WITH, *(_TAKING_MAY_FAIL_WITH if described.takes else ())]
        else:
            answers[304] = OpenApiResponse(None, "Nothing has changed since the answer that had this ETag.")
        for code, (answer, meaning) in described.others.items():
            answers |= {(code, each): OpenApiResponse(answer, meaning) for each in media_types}
        for code, titles in _by_status(errors):
            shape, media_type = described.problem
            answers[code, media_type] = OpenApiResponse(shape, titles)
        return answers

    @property
    def _itself(self) -> Any:
        return self.view

    @property
    def _described(self) -> Description:
        described: Description | Mapping[str, Description] = self._itself.described()
        return described if isinstance(described, Description) else described[self.method]


def _parameter(parameter: Parameter, operation: str) -> OpenApiParameter:
    several = parameter.schema["type"] == "array"
    return OpenApiParameter(
        parameter.name,
        dict(parameter.schema),
        description=parameter.meaning,
        deprecated=any(d.parameter for d in deprecations.of(operation, [parameter.name])),
        style="form" if several else None,
        explode=False if several else None,
        examples=[] if parameter.example is None else [OpenApiExample(parameter.name, parameter.example)],
    )


def _headers(described: Description, kept: bool) -> list[OpenApiParameter]:
    meanings = {
        **(_OF_WHAT_IS_KEPT if kept else {}),
        "RateLimit": "How many requests are left (`r`), and in how many seconds they are as many as before (`t`).",
        **({"Link": 'The address of the next page, with rel="next".'} if described.paged else {}),
    }
    status = str(described.status)
    return [
        OpenApiParameter(name, str, OpenApiParameter.HEADER, description=meaning, response=[status])
        for name, meaning in meanings.items()
    ]


def _by_status(kinds: Iterable[problems.Kind]) -> Iterable[tuple[int, str]]:
    titles: dict[int, list[str]] = {}
    for kind in kinds:
        titles.setdefault(kind.status, []).append(f"`{kind.path}`: {kind.title}.")
    return [(status, " ".join(of_status)) for status, of_status in sorted(titles.items())]


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI document, in English whatever language is active."""
    with override("en"):
        document = SchemaGenerator(urlconf="factcheck.api.urls").get_schema(public=True)  # type: ignore[no-untyped-call]
    whole: dict[str, Any] = orjson.loads(orjson.dumps(document, default=str))
    whole["info"]["description"] = _DESCRIPTION
    whole["servers"] = [{"url": "/"}]
    whole["components"]["securitySchemes"] = {"key": _KEY}
    components = whole["components"]["schemas"]
    for record in RECORDS:
        envelope = {name: value for name, value in record.items() if name != "body"}
        for name, value in (("{}Record", record), ("{}Detail", envelope), ("AnyRecord", envelope)):
            _exemplify(components, components[name.format(record["type"].capitalize())], value)
    _tidy(whole)
    return whole


def schema_json() -> bytes:
    return orjson.dumps(schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _exemplify(components: dict[str, Any], described: dict[str, Any], value: Any) -> None:
    """Give each field the first value that it has in our example Records."""
    described = _resolved(components, described)
    if isinstance(value, list):
        for item in value:
            _exemplify(components, described["items"], item)
    elif isinstance(value, dict):
        fields = described.get("properties", {})
        for name, inner in value.items():
            _exemplify(components, fields.get(name) or described["additionalProperties"], inner)
    elif "properties" not in described and described.get("examples", [None]) == [None]:
        described["examples"] = [value]


def _resolved(components: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference, alone or beside null, leads to."""
    for choice in (described, *described.get("oneOf", ()), *described.get("allOf", ())):
        if "$ref" in choice:
            return dict.__getitem__(components, choice["$ref"].rsplit("/", 1)[1])
    return described


def _tidy(value: Any) -> None:
    """Take out a mark of the generator's own."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _tidy(inner)
    if isinstance(value, dict):
        value.pop("x-spec-enum-id", None)
