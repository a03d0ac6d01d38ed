"""What an editor chose of an article becomes claims, all or none."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.admin.intake import pages
from claims.admin.intake.review import prefix_of
from claims.articles import discard
from claims.choices import Bearing, ClaimKind, Counted, IntakeState, Qualifier, RelationKind, Status
from claims.models import (
    Attribution,
    Body,
    Claim,
    Evidence,
    Intake,
    Measure,
    Record,
    Relation,
    ReviewItem,
    StatusChange,
)
from sources import scheduling
from sources.choices import ReportState, Vantage
from sources.models import Capture, Excerpt, Report, Source, SourceName, TextChange, Watch
from sources.refinding import Fit
from tests import factories
from tests.claims.admin.intake.articles import TEXT, dead, decide, make_article, make_capture, page_of
from tests.waiting import waited_for

pytestmark = pytest.mark.django_db

MINISTRY, MEDIA, PRESIDENT = (prefix_of(name) for name in ("Gesundheitsministerium", "Medien", "Präsident Tokajew"))
NEW = {f"{MINISTRY}__kind": "government", f"{MEDIA}__kind": "unidentified", f"{PRESIDENT}__kind": "person"}
WHY = {"finish__reason__en__text": "Taken in from an article."}


def problems(response: Any) -> str:
    return str(response.content.decode())


def test_a_figure_becomes_a_draft_with_its_words_and_bounds(editor: Client) -> None:
    decide(editor, make_article(), "take", **NEW)
    claim = Claim.objects.get()
    assert (claim.status, claim.words, claim.qualifier) == (Status.DRAFT, "mindestens 164", Qualifier.AT_LEAST)
    assert (claim.low, claim.high, claim.wording) == (Decimal(164), None, "mindestens 164 Toten")


def test_its_sentence_is_kept_as_the_excerpt(editor: Client) -> None:
    decide(editor, make_article(), "take", **NEW)
    excerpt = Attribution.objects.get().excerpt
    assert excerpt is not None
    assert excerpt.exact == TEXT.partition(" Der Bericht")[0]
    assert excerpt.suffix.startswith("Der Bericht wurde")


def test_what_the_editor_had_becomes_a_capture_of_the_report(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", **NEW)
    report, excerpt = Report.objects.get(), Excerpt.objects.get()
    capture = report.captures.get()
    assert capture == intake.capture
    assert capture.excerpts == {str(excerpt.pk): Fit.EXACT}


def test_what_was_fetched_is_the_first_look_at_the_report(editor: Client) -> None:
    url = "https://news.example/a"
    seen = {"vantage": Vantage.FETCHED, "outcome": ReportState.PRESENT, "url": url}
    capture = make_capture(TEXT, factories.anna(), **seen)
    decide(editor, make_article(url=url, capture=capture), "take", finish__publish="on", **NEW, **WHY)
    scheduling.plan(timezone.now())
    report = Report.objects.get()
    assert (report.state, report.last_seen_at) == (ReportState.PRESENT, capture.requested_at)
    assert Watch.objects.get().baseline == capture
    assert not ReviewItem.objects.exists()


def test_the_text_stays_in_the_capture_alone(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", **NEW)
    intake.refresh_from_db()
    assert (intake.text, intake.proposals, intake.decisions) == ("", [], {})
    assert intake.capture
    page = editor.get(page_of(intake)).content.decode()
    assert reverse("admin:sources_report_capture", args=[Report.objects.get().pk, intake.capture.pk]) in page


def test_readers_and_partners_see_the_excerpts_alone(editor: Client, client: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", finish__publish="on", **NEW, **WHY)
    which = Claim.objects.get().public_id
    pages = (f"/claims/{which}/", f"/api/v1/claims/{which}/", "/api/v1/changes/?after=-1", f"/feeds/claims/{which}/")
    shown = [client.get(address, follow=True).content.decode() for address in pages]
    assert all("mindestens 164" in text for text in shown)
    assert not any("Ordnung sei wiederhergestellt" in text for text in [*shown, *map(str, Body.objects.values("body"))])


def test_a_refused_article_leaves_its_capture_without_a_report(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", "skip", "take", p2__decision="attach:999999", **NEW)
    decide(editor, intake, "skip", "evidence", "take", **NEW)
    assert not Report.objects.exists()
    assert Capture.objects.get().report is None


def test_the_chain_goes_from_the_origin_to_the_publisher(editor: Client) -> None:
    decide(editor, make_article(), "take", **NEW)
    hops = list(Attribution.objects.get().hops.values_list("source__name", "words"))
    assert hops == [("Gesundheitsministerium", ""), ("Medien", ""), ("Tagesblatt", "mindestens 164")]


def test_a_publisher_that_is_named_stands_once_in_the_chain(editor: Client) -> None:
    decide(editor, make_article(), "take", **{**NEW, "p0__chain": "Gesundheitsministerium > Tagesblatt"})
    assert [hop.source.name for hop in Attribution.objects.get().hops.all()] == ["Gesundheitsministerium", "Tagesblatt"]


def test_a_new_measure_serves_all_figures_in_its_words(editor: Client) -> None:
    decide(editor, make_article(proposals=[dead(), dead(low="163")]), "take", "take", **NEW)
    assert (Measure.objects.count(), Claim.objects.count()) == (1, 2)


def test_a_new_source_is_found_by_its_name_afterwards(editor: Client) -> None:
    decide(editor, make_article(), "take", **NEW)
    assert SourceName.objects.get(text="Medien").source.kind == "unidentified"


def test_a_known_source_is_used_in_any_case_of_its_name(editor: Client) -> None:
    ministry = factories.make_source("Gesundheitsministeriums")
    decide(editor, make_article(), "take", **{f"{MEDIA}__kind": "unidentified"})
    assert Attribution.objects.get().hops.all()[0].source == ministry


def test_an_update_is_related_to_what_it_updates(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    decide(editor, make_article(known.topic), f"updates:{known.pk}", **NEW)
    assert Relation.objects.get().other == known


def test_an_update_answers_the_question_of_what_it_updates(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    factories.make_measure(known.topic)
    decide(editor, make_article(known.topic), f"updates:{known.pk}", **NEW)
    assert Relation.objects.get().claim.measure == known.measure


def test_an_update_has_the_measure_that_the_editor_chose(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    decide(editor, make_article(known.topic), f"updates:{known.pk}", p0__measure="", p0__new_measure="Leichen", **NEW)
    assert str(Relation.objects.get().claim.measure) == "Leichen"


def test_an_older_count_is_updated_by_what_is_tracked(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    decide(editor, make_article(known.topic), f"updated_by:{known.pk}", **NEW)
    relation = Relation.objects.get()
    assert (relation.claim, relation.kind) == (known, RelationKind.UPDATES)


def test_a_new_measure_says_of_whom(editor: Client) -> None:
    decide(editor, make_article(proposals=[dead(who="security_forces")]), "take", **NEW)
    measure = Measure.objects.get()
    assert (str(measure), measure.who["de"]["text"]) == ("Tote (Sicherheitskräfte)", "Sicherheitskräfte")


def test_a_part_that_is_tracked_is_related_to_its_whole(editor: Client) -> None:
    known = factories.publish(factories.make_figure())
    decide(editor, make_article(known.topic), f"has_part:{known.pk}", **NEW)
    relation = Relation.objects.get()
    assert (relation.claim, relation.kind) == (known, RelationKind.PART_OF)


def test_a_deletion_is_evidence_beside_the_figure_that_it_is_about(editor: Client) -> None:
    decide(editor, make_article(), "take", "evidence", **NEW)
    evidence = Evidence.objects.get()
    assert (evidence.claim.words, evidence.bearing) == ("mindestens 164", Bearing.CONTEXT)


def test_a_deletion_of_what_is_left_out_is_refused(editor: Client) -> None:
    response = decide(editor, make_article(), "skip", "evidence", "take", **NEW)
    assert "is not taken in itself" in problems(response)
    assert not Claim.objects.exists()


def test_published_at_once_it_is_in_the_record(editor: Client) -> None:
    decide(editor, make_article(), "take", "skip", "take", finish__publish="on", **NEW, **WHY)
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.UNVERIFIED}


def test_publishing_wants_a_reason(editor: Client) -> None:
    response = decide(editor, make_article(), "take", finish__publish="on", **NEW)
    assert "readers see it in the history" in problems(response)
    assert not Claim.objects.exists()


def test_a_contributor_takes_in_drafts_only(contributor: Client) -> None:
    response = decide(contributor, make_article(), "take", finish__publish="on", **NEW, **WHY)
    assert "Only editors publish" in problems(response)
    decide(contributor, make_article(publisher=Source.objects.get(name="Tagesblatt")), "take", **NEW)
    assert Claim.objects.get().status == Status.DRAFT


def test_what_a_contributor_took_in_waits_for_an_editor(contributor: Client) -> None:
    decide(contributor, make_article(), "take", "skip", "take", **NEW)
    assert {item.claim for item in ReviewItem.objects.filter(cause="draft")} == set(Claim.objects.all())
    assert set(Claim.objects.values_list("waiting", flat=True)) == {True}


def test_what_an_editor_took_in_waits_for_nobody(editor: Client) -> None:
    decide(editor, make_article(), "take", **NEW)
    assert not ReviewItem.objects.exists()


def test_many_are_published_together(editor: Client) -> None:
    """Each is a Record of its own."""
    article = make_article(proposals=[dead(low=str(low)) for low in range(160, 170)])
    with CaptureQueriesContext(connection) as asked:
        decide(editor, article, *["take"] * 10, finish__publish="on", **NEW, **WHY)
    assert Record.objects.filter(subject_kind="claim", change="published").count() == 10
    assert sum(query["sql"].startswith("UPDATE claims_loghead") for query in asked) == 2  # what they refer to, and they


def test_every_problem_is_shown_at_once_and_nothing_is_stored(editor: Client) -> None:
    response = decide(editor, make_article(), "take", "skip", "take", p0__words="", p2__wording="", article__topic="")
    page = problems(response)
    for sentence in ("never dropped", "Needed to take this in", "which topic", "a chain has no unknown links"):
        assert sentence in page
    assert not Claim.objects.exists()
    assert not Report.objects.exists()


def test_what_was_typed_is_there_again_after_a_refusal(editor: Client) -> None:
    response = decide(editor, make_article(), "take", p0__wording="164 Tote, so der Text")
    assert "164 Tote, so der Text" in problems(response)


def test_bounds_that_are_not_those_of_the_qualifier_are_refused(editor: Client) -> None:
    response = decide(editor, make_article(), "take", p0__high="100", **NEW)
    assert "leaves this end open" in problems(response)


@pytest.mark.parametrize("decision", ["attach", "attach:0", "attach:999999", "burn", "take:5", "updates:x"])
def test_a_decision_that_there_is_not_is_refused(editor: Client, decision: str) -> None:
    response = decide(editor, make_article(), decision, "skip", "take", **NEW)
    assert response.status_code == 200
    assert not Claim.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "\ufffe", "x" * 30_000, "\u202ex", "<script>"])
def test_hostile_text_in_a_field_is_kept_or_refused_by_name(editor: Client, text: str) -> None:
    response = decide(editor, make_article(), "take", p0__wording=text, **NEW)
    assert response.status_code in (200, 302)
    assert "<script>" not in problems(response).partition("<h1")[2]


def test_an_article_is_taken_in_once(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", **NEW)
    intake.refresh_from_db()
    assert (intake.state, intake.taken_in_by) == (IntakeState.DONE, factories.anna())
    assert editor.post(page_of(intake), {"take_in": "1", "version": intake.version}).status_code == 200
    assert Claim.objects.count() == 1


def test_a_report_that_is_known_by_its_address_is_not_made_again(editor: Client) -> None:
    report = factories.make_report(url="https://example.org/a")
    intake = make_article(publisher=report.publisher, url=report.url, report=report)
    decide(editor, intake, "take", "skip", "skip", **NEW)
    assert Attribution.objects.get().report == report
    assert Intake.objects.get().report == report


def test_what_speaks_against_the_report_is_said_at_its_field(editor: Client) -> None:
    response = decide(editor, make_article(), "take", **NEW, article__url="no address")
    assert "Enter a valid URL." in problems(response)
    assert not Claim.objects.exists()


def test_two_names_of_one_source_are_one_too_many_in_a_chain(editor: Client) -> None:
    source = factories.make_source("Ministry", "government")
    both = {f"{MINISTRY}__source": f"#{source.pk}", f"{MEDIA}__source": f"#{source.pk}"}
    response = decide(editor, make_article(), "take", **both)
    assert "A chain does not come back to a source." in problems(response)


def test_what_was_discarded_meanwhile_is_not_taken_in(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = make_article()
    monkeypatch.setattr(pages, "_keep", lambda stale, request: discard(stale))
    response = decide(editor, intake, "take", **NEW)
    assert "Somebody else decided something here meanwhile." in problems(response)
    assert not Claim.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_look_that_is_compared_with_it_meanwhile_ends_in_no_deadlock(editor: Client) -> None:
    report = factories.make_report(url="https://news.example/a")
    seen = {"vantage": Vantage.FETCHED, "outcome": ReportState.PRESENT, "url": report.url, "report": report}
    read, newer = (make_capture(text, factories.anna(), **seen) for text in (TEXT, "Mindestens 225 Tote."))
    intake = make_article(url=report.url, capture=read, publisher=report.publisher)
    with waited_for(lambda: decide(editor, intake, "take", **NEW)) as response:
        Report.objects.select_for_update().get()  # as the watch does before it stores
        TextChange.objects.create(report=report, before=read, after=newer, findings=[], found_at=timezone.now())
    assert response[0].status_code == 302
    assert Claim.objects.exists()


def test_a_button_pressed_twice_at_once_takes_in_once(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = make_article()
    keep = pages._keep

    def slower(stale: Intake, request: Any) -> bool:
        Intake.objects.filter(pk=stale.pk).update(version=stale.version + 1)
        return keep(stale, request)

    monkeypatch.setattr(pages, "_keep", slower)
    response = decide(editor, intake, "take", **NEW)
    assert "decided something here meanwhile" in problems(response)
    assert not Claim.objects.exists()


def test_what_a_deletion_is_about_can_be_another_statement(editor: Client) -> None:
    decide(editor, make_article(), "take", "evidence", "take", p1__about=["2"], **NEW)
    assert Evidence.objects.get().claim.kind == ClaimKind.STATEMENT


def test_what_is_about_nothing_is_no_evidence(editor: Client) -> None:
    response = decide(editor, make_article(), "take", "evidence", p1__about=[], **NEW)
    assert "Say what this is about." in problems(response)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("about", [["7"], ["x"], ["1"]])
def test_what_is_not_in_the_article_is_nothing_to_be_about(editor: Client, about: list[str]) -> None:
    response = decide(editor, make_article(), "take", "evidence", p1__about=about, **NEW)
    assert response.status_code == 200
    assert not Claim.objects.exists()


def test_a_chosen_measure_wins_over_the_new_one_that_the_page_filled_in(editor: Client) -> None:
    article = make_article()
    measure = factories.make_measure(article.topic, counted=Counted.INJURED)
    decide(editor, article, "take", p0__measure=f"#{measure.pk}", p0__new_measure="Tote", **NEW)
    assert Claim.objects.get().measure == measure


def test_a_chosen_measure_and_a_new_one_that_somebody_wrote_are_one_too_many(editor: Client) -> None:
    article = make_article()
    measure = factories.make_measure(article.topic, counted=Counted.INJURED)
    response = decide(editor, article, "take", p0__measure=f"#{measure.pk}", p0__new_measure="Leichen", **NEW)
    assert "not both" in problems(response)


@pytest.mark.parametrize(
    ("box", "text", "lang"),
    [
        ("en", "Aus einem Artikel der Zeitung aufgenommen.", "de"),
        ("en", "Взято из статьи, которую опубликовала газета.", "ru"),
        ("en", "Taken in from an article.", "en"),
        ("en", "AP 12:05", "en"),
        ("de", "Taken in from an article.", "de"),  # somebody chose that box
    ],
)
def test_the_reason_is_in_the_language_that_it_is_written_in(editor: Client, box: str, text: str, lang: str) -> None:
    why = {f"finish__reason__{box}__text": text}
    decide(editor, make_article(), "take", finish__publish="on", **NEW, **why)
    assert list(StatusChange.objects.get(claim=Claim.objects.get()).reason) == [lang]


def test_when_it_was_published_can_be_written_with_the_day_first(editor: Client) -> None:
    decide(editor, make_article(), "take", article__published_at="9.1.2022 14:05", **NEW)
    assert Report.objects.get().published_at == datetime(2022, 1, 9, 14, 5, tzinfo=UTC)
