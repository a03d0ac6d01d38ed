"""What machines read in a claim's page: schema.org Claim always, ClaimReview once the desk has judged it."""

import json
import re
from typing import Any

import pytest
from django.conf import settings

from claims import workflow
from claims.choices import PUBLIC_STATUSES, ClaimKind, Status
from claims.models import Claim
from sources.texts import texts
from tests.factcheck.pages.readers import visit_claim
from tests.factories import anna, bring_to, make_figure, make_statement, publish

pytestmark = pytest.mark.django_db
REVIEWED = [s for s in PUBLIC_STATUSES if s not in (Status.UNVERIFIED, Status.NOT_CHECKABLE)]


def data_of(claim: Claim) -> Any:
    page = visit_claim(claim).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    return json.loads(block.group(1))


def test_a_claim_that_nobody_judged_has_no_review() -> None:
    claim = publish(make_statement())
    data = data_of(claim)
    assert (data["@type"], data["@id"]) == ("Claim", f"{settings.BASE_URL}/claims/{claim.public_id}/")
    assert (data["text"], data["inLanguage"]) == ("Die Ordnung ist wiederhergestellt", "de")


def test_a_pledge_has_no_review() -> None:
    assert data_of(publish(make_statement(nature="pledge", kind=ClaimKind.STATEMENT)))["@type"] == "Claim"


@pytest.mark.parametrize("status", REVIEWED)
def test_a_judged_claim_has_one(status: Status) -> None:
    data = data_of(bring_to(publish(make_figure()), status))
    assert (data["@type"], data["itemReviewed"]["@type"]) == ("ClaimReview", "Claim")
    assert data["reviewRating"]["ratingExplanation"] == "Why."


def test_the_rating_is_the_words_and_no_number() -> None:
    rating = data_of(bring_to(publish(make_figure()), Status.UNPROVEN))["reviewRating"]
    assert rating["alternateName"] == "We looked and found no evidence either way"
    assert "ratingValue" not in rating


def test_who_said_it_and_where_it_appeared_are_named() -> None:
    claim = publish(make_figure())
    origin = claim.attributions.all()[0].hops.all()[0].source
    assert data_of(claim)["author"] == [{"@type": "Organization", "name": origin.name}]


def test_our_corrections_are_comments_of_the_review() -> None:
    claim = bring_to(publish(make_figure()), Status.UNPROVEN)
    workflow.correct_record(claim, by=anna(), was_wrong=texts(en="Wrong."), is_right=texts(en="Right."))
    [correction] = data_of(claim)["correction"]
    assert (correction["@type"], correction["text"]) == ("CorrectionComment", "Right.")


def test_the_publishers_corrections_policy_is_linked() -> None:
    author = data_of(bring_to(publish(make_figure()), Status.UNPROVEN))["author"]
    assert author["correctionsPolicy"].endswith("/about/corrections-policy/")
