"""A table is matched with our sources and claims, and extended, as the Reconciliation Service API 0.2 says."""

import json
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.test import Client

from claims.models import Claim
from sources.choices import NameKind, SourceKind
from sources.models import Source, SourceName
from tests import factories as make
from tests.factcheck.api.conftest import refused

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reconcile/"


@pytest.fixture
def tokayev() -> Source:
    """A source with names in two scripts, who stands in a public claim."""
    source = make.make_source("Kassym-Jomart Tokayev", SourceKind.PERSON, wikidata_id="Q1735441")
    SourceName.objects.create(source=source, lang="ru", text="Касым-Жомарт Токаев", kind=NameKind.PREFERRED)
    claim = make.make_statement()
    make.attribute(claim, source, make.make_source("Outlet", "outlet"))
    make.publish(claim)
    source.refresh_from_db()
    return source


@pytest.fixture
def figure() -> Claim:
    return make.publish(make.make_figure())


def ask(client: Client, **queries: Any) -> Any:
    """The results by the keys of the queries, and the same whether they are sent in the address or as a form."""
    asked = {"queries": json.dumps(queries)}
    by_get, by_post = client.get(ADDRESS, asked), client.post(ADDRESS, _form(asked), content_type=FORM)
    assert by_get.status_code == 200, by_get.content
    assert by_get.content == by_post.content
    return {key: answer["result"] for key, answer in orjson.loads(by_get.content).items()}


FORM = "application/x-www-form-urlencoded"


def _form(values: dict[str, str]) -> str:
    from urllib.parse import urlencode

    return urlencode(values)


def test_the_manifest_leads_to_everything(client: Client) -> None:
    manifest = orjson.loads(client.get(ADDRESS).content)
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= set(manifest)
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        address = (service["service_url"] + service["service_path"]).removeprefix(settings.BASE_URL)
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["Kassym-Jomart Tokayev", "Касым-Жомарт Токаев", "tokayev kassym jomart"])
def test_the_very_name_in_any_script_is_a_match(client: Client, tokayev: Source, name: str) -> None:
    [result] = ask(client, q0={"query": name, "type": "source"})["q0"]
    assert (result["id"], result["match"], result["score"]) == (tokayev.public_id, True, 100.0)
    assert result["type"] == [{"id": "source", "name": "Source"}]


def test_a_part_of_the_name_is_a_candidate(client: Client, tokayev: Source) -> None:
    [result] = ask(client, q0={"query": "Tokayev", "type": "source"})["q0"]
    assert (result["id"], result["match"]) == (tokayev.public_id, False)
    assert 0 < result["score"] < 100


def test_one_word_of_several_is_enough_for_a_candidate(client: Client, tokayev: Source) -> None:
    [result] = ask(client, q0={"query": "Mr Tokayev", "type": "source"})["q0"]
    assert result["id"] == tokayev.public_id


def test_two_of_the_same_name_are_no_match(client: Client) -> None:
    for _ in range(2):
        claim = make.make_statement()
        make.attribute(claim, make.make_source("Ministry of Health"), make.make_source("Outlet", "outlet"))
        make.publish(claim)
    results = ask(client, q0={"query": "Ministry of Health", "type": "source"})["q0"]
    assert [(result["score"], result["match"]) for result in results] == [(100.0, False), (100.0, False)]


def test_properties_tell_them_apart(client: Client, tokayev: Source) -> None:
    right = {"query": "Tokayev", "type": "source", "properties": [{"pid": "wikidata", "v": "Q1735441"}]}
    wrong = {"query": "Tokayev", "type": "source", "properties": [{"pid": "wikidata", "v": ["Q1"]}]}
    results = ask(client, right=right, wrong=wrong)
    assert results["right"][0]["score"] > results["wrong"][0]["score"]


def test_claims_are_found_by_their_words(client: Client, figure: Claim) -> None:
    results = ask(client, q0={"query": "At least 164 people were killed.", "type": ["claim"]}, q1={"query": "nothing"})
    assert [(result["id"], result["match"]) for result in results["q0"]] == [(figure.public_id, True)]
    assert results["q1"] == []


def test_an_id_finds_its_thing(client: Client, figure: Claim) -> None:
    [result] = ask(client, q0={"query": figure.public_id})["q0"]
    assert result["id"] == figure.public_id


