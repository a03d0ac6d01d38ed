"""What a body says: HTML, PDF and text, whatever the server calls them, and garbage."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from sources.extracting.decoding import decode
from sources.extracting.reading import LONGEST_VISIBLE, kind_of, read
from tests.sources.site import charset_lie, html

LIE = "text/html; charset=utf-8"


def pdf(*lines: str) -> bytes:
    """A page of a PDF with these lines in Helvetica, written by hand."""
    text = "BT /F1 12 Tf 14 TL 50 700 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R/Lang(en)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj{content}endobj\n"
    table = f"xref\n0 6\n0000000000 65535 f \n{''.join(places)}"
    return f"{body}{table}trailer<</Root 1 0 R/Size 6>>\nstartxref\n{len(body)}\n%%EOF".encode()


@pytest.mark.parametrize("number", range(12))
def test_the_main_text_is_the_article_and_not_what_stands_around_it(number: int) -> None:
    found = read(html(number), LIE, "utf-8")
    assert "164" in found.text
    assert found.title.count("-")
    assert "Sport" not in found.text
    assert found.published_on.startswith("2022-01-")
    assert found.problem == ""


def test_the_language_is_what_the_page_says() -> None:
    assert read(html(2), LIE, "").lang == "ru"


def test_a_pdf_is_known_by_its_bytes_and_read() -> None:
    found = read(pdf("At least 164 peo-", "ple were killed.", "", "Hospitals gave no figures."), "text/html", "")
    assert (found.kind, found.lang) == ("pdf", "en")
    assert "At least 164 people were killed." in found.text


def test_a_locked_pdf_is_told() -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert read(locked.getvalue(), "application/pdf", "").problem in ("encrypted", "unreadable")


@pytest.mark.parametrize(
    ("body", "media_type", "kind"),
    [
        (b"%PDF-1.7", "text/html", "pdf"),
        (b"<!doctype html><p>a", "", "html"),
        (b"<HTML>", "application/octet-stream", "html"),
        (b"words", "text/plain; charset=x", "text"),
        (b"\x89PNG", "image/png", "other"),
        (b"\x89PNG", "text/html", "html"),
    ],
)
def test_the_kind_goes_by_bytes_before_the_declaration(body: bytes, media_type: str, kind: str) -> None:
    assert kind_of(body, media_type) == kind


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("Число погибших: 164".encode("windows-1251"), "windows-1251"),
        (b"<meta charset='windows-1251'>" + "Число погибших: 164".encode("windows-1251"), "utf-8"),
        ("Число погибших: 164".encode(), "windows-1251"),
        ("Число погибших: 164".encode("utf-16"), ""),
        ("Число погибших: 164".encode()[:-1] + b"4", "no-such-charset"),
        ("Число погибших: 164 человека, сообщили в министерстве.".encode("windows-1251"), "utf-8"),
        ("Число погибших: 164".encode("koi8-r"), "koi8-r"),
    ],
)
def test_the_bytes_overrule_a_declaration_that_does_not_fit(body: bytes, declared: str) -> None:
    assert "Число погибших: 164" in decode(body, declared)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Après l'été, où le préfet a été tué, à Sète: « ça brûle », naïf cœur, 12 m³", "cp1252"),
        ("Größe der Straße: 164 Übungen für Mädchen", "cp1252"),
        ("¿Qué pasó mañana en España?", "cp1252"),
        ("Władze podały, że zginęło 164 osób, łącznie z dziećmi żołnierzy", "cp1250"),
        ("Úřady žádají, že zemřelo 164 lidí při náš šestý večer, řekl mluvčí", "cp1250"),
        ("Yetkililer en az 164 kişinin öldüğünü, çoğunun çocuk olduğunu açıkladı", "cp1254"),
    ],
)
def test_a_latin_charset_is_told_by_letters_that_only_it_has(text: str, charset: str) -> None:
    assert decode((text + " ").encode(charset) * 3, "utf-8") == (text + " ") * 3


@pytest.mark.parametrize(("lang", "word"), [("fr", "à"), ("cs", "ŕ"), ("hu-HU", "ŕ"), ("tr", "à")])
def test_the_language_of_a_page_tells_its_latin_charset(lang: str, word: str) -> None:
    body = f"<html class='x' lang='{lang}'>".encode() + b"un homme a \xe0 la main, un homme a \xe0 la main"
    assert word in decode(body, "utf-8")


@given(st.integers(0, 400), st.integers(0, 59))
def test_the_charset_stays_while_counters_count(number: int, turn: int) -> None:
    bodies = [charset_lie(4 * number + 3, t).body.replace(b' lang="fr"', b"") for t in (turn, turn + 1)]
    first, second = (decode(body, "utf-8") for body in bodies)
    assert ("été tuées" in first, "été tuées" in second) == (True, True)
    assert "ŕ" not in first + second


def test_a_character_cut_in_two_at_the_end_is_let_go() -> None:
    assert decode("не менее 164 погибших".encode()[:-1], "utf-8") == "не менее 164 погибши"


@pytest.mark.parametrize("name", ["rot13", "zip", "hex", "idna", "unicode_escape", "x" * 90, "\x00"])
def test_names_that_are_no_charset_do_not_count(name: str) -> None:
    assert decode(b"caf\xe9 au lait", name).startswith("caf")


@pytest.mark.parametrize(
    ("markup", "mark"),
    [
        ('<input name="p" type="password">', "password"),
        ('<script type="application/ld+json">{"isAccessibleForFree": false}</script>', "not_free"),
        ('<div class="article-paywall">', "wall"),
        ('<script src="/cdn-cgi/challenge-platform/x.js"></script>', "challenge"),
        ('<meta http-equiv="refresh" content="0;url=/">', "refresh"),
    ],
)
def test_the_markup_gives_walls_away(markup: str, mark: str) -> None:
    assert read(f"<html><body>{markup}<p>text</p>".encode(), LIE, "").marks == (mark,)


def test_what_no_reader_sees_is_not_visible_text() -> None:
    markup = "<p>seen <b>here</b></p><p hidden>no</p><p style='display: none'>no</p><script>no</script><!-- no -->end"
    assert read(f"<html><body>{markup}".encode(), LIE, "").visible == "seen here\nend"


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000,
        b"<p>" + b"a" * 4_000_000,
        b"<html>" + b"<p>x</p>" * 70_000,
        b"<" * 100_000,
        b"%PDF-1.7\n" + b"\x00\xff" * 10_000,
        b"<html>\x00\x00<p>\xed\xa0\x80</p>",
        b"<?xml version='1.0' encoding='utf-7'?><html><p>x",
        b"<table>" * 5_000,
        b"",
    ],
)
def test_hostile_bodies_are_answered(body: bytes) -> None:
    found = read(body, LIE, "utf-8")
    assert len(found.visible) <= LONGEST_VISIBLE
    assert "\x00" not in found.text


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=500),
    st.sampled_from(["text/html", "application/pdf", "text/plain", "", "x"]),
    st.text(max_size=9),
)
def test_any_bytes_are_answered(body: bytes, media_type: str, charset: str) -> None:
    for start in (b"", b"%PDF-1.4\n", b"<html><body><p>"):
        read(start + body, media_type, charset)
