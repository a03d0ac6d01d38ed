"""PDF: the lines of its pages by pypdf, put together again to paragraphs."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader

from sources.extracting.pages import Line, headline, paragraphs, shaped, without_running
from sources.extracting.reading import LONGEST_MAIN, LONGEST_VISIBLE, Extracted, title_of

_MOST_PAGES = 200
_RAISED = 0.6  # of a letter's size: what stands so much higher or lower is of the same line


def read_pdf(body: bytes) -> Extracted:
    reader = PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return Extracted("pdf", problem="encrypted")
    pages: list[list[Line]] = []
    tall, length = 0.0, 0
    for number, page in enumerate(reader.pages):
        if number == _MOST_PAGES or length > LONGEST_MAIN:
            break
        pages.append(_lines(page))
        tall = float(page.mediabox.height)
        length += sum(len(line.text) for line in pages[-1])
    called = shaped(str((reader.metadata.title if reader.metadata else None) or ""))
    printed = without_running(pages, tall, called.strip())
    text = paragraphs(printed)[:LONGEST_MAIN]
    # Its date is that of the file, which may have been printed years after the text was published.
    return Extracted(
        "pdf",
        title=title_of(called),
        headline=headline(printed[0]) if printed else "",
        text=text,
        visible=text[:LONGEST_VISIBLE],
        lang=_language(reader),
        problem="" if text else "no_main_text",
    )


def _language(reader: PdfReader) -> str:
    tag = reader.root_object.get("/Lang")
    return str(tag).strip()[:35] if tag else ""


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they were set."""
    found = [Line("")]

    def place(text: str, outer: Sequence[float], inner: Sequence[float], _font: Any, size: float) -> None:
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        large = abs(size * (inner[3] * outer[3] + inner[2] * outer[1]))
        for number, piece in enumerate(text.split("\n")):
            last = found[-1]
            is_another = last.text.strip() and piece.strip() and abs(last.height - height) > _RAISED * last.size
            if number or is_another:
                found.append(Line(""))
            last = found[-1]
            if piece.strip() and not last.text.strip():
                last.height, last.size = height, round(large, 1)
            last.text += piece

    page.extract_text(visitor_text=place)
    return [Line(text, line.height, line.size) for line in found if (text := " ".join(shaped(line.text).split()))]