def test_columns_are_added(client: Client, figure: Claim, tokayev: Source) -> None:
    properties = ["status", "low", "high", "origin", "wikidata", "unknown"]
    asked = {"ids": [figure.public_id, tokayev.public_id, "c0000000000"], "properties": [{"id": p} for p in properties]}
    answer = orjson.loads(client.get(ADDRESS, {"extend": json.dumps(asked)}).content)
    assert [meta["id"] for meta in answer["meta"]] == properties
    row = answer["rows"][figure.public_id]
    assert (row["status"], row["low"], row["high"]) == ([{"str": "unverified"}], [{"float": 164}], [])
    origin = figure.attributions.get().hops.get(position=0).source
    assert row["origin"] == [{"id": origin.public_id, "name": origin.name}]
    assert answer["rows"][tokayev.public_id]["wikidata"] == [{"str": "Q1735441"}]
    assert answer["rows"]["c0000000000"] == {p: [] for p in properties}


def test_properties_are_proposed_by_type(client: Client) -> None:
    proposed = orjson.loads(client.get(f"{ADDRESS}properties/?type=source&limit=2").content)
    assert proposed == {
        "type": "source",
        "limit": 2,
        "properties": [{"id": "wikidata", "name": "Wikidata item"}, {"id": "kind", "name": "Kind"}],
    }


@pytest.mark.parametrize(("what", "prefix", "found"), [("type", "So", "source"), ("property", "Lowest", "low")])
def test_types_and_properties_are_suggested(client: Client, what: str, prefix: str, found: str) -> None:
    answer = orjson.loads(client.get(f"{ADDRESS}suggest/{what}/", {"prefix": prefix}).content)
    assert [result["id"] for result in answer["result"]] == [found]


def test_things_are_suggested_while_somebody_types(client: Client, tokayev: Source) -> None:
    answer = orjson.loads(client.get(f"{ADDRESS}suggest/entity/", {"prefix": "Tok"}).content)
    assert (answer["result"][0]["id"], answer["result"][0]["notable"][0]["id"]) == (tokayev.public_id, "source")
    assert orjson.loads(client.get(f"{ADDRESS}suggest/entity/").content) == {"result": []}


def test_a_preview_may_stand_in_a_frame_and_is_escaped(client: Client) -> None:
    claim = make.publish(make.make_statement(wording="x", summary={"en": {"text": "<b>", "by": "", "machine": False}}))
    response = client.get(f"{ADDRESS}preview/", {"id": claim.public_id})
    assert "&lt;b&gt;" in response.content.decode()
    assert "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


def test_the_view_leads_to_the_page(client: Client, figure: Claim) -> None:
    response = client.get(f"{ADDRESS}view/", {"id": figure.public_id})
    assert response.headers["Location"] == f"/claims/{figure.public_id}/"
    refused(client.get(f"{ADDRESS}view/?id=s0000000000"), 404, "not-found")
    refused(client.get(f"{ADDRESS}preview/?id=x"), 400, "invalid-parameters")


WRONG = {
    "queries": [
        *("", "[]", "{", "null", '"x"', "{}", '{"q0": 1}', '{"q0": {}}', '{"q0": {"query": ""}}', "[" * 5000),
        *('{"q0": {"query": "\\u0000"}}', '{"q0": {"query": "\\ud800"}}', '{"q0": {"query": 5}}'),
        *('{"q0": {"query": "x", "type": "city"}}', '{"q0": {"query": "x", "type": [[]]}}'),
        *('{"q0": {"query": "x", "limit": 0}}', '{"q0": {"query": "x", "limit": "many"}}'),
        *('{"q0": {"query": "x", "properties": {}}}', '{"q0": {"query": "x", "properties": [{"pid": 1}]}}'),
        json.dumps({f"q{n}": {"query": "x"} for n in range(51)}),
    ],
    "extend": ["", "{}", '{"ids": "x", "properties": []}', '{"ids": [], "properties": [1]}', '{"ids": ["\\u0000"]}'],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_wrong_questions_are_refused_by_name(client: Client, name: str, value: str) -> None:
    problem = refused(client.get(ADDRESS, {name: value}), 400, "invalid-parameters")
    assert [error["parameter"] for error in problem["errors"]] == [name]


def test_only_a_form_may_be_sent(client: Client) -> None:
    refused(client.post(ADDRESS, "{}", content_type="application/json"), 415, "unsupported-media-type")
    refused(client.post(ADDRESS, "queries=%7B", content_type=f"{FORM}; charset=latin-1"), 400, "invalid-parameters")
    refused(client.post(ADDRESS, "callback=x", content_type=FORM), 400, "invalid-parameters")
    refused(client.put(ADDRESS), 405, "method-not-allowed")


def test_a_table_of_any_page_may_ask(client: Client) -> None:
    response = client.options(ADDRESS)
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert client.post(ADDRESS, "", content_type=FORM).headers["Access-Control-Allow-Origin"] == "*"
