"""An article with more than is proposed at once is taken in part by part."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.articles import read, rest_of
from claims.choices import IntakeState
from claims.models import Attribution, Intake
from claims.proposing import MOST_PROPOSED
from sources import removing
from sources.models import Capture, Report
from tests import factories
from tests.claims.admin.intake.articles import decide, make_article, page_of
from tests.claims.admin.intake.test_taking_in import NEW, WHY
from tests.waiting import waited_for

pytestmark = pytest.mark.django_db
TEXT = " ".join(f"Nach Angaben der Polizei wurden {1000 + n} Menschen festgenommen." for n in range(MOST_PROPOSED + 5))


@pytest.fixture
def long() -> Intake:
    """An article with five figures more than are proposed at once."""
    intake = make_article(text=TEXT)
    read(intake)
    intake.save(update_fields=["proposals", "lang"])
    return intake


def rest(intake: Intake) -> Intake:
    return Intake.objects.exclude(pk=intake.pk).get(first=MOST_PROPOSED)


def test_an_editor_goes_on_to_the_rest(editor: Client, long: Intake) -> None:
    response = decide(editor, long, button="rest", article__title="Ein anderer Titel")
    part = rest(long)
    assert response["Location"] == page_of(part)
    assert [proposal["low"] for proposal in part.proposals] == [str(1000 + MOST_PROPOSED + n) for n in range(5)]
    assert (part.capture, part.topic, part.title) == (long.capture, long.topic, "Ein anderer Titel")
    assert f"from proposal {MOST_PROPOSED + 1} on" in editor.get(page_of(part)).content.decode()


def test_the_rest_is_made_once(editor: Client, long: Intake) -> None:
    for _press in range(2):
        decide(editor, long, button="rest")
    assert Intake.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_rest_at_once_get_the_same(long: Intake) -> None:
    person = factories.boris()
    with waited_for(lambda: rest_of(long, person)) as other:
        mine = rest_of(long, long.made_by)
    assert other == [mine]


def test_what_was_removed_meanwhile_has_no_rest(long: Intake) -> None:
    people = {"by": factories.anna(), "approved_by": factories.boris()}
    removing.remove(Capture.objects.all(), ground="Court order 12", **people)
    assert rest_of(long, long.made_by) is None


def test_the_rest_is_read_before_anything_is_recorded(editor: Client, long: Intake) -> None:
    """Who has recorded something keeps everybody else from it until the commit."""
    factories.make_source("Polizei")
    with CaptureQueriesContext(connection) as asked:
        decide(editor, long, "take", finish__publish="on", **WHY)
    writes = [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE"))]
    part, head = (
        next(number for number, sql in enumerate(writes) if words in sql)
        for words in ('INSERT INTO "claims_intake"', "UPDATE claims_loghead")
    )
    assert part < head


def test_a_refused_part_begins_no_other(editor: Client, long: Intake) -> None:
    response = decide(editor, long, "take", "attach:999999", **NEW)
    assert "Nothing has been taken in" in response.content.decode()
    assert Intake.objects.get() == long


def test_the_rest_stays_open_when_the_first_part_is_taken_in(editor: Client, long: Intake) -> None:
    police = factories.make_source("Polizei")
    decide(editor, long, "take", **NEW)
    assert rest(long).state == IntakeState.OPEN
    assert page_of(rest(long)) in editor.get(page_of(long)).content.decode()
    assert Attribution.objects.get().hops.all()[0].source == police


def test_both_parts_are_one_report(editor: Client, long: Intake) -> None:
    factories.make_source("Polizei")
    decide(editor, long, "take")
    decide(editor, rest(long), "take", "take")
    assert Report.objects.get().captures.count() == 1
    assert Attribution.objects.count() == 3


def test_an_article_that_ends_there_has_no_rest(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, button="rest")
    assert Intake.objects.get() == intake


def test_a_capture_stays_while_a_part_needs_it(editor: Client, long: Intake) -> None:
    decide(editor, long, button="rest")
    editor.post(page_of(rest(long)), {"discard": "1", "version": "0"})
    assert Intake.objects.get().capture == long.capture
