"""Whatever is asked, the answer is a page or a problem document that names a parameter; never a failure."""

import re
from urllib.parse import quote, quote_from_bytes

import orjson
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.choices import SubjectKind
from factcheck.api.v1 import filters

PATHS = {
    "claims/": filters.paged_list(SubjectKind.CLAIM),
    "sources/": filters.paged_list(SubjectKind.SOURCE),
    "corrections/": filters.paged_list(SubjectKind.CORRECTION),
    "changes/": filters.CHANGES,
    "claims/c0123456789/": filters.detail(SubjectKind.CLAIM),
    "claims.csv": filters.whole_list(SubjectKind.CLAIM),
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
