"""Contested claims' reports are watched closely, and figures that were withdrawn are looked for."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from claims import monitoring
from claims.choices import ReviewReason, Status
from claims.models import Claim, ReviewItem
from sources import scheduling
from sources.models import Capture, PageText, Report, Watch
from sources.texts import texts
from tests.factories import anna, attribute, bring_to, make_figure, make_report, make_source, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return make_report(url="https://site.example/1")


@pytest.fixture
def claim(report: Report) -> Claim:
    claim = make_figure()
    attribute(claim, make_source(), report.publisher, report=report)
    scheduling.plan(timezone.now())
    Watch.objects.update(due_at=timezone.now() + timedelta(days=6))
    return publish(claim)


def read(report: Report, text: str) -> None:
    """The watch reads this in the report, now."""
    page = PageText.objects.create(sha256=f"{uuid.uuid4().hex:0>64}", text=text)
    capture = Capture.objects.create(
        report=report, requested_at=timezone.now(), vantage="watcher", outcome="present", text=page, lease=uuid.uuid4()
    )
    Watch.objects.filter(report=report).update(last_good=capture)


# Contested ------------------------------------------------------------------------------------------------------


def test_reports_of_a_disputed_claim_are_watched_closely(claim: Claim) -> None:
    assert monitoring.watch_contested() == 0
    bring_to(claim, Status.DISPUTED)
    assert monitoring.watch_contested() == 1
    watch = Watch.objects.get()
    assert watch.dense_until
    assert watch.due_at
    assert watch.due_at < timezone.now() + scheduling.CLOSELY
    assert monitoring.watch_contested() == 0


def test_reports_of_a_claim_on_hold_are_watched_closely(claim: Claim) -> None:
    claim.holds.create(reported_at=timezone.now(), reason=texts(en="Reported."), made_by=anna())
    assert monitoring.watch_contested() == 1


# Printed on -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nach Angaben der Behörden starben mindestens 164 Menschen.",
        "At least 164 people were killed, officials say.",
        "По данным властей, погибли 164 человека.",
    ],
)
def test_withdrawn_figure_that_is_printed_on_is_asked_about_once(claim: Claim, report: Report, text: str) -> None:
    bring_to(claim, Status.RETRACTED)
    read(report, text)
    assert monitoring.find_printed_on() == 1
    item = ReviewItem.objects.get(cause__startswith="printed:")
    assert (item.report, item.reason) == (report, ReviewReason.CONFLICT)
    assert "164" in item.note
    ReviewItem.objects.update(closed_at=timezone.now(), closed_by=anna())
    assert monitoring.find_printed_on() == 0


@pytest.mark.parametrize(
    "text",
    [
        "225 people were killed.",
        "The ministry withdrew the figure of 164 dead.",
        "Die Zahl von 164 Toten wurde zurückgezogen.",
        "Министерство опровергло данные о 164 погибших.",
        "Flight 1640, 16.4 metres; on 16.4. nothing.",
    ],
)
def test_report_that_does_not_print_it_on_is_left_alone(claim: Claim, report: Report, text: str) -> None:
    bring_to(claim, Status.RETRACTED)
    read(report, text)
    assert monitoring.find_printed_on() == 0


def test_what_was_read_before_the_withdrawal_says_nothing(claim: Claim, report: Report) -> None:
    read(report, "At least 164 dead.")
    bring_to(claim, Status.RETRACTED)
    assert monitoring.find_printed_on() == 0


def test_figure_that_stands_may_be_printed(claim: Claim, report: Report) -> None:
    read(report, "At least 164 dead.")
    assert monitoring.find_printed_on() == 0


def test_small_number_stands_in_any_text() -> None:
    claim = make_figure(words="drei", low=3, high=3, qualifier="none")
    assert monitoring.passage_with(claim, "3 dead") == ""
