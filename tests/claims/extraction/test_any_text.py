"""Extraction answers on every text, and its offsets are those of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.languages import codes
from claims.extraction.shapes import shape

_PIECES = st.sampled_from(
    [
        "at least",
        "1,1",
        "2 000",
        "mindestens",
        "Hunderte",
        "tote",
        "zwei",
        "und",
        "hundert",
        "тысяч",
        "2,5",
        "млн",
        "человек",
        "quatre-vingt",
        "une centaine",
        "morts",
        "%",
        "$",
        "5bn\n    ",
        "-",
        "–",
        ".",
        ",",
        "„",
        "“",
        '"',
        "’",
        "'",
        "between",
        "and",
        "zwischen",
        "von",
        "bis",
        "от",
        "до",
        "killed",
        "die Zahl der",
        "\x00",
        "\u202e",
        "�",
        "İ",
        "\n",
        "3-1",
        "18:30",
        "№",
        "of them",
    ]
)
_TEXTS = st.text() | st.lists(_PIECES, max_size=40).map(" ".join) | st.lists(_PIECES, max_size=40).map("".join)


@pytest.mark.parametrize("language", codes())
@given(text=_TEXTS)
def test_any_text_is_read_and_offsets_fit(language: str, text: str) -> None:
    found = extract(text, language)
    for figure in found.figures:
        assert 0 <= figure.start <= figure.num_start < figure.num_end <= figure.end <= len(text)
        assert not text[figure.num_start : figure.num_end].isspace()
    told = shape(found, text)
    assert [figure["span"] for figure in told["figures"]] == [
        text[figure.start : figure.end] for figure in found.figures if figure.qualifier != "not_yet_known"
    ]


@given(text=_TEXTS)
def test_language_of_any_text_is_a_code(text: str) -> None:
    assert extract(text).lang in {*codes(), "und"}
