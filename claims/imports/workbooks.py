"""The rows of an XLSX file's first sheet, each cell as somebody would write it."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_COLUMNS = 101  # one more than a table may have
_LARGEST_UNPACKED = 400 * 1024 * 1024  # bytes: an XLSX is a ZIP archive, and its texts are held in memory
_A_PIECE = 1024 * 1024
_MERGED = re.compile(rb'mergeCell [^>]{0,40}?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_LONGEST_MERGED = 100  # bytes of such an element
_MOST_MERGED = 200_000

# For the row that a merged cell begins in: its column, and the row that it ends in.
Merged = dict[int, list[tuple[int, int]]]


def unpacked(data: bytes) -> int:
    """How many bytes an XLSX has once it is unpacked. Raises BadZipFile for what is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def rows_of(data: bytes) -> Iterator[list[str]]:
    """Its rows from the first on, empty ones too. A cell that was merged over several rows counts in each of them."""
    import openpyxl  # it is slow to load, and not often wanted

    try:
        if unpacked(data) > _LARGEST_UNPACKED:
            raise ValidationError(_("The file is too large once it is unpacked."))
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        merged = _merged(sheet)
        sheet.reset_dimensions()  # some programs write smaller ones than there are rows
        yield from _filled(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), merged)
    except ValidationError:
        raise
    except Exception as error:  # whatever the parser meets in a broken or hostile file, also further down
        raise ValidationError(_("This is no XLSX file that can be read.")) from error


def _merged(sheet: Any) -> Merged:
    """Which cells are merged with those below. They are told behind the rows, and only reading all of it gets there."""
    found: Merged = {}
    rest, count = b"", 0
    with sheet._get_source() as source:
        while piece := source.read(_A_PIECE):
            text = rest + piece
            end = 0
            for match in _MERGED.finditer(text):
                column, first, last, end = _number(match[1]), int(match[2]), int(match[3]), match.end()
                count += 1
                if last > first and column < MOST_COLUMNS and count <= _MOST_MERGED:
                    found.setdefault(first, []).append((column, last))
            rest = text[max(end, len(text) - _LONGEST_MERGED) :]
    return found


def _number(letters: bytes) -> int:
    """The number of a column, from 0 on."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _filled(rows: Iterator[tuple[Any, ...]], merged: Merged) -> Iterator[list[str]]:
    above: dict[int, tuple[int, str]] = {}  # by column, what goes on down to which row
    for number, values in enumerate(rows, start=1):
        row = [_cell(value) for value in values]
        above = {column: (last, value) for column, (last, value) in above.items() if last >= number}
        for column, (_last, value) in above.items() if any(row) else ():
            if column < len(row):
                row[column] = row[column] or value
        for column, last in merged.get(number, ()):
            if column < len(row):
                above[column] = last, row[column]
        yield row


def _cell(value: Any) -> str:
    """A cell as somebody would write it. A day alone is a midnight there; seconds are more than anyone reports."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)
