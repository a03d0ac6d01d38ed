"""Texts full of numbers that nobody contests: recipes, listings, games, addresses, families."""

import pytest

from claims.extraction import extract


def _spans(text: str, language: str) -> list[str]:
    return [text[figure.start : figure.end] for figure in extract(text, language).figures]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Den Teig in 60 Stücke schneiden, in die Pfanne geben und mit Pfeffer bestreuen."),
        ("de", "Wer 61 Augen hat und einen Buben hält, gewinnt diesen Skat."),
        ("en", "Whisk 60 eggs until they are pale."),
        ("en", "The laptop has 16GB of RAM, a dull display and 70 keys."),
        ("fr", "Battez 60 œufs avec le sucre."),
        ("fr", "Montez 64 mailles, puis tricotez les rangs du bas."),
        ("ru", "Взбейте 60 желтых слив до пены."),
        ("ru", "Набрать 64 петли, вязать 90 полос спицами."),
    ],
)
def test_recipes_games_and_listings_stay_clean(language: str, text: str) -> None:
    assert _spans(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He took his coat and lives at 214 Elm Road now; 90 neighbours died."),
        ("en", "Asteroid 99942 Apophis came close, and 90 people died."),
        ("en", "He threw it 8.13m, and 90 people died."),
        ("de", "Die Mutter von drei Töchtern blieb. Am Abend starben 90 Menschen."),
        ("fr", "Élue de Lyon, elle est mère de trois enfants. Au soir, 90 personnes sont mortes."),
        ("ru", "Мюзикл «Норд» (16+) шёл. Вечером погибли 90 человек."),
        ("ru", "Спектакль «12 месяцев и один день» отменён. Вечером погибли 90 человек."),
    ],
)
def test_numbers_that_only_describe_stand_beside_figures(language: str, text: str) -> None:
    assert [span for span in _spans(text, language) if "90" not in span] == []
    assert any("90" in span for span in _spans(text, language))


@pytest.mark.parametrize(
    ("language", "text", "span"),
    [
        ("de", "Bei dem Angriff wurden drei Schulen getroffen.", "drei Schulen"),
        ("en", "The dress comes in three colours, according to the ministry.", "three colours"),
        ("fr", "La moyenne est de 5,6 essais par match.", "5,6 essais"),
        ("fr", "Les députés ont tenu un vote : quatorze voix pour.", "quatorze voix"),
        ("ru", "После обстрела повреждены три школы.", "три школы"),
    ],
)
def test_a_few_things_stay(language: str, text: str, span: str) -> None:
    assert span in _spans(text, language)


def test_the_dead_of_a_listing_stay() -> None:
    assert _spans("Platform 4, gate 7, two bags: 90 people died at the terminal.", "en") == ["90 people"]
