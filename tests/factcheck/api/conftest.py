"""A partner who reads, and answers that one test kept are not given in the next."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.test import Client

from claims import workflow
from claims.models import Claim
from factcheck.serving import shelf
from sources.texts import texts
from tests import factories as make

Get = Callable[..., Any]


@pytest.fixture(autouse=True)
def _empty_shelf() -> Iterator[None]:
    shelf.clear()
    yield
    shelf.clear()


@pytest.fixture
def get(client: Client) -> Get:
    """The JSON at an address below /api/v1/ with these parameters; fails unless the status is 200."""

    def get(path: str, **parameters: Any) -> Any:
        response = client.get(path if path.startswith("http") else f"/api/v1/{path}", parameters or None)
        assert response.status_code == 200, response.content
        return orjson.loads(response.content)

    return get


def ids(page: Any) -> list[str]:
    return [record["id"] for record in page["results"]]


def refused(response: Any, status: int, slug: str) -> Any:
    """The problem document of an error, which must be of this kind."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = orjson.loads(response.content)
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    return problem


def rename_topic(claim: Claim) -> None:
    topic: Any
    with workflow.editing_subject(claim.topic, by=make.anna(), reason=texts(en="A better name.")) as topic:
        topic.title = texts(en="Renamed")
        topic.save(update_fields=["title"])
