"""Printed pages: lines become paragraphs again, divided words one, and what stands on every page goes."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from sources.extracting.pages import Line, paragraphs, shaped, without_running
from sources.extracting.reading import Extracted, read, title_of
from tests.sources.extracting.test_reading import pdf

TALL = 792.0


def set_in(*texts: str, space: float = 14, top: float = 600, size: float = 12) -> list[Line]:
    """Lines one under the other; an empty one leaves its space free."""
    return [Line(text, top - space * number, size) for number, text in enumerate(texts) if text]


def joined(*texts: str) -> str:
    return paragraphs([set_in(*texts)])


def printed(*pages: bytes, **facts: str) -> Extracted:
    writer, written = PdfWriter(), BytesIO()
    for page in pages:
        writer.append(BytesIO(page))
    writer.add_metadata({f"/{name}": value for name, value in facts.items()})
    writer.write(written)
    return read(written.getvalue(), "application/pdf", "")


def test_a_wider_space_parts_paragraphs() -> None:
    first = ["The ministry said that at least 164 people", "were killed in the unrest of the past weeks."]
    second = ["The office of the president gave no figure."]
    assert joined(*first, "", *second) == "\n".join((" ".join(first), *second))


def test_a_line_that_was_ended_early_ends_a_paragraph() -> None:
    full = "The number of the dead by place, as far as it was known on Sunday"
    assert joined(full, "evening.", "Almaty 103", "Kyzylorda 21", "Taraz 8") == (
        f"{full} evening.\nAlmaty 103\nKyzylorda 21\nTaraz 8"
    )


def test_a_heading_is_told_by_its_size_and_an_item_by_its_mark() -> None:
    heading = Line("What is known of those who", 640, 18)
    lines = set_in("were killed in the past week of unrest", "• 103 in Almaty and its surroundings alone", "• 21")
    assert paragraphs([[heading, *lines]]).split("\n")[0] == heading.text
    assert paragraphs([lines]).count("\n") == 2


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = (
        set_in("The ministry said that at least 164 people"),
        set_in("Were killed, and it gave no names at all."),
    )
    assert "\n" not in paragraphs([first, second])


@pytest.mark.parametrize(
    ("line", "following", "whole"),
    [
        ("at least 164 peo-", "ple were killed", "at least 164 people were killed"),
        ("die Bevölke\u00ad", "rung wurde gewarnt", "die Bevölkerung wurde gewarnt"),
        ("a girl of a four-", "year-old sister", "a girl of a four-year-old sister"),
        ("in the north-", "east; the north-east is calm", "in the north-east; the north-east is calm"),
        ("der Kranken-", "und der Pflegekassen", "der Kranken- und der Pflegekassen"),
        ("in Nord-", "Kasachstan", "in Nord-Kasachstan"),
        ("in der Stadt -", "so hieß es", "in der Stadt - so hieß es"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_one(line: str, following: str, whole: str) -> None:
    assert joined(line, following) == whole


def test_ligatures_are_letters_and_other_signs_stay_as_they_are() -> None:
    assert shaped("identiﬁed oﬃce, 5 km², ½, №, ﷺ") == "identified office, 5 km², ½, №, صلى الله عليه وسلم"
    assert "identified" in read(pdf("At least 164 were identi\\256ed"), "application/pdf", "").text


def test_heads_and_feet_that_count_pages_go() -> None:
    pages = [
        [Line("The Daily, 2 April 2021", 770, 9), *set_in(f"Page {n} tells of {n} dead."), Line(f"{n + 1}/3", 20, 9)]
        for n in range(3)
    ]
    assert [[line.text for line in page] for page in without_running(pages, TALL)] == [
        ["Page 0 tells of 0 dead."],
        ["Page 1 tells of 1 dead."],
        ["Page 2 tells of 2 dead."],
    ]


@pytest.mark.parametrize(
    "pages",
    [
        [["Almaty 103"], ["Almaty 21"], ["Almaty 8"]],  # the numbers count no pages
        [["Almaty 103"], ["Taraz 8"], ["Kyzylorda 21"]],
        [["At least 164 dead"]],
    ],
)
def test_what_differs_from_page_to_page_stays(pages: list[list[str]]) -> None:
    lines = [[Line(text, 770, 9) for text in page] for page in pages]
    assert without_running(lines, TALL) == lines


def test_what_is_repeated_within_the_text_stays() -> None:
    pages = [set_in("Almaty 103", top=400), set_in("Almaty 103", top=400)]
    assert without_running(pages, TALL) == pages


def test_what_a_browser_prints_around_a_page_goes_from_a_single_one() -> None:
    head, foot = Line("11/26/26, 6:24 PM Toll rises", 770, 9), Line("file:///tmp/tig.html 1/1", 20, 9)
    assert without_running([[head, *set_in("164 dead"), foot]], TALL, "Toll rises") == [set_in("164 dead")]


def test_the_feet_of_a_file_are_found_by_where_they_stand() -> None:
    lines = [*[""] * 45, "The Daily"]  # the last one stands near the foot of the page
    found = printed(pdf("164 dead.", *lines), pdf("Nearly 8000 detained", *lines))
    assert found.text == "164 dead.\nNearly 8000 detained"


def test_a_file_tells_neither_when_its_text_was_published_nor_its_own_name() -> None:
    found = printed(pdf("At least 164 dead"), Title="tig.html", CreationDate="D:20261126182424+00'00'")
    assert (found.title, found.published_on) == ("", "")
    assert printed(pdf("At least 164 dead"), Title="Toll rises").title == "Toll rises"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Microsoft Word - Bericht_final.docx", ""),
        ("https://example.org/tig", ""),
        ("Untitled-1", ""),
        ("Zahl der Toten steigt auf 164", "Zahl der Toten steigt auf 164"),
        ("Was hinter tagesschau.de steckt", "Was hinter tagesschau.de steckt"),
        (" At  least\n164 ", "At least 164"),
    ],
)
def test_the_name_of_a_file_is_no_title(written: str, title: str) -> None:
    assert title_of(written) == title


@given(
    st.lists(
        st.lists(st.builds(Line, st.text("aB1-. •", min_size=1), st.floats(-900, 900), st.floats(0, 40)), max_size=6),
        max_size=4,
    )
)
def test_no_letter_of_any_page_is_lost_but_a_hyphen(pages: list[list[Line]]) -> None:
    kept = [[line for line in page if line.text.strip()] for page in pages]
    letters = "".join(line.text for page in kept for line in page)
    for mark in "-. ":
        letters = letters.replace(mark, "")
    assert "".join(c for c in paragraphs(kept) if c not in "-. \n") == letters
