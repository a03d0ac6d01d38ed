"""The grammar of numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.digits import read_digits
from claims.extraction.numbers import number_at, number_words
from claims.extraction.tokens import tokens


def _value(written: str, language: str) -> tuple[Decimal, str]:
    words = tokens(f"{written} x")
    number = number_at(words, 0, number_words(language))
    assert number is not None
    return number.low, f"{written} x"[: words[number.end - 1].end]


@pytest.mark.parametrize(
    ("language", "written", "value"),
    [
        ("de", "zweihundertfünfzigtausend", 250_000),
        ("de", "dreihundertfünfundzwanzigtausendvierhundertzwölf", 325_412),
        ("de", "zwölftausend", 12_000),
        ("de", "2,5 Millionen", 2_500_000),
        ("de", "2,5 Mio.", 2_500_000),
        ("de", "eineinhalb Millionen", 1_500_000),
        ("de", "13.846", 13_846),
        ("de", "118'000", 118_000),
        ("de", "1 640", 1_640),
        ("de", "1.234,56", Decimal("1234.56")),
        ("de", "zwei Dutzend", 24),
        ("en", "twenty-three", 23),
        ("en", "two hundred and fifty thousand", 250_000),
        ("en", "two and a half million", 2_500_000),
        ("en", "half a million", 500_000),
        ("en", "470,000", 470_000),
        ("en", "5bn", 5_000_000_000),
        ("fr", "quatre-vingt-dix-sept", 97),
        ("fr", "soixante et onze", 71),
        ("fr", "deux mille trois cents vingt et un", 2_321),
        ("fr", "un million et demi", 1_500_000),
        ("fr", "une centaine", 100),
        ("fr", "32 800", 32_800),
        ("ru", "полторы тысячи", 1_500),
        ("ru", "двести пятьдесят тысяч", 250_000),
        ("ru", "двадцати пяти", 25),
        ("ru", "2 тыс.", 2_000),
        ("ru", "1 млн 200 тысяч", 1_200_000),
        ("ru", "два с половиной миллиона", 2_500_000),
        ("es", "doscientos cincuenta mil", 250_000),
    ],
)
def test_number_is_read_whole(language: str, written: str, value: Decimal | int) -> None:
    assert _value(written, language) == (value, written)


@pytest.mark.parametrize(
    ("language", "written", "code"),
    [
        ("de", "mehrere hundert", "hundreds"),
        ("de", "Zehntausende", "tens_of_thousands"),
        ("en", "several dozen", "dozens"),
        ("en", "hundreds of thousands", "hundreds_of_thousands"),
        ("ru", "несколько десятков", "dozens"),
        ("ru", "десятки тысяч", "tens_of_thousands"),
        ("fr", "des milliers", "thousands"),
        ("es", "decenas de miles", "tens_of_thousands"),
    ],
)
def test_plural_without_a_number_is_vague(language: str, written: str, code: str) -> None:
    number = number_at(tokens(written), 0, number_words(language))
    assert number is not None
    assert number.vague == code


@pytest.mark.parametrize("written", ["18:30", "030", "01.02.2022", "1234567890123456", "1,1,1,1", "1.2.3.4"])
def test_dates_hours_and_telephones_are_no_numbers(written: str) -> None:
    assert read_digits(written, decimal_comma=True) is None


@pytest.mark.parametrize(
    ("language", "word"), [("de", "hundertprozentig"), ("de", "Achtung"), ("de", "Elfmeter"), ("ru", "сторона")]
)
def test_word_that_only_begins_like_a_number_is_none(language: str, word: str) -> None:
    assert number_at(tokens(word), 0, number_words(language)) is None


@given(st.integers(min_value=1000, max_value=999_999_999))
def test_grouping_is_read_back_in_every_way(value: int) -> None:
    plain = f"{value:,}"
    for mark in (".", "'", "\u00a0", "\u202f", " "):
        assert read_digits(plain.replace(",", mark), decimal_comma=True) == value
    assert read_digits(plain, decimal_comma=False) == value


def test_several_of_a_great_scale_are_two_or_more() -> None:
    number = number_at(tokens("mehrere Milliarden"), 0, number_words("de"))
    assert number is not None
    assert number.low == 2_000_000_000
    assert number.high is None
    assert number.vague == "millions"


def test_three_digits_behind_a_comma_are_decimal_before_percent() -> None:
    number = number_at(tokens("2,069 Prozent"), 0, number_words("de"))
    assert number is not None
    assert number.low == Decimal("2.069")
