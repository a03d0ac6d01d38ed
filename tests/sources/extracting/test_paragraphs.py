"""What a page, a document or a file sets apart stays apart: each paragraph, item and row is a line of its own."""

from io import BytesIO

import docx
import pytest

from sources.comparing import Page, Quote, compare
from sources.extracting.reading import DOCX, read
from sources.refinding import Fit

GIRL = "At least 164 people were killed in the unrest of the past week, among them a four-year-old girl."
OFFICE = "The office of the president said that nearly 8000 people were detained by the evening of Sunday."
CALM = "By Monday the shops had opened again and the streets were calm, residents told reporters there."


def text_of(markup: str) -> str:
    page = f"<html lang=en><head><title>Unrest</title></head><body><article><h1>Unrest</h1>{markup}</article></body>"
    return read(page.encode(), "text/html", "utf-8").text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{}</p><p>{}</p><p>{}</p>",
        "<p>{}<br>{}<br><br>{}</p>",
        "<div><div>{}</div><div>{}</div><div>{}</div></div>",
        "<ul><li>{}</li><li><div>{}</div><div>{}</div></li></ul>",
        "<ul><li><p>{}</p><p>{}</p></li></ul><p>{}</p>",
        "<blockquote><div>{}</div><div>{}</div></blockquote><p>{}</p>",
        "<blockquote>{}<br>{}</blockquote><p>{}</p>",
        "<dl><dt>{}</dt><dd><div>{}</div></dd></dl><p>{}</p>",
        "<table><tr><td><p>{}</p></td></tr><tr><td><p>{}</p><p>{}</p></td></tr></table>",
    ],
)
def test_paragraphs_of_a_page_stay_apart(markup: str) -> None:
    assert text_of(markup.format(GIRL, OFFICE, CALM)) == "\n".join(("Unrest", GIRL, OFFICE, CALM))


def test_a_heading_and_the_rows_of_a_table_are_lines() -> None:
    table = "<tr><th>Place</th><th>Dead</th></tr><tr><td>Almaty</td><td><b>10</b>3</td></tr>"
    text = text_of(f"<p>{GIRL}</p><h2>What is <i>known</i></h2><p>{OFFICE}</p><table>{table}</table><p>{CALM}</p>")
    assert text.split("\n")[1:] == [GIRL, "What is known", OFFICE, "Place\tDead", "Almaty\t103", CALM]


def test_sentences_in_spans_without_a_space_between_are_two() -> None:
    assert f"{GIRL} {OFFICE}" in text_of(f"<p><span>{GIRL}</span><span>{OFFICE}</span></p><p>{CALM}</p>")


def test_paragraphs_and_rows_of_a_document_are_lines() -> None:
    document, written = docx.Document(), BytesIO()
    document.add_heading("Unrest")
    document.add_paragraph(f"{GIRL}\n{OFFICE}")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Place", "Dead", "Almaty", "103"), strict=True):
        cell.text = text
    table.add_row().cells[0].merge(table.rows[2].cells[1]).text = "Since Sunday"
    document.save(written)
    text = read(written.getvalue(), DOCX, "").text
    assert text.split("\n") == ["Unrest", GIRL, OFFICE, "Place\tDead", "Almaty\t103", "Since Sunday"]


def test_a_page_that_was_kept_with_joined_paragraphs_did_not_change() -> None:
    before = Page("Unrest", f"Unrest\n{GIRL}{OFFICE}{CALM}\n- 103 people died in Almaty\n| Kyzylorda | 21 | ")
    after = Page("Unrest", f"Unrest\n{GIRL}\n{OFFICE}\n{CALM}\n103 people died in Almaty\nKyzylorda\t21")
    kept = Quote(f"{GIRL}{OFFICE}", "", "By Monday the sho")
    comparison = compare(before, after, [kept, Quote(OFFICE, "ear-old girl.", "By Monday the shops had ope")])
    assert comparison.findings == []
    assert [found.fit for found in comparison.refound] == [Fit.EXACT, Fit.EXACT]
