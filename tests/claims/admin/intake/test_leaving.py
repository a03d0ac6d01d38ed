"""What is undecided when an article is taken in goes on; what is left out is done."""

import pytest
from django.test import Client

from claims.choices import IntakeState
from claims.models import Attribution, Claim, Evidence, Intake, Measure
from sources.models import Report, Source
from tests.claims.admin.browsing import form_on
from tests.claims.admin.intake.articles import dead, decide, deleted, make_article, page_of, restored
from tests.claims.admin.intake.test_taking_in import MEDIA, NEW, PRESIDENT

pytestmark = pytest.mark.django_db


def left() -> Intake:
    return Intake.objects.get(state=IntakeState.OPEN)


def test_what_is_undecided_goes_on_as_a_part_with_a_link(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", "skip", **NEW)
    page = editor.get(page_of(intake)).content.decode()
    assert "1 proposal is undecided:" in page
    assert page.count(page_of(left())) == 2  # in the message, and where the parts are listed
    assert [row["chain"] for row in left().proposals] == [["Präsident Tokajew"]]
    assert (left().report, left().capture) == (Report.objects.get(), intake.capture)
    assert "left undecided" in editor.get(page_of(left())).content.decode()


def test_what_was_typed_about_it_goes_along(editor: Client) -> None:
    decide(editor, make_article(), "take", "skip", p2__wording="Mein Wortlaut", **NEW)
    form = form_on(editor.get(page_of(left())), "version")
    assert (form["p0-wording"], form[f"{PRESIDENT}-kind"]) == ("Mein Wortlaut", "person")


def test_it_can_be_taken_in_later_into_the_same_report(editor: Client) -> None:
    decide(editor, make_article(), "take", "skip", **NEW)
    decide(editor, left(), "take", **{f"{PRESIDENT}__kind": "person"})
    assert (Claim.objects.count(), Attribution.objects.values("report").distinct().count()) == (2, 1)
    assert not Intake.objects.filter(state=IntakeState.OPEN).exists()


def test_nobody_becomes_a_source_twice(editor: Client) -> None:
    proposals = [dead(), dead(low="165")]
    decide(editor, make_article(proposals=proposals), "take", **NEW, **{f"{MEDIA}__called": "Fernsehen"})
    before = Source.objects.count()
    decide(editor, left(), "take")
    assert Source.objects.count() == before
    assert Claim.objects.count() == 2


def test_what_proposals_say_of_each_other_counts_anew(editor: Client) -> None:
    decide(editor, make_article(proposals=[restored(), dead(), deleted()]), "take", p2__about=["1"], **NEW)
    assert form_on(editor.get(page_of(left())), "version")["p1-about"] == "0"
    decide(editor, left(), "take", "evidence")
    assert Evidence.objects.get().claim.words == "mindestens 164"


def test_no_measure_is_made_twice(editor: Client) -> None:
    decide(editor, make_article(proposals=[dead(), dead(low="165")]), "take", **NEW)
    decide(editor, left(), "take")
    assert (Measure.objects.count(), Claim.objects.count()) == (1, 2)


def test_what_is_left_out_is_done(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", "skip", "skip", **NEW)
    assert Intake.objects.get().state == IntakeState.DONE


def test_of_what_is_left_everything_may_be_left_out(editor: Client) -> None:
    decide(editor, make_article(), "take", "skip", **NEW)
    response = decide(editor, left(), "skip")
    assert response.status_code == 302
    assert not Intake.objects.filter(state=IntakeState.OPEN).exists()
    assert Claim.objects.count() == 1


def test_of_a_whole_article_something_is_taken_in_or_it_is_discarded(editor: Client) -> None:
    response = decide(editor, make_article(), "skip", "skip", "skip")
    assert "Nothing is chosen yet" in response.content.decode()
    assert left()


def test_it_can_be_left_again(editor: Client) -> None:
    rows = [dead(low=str(low)) for low in range(160, 163)]
    decide(editor, make_article(proposals=rows), "take", **NEW)
    decide(editor, left(), "take")
    assert [row["low"] for row in left().proposals] == ["162"]
    assert Intake.objects.filter(state=IntakeState.DONE).count() == 2
