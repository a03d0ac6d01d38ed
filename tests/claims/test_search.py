"""Numbers in any writing have one lexeme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.search import number_lexeme, numbers_in, query


@pytest.mark.parametrize("writing", ["8000", "8 000", "8.000", "8,000", "8\u00a0000", "8\u202f000", "8'000", "8’000"])
def test_a_number_in_any_writing(writing: str) -> None:
    assert numbers_in(f"nearly {writing} people") == ["n8000"]


@pytest.mark.parametrize(
    ("text", "lexemes"),
    [
        ("1.234.567", ["n1234567"]),
        ("1.234,56", ["n1234_56"]),
        ("2,5 millions", ["n2_5"]),
        ("0.50", ["n0_5"]),
        ("in 2022, 164 died", ["n2022", "n164"]),
        ("no number", []),
    ],
)
def test_numbers_in_text(text: str, lexemes: list[str]) -> None:
    assert numbers_in(text) == lexemes


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_does_not_matter(number: int) -> None:
    for mark in " .,":
        assert numbers_in(f"{number:,}".replace(",", mark)) == [number_lexeme(number)]


@pytest.mark.django_db
@given(st.text(max_size=300))
def test_whatever_somebody_types_is_a_valid_query(text: str) -> None:
    from django.db import connection

    search = query(text, lambda source: source.public_id)
    if search:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT numnode({search[0]})", search[1])
