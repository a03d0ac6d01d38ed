"""What a law demands to be removed leaves the record; the proofs stay whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims import reading, workflow
from claims.choices import IntakeState
from claims.models import Body, Claim, Intake, Record
from sources.models import PageText, Report
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.intake.articles import make_article, make_capture
from tests.waiting import waited_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def edited() -> Claim:
    """A claim whose first Record named somebody, and whose second no longer does."""
    claim = make.publish(make.make_statement(wording="Jane Doe said it"))
    with workflow.editing(claim, by=make.anna(), reason=texts(en="A name was removed.")) as locked:
        locked.wording = "A passer-by said it"
        locked.save(update_fields=["wording"])
    return claim


def redact(*indices: int, by: str = "anna", approved_by: str = "boris") -> None:
    make.anna(), make.boris(), make.clara()
    people = {"by": f"{by}@desk.example", "approved_by": f"{approved_by}@desk.example"}
    call_command("redact", *map(str, indices), ground="Court order 12", verbosity=0, **people)


def take_out(report: Report) -> str:
    make.anna(), make.boris()
    people = {"by": "anna@desk.example", "approved_by": "boris@desk.example"}
    told = StringIO()
    call_command("redact", report=report.public_id, ground="Court order 12", stdout=told, **people)
    return told.getvalue()


def first_index(claim: Claim) -> int:
    return reading.history(claim.public_id)[0].index


def test_the_body_goes_and_the_digest_stays(edited: Claim) -> None:
    index = first_index(edited)
    digest = Record.objects.get(pk=index).digest
    redact(index)
    assert not Body.objects.filter(pk=index).exists()
    assert Record.objects.get(pk=index).digest == digest
    assert reading.history(edited.public_id)[0].body is None
    assert b"Jane" not in b"".join(row.body or b"" for row in reading.changes(-1, 100))


def test_what_is_in_force_is_edited_first(edited: Claim) -> None:
    current = reading.history(edited.public_id)[-1].index
    with pytest.raises(CommandError, match="edit the thing first"):
        redact(current)


@pytest.mark.parametrize(("by", "approved_by"), [("anna", "anna"), ("anna", "clara"), ("nobody", "anna")])
def test_two_editors_answer_for_it(edited: Claim, by: str, approved_by: str) -> None:
    with pytest.raises(CommandError):
        redact(first_index(edited), by=by, approved_by=approved_by)
    assert Body.objects.filter(pk=first_index(edited)).exists()


# Texts of reports -------------------------------------------------------------------------------------------------


def test_the_archived_text_of_a_report_goes() -> None:
    report = make.make_report()
    capture = make_capture("Jane Doe said it", make.anna(), report=report)
    assert "Texts and archives of 1 captures removed." in take_out(report)
    capture.refresh_from_db()
    assert capture.text is None
    assert capture.removal
    assert (capture.removal.removed_by, capture.removal.approved_by) == (make.anna(), make.boris())


@pytest.mark.parametrize("address", ["", "https://news.example/a"])
def test_an_article_of_it_that_is_on_its_way_in_goes_too(address: str) -> None:
    report = make.make_report(url=address, title="Jane Doe")
    intake = make_article(publisher=report.publisher, url=address, report=None if address else report)
    take_out(report)
    intake.refresh_from_db()
    assert (intake.state, intake.title, intake.text, intake.proposals) == (IntakeState.FAILED, "", "", [])
    assert not PageText.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_article_of_it_that_is_just_being_fetched_is_waited_for_and_emptied() -> None:
    url, person = "https://news.example/a", make.anna()
    report = make.make_report(url=url)
    waiting = Intake.objects.create(url=url, state=IntakeState.WAITING, made_by=person)
    make.boris()
    with waited_for(lambda: take_out(report)):
        Intake.objects.select_for_update().get()  # as a worker does before it fetches
        fetched = {"state": IntakeState.OPEN, "text": "Jane Doe", "capture": make_capture("Jane Doe", person)}
        Intake.objects.filter(pk=waiting.pk).update(**fetched)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.text) == (IntakeState.FAILED, "")
    assert not PageText.objects.exists()


def test_a_report_that_there_is_not_is_refused() -> None:
    make.anna(), make.boris()
    people = {"by": "anna@desk.example", "approved_by": "boris@desk.example"}
    with pytest.raises(CommandError, match="There is no report"):
        call_command("redact", report="r0000000000", ground="Court order 12", **people)
    with pytest.raises(CommandError, match="indices of Records, or one"):
        call_command("redact", ground="Court order 12", **people)
