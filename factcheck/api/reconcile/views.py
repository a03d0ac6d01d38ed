"""The addresses of the reconciliation service."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from rest_framework import serializers as s
from rest_framework.parsers import FormParser

from claims import reading
from claims.choices import SubjectKind
from claims.reading import Stored
from claims.titles import title
from factcheck.api import problems
from factcheck.api.answering import ReadView
from factcheck.api.problems import Problem
from factcheck.api.reconcile import asked, matching
from factcheck.api.reconcile.matching import Candidate
from factcheck.api.reconcile.types import TYPES, Property, Type, reference
from factcheck.api.v1 import parameters
from factcheck.api.v1.describing import DescribedByItself, Description
from factcheck.api.v1.envelopes import written
from factcheck.api.v1.labels import labels
from factcheck.api.v1.linked import site
from factcheck.api.v1.parameters import Parameter, read_all
from factcheck.keeping import Document
from factcheck.serving import answer

Json = dict[str, Any]
_BASE = "/api/v1/reconcile/"
_OBJECT = {"type": "object", "additionalProperties": True}
_TEXT = {"type": "string"}
_FORM = "application/x-www-form-urlencoded"

_QUERIES = Parameter(
    "queries",
    asked.read_queries,
    f"Up to {asked.MOST_QUERIES} questions, a JSON object: each with `query`, and `type`, `limit` or `properties`.",
    _TEXT,
    '{"q0": {"query": "Tokajew", "type": "source", "limit": 3}}',
)
_EXTEND = Parameter(
    "extend",
    asked.read_extension,
    "Ids, and the properties whose values are wanted, as a JSON object.",
    _TEXT,
    '{"ids": ["s3yjydcq0mr"], "properties": [{"id": "wikidata"}]}',
)


def _prefix(value: str) -> str:
    return asked.checked(value, "prefix")


_PREFIX = Parameter("prefix", _prefix, "What was typed so far.", _TEXT, "Tok")
_CURSOR = Parameter("cursor", parameters.whole_number(0, 1000), "How many results to skip.", {"type": "integer"}, 0)
_TYPE = Parameter(
    "type", parameters.code_of(list(TYPES)), "The type.", {"type": "string", "enum": list(TYPES)}, "source"
)
_LIMIT = Parameter("limit", parameters.whole_number(1, 100), "How many at most.", {"type": "integer"}, 10)
_ID = Parameter("id", parameters.read_any_id, "The id of a source or a claim.", _TEXT, "s3yjydcq0mr")


class Form(s.Serializer[Any]):
    """The same parameters as a form."""

    queries = s.CharField(required=False, help_text=_QUERIES.meaning)
    extend = s.CharField(required=False, help_text=_EXTEND.meaning)


class Service(ReadView):
    """Match a table with our sources and claims: the Reconciliation Service API 0.2, for OpenRefine and its like.

    Without parameters it answers with its manifest. `queries` finds what names and sentences mean, `extend` adds
    columns to what was matched. Both may be sent as a form (POST, `application/x-www-form-urlencoded`) too.
    """

    schema = DescribedByItself()
    methods = ("GET", "HEAD", "POST")
    parser_classes = [FormParser]
    parameters = (_QUERIES, _EXTEND)

    def described(self) -> Description:
        errors = (problems.UNSUPPORTED_MEDIA_TYPE,)
        return Description("reconcile", "Reconcile a table", "reconciliation", _OBJECT, errors, form=Form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """For the description alone: a form is read by `posted`."""
        return self.posted(request, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return self._answer(request, read_all(self.parameters, request.GET))

    def posted(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        read_all((), request.GET)
        if request.content_type not in ("", _FORM):
            raise Problem(problems.UNSUPPORTED_MEDIA_TYPE, f"Send a form: {_FORM}.")
        return self._answer(request, read_all(self.parameters, request.POST))

    def _answer(self, request: HttpRequest, given: Json) -> HttpResponseBase:
        if len(given) > 1:
            raise parameters.refusal({"extend": "Give queries, or extend, not both."})
        if "queries" in given:
            content = {key: {"result": _results(matching.answer(q))} for key, q in given["queries"].items()}
        elif "extend" in given:
            content = _extension(*given["extend"])
        else:
            content = _manifest()
        return answer(request, _json(request, content))


def _manifest() -> Json:
    base = settings.BASE_URL + _BASE
    suggesting = {each: {"service_url": base.rstrip("/"), "service_path": f"/suggest/{each}/"} for each in _SUGGESTED}
    return {
        "versions": ["0.2"],
        "name": site(),
        "identifierSpace": f"{settings.BASE_URL}/api/v1/",
        "schemaSpace": f"{base}types/",
        "documentation": f"{settings.BASE_URL}/api/v1/docs/#reconcile",
        "defaultTypes": [reference(kind) for kind in TYPES.values()],
        "view": {"url": f"{base}view/?id={{{{id}}}}"},
        "preview": {"url": f"{base}preview/?id={{{{id}}}}", "width": 430, "height": 200},
        "suggest": suggesting,
        "extend": {"propose_properties": {"service_url": base.rstrip("/"), "service_path": "/properties/"}},
    }


def _results(candidates: Iterable[Candidate]) -> list[Json]:
    return [
        {
            "id": each.row.subject,
            "name": title(each.row.json, settings.LANGUAGE_CODE),
            "description": _description(each.row),
            "score": each.score,
            "match": each.match,
            "type": [reference(each.type)],
        }
        for each in candidates
    ]


def _description(row: Stored) -> str:
    """What tells it from others of the same name: its kind, and where a claim stands."""
    words = labels([row], settings.LANGUAGE_CODE)[0]
    return ", ".join(filter(None, [words["kind"], words["status"]]))


def _extension(ids: Sequence[str], properties: Sequence[Property | str]) -> Json:
    rows = matching.things(ids)
    known = [each for each in properties if isinstance(each, Property)]
    named = reading.find({v for row in rows.values() for p in known if p.shape == "id" for v in p.values(row.json)})
    return {
        "meta": [_meta(each) for each in properties],
        "rows": {i: {_id(p): _cells(rows.get(i), p, named) for p in properties} for i in ids},
    }


def _id(each: Property | str) -> str:
    return each if isinstance(each, str) else each.id


def _meta(each: Property | str) -> Json:
    if isinstance(each, str):
        return {"id": each, "name": each}
    of_type = {"type": {"id": each.type.value, "name": each.type.value.capitalize()}} if each.type else {}
    return {"id": each.id, "name": each.name, **of_type}


def _cells(row: Stored | None, of: Property | str, named: Mapping[str, Stored]) -> list[Json]:
    if row is None or isinstance(of, str):
        return []
    if of.shape == "id":
        return [
            {"id": v, "name": title(named[v].json, settings.LANGUAGE_CODE)} for v in of.values(row.json) if v in named
        ]
    return [{of.shape: value} for value in of.values(row.json)]


class _Reading(ReadView):
    """An address that belongs to the service, and that its manifest leads to."""

    schema = None
    parameters: tuple[Parameter, ...] = ()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return answer(request, _json(request, self.content(read_all(self.parameters, request.GET), **kwargs)))

    def content(self, given: Json, **kwargs: Any) -> Json:
        raise NotImplementedError


class Suggest(_Reading):
    """What begins with what somebody types: things, properties or types."""

    parameters = (_PREFIX, _CURSOR)

    def content(self, given: Json, **kwargs: Any) -> Json:
        skipped = given.get("cursor", 0)
        found = _SUGGESTED[kwargs["what"]](given.get("prefix", ""), skipped + 10)
        return {"result": found[skipped:]}


def _entities(prefix: str, limit: int) -> list[Json]:
    candidates = matching.suggested(prefix, TYPES.values(), limit) if prefix.strip() else []
    return [
        {name: result[name] for name in ("id", "name", "description")} | {"notable": result["type"]}
        for result in _results(candidates)
    ]


def _properties(prefix: str, limit: int) -> list[Json]:
    found = {each.id: each for kind in TYPES.values() for each in kind.properties}
    return _beginning(prefix, [(p.id, p.name, p.meaning) for p in found.values()])[:limit]


def _types(prefix: str, limit: int) -> list[Json]:
    return _beginning(prefix, [(name, kind.name, kind.meaning) for name, kind in TYPES.items()])[:limit]


def _beginning(prefix: str, told: Iterable[tuple[str, str, str]]) -> list[Json]:
    start = prefix.casefold()
    return [
        {"id": i, "name": name, "description": meaning}
        for i, name, meaning in told
        if i.startswith(start) or name.casefold().startswith(start)
    ]


_SUGGESTED: dict[str, Callable[[str, int], list[Json]]] = {
    "entity": _entities,
    "property": _properties,
    "type": _types,
}


class Properties(_Reading):
    """The properties by which what was matched with a type can be extended."""

    parameters = (_TYPE, _LIMIT)

    def content(self, given: Json, **kwargs: Any) -> Json:
        kinds: Iterable[Type] = [TYPES[given["type"]]] if "type" in given else TYPES.values()
        found = [{"id": each.id, "name": each.name} for kind in kinds for each in kind.properties]
        limit = given.get("limit", len(found))
        return {**({"type": given["type"]} if "type" in given else {}), "limit": limit, "properties": found[:limit]}


def _thing(request: HttpRequest) -> Stored:
    given = read_all((_ID,), request.GET)
    if "id" not in given:
        raise parameters.refusal({"id": "Give an id."})
    row = matching.things([given["id"]]).get(given["id"])
    if row is None:
        raise Problem(problems.NOT_FOUND, "No source and no claim has this id.")
    return row


class View(ReadView):
    """To the page about a source or a claim."""

    schema = None
    media_type = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        row = _thing(request)
        return HttpResponseRedirect(f"/{row.subject_kind}s/{row.subject}/")


class Preview(ReadView):
    """A few words about a source or a claim, in a frame of somebody else's page."""

    schema = None
    media_type = "text/html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        row = _thing(request)
        words = labels([row], settings.LANGUAGE_CODE)[0]
        names = [] if row.subject_kind == SubjectKind.CLAIM else [name["text"] for name in row.json["names"]][1:6]
        html = render_to_string("api/preview.html", {"row": row, "words": words, "names": names, "body": row.json})
        response: Any = HttpResponse(html)
        # Nothing can be done on this page, so nobody can be led to do it in a frame.
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": ["*"]}
        return response  # type: ignore[no-any-return]


def _json(request: HttpRequest, content: Json) -> Document:
    return Document(written(content), request.path, headers={"Content-Type": "application/json"})
