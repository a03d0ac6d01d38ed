"""PDF: the text of its pages by pypdf, put together again to paragraphs."""

import re
from io import BytesIO

from pypdf import PdfReader

from sources.extracting.reading import LONGEST_MAIN, LONGEST_VISIBLE, Extracted

_MOST_PAGES = 200
_BROKEN_WORD = re.compile(r"(\w)[-\u2010\u00ad]\n(?=[^\W\d_A-ZÄÖÜА-ЯЁ])")
_ENDS = (".", "!", "?", ":", "…", "»", "“", "”", '"')


def read_pdf(body: bytes) -> Extracted:
    reader = PdfReader(BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return Extracted("pdf", problem="encrypted")
    pages: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages):
        if number == _MOST_PAGES or length > LONGEST_MAIN:
            break
        pages.append(page.extract_text())
        length += len(pages[-1])
    text = paragraphs("\n\n".join(pages))[:LONGEST_MAIN]
    facts = reader.metadata
    day = facts.creation_date if facts else None
    return Extracted(
        "pdf",
        title=str((facts.title if facts else None) or "").strip()[:1000],
        text=text,
        visible=text[:LONGEST_VISIBLE],
        lang=_language(reader),
        published_on=day.date().isoformat() if day else "",
        problem="" if text else "no_main_text",
    )


def _language(reader: PdfReader) -> str:
    tag = reader.root_object.get("/Lang")
    return str(tag).strip()[:35] if tag else ""


def paragraphs(text: str) -> str:
    """Lines of a page set together again: a paragraph ends at an empty line, or with a sentence in a short line."""
    lines = [line.strip() for line in _BROKEN_WORD.sub(r"\1", text).split("\n")]
    longest = max((len(line) for line in lines), default=0)
    parts: list[list[str]] = [[]]
    for line in lines:
        if line:
            parts[-1].append(line)
        if not line or (line.endswith(_ENDS) and len(line) < 0.8 * longest):
            parts.append([])
    return "\n".join(" ".join(part) for part in parts if part)
