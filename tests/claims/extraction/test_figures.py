"""What belongs to a figure beside its number."""

from decimal import Decimal

import pytest

from claims.extraction.figures import figures_in
from claims.extraction.proposals import Figure
from claims.extraction.sentences import sentences


def _figures(text: str, language: str) -> list[Figure]:
    return figures_in(text, sentences(text, language), language)


def _figure(text: str, language: str) -> Figure:
    (figure,) = _figures(text, language)
    return figure


def test_span_holds_hedge_number_and_noun() -> None:
    text = "In Almaty starben mindestens 164 Menschen."
    figure = _figure(text, "de")
    assert text[figure.start : figure.end] == "mindestens 164 Menschen"
    assert text[figure.num_start : figure.num_end] == "164"


def test_outcome_wins_over_role() -> None:
    figure = _figure("Twelve refugees were injured.", "en")
    assert (figure.counted_class, figure.who) == ("injured", "refugees")


def test_members_are_those_of_the_body_behind_them() -> None:
    figure = _figure("Nach Angaben des Präsidenten kamen 16 Angehörige der Sicherheitskräfte ums Leben.", "de")
    assert (figure.counted_class, figure.who) == ("dead", "security_forces")


def test_hedge_is_not_carried_across_a_coordination() -> None:
    first, second = _figures("Zerstört wurden mindestens neun Läden und zwei Cafés.", "de")
    assert (first.qualifier, second.qualifier) == ("at_least", "none")


def test_noun_left_out_is_taken_from_the_figure_before() -> None:
    _, injured = _figures("Five miners were killed and 14 injured.", "en")
    assert (injured.counted, injured.counted_class, injured.who) == ("miner", "injured", "staff")


def test_noun_left_out_is_taken_from_the_figure_behind() -> None:
    dead, injured = _figures("Er sprach von 28 getöteten und 37 verletzten Soldaten.", "de")
    assert (dead.counted, dead.counted_class, injured.counted_class) == ("Soldat", "dead", "injured")


def test_rise_to_a_number_is_that_number() -> None:
    assert _figure("Число жертв выросло до 1204.", "ru").high == Decimal(1204)
    assert _figure("На митинг пришли до 300 человек.", "ru").low is None


def test_range_has_both_ends() -> None:
    figure = _figure("Between 135,000 and 150,000 people marched.", "en")
    assert (figure.low, figure.high, figure.qualifier) == (Decimal(135_000), Decimal(150_000), "between")


@pytest.mark.parametrize("text", ["two to three million people fled", "between $2 million and $3 million was stolen"])
def test_ends_of_a_range_share_scale_and_unit(text: str) -> None:
    figure = _figure(text, "en")
    assert (figure.low, figure.high, figure.qualifier) == (Decimal(2_000_000), Decimal(3_000_000), "between")


def test_scale_behind_a_range_counts_for_both_ends() -> None:
    figure = _figure("Der Schaden liegt bei 2 bis 3 Millionen Euro.", "de")
    assert (figure.low, figure.high, figure.unit) == (Decimal(2_000_000), Decimal(3_000_000), "EUR")


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("The deal is worth $5bn.", "en", "USD"),
        ("Das kostet 20 Millionen Euro.", "de", "EUR"),
        ("Ущерб составил 5 млн рублей.", "ru", "RUB"),
        ("La hausse est de 7,9 %.", "fr", "percent"),
    ],
)
def test_unit_is_told(text: str, language: str, unit: str) -> None:
    assert _figure(text, language).unit == unit


def test_place_and_time_are_told() -> None:
    figure = _figure("По состоянию на 21:10 в Москве задержали 855 человек.", "ru")
    assert (figure.place, figure.as_of) == ("Москве", "21:10")


def test_field_without_a_value_has_no_confidence() -> None:
    figure = _figure("Drei Menschen starben.", "de")
    assert (figure.place, figure.who) == (None, None)
    assert not {"place", "who", "as_of"} & set(figure.confidence)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie viele Zivilisten ums Leben kamen, werde noch ermittelt.", "de"),
        ("It is not yet known how many civilians were killed.", "en"),
        ("Сколько мирных жителей погибло, пока неизвестно.", "ru"),
        ("Le nombre de civils tués n'est pas encore connu.", "fr"),
    ],
)
def test_figure_not_yet_known_is_one_without_bounds(text: str, language: str) -> None:
    figure = _figure(text, language)
    assert (figure.qualifier, figure.low, figure.high) == ("not_yet_known", None, None)
    assert (figure.counted_class, figure.who) == ("dead", "civilians")
