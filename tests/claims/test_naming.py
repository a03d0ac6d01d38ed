"""What a proposed figure is called until an editor words it."""

from typing import Any

import pytest

from claims.choices import Counted
from claims.extraction.languages import codes, table
from claims.extraction.proposals import WHO
from claims.naming import measure_label, summary_line
from claims.proposing import Row, propose, rows

_SAID_BY_A_NOUN = (Counted.MONEY, Counted.VEHICLES, Counted.PEOPLE_OTHER, Counted.THINGS_OTHER, Counted.PERCENT)


def lines(text: str, lang: str) -> list[str]:
    return [summary_line(row, text, lang) for row in rows(propose(text, lang)[1])]


def labels(text: str, lang: str) -> list[str]:
    return [measure_label(row, text, lang) for row in rows(propose(text, lang)[1])]


def test_figures_of_one_sentence_are_told_apart() -> None:
    text = "Bei dem Unglück starben mindestens 164 Menschen, 2350 wurden verletzt."
    assert lines(text, "de") == ["Tote: mindestens 164", "Verletzte: 2350"]


@pytest.mark.parametrize(
    ("text", "lang", "line"),
    [
        ("At least 16 policemen were killed.", "en", "People killed (security forces): At least 16"),
        ("Au moins douze enfants ont été blessés.", "fr", "Blessés (enfants): Au moins douze"),
        ("Погибли не менее 19 силовиков.", "ru", "Погибшие (силовики): не менее 19"),
    ],
)
def test_who_is_counted_is_told(text: str, lang: str, line: str) -> None:
    assert lines(text, lang) == [line]


def test_where_the_class_says_too_little_the_sentence_stands() -> None:
    text = "Nach Angaben der Stadt wurden 40 Häuser beschädigt."
    assert lines(text, "de") == [text]
    assert labels(text, "de") == ["Häuser"]


@pytest.mark.parametrize("lang", codes())
def test_every_language_names_classes_and_people(lang: str) -> None:
    told: dict[str, Any] = table(lang, "labels")
    assert set(told["classes"]) == set(Counted.values) - set(_SAID_BY_A_NOUN)
    assert set(told["who"]) == set(WHO)


def test_what_is_not_called_anything_has_its_class() -> None:
    assert measure_label(Row("figure", 0, 2, 0, 2, words="12", counted_class="vehicles"), "12", "en") == "vehicles"


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    text = "Unruhen in Kasachstan\n\nAlmaty (dpa) - Die Polizei hat 40 Häuser durchsucht."
    assert lines(text, "de") == ["Die Polizei hat 40 Häuser durchsucht."]
