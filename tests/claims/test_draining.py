"""What the watch finds becomes a question for each claim that rests on the report, and touches no status."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims import workflow
from claims.choices import Change, Priority, ReviewReason, Status
from claims.models import Claim, Record, ReviewItem
from sources.choices import ReportState as S
from sources.choices import Vantage
from sources.models import Capture, PageText, Report, TextChange
from sources.observing import observe
from tests.factories import anna, attribute, make_figure, make_report, make_source, publish

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
NUMBER = {"kind": "number_changed", "was": "164", "now": "225", "excerpts": []}
WORDS = {"kind": "wording_changed", "was": "a", "now": "b", "excerpts": []}


@pytest.fixture
def report() -> Report:
    return make_report(url="https://site.example/1")


@pytest.fixture
def claim(report: Report) -> Claim:
    claim = make_figure()
    attribute(claim, make_source(), report.publisher, report=report)
    return publish(claim)


def look(report: Report, outcome: S, minutes: int) -> Capture:
    at = NOON + timedelta(minutes=minutes)
    capture = Capture.objects.create(
        report=report, requested_at=at, vantage=Vantage.WATCHER, outcome=outcome, lease=uuid.uuid4()
    )
    report.refresh_from_db()
    observe(report, capture)
    return capture


def delete(report: Report) -> None:
    look(report, S.PRESENT, 0)
    look(report, S.ABSENT, 30)
    look(report, S.ABSENT, 65)


def edit(report: Report, *findings: dict[str, Any], announced: bool = False) -> None:
    texts = [PageText.objects.create(sha256=f"{uuid.uuid4().hex:0>64}", text=text) for text in ("164", "225")]
    before, after = look(report, S.PRESENT, 200), look(report, S.PRESENT, 230)
    for capture, text in zip((before, after), texts, strict=True):
        Capture.objects.filter(pk=capture.pk).update(text=text)
    TextChange.objects.create(
        report=report, before=before, after=after, findings=findings, announced=announced, found_at=NOON
    )


def test_deletion_is_told_with_its_evidence_and_changes_no_status(report: Report, claim: Claim) -> None:
    delete(report)
    workflow.drain_state_changes()
    item = ReviewItem.objects.get(reason=ReviewReason.SOURCE_GONE)
    captures = ", ".join(str(pk) for pk in Capture.objects.order_by("requested_at").values_list("pk", flat=True))
    assert f"(captures {captures})" in item.note
    assert "absent" in item.note
    claim.refresh_from_db()
    assert claim.status == Status.UNVERIFIED


def test_one_record_follows_for_the_report_and_only_on_a_transition(report: Report, claim: Claim) -> None:
    look(report, S.PRESENT, 0)
    workflow.drain_state_changes()
    for minutes in (30, 65, 120):
        look(report, S.ABSENT, minutes)
        workflow.drain_state_changes()
    records = Record.objects.filter(subject=report.public_id, change=Change.STATE_CHANGED)
    assert records.count() == 2  # present, absent
    assert Record.objects.filter(subject=claim.public_id).count() == 1


def test_drained_twice_it_asks_once(report: Report, claim: Claim) -> None:
    delete(report)
    assert workflow.drain_state_changes() == 2
    assert workflow.drain_state_changes() == 0
    assert ReviewItem.objects.count() == 1


def test_report_that_flaps_keeps_one_item_open(report: Report, claim: Claim) -> None:
    delete(report)
    look(report, S.PRESENT, 100)
    look(report, S.ABSENT, 200)
    look(report, S.ABSENT, 240)
    workflow.drain_state_changes()
    assert ReviewItem.objects.filter(reason=ReviewReason.SOURCE_GONE, closed_at=None).count() == 1


def test_report_that_is_back_is_said_to_be(report: Report, claim: Claim) -> None:
    delete(report)
    look(report, S.PRESENT, 100)
    workflow.drain_state_changes()
    item = ReviewItem.objects.get(reason=ReviewReason.SOURCE_CHANGED)
    assert "is there again" in item.note


def test_last_report_of_a_public_claim_is_urgent(report: Report, claim: Claim) -> None:
    other, draft = make_figure(), make_figure()
    attribute(other, make_source(), report.publisher, report=report)
    attribute(other)
    publish(other)
    attribute(draft, make_source(), report.publisher, report=report)
    delete(report)
    workflow.drain_state_changes()
    priorities = dict(ReviewItem.objects.filter(reason=ReviewReason.SOURCE_GONE).values_list("claim", "priority"))
    assert priorities == {claim.pk: Priority.URGENT, other.pk: Priority.HIGH, draft.pk: Priority.NORMAL}


@pytest.mark.parametrize("outcome", [S.BLOCKED, S.UNREACHABLE, S.PRESENT])
def test_nothing_is_asked_when_nothing_is_known(report: Report, claim: Claim, outcome: S) -> None:
    look(report, outcome, 0)
    look(report, outcome, 60)
    workflow.drain_state_changes()
    assert not ReviewItem.objects.exists()


def test_changed_number_is_told_in_words(report: Report, claim: Claim) -> None:
    edit(report, NUMBER)
    workflow.drain_text_changes()
    item = ReviewItem.objects.get()
    assert "a number changed: “164” → “225”" in item.note
    assert "without a word" in item.note
    assert (item.reason, item.priority) == (ReviewReason.SOURCE_CHANGED, Priority.URGENT)


def test_announced_edit_of_words_is_less_urgent_and_told_apart(report: Report, claim: Claim) -> None:
    edit(report, WORDS, announced=True)
    workflow.drain_text_changes()
    item = ReviewItem.objects.get()
    assert "and says so" in item.note
    assert item.priority == Priority.HIGH


def test_second_edit_is_told_in_the_open_item_and_raises_it(report: Report, claim: Claim) -> None:
    edit(report, WORDS)
    workflow.drain_text_changes()
    edit(report, NUMBER)
    workflow.drain_text_changes()
    item = ReviewItem.objects.get()
    assert "225" in item.note
    assert item.priority == Priority.URGENT


def test_next_edit_after_an_editor_looked_is_a_new_item(report: Report, claim: Claim) -> None:
    edit(report, NUMBER)
    workflow.drain_text_changes()
    workflow.close_item(ReviewItem.objects.get(), by=anna())
    edit(report, NUMBER)
    workflow.drain_text_changes()
    assert ReviewItem.objects.filter(closed_at=None).count() == 1


def test_claim_with_the_report_as_evidence_is_asked_about_too(report: Report) -> None:
    claim = publish(make_figure())
    claim.evidence.create(report=report, bearing="context")
    edit(report, NUMBER)
    workflow.drain_text_changes()
    assert ReviewItem.objects.get().claim == claim
