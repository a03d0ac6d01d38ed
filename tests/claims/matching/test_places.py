"""Countries and cities in four languages, of which most come from CLDR."""

import pytest

from claims.matching import lexicon


def place_of(word: str) -> set[str]:
    return {meaning.name for meaning in lexicon.meanings(word) if meaning.kind == "place"}


@pytest.mark.parametrize(
    "words",
    [
        ("sambia", "sambische", "zambian", "замбии", "zambie"),
        ("bukarest", "bucharest", "бухаресте", "bucarest"),
        ("moldau", "moldova", "молдавии"),
    ],
)
def test_a_place_is_one_in_every_language(words: tuple[str, ...]) -> None:
    assert len({frozenset(place_of(word)) for word in words}) == 1
    assert place_of(words[0])


def test_a_city_is_in_its_country() -> None:
    [city] = place_of("lusaka")
    assert {lexicon.country_of(city)} == place_of("zambia")


@pytest.mark.parametrize("word", ["island", "reunion", "kanton", "resolution", "самолет", "того"])
def test_common_words_are_no_places(word: str) -> None:
    assert not place_of(word)
