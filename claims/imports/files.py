"""The rows of a file: CSV, XLSX, JSON, or the ClaimReview and DataFeed of other fact-checkers.

Values are text until a field decides. What a spreadsheet program would calculate is read as it was calculated last.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.imports import reviews
from sources.extracting.decoding import decode

LARGEST_FILE = 100 * 1024 * 1024  # bytes: a hundred thousand rows have about 30 MB
_LARGEST_UNPACKED = 400 * 1024 * 1024  # of an XLSX, which is a ZIP archive: its texts are held in memory
SHORT = 500_000  # bytes: some two thousand rows, read in less than half a second
MOST_ROWS = 200_000
MOST_COLUMNS = 100
LONGEST_VALUE = 20_000  # characters, as prose may have elsewhere
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonld")
_SNIFFED = 64 * 1024
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Table:
    """Headers, and rows with their numbers in the file. Rows are read as they are asked for, and may raise too."""

    headers: list[str]
    rows: Iterator[tuple[int, list[str]]]


def check_file(name: str, size: int) -> None:
    """Raise ValidationError for a file that nobody need begin to read."""
    if size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)d MB."), params={"most": LARGEST_FILE // 2**20})
    if _ending(name) not in ENDINGS:
        raise ValidationError(_("Files of these kinds can be read: %(kinds)s."), params={"kinds": ", ".join(ENDINGS)})


def is_short(name: str, data: bytes) -> bool:
    """Whether reading all of the file is a matter of a moment, also once it is unpacked."""
    try:
        return (_unpacked(data) if _ending(name) == ".xlsx" else len(data)) <= SHORT
    except zipfile.BadZipFile:
        return True  # to be told so at once


def table_of(name: str, data: bytes) -> Table:
    """What a file holds. Raises ValidationError with a sentence when it holds no table."""
    check_file(name, len(data))
    headers, rows = {".xlsx": _xlsx, ".json": _json, ".jsonld": _json}.get(_ending(name), _csv)(data)
    if not any(headers):
        raise ValidationError(_("The file has no header line: the first line names the columns."))
    if len(headers) > MOST_COLUMNS:
        raise ValidationError(_("The file has more than %(most)d columns."), params={"most": MOST_COLUMNS})
    return Table([_plain(header)[:200] for header in headers], _checked(rows, len(headers)))


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _checked(rows: Iterable[list[str]], width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, as wide as the header, numbered as the file counts them."""
    count = 0
    for number, row in enumerate(rows, start=2):
        if not any(value.strip() for value in row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise ValidationError(_("The file has more than %(most)d rows."), params={"most": MOST_ROWS})
        if any(value.strip() for value in row[width:]):
            raise ValidationError(
                _("Row %(number)d has more values than there are columns."), params={"number": number}
            )
        yield number, [_plain(value) for value in [*row[:width], *[""] * (width - len(row))]]


def _plain(value: str) -> str:
    """One value: what the database cannot hold is marked as lost, and refused with what is too long by its field."""
    return _NOT_STORABLE.sub("\ufffd", value.strip())[: LONGEST_VALUE + 1]


# The kinds of files -----------------------------------------------------------------------------------------------


def _csv(data: bytes) -> tuple[list[str], Iterator[list[str]]]:
    text = decode(data)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:_SNIFFED].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel  # one column alone
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=False)
    try:
        headers = [header.strip() for header in next(reader, [])]
    except csv.Error as error:
        raise ValidationError(_("This is no table: %(why)s."), params={"why": error}) from error
    return headers, _read_on(reader)


def _read_on(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise ValidationError(_("This is no table: %(why)s."), params={"why": error}) from error


def _xlsx(data: bytes) -> tuple[list[str], Iterator[list[str]]]:
    import openpyxl  # it is slow to load, and not often wanted

    try:
        if _unpacked(data) > _LARGEST_UNPACKED:
            raise ValidationError(_("The file is too large once it is unpacked."))
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # some programs write smaller ones than there are rows
        rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
        headers = [_cell(value).strip() for value in next(rows, ())]
    except ValidationError:
        raise
    except Exception as error:  # whatever the parser meets in a broken or hostile file
        raise ValidationError(_("This is no XLSX file that can be read.")) from error
    while headers and not headers[-1]:
        headers.pop()
    return headers, _cells_of(rows)


def _unpacked(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _cells_of(rows: Iterator[Sequence[Any]]) -> Iterator[list[str]]:
    try:
        for row in rows:
            yield [_cell(value) for value in row]
    except Exception as error:  # whatever the parser meets further down in a broken or hostile file
        raise ValidationError(_("This is no XLSX file that can be read.")) from error


def _cell(value: Any) -> str:
    """A cell as somebody would write it. A day alone is a midnight there; seconds are more than anyone reports."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)


def _json(data: bytes) -> tuple[list[str], Iterator[list[str]]]:
    try:
        given = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is no JSON: %(why)s."), params={"why": str(error)[:200]}) from error
    rows = reviews.rows_of(given)
    if rows is None:
        rows = _listed(given)
    headers = list(dict.fromkeys(name for row in rows for name in row))
    return headers, ([_text(row.get(name)) for name in headers] for row in rows)


def _listed(given: Any) -> list[dict[str, Any]]:
    """A list of objects, or an object with one under "claims"."""
    listed = given.get("claims") if isinstance(given, dict) else given
    if not isinstance(listed, list) or not listed or not all(isinstance(row, dict) for row in listed):
        raise ValidationError(_("The file holds no list of claims."))
    return [{str(name): value for name, value in row.items()} for row in listed]


def _text(value: Any) -> str:
    if value is None:
        return ""
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError as error:
        raise ValidationError(_("This is no JSON: %(why)s."), params={"why": error}) from error
