"""What partners send: JSON, read strictly. Whatever is wrong is pointed at, and nothing unknown is ignored."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, ValidationError
from django.http import HttpRequest
from rest_framework import serializers as s

from factcheck.api import problems
from factcheck.api.problems import Problem

MOST_BYTES = 1024 * 1024
_MOST_ERRORS = 20  # in one answer: whoever sends more than this reads none
_LONGEST_POINTER = 100


class Strict(s.Serializer[Any]):
    """An object of which every field must be known."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.fields]):
            sentence = f"There is no such field here. There are: {', '.join(self.fields)}."
            raise s.ValidationError({str(name): [sentence] for name in unknown})
        return super().to_internal_value(data)


def received(request: HttpRequest, shape: type[Strict], *, partial: bool = False) -> dict[str, Any]:
    """What was sent, checked. Raises a Problem that points at whatever is wrong."""
    if request.content_type != "application/json":
        raise Problem(problems.UNSUPPORTED_TYPE, "Send `Content-Type: application/json`.")
    try:
        if len(request.body) > MOST_BYTES:
            raise RequestDataTooBig
        data = orjson.loads(request.body)
    except RequestDataTooBig:
        raise Problem(problems.TOO_LARGE, f"Send at most {MOST_BYTES} bytes at once.") from None
    except orjson.JSONDecodeError as error:
        raise Problem(problems.INVALID_BODY, f"This is not JSON: {error}.") from None
    checked = shape(data=data, partial=partial)
    if not checked.is_valid():
        raise refusal(checked.errors)
    return dict(checked.validated_data)


def refused(error: ValidationError) -> Problem:
    """The Problem for what a model refuses."""
    return refusal(error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages})


def refusal(errors: Mapping[str, Any]) -> Problem:
    """The Problem for errors by field, nested as what was sent is."""
    told = [
        {"pointer": pointer[:_LONGEST_POINTER], "detail": detail}
        for (pointer, detail), _counted in zip(_pointed(errors, "#"), range(_MOST_ERRORS), strict=False)
    ]
    return Problem(problems.INVALID_BODY, f"{told[0]['pointer']}: {told[0]['detail']}", errors=told)


def _pointed(errors: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            here = str(name).replace("~", "~0").replace("/", "~1")
            whole = name in (NON_FIELD_ERRORS, "non_field_errors")
            yield from _pointed(inner, at if whole else f"{at}/{here}")
    elif errors and all(isinstance(error, str) for error in errors):
        yield at, " ".join(errors)
    else:
        for number, inner in enumerate(errors):
            yield from _pointed(inner, f"{at}/{number}")
