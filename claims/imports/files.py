"""The rows of a file: CSV, XLSX, JSON, or the ClaimReview and DataFeed of other fact-checkers.

Values are text until a field decides. What a spreadsheet program would calculate is read as it was calculated last.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from claims.imports import reviews, workbooks
from sources.extracting.decoding import decode

LARGEST_FILE = 100 * 1024 * 1024  # bytes: a hundred thousand rows have about 30 MB
SHORT = 500_000  # bytes: some two thousand rows, read in less than half a second
MOST_TEXT = 100 * 1024 * 1024  # characters of all values: in an XLSX one long text can stand in millions of cells
MOST_ROWS = 200_000
MOST_COLUMNS = 100
LONGEST_VALUE = 20_000  # characters, as prose may have elsewhere
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonld")
_SNIFFED = 64 * 1024
_TITLE_LINES = 10  # before which the header line stands
_SEPARATORS = ",;\t|"
_QUOTED = re.compile('"[^"]*"')
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
        return (workbooks.unpacked(data) if _ending(name) == ".xlsx" else len(data)) <= SHORT
    except zipfile.BadZipFile:
        return True  # to be told so at once


def table_of(name: str, data: bytes) -> Table:
    """What a file holds. Raises ValidationError with a sentence when it holds no table."""
    check_file(name, len(data))
    rows = {".xlsx": workbooks.rows_of, ".json": _json, ".jsonld": _json}.get(_ending(name), _csv)(data)
    headers, numbered = _headed(rows)
    if not any(headers):
        raise ValidationError(_("The file has no header line: the first line names the columns."))
    if len(headers) > MOST_COLUMNS:
        raise ValidationError(_("The file has more than %(most)d columns."), params={"most": MOST_COLUMNS})
    return Table([_plain(header)[:200] for header in headers], _checked(numbered, len(headers)))


def _headed(rows: Iterator[list[str]]) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header line and the numbered rows below. Lines with one value above it are a title; a table of one column
    has none of several, and begins with its header."""
    numbered = enumerate(rows, start=1)
    above = []
    for number, row in islice(numbered, _TITLE_LINES):
        filled = sum(bool(value.strip()) for value in row)
        if filled > 1:
            return _without_end(row), numbered
        if filled:
            above.append((number, row))
    if not above:
        return [], numbered
    return _without_end(above[0][1]), chain(above[1:], numbered)


def _without_end(row: list[str]) -> list[str]:
    """The headers without the empty ones behind the last, which some programs write."""
    headers = [header.strip() for header in row]
    while headers and not headers[-1]:
        headers.pop()
    return headers


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _checked(rows: Iterable[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, as wide as the header, numbered as the file counts them."""
    count = length = 0
    for number, row in rows:
        if not any(value.strip() for value in row):
            continue
        count += 1
        if count > MOST_ROWS:
            raise ValidationError(_("The file has more than %(most)d rows."), params={"most": MOST_ROWS})
        if any(value.strip() for value in row[width:]):
            raise ValidationError(
                _("Row %(number)d has more values than there are columns."), params={"number": number}
            )
        values = [_plain(value) for value in [*row[:width], *[""] * (width - len(row))]]
        length += sum(map(len, values))
        if length > MOST_TEXT:
            raise ValidationError(
                _("The file holds more text than %(most)d MB once it is read."), params={"most": MOST_TEXT // 2**20}
            )
        yield number, values


def _plain(value: str) -> str:
    """One value: what the database cannot hold is marked as lost, and refused with what is too long by its field."""
    return _NOT_STORABLE.sub("\ufffd", value.strip())[: LONGEST_VALUE + 1]


# The kinds of files -----------------------------------------------------------------------------------------------


def _csv(data: bytes) -> Iterator[list[str]]:
    text = decode(data)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text[:_SNIFFED]), strict=False)
    except csv.Error as error:
        raise ValidationError(_("This is no table: %(why)s."), params={"why": error}) from error


def _separator(text: str) -> str:
    """What stands between the headers: they are the first line after which there is at least as much of it."""
    lines = [_QUOTED.sub("", line) for line in text.split("\n", _TITLE_LINES)[:_TITLE_LINES] if line.strip()]
    often = [(max(_SEPARATORS, key=line.count), line) for line in lines]
    for (separator, line), after in zip_longest(often, lines[1:]):
        if separator in line and (after is None or after.count(separator) >= line.count(separator)):
            return separator
    return next((separator for separator, line in often if separator in line), ",")


def _json(data: bytes) -> Iterator[list[str]]:
    try:
        given = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("This is no JSON: %(why)s."), params={"why": str(error)[:200]}) from error
    rows = reviews.rows_of(given)
    if rows is None:
        rows = _listed(given)
    headers = list(dict.fromkeys(name for row in rows for name in row))
    yield headers
    yield from ([_text(row.get(name)) for name in headers] for row in rows)


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
