"""How an article comes to the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.choices import IntakeState
from claims.models import Intake
from sources import archiving
from sources.choices import Vantage
from sources.models import Capture
from tests import factories
from tests.claims.admin.browsing import form_on
from tests.claims.admin.intake.articles import TEXT, decide, make_article, page_of
from tests.claims.admin.intake.test_taking_in import NEW

pytestmark = pytest.mark.django_db
BEGIN = "/desk/claims/intake/add/"


def test_a_pasted_text_is_read_at_once(editor: Client) -> None:
    response = editor.post(BEGIN, {"text": TEXT})
    intake = Intake.objects.get()
    assert response["Location"] == reverse("admin:claims_intake_change", args=[intake.pk])
    assert (intake.lang, intake.made_by) == ("de", factories.anna())
    assert "164" in {proposal["low"] for proposal in intake.proposals}


def test_a_file_is_read_like_a_pasted_text(editor: Client) -> None:
    editor.post(BEGIN, {"file": SimpleUploadedFile("bericht.txt", TEXT.encode())})
    assert Intake.objects.get().text == TEXT


def test_what_was_pasted_is_archived_at_once(editor: Client) -> None:
    editor.post(BEGIN, {"text": TEXT.replace(". ", ".\r\n"), "url": "https://news.example/a"})
    capture = Intake.objects.get().capture
    assert capture
    assert (capture.vantage, capture.made_by, capture.report) == (Vantage.HANDED_IN, factories.anna(), None)
    assert archiving.body_of(capture).decode() == TEXT.replace(". ", ".\n")


def test_a_file_is_archived_byte_for_byte_with_its_name_and_kind(editor: Client) -> None:
    page = f"<html><head><title>Nach den Unruhen</title></head><body><p>{TEXT}</p></body></html>".encode("utf-16")
    editor.post(BEGIN, {"file": SimpleUploadedFile("bericht.html", page)})
    intake = Intake.objects.get()
    assert intake.capture
    assert (intake.capture.note, intake.capture.media_type, intake.title) == (
        "bericht.html",
        "text/html",
        "Nach den Unruhen",
    )
    assert archiving.body_of(intake.capture) == page


def test_a_full_disk_is_told_and_keeps_nothing(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_asked: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archiving, "_save", full)
    response = editor.post(BEGIN, {"text": TEXT})
    assert "No space left on device" in response.content.decode()
    assert not Intake.objects.exists()
    assert not Capture.objects.exists()


def test_an_article_is_discarded_with_what_was_archived(editor: Client) -> None:
    editor.post(BEGIN, {"text": TEXT})
    capture = Capture.objects.get()
    editor.post(page_of(Intake.objects.get()), {"discard": "1", "version": "0"})
    assert not Intake.objects.exists()
    assert not Capture.objects.exists()
    with pytest.raises(archiving.Broken):
        archiving.body_of(capture)


def test_what_somebody_else_decided_meanwhile_is_not_discarded(editor: Client) -> None:
    intake = make_article()
    form = form_on(editor.get(page_of(intake)), "version")
    decide(editor, intake, "take", button="save")
    page = editor.post(page_of(intake), {**form, "discard": "1"}, follow=True).content.decode()
    assert "It stays" in page
    assert Intake.objects.get().decisions["p0-decision"] == ["take"]


def test_an_address_alone_waits_to_be_fetched(editor: Client) -> None:
    response = editor.post(BEGIN, {"url": "https://news.example/a"}, follow=True)
    assert Intake.objects.get().state == IntakeState.WAITING
    assert "It is being fetched" in response.content.decode()


@pytest.mark.parametrize("again", [{"text": TEXT}, {"url": "https://news.example/a"}])
def test_an_article_that_was_begun_before_is_named(editor: Client, again: dict[str, str]) -> None:
    editor.post(BEGIN, {"text": TEXT, "url": "https://news.example/a"})
    page = editor.post(BEGIN, again, follow=True).content.decode()
    assert "This was begun before." in page
    assert "&lt;" not in page.partition("This was begun before.")[2][:600]
    assert page_of(Intake.objects.earliest("pk")) in page


def test_a_first_article_raises_no_warning(editor: Client) -> None:
    assert "begun before" not in editor.post(BEGIN, {"text": TEXT}, follow=True).content.decode()


def test_what_could_not_be_fetched_is_fetched_again_on_demand(editor: Client) -> None:
    editor.post(BEGIN, {"url": "https://news.example/a"})
    Intake.objects.update(state=IntakeState.FAILED, problem="The server answered 503.")
    intake = Intake.objects.get()
    assert "The server answered 503." in editor.get(page_of(intake)).content.decode()
    editor.post(page_of(intake), {"again": "1"})
    intake.refresh_from_db()
    assert (intake.state, intake.problem) == (IntakeState.WAITING, "")


def test_an_open_article_is_not_fetched_again(editor: Client) -> None:
    editor.post(BEGIN, {"text": TEXT, "url": "https://news.example/a"})
    editor.post(page_of(Intake.objects.get()), {"again": "1"})
    assert Intake.objects.get().state == IntakeState.OPEN


def test_what_is_done_is_not_discarded(editor: Client) -> None:
    intake = make_article()
    decide(editor, intake, "take", "skip", "skip", **NEW)
    intake.refresh_from_db()
    page = editor.post(page_of(intake), {"discard": "1", "version": intake.version}, follow=True).content.decode()
    assert "It stays" in page
    assert Intake.objects.get() == intake


def test_the_language_can_be_said(editor: Client) -> None:
    editor.post(BEGIN, {"text": TEXT, "lang": "en"})
    assert Intake.objects.get().lang == "en"


def test_a_report_that_is_known_brings_its_publisher(editor: Client) -> None:
    report = factories.make_report(url="https://news.example/a")
    editor.post(BEGIN, {"text": TEXT, "url": report.url})
    assert Intake.objects.get().publisher == report.publisher


def test_the_bookmark_fills_the_form(editor: Client) -> None:
    page = editor.get(BEGIN, {"url": "https://news.example/a", "title": "Nach den Unruhen", "text": TEXT})
    assert 'value="https://news.example/a"' in page.content.decode()
    assert "javascript:" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "Paste a text, choose a file, or give an address."),
        ({"text": "a\x00b"}, "not allowed"),
        ({"text": "x" * 200_001}, "Cut it in parts"),
        ({"text": TEXT, "lang": "Deutsch!"}, "language tag"),
        ({"text": TEXT, "published_at": "0000-01-01"}, "Give a year"),
        ({"text": TEXT, "publisher": "nobody"}, "Nothing was found"),
        ({"url": "ftp://news.example/a"}, "http"),
        ({"url": "http://127.0.0.1/a"}, "public"),
        ({"url": "https://news.example/" + "a" * 3000}, "2000"),
        ({"text": TEXT, "title": "x" * 501}, "500"),
        ({"text": TEXT, "kind": "novel"}, "novel"),
    ],
)
def test_bad_input_is_refused_at_its_field(editor: Client, sent: dict[str, str], why: str) -> None:
    response = editor.post(BEGIN, sent)
    assert response.status_code == 200
    assert why in response.content.decode()
    assert not Intake.objects.exists()


def test_two_texts_are_one_too_many(editor: Client) -> None:
    response = editor.post(BEGIN, {"text": TEXT, "file": SimpleUploadedFile("a.txt", b"x")})
    assert "not both" in response.content.decode()
