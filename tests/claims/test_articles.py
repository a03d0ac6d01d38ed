"""Where the text of an article comes from, and what cannot be read."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from claims import articles
from claims.choices import IntakeState
from claims.models import Intake
from claims.models.intake import LONGEST_ARTICLE
from sources import archiving, connecting
from sources.choices import Precision, ReportState, Vantage
from sources.extracting.reading import Extracted
from tests import factories

PAGE = """<!doctype html><html lang="de"><head><title>Nach den Unruhen</title>
<meta property="article:published_time" content="2022-01-10T09:00:00Z"></head><body><article><h1>Nach den Unruhen</h1>
<p>Nach Angaben der Behörden wurden fast 8000 Menschen festgenommen. Die Lage hat sich beruhigt, hieß es weiter in der
Mitteilung, die am Montag verbreitet wurde und in mehreren Städten des Landes bekannt gemacht worden ist.</p>
<p>Bei den Protesten starben mindestens 164 Menschen, wie das Gesundheitsministerium mitteilte. Unter den Toten sind
demnach auch Angehörige der Sicherheitskräfte, deren Zahl nicht genannt wurde.</p></article></body></html>"""


def file_of(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def docx_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Не менее 164 погибших, сообщили власти".encode()),
        ("a.TXT", "Не менее 164 погибших, сообщили власти".encode("utf-16")),
        ("a.txt", ("Не менее 164 погибших, сообщили власти. " * 5).encode("cp1251")),
        ("a.docx", docx_of("Не менее 164 погибших", "сообщили власти")),
    ],
)
def test_a_file_is_read_in_whatever_letters_it_was_saved(name: str, content: bytes) -> None:
    assert articles.file_of(file_of(name, content)).text.startswith("Не менее 164 погибших")


def test_the_paragraphs_of_a_file_stand_apart_and_those_of_a_text_as_they_were_typed() -> None:
    assert articles.file_of(file_of("a.docx", docx_of("Deaths", "164 killed"))).text == "Deaths\n\n164 killed"
    assert articles.file_of(file_of("a.txt", b"At least 164\nwere killed")).text == "At least 164\nwere killed"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"MZ", "Files of these kinds"),
        ("a.docx", b"PK\x03\x04 broken", "cannot be read"),
        ("a.docx", b"no zip at all", "cannot be read"),
        ("a.pdf", b"%PDF-1.7 broken", "cannot be read"),
        ("a.txt", b"  \n ", "cannot be read"),
        ("a.txt", b"x" * (articles.LARGEST_FILE + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        articles.file_of(file_of(name, content))


def test_an_article_has_a_longest_length() -> None:
    with pytest.raises(ValidationError, match="Cut it in parts"):
        articles.tidy("x" * (LONGEST_ARTICLE + 1))


@pytest.fixture
def site() -> Iterator[str]:
    """A page on the loopback address, which is let through for this test alone."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/found"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(PAGE.encode() if found else b"gone")

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    with connecting.using(connecting.Ways(ports=frozenset({port}), also=frozenset({("127.0.0.1", port)}))):
        yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


def waiting(url: str) -> Intake:
    return Intake.objects.create(url=url, state=IntakeState.WAITING, made_by=factories.anna())


@pytest.mark.django_db
@pytest.mark.loopback
def test_an_article_is_fetched_by_its_address(site: str) -> None:
    intake = waiting(f"{site}/found")
    articles.fetch_due()
    intake.refresh_from_db()
    assert (intake.state, intake.title, intake.lang) == (IntakeState.OPEN, "Nach den Unruhen", "de")
    assert str(intake.published_at).startswith("2022-01-10")
    assert "gemacht worden ist.\n\nBei den Protesten starben mindestens 164 Menschen" in intake.text
    assert {"8000", "164"} <= {proposal["low"] for proposal in intake.proposals}


@pytest.mark.django_db
@pytest.mark.loopback
def test_what_the_server_answered_is_archived(site: str) -> None:
    waiting(f"{site}/found")
    articles.fetch_due()
    capture = Intake.objects.get().capture
    assert capture
    assert (capture.vantage, capture.outcome, capture.report) == (Vantage.FETCHED, ReportState.PRESENT, None)
    assert archiving.body_of(capture) == PAGE.encode()


