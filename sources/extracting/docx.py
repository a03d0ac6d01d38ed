"""DOCX (ISO/IEC 29500): the text of its paragraphs and tables by python-docx."""

from io import BytesIO
from zipfile import ZipFile

import docx

from sources.extracting.reading import LONGEST_MAIN, LONGEST_VISIBLE, Extracted, title_of

_LARGEST_UNPACKED = 50 * 1024 * 1024  # bytes of its parts: it is a ZIP archive, and may be a bomb


def read_docx(body: bytes) -> Extracted:
    with ZipFile(BytesIO(body)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
            return Extracted("docx", problem="too_large")
    document = docx.Document(BytesIO(body))
    lines = (line for block in document.iter_inner_content() for line in _lines(block))
    text = "\n".join(filter(None, lines))[:LONGEST_MAIN].strip()
    return Extracted(
        "docx",
        title=title_of(document.core_properties.title or ""),
        text=text,
        visible=text[:LONGEST_VISIBLE],
        problem="" if text else "no_main_text",
    )


def _lines(block: object) -> list[str]:
    """The lines of a paragraph, or the rows of a table, whose cells have a tab between them."""
    if isinstance(block, docx.table.Table):
        return ["\t".join(_cells(row)) for row in block.rows]
    return [" ".join(line.split()) for line in getattr(block, "text", "").split("\n")]


def _cells(row: docx.table._Row) -> list[str]:
    """What stands in a row. A cell that reaches over several columns is told once."""
    cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
    return [text for text in cells.values() if text]
