"""What a file holds, in whatever way it was written."""

import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.imports import files
from claims.imports.fields import FIELDS, guessed

ROWS = [(2, ["mindestens 164", "164"]), (3, ["fast 8000", "8000"])]


def table(name: str, content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    read = files.table_of(name, content)
    return read.headers, list(read.rows)


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    book, written = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


def rewritten(book: bytes, old: str, new: str) -> bytes:
    """The workbook with a piece of its sheet's XML replaced."""
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as given, zipfile.ZipFile(changed, "w") as made:
        for part in given.namelist():
            content = given.read(part).decode()
            made.writestr(part, content.replace(old, new) if "sheet1.xml" in part else content)
    return changed.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_with_its_separator_and_letters(separator: str, encoding: str) -> None:
    text = "\r\n".join(separator.join(row) for row in (["words", "low"], *(values for _number, values in ROWS)))
    assert table("a.csv", text.encode(encoding)) == (["words", "low"], ROWS)


@pytest.mark.parametrize("title", ["Victims 2022", "Victims, 2022"])
def test_a_title_above_the_headers_is_passed_over(title: str) -> None:
    text = f"{title}\n\nwords;low\nmindestens 164;164\n"
    assert table("a.csv", text.encode()) == (["words", "low"], [(4, ["mindestens 164", "164"])])


def test_a_table_of_one_column_begins_with_its_header() -> None:
    assert table("a.csv", b"words\n164\n225\n") == (["words"], [(2, ["164"]), (3, ["225"])])


def test_empty_headers_at_the_end_are_no_columns() -> None:
    assert table("a.csv", b"words;low;;\n164;164;;\n") == (["words", "low"], [(2, ["164", "164"])])


def test_a_cell_merged_over_several_rows_counts_in_each() -> None:
    book, written = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet
    for row in (["Victims 2022"], ["topic", "low"], ["unrest", 164], [None, 225], [None, 226], [None, 227]):
        sheet.append(row)
    for cells in ("A1:C1", "A3:A5"):
        sheet.merge_cells(cells)
    book.save(written)
    rows = table("a.xlsx", written.getvalue())
    assert rows == (
        ["topic", "low"],
        [(3, ["unrest", "164"]), (4, ["unrest", "225"]), (5, ["unrest", "226"]), (6, ["", "227"])],
    )


def test_numbers_of_a_workbook_are_plain() -> None:
    read = table("a.xlsx", xlsx(("words", "low"), ("mindestens 164", 164), ("fast 8000", 8000.0)))
    assert read == (["words", "low"], ROWS)


def test_a_list_of_objects_is_a_table() -> None:
    listed = [{"words": "mindestens 164", "low": 164}, {"words": "fast 8000", "low": "8000"}]
    assert table("a.json", json.dumps({"claims": listed}).encode()) == (["words", "low"], ROWS)


def test_reviews_of_others_become_rows_and_their_verdict_stays_theirs() -> None:
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "Order is restored.",
        "url": "https://check.example/1",
        "author": {"name": "Check"},
        "reviewRating": {"alternateName": "Unproven"},
        "itemReviewed": {"author": {"name": "Tokayev"}, "appearance": {"url": "https://news.example/a"}},
    }
    feed = {"@type": "DataFeed", "dataFeedElement": [{"item": [review]}, {"item": review, "dateDeleted": "2022-01-01"}]}
    headers, rows = table("feed.json", json.dumps(feed).encode())
    ((_number, values),) = rows
    told = dict(zip(headers, values, strict=True))
    assert (told["wording"], told["chain"], told["report_url"]) == (
        "Order is restored.",
        "Tokayev",
        "https://news.example/a",
    )
    assert (told["review_publisher"], told["review_rating"]) == ("Check", "Unproven")