@pytest.mark.django_db
@pytest.mark.loopback
def test_a_fault_of_ours_is_told_and_holds_up_no_other(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, other = waiting(f"{site}/found"), waiting(f"{site}/gone")
    monkeypatch.setattr(articles, "read", None)
    articles.fetch_due()
    broken.refresh_from_db()
    other.refresh_from_db()
    assert (broken.state, broken.text, broken.capture) == (IntakeState.FAILED, "", None)
    assert "your operators find it in the log" in broken.problem
    assert other.problem == "The server answered 404."


@pytest.mark.django_db
@pytest.mark.loopback
def test_a_full_disk_is_told_and_leaves_nothing(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(f"{site}/found")
    monkeypatch.setattr(archiving, "_save", full)
    articles.fetch_due()
    intake = Intake.objects.get()
    assert (intake.state, intake.text, intake.capture) == (IntakeState.FAILED, "", None)
    assert "No space left on device" in intake.problem


def full(*_asked: object) -> str:
    raise OSError(28, "No space left on device")


@pytest.mark.django_db
@pytest.mark.loopback
def test_a_page_that_is_not_there_is_said_to_be_so(site: str) -> None:
    intake = waiting(f"{site}/gone")
    articles.fetch_due()
    intake.refresh_from_db()
    assert (intake.state, intake.problem) == (IntakeState.FAILED, "The server answered 404.")


@pytest.mark.django_db
@pytest.mark.loopback
def test_what_went_wrong_is_told_in_the_language_of_who_began(site: str) -> None:
    intake = waiting(f"{site}/gone")
    Intake.objects.update(told_in="de")
    articles.fetch_due()
    intake.refresh_from_db()
    assert intake.problem == "Der Server antwortete mit 404."


@pytest.mark.django_db
def test_no_address_of_ours_is_fetched() -> None:
    intake = waiting("http://169.254.169.254/latest/meta-data/")
    articles.fetch_due()
    intake.refresh_from_db()
    assert intake.state == IntakeState.FAILED


@pytest.mark.django_db
def test_a_second_run_finds_nothing_to_do() -> None:
    articles.fetch_due()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("lost", ["\ufffd", "\t"])
def test_a_title_from_the_text_can_be_that_of_a_report(lost: str) -> None:
    intake = Intake(text=f"Tote{lost} nach Unruhen\nEs starben mindestens 164 Menschen.", lang="de")
    articles.read(intake)
    intake._meta.get_field("title").clean(intake.title, intake)
    assert intake.title.startswith("Tote")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("WORLD NEWS\n\nOfficials raise the toll to 164\nIt was a girl.", "Officials raise the toll to 164"),
        ("UNREST KILLS 164\nIt was the first toll that was given.", "UNREST KILLS 164"),
        ("164 DEAD\n225 HURT", "164 DEAD"),
        ("Unrest\nOfficials raise the toll", "Unrest"),
    ],
)
def test_a_kicker_is_no_headline(text: str, title: str) -> None:
    intake = Intake(text=text, lang="en")
    articles.read(intake)
    assert intake.title == title


@pytest.mark.django_db
def test_what_a_page_says_of_itself_is_proposed_where_nobody_said_otherwise() -> None:
    khabar = factories.make_source("Khabar")
    intake, other = Intake(), Intake(title="Unruhen", publisher=factories.make_source("Reuters"))
    for one in (intake, other):
        articles.learn(one, Extracted("html", title="164 Tote | Khabar", headline="164 Tote", site="Khabar"))
    assert (intake.title, intake.publisher) == ("164 Tote", khabar)
    assert (other.title, str(other.publisher)) == ("Unruhen", "Reuters")


@pytest.mark.django_db
def test_a_text_without_a_headline_is_called_by_its_first_words() -> None:
    sentence = "Bei dem Unglück an der Küste kamen nach Angaben der Behörden mindestens zwölf Menschen ums Leben. "
    intake = Intake(text=3 * sentence, lang="de")
    articles.read(intake)
    assert intake.title.endswith("nach Angaben der …")
    assert (3 * sentence).startswith(intake.title.removesuffix(" …"))


PUBLISHED = "Unruhen\n\nStand: 10.01.2022 14:05 Uhr\n\nBei den Protesten starben mindestens 164 Menschen."


def test_the_day_of_publication_is_proposed_from_the_head_of_a_text() -> None:
    intake = Intake(text=PUBLISHED, lang="de")
    articles.read(intake)
    assert (str(intake.published_at), intake.published_precision) == ("2022-01-10 00:00:00+00:00", Precision.DAY)


def test_a_day_that_is_known_goes_before_that_of_the_text() -> None:
    intake = Intake(text=PUBLISHED, lang="de")
    articles.learn(intake, Extracted("html", published_on="2022-01-09"))
    articles.read(intake)
    assert str(intake.published_at).startswith("2022-01-09")


def test_a_day_that_is_still_to_come_is_proposed_by_nobody() -> None:
    intake = Intake(text=PUBLISHED.replace("2022", "2922"), lang="de")
    articles.read(intake)
    assert intake.published_at is None
