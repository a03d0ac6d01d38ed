"""What an article adds to claims that are tracked already."""

import pytest
from django.test import Client

from claims.choices import IntakeState
from claims.models import (
    Claim,
    Evidence,
    Intake,
    Record,
)
from tests import factories
from tests.claims.admin.intake.articles import dead, decide, deleted, make_article
from tests.claims.admin.intake.test_taking_in import NEW, WHY, problems

pytestmark = pytest.mark.django_db


def test_the_same_claim_gets_one_more_attribution(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    decide(editor, make_article(known.topic), f"attach:{known.pk}", **NEW, **WHY)
    assert known.attributions.count() == 2
    assert Claim.objects.count() == 1


def test_adding_to_a_public_claim_wants_a_reason(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    response = decide(editor, make_article(known.topic), f"attach:{known.pk}", **NEW)
    assert "Nothing has been taken in" in problems(response)
    assert known.attributions.count() == 1


def test_a_figure_that_an_article_repeats_is_added_to_its_claim_once(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    before = Record.objects.filter(subject=known.public_id).count()
    rows = [dead(), dead(), dead(chain=("Medien",))]
    response = decide(editor, make_article(known.topic, proposals=rows), *[f"attach:{known.pk}"] * 3, **NEW, **WHY)
    assert [len(a.hops.all()) for a in known.attributions.order_by("pk")[1:]] == [3, 2]
    assert Record.objects.filter(subject=known.public_id).count() == before + 1
    assert "Added to 1 claim." in editor.get(response["Location"]).content.decode()


def test_evidence_beside_a_figure_that_is_repeated_is_added_once(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    rows, attach = [dead(), dead(), deleted()], f"attach:{known.pk}"
    article = make_article(known.topic, proposals=rows)
    decide(editor, article, attach, attach, "evidence", p2__about=["0", "1"], **NEW, **WHY)
    assert Evidence.objects.get().claim == known


def test_what_a_claim_has_already_is_not_added_again(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    attach = f"attach:{known.pk}"
    decide(editor, make_article(known.topic, proposals=[dead(), dead()]), attach, **NEW, **WHY)
    response = decide(editor, Intake.objects.get(state=IntakeState.OPEN), attach, **WHY)
    assert known.attributions.count() == 2
    assert "1 claim had it already." in editor.get(response["Location"]).content.decode()
