"""The OpenAPI document, and a page drawn from it for people (docs/adr/0041 says why not by a bundled reader)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from claims import reading
from factcheck.api import problems
from factcheck.api.answering import ReadView
from factcheck.api.v1.describing import RECORDS, schema, schema_json
from factcheck.api.v1.parameters import read_all
from factcheck.keeping import Document
from factcheck.serving import serve

_OF_THE_PROGRAM: frozenset[str] = frozenset()  # no Record is shown, so none can change it
_METHODS = ("get", "post", "put", "patch", "delete")
_CODE = re.compile(r"^\* `(?P<code>[^`]+)` - (?P<label>.*)$", re.MULTILINE)


class OpenAPI(ReadView):
    schema = None

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        return serve(
            request,
            "openapi",
            lambda: Document(
                schema_json(), request.path, shown=_OF_THE_PROGRAM, headers={"Content-Type": "application/json"}
            ),
        )


class Reference(ReadView):
    schema = None
    media_type = "text/html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return serve(request, "reference", lambda: Document(_draw(request.path).encode(), request.path))


@require_safe
def to_problem(request: HttpRequest, slug: str) -> HttpResponse:
    """From the address of a kind of error to what the page says of it."""
    return HttpResponseRedirect(f"{reverse('api-reference')}#{slug}")


def _draw(path: str) -> str:
    with override("en"):
        page = {
            "title": "For partners: the programming interface",
            "site_name": settings.PUBLISHER_NAME or "Public record of claims",
            "language": "en",
            "direction": "ltr",
            "url": settings.BASE_URL + path,
            "demonstration": reading.is_demonstration(),
        }
        newest = reading.listed(reading.Filters(), limit=1)
        context = {
            "page": page,
            "base_url": settings.BASE_URL,
            "example": newest[0].subject if newest else RECORDS[0]["id"],
            "problems": problems.KINDS,
            **_told(schema()),
        }
        return render_to_string("api/reference.html", context)


@dataclass(frozen=True)
class Field:
    """A parameter or a field, in words."""

    name: str
    kind: str
    shape: str  # the name of a shape that it has, and that the page describes
    meaning: str
    codes: Sequence[tuple[str, str]]
    example: str
    optional: bool


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the template needs of an OpenAPI document."""
    shapes = document["components"]["schemas"]
    return {
        "introduction": document["info"]["description"],
        "operations": [
            _operation(path, method, item[method])
            for path, item in document["paths"].items()
            for method in _METHODS
            if method in item
        ],
        "shapes": [_shape(name, described) for name, described in shapes.items() if "properties" in described],
    }


def _operation(path: str, method: str, described: Mapping[str, Any]) -> dict[str, Any]:
    answers = [answer for status, answer in described["responses"].items() if status.startswith("2")]
    answer, taken = _schema_of(answers[0]), _schema_of(described.get("requestBody", {}))
    description, columns = _codes(described["description"])
    return {
        "id": described["operationId"],
        "method": method.upper(),
        "path": path,
        "needs_key": {} not in described["security"],
        "taken": _shape_of(taken),
        "summary": described["summary"],
        "description": description,
        "columns": columns,
        "parameters": [
            _field(parameter["name"], {**parameter, **parameter["schema"]}, not parameter.get("required"))
            for parameter in described.get("parameters", ())
        ],
        "answer": _shape_of(answer),
        "errors": [
            {"status": status, "description": answer["description"]}
            for status, answer in described["responses"].items()
            if int(status) >= 400
        ],
    }


def _schema_of(described: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of an answer or of what is sent; nothing where there is none."""
    content = described.get("content", {})
    return next(iter(content.values()))["schema"] if content else {}


def _shape(name: str, described: Mapping[str, Any]) -> dict[str, Any]:
    required = described.get("required", ())
    return {
        "name": name,
        "description": described.get("description", ""),
        "fields": [_field(field, of, field not in required) for field, of in described["properties"].items()],
    }


def _field(name: str, described: Mapping[str, Any], optional: bool) -> Field:
    meaning, codes = _codes(described.get("description", ""))
    if not codes:
        codes = [(code, "") for code in _inner(described).get("enum", ()) if code is not None]
    return Field(name, _kind(described), _shape_of(described), meaning, codes, _example(described), optional)


def _inner(described: Mapping[str, Any]) -> Mapping[str, Any]:
    return described["items"] if described.get("type") == "array" else described


def _codes(description: str) -> tuple[str, list[tuple[str, str]]]:
    """The prose of a description, and the list of codes below it."""
    return _CODE.sub("", description).strip(), [
        (found["code"], found["label"]) for found in _CODE.finditer(description)
    ]


def _shape_of(described: Mapping[str, Any]) -> str:
    candidates = [described, *described.get("oneOf", ()), *described.get("allOf", ())]
    candidates += [
        described[name] for name in ("items", "additionalProperties") if isinstance(described.get(name), dict)
    ]
    return next((of["$ref"].rsplit("/", 1)[1] for of in candidates if "$ref" in of), "")


def _kind(described: Mapping[str, Any]) -> str:
    kinds = described.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if any(of.get("type") == "null" for of in described.get("oneOf", ())):
        kinds.append("null")
    words = {
        "array": "list of" if _shape_of(described) else "list",
        "object": "by language:" if "additionalProperties" in described else "object",
    }
    if "format" in described and described["format"] != "double":
        words["string"] = described["format"]
    return " or ".join(words.get(kind, kind) for kind in kinds)


def _example(described: Mapping[str, Any]) -> str:
    examples = described.get("examples") or described.get("example")
    if not examples:
        return ""
    value = next(iter(examples.values()))["value"] if isinstance(examples, dict) else examples[0]
    if isinstance(value, list):
        return ",".join(value)
    return value if isinstance(value, str) else orjson.dumps(value).decode()
