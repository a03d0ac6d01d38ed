"""Two looks at a report side by side: which two, what changed, and that hostile text does nothing."""

import uuid
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sources import scheduling
from sources.models import Capture, Excerpt, LastLook, PageText, Report, Watch
from tests import factories
from tests.claims.admin.intake.articles import make_capture

FIRST = "According to the health ministry, at least 164 people were killed in the unrest."
QUIET = "\n".join(f"District {name} had been calm for years, as people there like to tell." for name in "abcdefgh")


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report(url="https://site.example/1", lang="en")
    scheduling.plan(timezone.now())
    Excerpt.objects.create(report=report, lang="en", exact="at least 164 people were killed")
    return report


def look(report: Report, text: str, hours_ago: int) -> Capture:
    page, _made = PageText.objects.get_or_create(sha256=sha256(text.encode()).hexdigest(), defaults={"text": text})
    at = timezone.now() - timedelta(hours=hours_ago)
    return Capture.objects.create(
        report=report, requested_at=at, vantage="watcher", outcome="present", lease=uuid.uuid4(), text=page
    )


@pytest.fixture
def looks(report: Report) -> list[Capture]:
    """As published, with "at least" lost, and with another number."""
    texts = (FIRST, FIRST.replace("at least ", ""), FIRST.replace("at least 164", "225"))
    made = [look(report, f"{text}\n{QUIET}", 9 - number) for number, text in enumerate(texts)]
    Watch.objects.filter(report=report).update(baseline=made[0], last_good=made[-1])
    return made


def page(client: Client, report: Report, query: str = "") -> str:
    response = client.get(reverse("admin:sources_report_compare", args=[report.pk]) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_without_a_choice_it_goes_from_publication_to_the_newest_look(
    editor: Client, report: Report, looks: list[Capture]
) -> None:
    shown = page(editor, report)
    assert 'A number changed: <del><bdi lang="en">at least 164</bdi></del>' in shown
    assert "beside a passage that we rely on" in shown
    assert "Changed without a word" in shown
    assert '<del class="number">at least 164</del>' in shown
    assert '<ins class="number">225</ins>' in shown


def test_it_goes_from_where_this_editor_last_looked(editor: Client, report: Report, looks: list[Capture]) -> None:
    person = factories.anna()
    LastLook.objects.create(report=report, looked_by=person, capture=looks[1], looked_at=timezone.now())
    shown = page(editor, report)
    assert '<del class="number">164</del>' in shown
    assert f'<option value="{looks[1].pk}" selected>' in shown


def test_any_two_looks_can_be_compared(editor: Client, report: Report, looks: list[Capture]) -> None:
    shown = page(editor, report, f"?from={looks[0].pk}&until={looks[1].pk}")
    assert "was lost" in shown
    assert "225" not in shown


def test_a_text_that_was_handed_in_is_offered_and_not_taken_for_a_look(
    editor: Client, report: Report, looks: list[Capture]
) -> None:
    given = make_capture("At least 400 dead.", factories.anna(), report=report)
    assert "400" not in page(editor, report)
    assert "400" in page(editor, report, f"?from={looks[0].pk}&until={given.pk}")


def test_unchanged_paragraphs_are_folded_away(editor: Client, report: Report, looks: list[Capture]) -> None:
    assert "7 paragraphs without a change" in page(editor, report)


def test_the_same_look_twice_has_nothing_to_tell(editor: Client, report: Report, looks: list[Capture]) -> None:
    assert "Nothing but dates" in page(editor, report, f"?from={looks[0].pk}&until={looks[0].pk}")


def test_a_report_that_was_never_read_says_so(editor: Client, report: Report) -> None:
    assert "There is no look yet" in page(editor, report)


@pytest.mark.parametrize("value", ["0", "-1", "x", "9" * 30, "1%00", "٣"])
def test_a_look_that_is_none_is_not_found(editor: Client, looks: list[Capture], value: str) -> None:
    address = reverse("admin:sources_report_compare", args=[looks[0].report_id])
    assert editor.get(f"{address}?from={value}").status_code == 404


def test_a_look_at_another_report_is_not_found(editor: Client, report: Report, looks: list[Capture]) -> None:
    other = look(factories.make_report(url="https://site.example/2"), FIRST, 1)
    address = reverse("admin:sources_report_compare", args=[looks[0].report_id])
    assert editor.get(f"{address}?until={other.pk}").status_code == 404


def test_text_from_outside_does_nothing(editor: Client, report: Report) -> None:
    look(report, FIRST, 2)
    Watch.objects.filter(report=report).update(baseline=Capture.objects.get())
    look(report, f"{FIRST} <script>alert(225)</script> \u202e dead were counted there.", 1)
    shown = page(editor, report)
    assert "<script>alert" not in shown
    assert "[U+202E]" in shown


def test_a_stranger_sees_nothing(looks: list[Capture], client: Client) -> None:
    address = reverse("admin:sources_report_compare", args=[looks[0].report_id])
    assert client.get(address).status_code == 302


def test_an_operator_is_refused(looks: list[Capture], operator: Client) -> None:
    assert operator.get(reverse("admin:sources_report_compare", args=[looks[0].report_id])).status_code == 403