def test_empty_rows_are_passed_over_and_numbers_stay() -> None:
    assert table("a.csv", b"words,low\n,\n164,164\n")[1] == [(3, ["164", "164"])]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.exe", b"x", "Files of these kinds"),
        ("a.csv", b"", "no header line"),
        ("a.csv", b"a,b\n1,2,3\n", "Row 2 has more values"),
        ("a.csv", (",".join("x" * 101) + "\n").encode(), "more than 100 columns"),
        ("a.xlsx", b"PK broken", "no XLSX file"),
        ("a.json", b"{broken", "This is no JSON"),
        ("a.json", b"[" * 100_000, "This is no JSON"),
        ("a.json", b"[1, 2]", "no list of claims"),
    ],
)
def test_a_file_that_holds_no_table_says_why(name: str, content: bytes, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        table(name, content)


@given(st.binary(max_size=300), st.sampled_from(files.ENDINGS))
def test_any_bytes_are_a_table_or_a_sentence(content: bytes, ending: str) -> None:
    try:
        headers, rows = table(f"a{ending}", content)
    except ValidationError:
        return
    assert all(len(values) == len(headers) for _number, values in rows)


def test_every_header_of_the_template_is_recognised() -> None:
    names = [field.name for field in FIELDS]
    assert guessed(names) == names


def test_a_header_is_recognised_in_any_writing_and_each_field_once() -> None:
    assert guessed(["Words", "WORDS", "Date Published", "colour"]) == ["words", "", "published_at", ""]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Nr", "Messgröße", "Wortlaut", "Wert", "Medium"], ["key", "measure", "wording", "low", "publisher"]),
        (["Тема", "Источник", "Дата"], ["topic", "chain", "published_at"]),
        (["Wortlaut", "Adresse des Berichts"], ["wording", "report_url"]),
    ],
)
def test_headers_are_recognised_in_the_languages_of_the_desk(headers: list[str], fields: list[str]) -> None:
    assert guessed(headers) == fields


def test_moments_of_a_workbook_are_as_exact_as_they_were_written() -> None:
    row = (date(2022, 1, 9), datetime.fromisoformat("2022-01-09T13:05"), time(13, 5))
    assert table("a.xlsx", xlsx(("a", "b", "c"), row))[1] == [(2, ["2022-01-09", "2022-01-09 13:05", "13:05:00"])]


def test_a_workbook_is_read_to_its_end_whatever_size_it_claims() -> None:
    book = rewritten(xlsx(("words", "low"), *(tuple(values) for _number, values in ROWS)), "A1:B3", "A1:B1")
    assert table("a.xlsx", book)[1] == ROWS


def test_a_workbook_that_breaks_off_says_so() -> None:
    book = rewritten(xlsx(("words",), *[("x",)] * 9), '<row r="7"', "<<")
    with pytest.raises(ValidationError, match="no XLSX file that can be read"):
        table("a.xlsx", book)


@pytest.mark.parametrize("lost", ["\\u0000", "\\ud800"])
def test_what_no_database_holds_is_marked_as_lost_in_values_and_headers(lost: str) -> None:
    content = f'[{{"words": "a{lost}", "b{lost}": "1"}}]'
    assert table("a.json", content.encode()) == (["words", "b\ufffd"], [(2, ["a\ufffd", "1"])])


def test_a_value_nested_too_deeply_is_refused() -> None:
    deep = 900
    content = '[{"words": ' + "[" * deep + "]" * deep + "}]"
    with pytest.raises(ValidationError, match="This is no JSON"):
        _sunk(300, lambda: table("a.json", content.encode()))


def _sunk(depth: int, work: Callable[[], Any]) -> Any:
    """Do it that much deeper in the stack, as a server does."""
    return _sunk(depth - 1, work) if depth else work()


def test_a_text_that_stands_in_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_TEXT", 2 * 2**20)
    book, written = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet
    sheet.append(["wording", "words"])
    sheet.append(["x" * 20_000, "y"])
    sheet.merge_cells("A2:A900")
    for _row in range(900):
        sheet.append(["", "y"])
    book.save(written)
    assert len(written.getvalue()) < 20_000
    with pytest.raises(ValidationError, match="more text than 2 MB"):
        list(files.table_of("a.xlsx", written.getvalue()).rows)
