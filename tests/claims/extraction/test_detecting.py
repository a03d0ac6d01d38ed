"""In which language a text is written."""

import pytest

from claims.extraction import UnknownLanguage, extract
from claims.extraction.detecting import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bei dem Unglück wurden nach Angaben der Polizei zwölf Menschen verletzt.", "de"),
        ("Twelve people were injured in the accident, police said.", "en"),
        ("В результате аварии пострадали двенадцать человек.", "ru"),
        ("Douze personnes ont été blessées dans l'accident, selon la police.", "fr"),
        ("Doce personas resultaron heridas en el accidente, según la policía.", "es"),
    ],
)
def test_language_is_told_by_its_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "12345", "\u4e2d\u56fd\u4eba\u6c11", "Lorem ipsum dolor sit amet consectetur"])
def test_text_in_no_known_language_is_undetermined(text: str) -> None:
    assert extract(text).lang == "und"


def test_language_asked_for_wins() -> None:
    assert extract("12 Tote", lang="de-AT").lang == "de"


def test_language_without_a_folder_is_refused() -> None:
    with pytest.raises(UnknownLanguage, match="'xx'"):
        extract("12", lang="xx")
