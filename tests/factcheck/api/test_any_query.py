"""Whatever is asked, the answer is a page or a problem document that names a parameter; never a failure."""

import json
import re
from urllib.parse import quote, quote_from_bytes

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.choices import SubjectKind
from factcheck.api.factchecktools import Search
from factcheck.api.reconcile import views as reconcile
from factcheck.api.v1 import filters, linked

PATHS = {
    "claims/": filters.paged_list(SubjectKind.CLAIM),
    "sources/": filters.paged_list(SubjectKind.SOURCE),
    "corrections/": filters.paged_list(SubjectKind.CORRECTION),
    "changes/": [each for each in filters.CHANGES if each.name != "wait"],  # a test does not wait
    "claims/c0123456789/": filters.detail(SubjectKind.CLAIM),
    "claims.csv": filters.whole_list(SubjectKind.CLAIM),
    "claims/c0123456789.jsonld": linked.ClaimLinked.parameters,
    "reviews.jsonld": linked.Reviews.parameters,
    "reconcile/": reconcile.Service.parameters,
    "reconcile/suggest/entity/": reconcile.Suggest.parameters,
    "reconcile/properties/": reconcile.Properties.parameters,
}
VALUES = st.one_of(
    st.text(max_size=300).map(lambda text: quote(text.encode("utf-8", "surrogatepass"))),
    st.binary(max_size=60).map(quote_from_bytes),
    st.integers().map(str),
    st.decimals(allow_nan=True).map(lambda number: quote(str(number))),
    st.datetimes().map(lambda moment: f"{moment.isoformat()}Z"),
    st.sampled_from(["disputed", "figure", "de", "sources", "164", "1" * 5000, "2022-01-09T00:00:00Z", "t0123456789"]),
)


@st.composite
def questions(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from(sorted(PATHS)))
    names = st.sampled_from([parameter.name for parameter in PATHS[path]]) | st.text(max_size=20).map(quote)
    pairs = draw(st.lists(st.tuples(names, VALUES), max_size=5))
    return f"/api/v1/{path}?" + "&".join(f"{name}={value}" for name, value in pairs)


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=questions())
def test_any_query_string_is_answered(client: Client, question: str) -> None:
    response = client.get(question)
    if response.status_code == 200:
        b"".join(response)
    else:
        assert response.status_code in (400, 404), response.content
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.status_code == 404 or re.search("parameter|cursor|Record", str(orjson.loads(response.content)))


@pytest.mark.django_db
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60))
def test_any_search_is_answered(client: Client, text: str) -> None:
    response = client.get("/api/v1/claims/?q=" + quote(text.encode("utf-8", "surrogatepass")))
    assert response.status_code in (200, 400)


# Words that mean something in these questions, so that more of them are looked into.
WORDS = ["q0", "query", "type", "limit", "properties", "pid", "v", "ids", "id"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["queries", "extend"]), value=JSON)
def test_any_table_is_answered(client: Client, name: str, value: object) -> None:
    form = f"{name}={quote(json.dumps(value))}"
    response = client.post("/api/v1/reconcile/", form, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 400), response.content


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([each.name for each in Search.parameters]), value=VALUES)
def test_any_question_of_googles_kind_is_answered(client: Client, name: str, value: str) -> None:
    response = client.get(f"/api/factchecktools/v1alpha1/claims:search?reviewPublisherSiteFilter=x.org&{name}={value}")
    assert response.status_code in (200, 400), response.content
    assert response.status_code == 200 or set(orjson.loads(response.content)) == {"error"}
