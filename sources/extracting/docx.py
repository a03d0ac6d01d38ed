"""DOCX (ISO/IEC 29500): the text of its paragraphs and tables by python-docx."""

from io import BytesIO
from zipfile import ZipFile

import docx

from sources.extracting.reading import LONGEST_MAIN, LONGEST_VISIBLE, Extracted

_LARGEST_UNPACKED = 50 * 1024 * 1024  # bytes of its parts: it is a ZIP archive, and may be a bomb


def read_docx(body: bytes) -> Extracted:
    with ZipFile(BytesIO(body)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
            return Extracted("docx", problem="too_large")
    document = docx.Document(BytesIO(body))
    text = "\n".join(line for block in document.iter_inner_content() for line in _lines(block))[:LONGEST_MAIN].strip()
    return Extracted(
        "docx",
        title=(document.core_properties.title or "").strip()[:1000],
        text=text,
        visible=text[:LONGEST_VISIBLE],
        problem="" if text else "no_main_text",
    )


def _lines(block: object) -> list[str]:
    """The text of a paragraph, or of a table's cells row by row."""
    if isinstance(block, docx.table.Table):
        return ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    return [getattr(block, "text", "")]
