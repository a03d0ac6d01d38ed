"""What every answer of a public page has, and has not."""

from typing import Any

import psycopg
import pytest
from django.test import Client

from claims.models import Claim
from factcheck.pages import claim as claim_page
from sources.choices import SourceKind
from tests.factcheck.pages.readers import visit_claim
from tests.factories import attribute, make_figure, make_source, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    draft = make_figure()
    for number in range(8):
        attribute(draft, make_source("Ministry"), make_source(f"Outlet {number}", SourceKind.OUTLET))
    return publish(draft)


def test_no_cookie_is_set_and_none_matters(claim: Claim) -> None:
    answer = visit_claim(claim)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_policy_allows_nothing_from_elsewhere(claim: Claim) -> None:
    policy = visit_claim(claim)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_warm_page_is_not_drawn_again(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    first = visit_claim(claim)
    monkeypatch.delattr(claim_page, "draw")
    assert visit_claim(claim).content == first.content


def test_many_reports_need_no_more_queries_than_one(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    one, asked, execute = publish(make_figure()), [0], psycopg.Cursor.execute

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        asked[0] += 1
        return execute(self, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    counts = []
    for page in (one, claim):
        asked[0] = 0
        claim_page.draw(page.public_id)
        counts.append(asked[0])
    assert counts[0] == counts[1] > 3


def test_only_reading_methods_are_answered(claim: Claim) -> None:
    assert Client().post(f"/en/claims/{claim.public_id}/").status_code == 405
