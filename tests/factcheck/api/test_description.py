"""The description holds: of what is stored, of what is answered, and for people who read it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import Client
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from claims import reading, workflow
from claims.choices import Change, RelationKind, Status
from factcheck.api.v1 import describing, spreadsheet
from factcheck.api.v1.describing import RECORDS, schema
from sources.choices import NameKind, SourceKind
from sources.models import Excerpt, Role, SourceName
from sources.texts import texts
from tests import factories as make

DOCS = Path(__file__).resolve().parents[3] / "docs"


def validator(name: str) -> OAS31Validator:
    return OAS31Validator({"$ref": f"#/components/schemas/{name}", "components": schema()["components"]})


def record_name(record: dict[str, Any]) -> str:
    return f"{record['type'].capitalize()}Record"


@pytest.fixture
def everything() -> None:
    """Public things of every kind, with as many of their fields filled as one record can have."""
    ministry, outlet = make.make_source("Ministry"), make.make_source("Outlet", SourceKind.OUTLET)
    witness = make.make_source("Jane Doe", SourceKind.EYEWITNESS, protected=True)
    president = make.make_source("President", SourceKind.PERSON, wikidata_id="Q1")
    SourceName.objects.create(source=president, lang="ru", text="Президент", kind=NameKind.ALIAS)
    role = Role.objects.create(source=president, title=texts(en="President"), body=ministry)
    claim = make.make_figure(as_of=make.NINTH, as_of_precision="day")
    report = make.make_report(outlet, url="https://news.example/1", published_at=make.NINTH)
    excerpt = Excerpt.objects.create(report=report, exact="mindestens 164 Tote", prefix="a", suffix="b", lang="de")
    attribution = make.attribute(claim, president, witness, outlet, report=report, excerpt=excerpt)
    figure = {"words": "164", "qualifier": "none", "low": 164, "high": 164}
    attribution.hops.filter(position=0).update(role=role, quote="164", quote_lang="ru", said_at=make.NINTH, **figure)
    other = make.publish(make.make_statement(topic=claim.topic))
    make.publish(claim)
    make.add_evidence(claim)
    workflow.relate_claims(claim, RelationKind.CONTRADICTS, other, by=make.anna(), note=texts(en="It does."))
    workflow.note_reply(claim, by=make.anna(), asked=ministry, asked_at=make.NINTH)
    workflow.correct_record(claim, by=make.anna(), was_wrong=texts(en="a"), is_right=texts(en="b"))
    make.bring_to(claim, Status.RETRACTED)
    workflow.hold_claim(other, by=make.anna(), reason=texts(en="A denial is reported."))


def test_the_document_is_valid_openapi() -> None:
    assert schema()["openapi"] == "3.1.0"
    validate(schema())


def operations() -> list[dict[str, Any]]:
    return [operation for path in schema()["paths"].values() for operation in path.values()]


def test_every_operation_and_every_field_is_explained() -> None:
    for operation in operations():
        assert operation["description"]
        assert all(
            parameter["description"] for parameter in operation.get("parameters", ()) if parameter["in"] == "query"
        )
    for name, shape in schema()["components"]["schemas"].items():
        assert "oneOf" in shape or shape["description"], name
        for field, described in shape.get("properties", {}).items():
            assert described.get("description") or "$ref" in str(described), f"{name}.{field}"


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_every_stored_record_is_as_described(client: Client) -> None:
    records = orjson.loads(client.get("/api/v1/changes/?limit=1000").content)["results"]
    assert {record["type"] for record in records} == {"claim", "topic", "measure", "source", "report", "correction"}
    for record in records:
        validator(record_name(record)).validate(record)


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("claims/?include=sources", "ClaimPage"),
        ("changes/", "ChangePage"),
        ("nothing/", "ProblemDetails"),
        ("claims/?x=1", "ProblemDetails"),
    ],
)
def test_answers_are_as_described(client: Client, path: str, name: str) -> None:
    validator(name).validate(orjson.loads(client.get(f"/api/v1/{path}").content))


def undescribed(described: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    """The paths of what stands in a value and not in its description."""
    components = schema()["components"]["schemas"]
    described = describing._resolved(components, described)
    if isinstance(value, list):
        for item in value:
            yield from undescribed(described["items"], item, path)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if field := described.get("properties", {}).get(name) or described.get("additionalProperties"):
                yield from undescribed(field, inner, f"{path}.{name}")
            else:
                yield f"{path}.{name}"


@pytest.mark.django_db
@pytest.mark.usefixtures("everything")
def test_nothing_is_stored_that_is_not_described(client: Client) -> None:
    for row in reading.changes(-1, 1000):
        name = f"{row.subject_kind.capitalize()}Body"
        assert list(undescribed({"$ref": f"#/{name}"}, row.json, name)) == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_the_examples_are_as_described(record: dict[str, Any]) -> None:
    validator(record_name(record)).validate(record)
    assert list(undescribed({"$ref": f"#/{record_name(record)}"}, record, "")) == []


@pytest.mark.parametrize(
    "name", [name for name in schema()["components"]["schemas"] if name.endswith(("Record", "Body"))]
)
def test_every_plain_field_of_a_record_has_an_example(name: str) -> None:
    for field, described in schema()["components"]["schemas"][name].get("properties", {}).items():
        plain = described.get("type") not in ("array", "object") and "$ref" not in str(described)
        assert not plain or "examples" in described or "const" in described, field


def fields(name: str = "AnyRecord", seen: frozenset[str] = frozenset()) -> set[str]:
    """The fields of a shape and of all shapes that it leads to."""
    shape = schema()["components"]["schemas"][name]
    inner = set(re.findall(r"'#/components/schemas/(\w+)'", str(shape))) - {name} - seen
    return set(shape.get("properties", ())).union(*(fields(other, seen | inner | {name}) for other in inner))


@pytest.mark.parametrize("field", sorted(fields()))
def test_the_page_about_the_record_names_every_field(field: str) -> None:
    assert f"`{field}`" in (DOCS / "record.md").read_text()


@pytest.mark.parametrize("change", Change)
def test_the_page_for_partners_names_every_kind_of_change(change: Change) -> None:
    assert f"`{change.value}`" in (DOCS / "partners.md").read_text()


@pytest.mark.parametrize("column", spreadsheet.COLUMNS, ids=lambda column: column.name)
def test_the_description_of_the_table_names_every_column(column: spreadsheet.Column) -> None:
    description = schema()["paths"]["/api/v1/claims.csv"]["get"]["description"]
    assert f"* `{column.name}` - {column.meaning}" in description


@pytest.mark.django_db
def test_the_document_is_served(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert orjson.loads(response.content) == schema()
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_the_page_for_people_leads_from_addresses_to_shapes(client: Client) -> None:
    claim = make.publish(make.make_figure())
    page = client.get("/api/v1/docs/").content.decode()
    for operation in operations():
        assert f'id="{operation["operationId"]}"' in page
    assert 'href="#ClaimDetail"' in page
    assert 'id="ClaimDetail"' in page
    assert f"/api/v1/claims/{claim.public_id}/" in page


@pytest.mark.django_db
def test_the_page_is_in_english_whatever_the_reader_prefers(client: Client) -> None:
    page = client.get("/api/v1/docs/", headers={"Accept-Language": "ru"}).content.decode()
    assert '<html lang="en"' in page
    assert "Corrections and withdrawals" in page
