"""Words by their keys: writing makes no difference, numbers and letters do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.words import keys, number_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at least 8.000 people", "at least 8,000 people"),
        ("8 000", "8\u202f000"),
        ("8'000", "8000"),
        ("1,5", "1.5"),
        ("1.234,56", "1,234.56"),
        ("„Ruhe“ – sagte er", '"Ruhe" - sagte er'),
        ("Gesundheits\u00administerium", "Gesundheitsministerium"),
        ("<b>164</b> <i class='x'>dead</i>", "164 dead"),
        ("164&nbsp;dead", "164 dead"),
        ("**164** _dead_", "164 dead"),
        ("50 %", "50 Prozent"),
        ("ﬁre", "fire"),
        ("STRASSE", "straße"),
        ("й", "и\u0306"),
        ("١٦٤", "164"),
    ],
)
def test_writing_makes_no_difference(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("164", "1640"), ("1,5", "15"), ("1.5", "1.50.1"), ("5 %", "5"), ("и", "й"), ("0.164", "164"), ("0,164", "164")],
)
def test_other_words_and_numbers_differ(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_a_year_before_a_number_is_not_grouped_with_it() -> None:
    assert keys("In 2022 164 died") == ["in", "2022", "164", "died"]


def test_nothing_is_grouped_behind_a_zero() -> None:
    assert (number_key("0.164"), number_key("0,164"), number_key("10.164")) == ("0.164", "0.164", "10164")
    assert keys("won by 0 164 times") == ["won", "by", "0", "164", "times"]


@given(st.integers(0, 10**12), st.sampled_from([".", ",", "'", " ", "\u00a0", "\u202f"]))
def test_grouping_does_not_change_a_number(number: int, separator: str) -> None:
    assert number_key(f"{number:,}".replace(",", separator)) == str(number)


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end
        end = word.end
