"""One person, many spellings: all must find him."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.names import LONGEST_KEY, name_key
from sources.texts import LONGEST_LINE


@pytest.mark.parametrize(
    "spelling", ["Tokajew", "Tokayev", "Tokaev", "Токаев", "Тоқаев", "Toqaev", "Tokaïev", "TOKAYEV"]
)
def test_every_spelling_has_one_key(spelling: str) -> None:
    assert name_key(spelling) == "tokaev"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nazarbajew", "Назарбаев"),
        ("Путин", "Putin"),
        ("ОДКБ", "ODKB"),
        ("Черненко", "Tschernenko"),
        ("Kassym-Jomart", "Касым-Жомарт"),
    ],
)
def test_scripts_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_names_stay_apart() -> None:
    assert len({name_key(name) for name in ("Tokajew", "Tokarew", "Tokmak", "Blinken", "Putin")}) == 5


@given(st.text(max_size=80))
def test_any_text_has_a_key_of_plain_words(text: str) -> None:
    assert name_key(text) == " ".join(name_key(text).split())


@pytest.mark.parametrize("letter", ["щ", "\ufdfa"])
def test_longest_name_has_a_key_that_fits_its_column(letter: str) -> None:
    assert len(name_key(letter * LONGEST_LINE)) <= LONGEST_KEY
