"""Numbers read from text in four languages: values, qualifiers, dates."""

import pytest

from sources.comparing.numbers import Number, german, read_numbers
from sources.words import words


def numbers(text: str) -> list[Number]:
    return read_numbers(text, words(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.000 Festnahmen", "8000"),
        ("8 000 задержанных", "8000"),
        ("1,2 Millionen Euro", "1200000"),
        ("1.2 million dollars", "1200000"),
        ("5 тыс. человек", "5000"),
        ("3 млрд рублей", "3000000000"),
        ("two people", "2"),
        ("one hundred and sixty-four dead", "164"),
        ("two hundred fifty thousand", "250000"),
        ("hundertvierundsechzig Tote", "164"),
        ("zweihundertfünfzigtausend Menschen", "250000"),
        ("двести пятьдесят тысяч человек", "250000"),
        ("около двухсот пятидесяти тысяч", "250000"),
        ("двадцать один погибший", "21"),
        ("cent soixante-quatre morts", "164"),
        ("Dutzende Verletzte", "~10s"),
        ("сотни раненых", "~100s"),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_number_has_its_value_in_any_writing(text: str, value: str) -> None:
    assert [number.key for number in numbers(text)] == [value]


def test_a_number_begins_with_its_qualifier() -> None:
    [first, second] = numbers("At least 164 dead and 20 hurt")
    assert (first.begin, first.first, second.begin, second.first) == (0, 2, 5, 5)


def test_numbers_side_by_side_are_two() -> None:
    assert [number.key for number in numbers("two, three or twenty four")] == ["2", "3", "24"]


@pytest.mark.parametrize(
    "text", ["ein Haus", "one of them", "один из них", "une femme", "Achtung", "die Hundertschaft"]
)
def test_articles_and_other_words_are_no_numbers(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("at least 164", {"at_least"}),
        ("no fewer than 164", {"at_least"}),
        ("mindestens 164", {"at_least"}),
        ("nicht weniger als 164", {"at_least"}),
        ("не менее 164", {"at_least"}),
        ("au moins 164", {"at_least"}),
        ("fewer than 164", {"fewer_than"}),
        ("knapp 164", {"nearly"}),
        ("около 164", {"about"}),
        ("up to 164", {"at_most"}),
        ("mehr als rund 164", {"more_than", "about"}),
        ("at least another 164", {"at_least"}),
        ("164 or more", {"at_least"}),
        ("164 dead", set()),
        ("at least they found 164", set()),
    ],
)
def test_a_qualifier_belongs_to_the_number_beside_it(text: str, codes: set[str]) -> None:
    assert numbers(text)[0].qualifiers == codes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("10.01.2022", "date"),
        ("2022-01-10", "date"),
        ("10. Januar 2022", "date"),
        ("January 10, 2022", "date"),
        ("10 января", "date"),
        ("14:35 Uhr", "clock"),
        ("9 p.m.", "clock"),
        ("since 2019", "date"),
        ("2030 Soldaten", "number"),
    ],
)
def test_dates_and_times_are_told_from_numbers(text: str, kind: str) -> None:
    assert [number.kind for number in numbers(text)] == [kind]


@pytest.mark.parametrize("word", ["", "und", "tausend" * 20, "hundert", "zweiundhundert", "einsund", "vierzig"])
def test_german_words_are_read_or_left(word: str) -> None:
    assert german(word) in (None, 100, 40)
