"""The running example, told in German: its figures, statements, the deletion and the possible conflict."""

from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.conflicts import possible_conflicts
from claims.extraction.proposals import Figure, Statement
from claims.extraction.reading import read

TEXT = (Path(__file__).parent / "kasachstan.txt").read_text(encoding="utf-8")
FOUND = extract(TEXT, "de")
FIGURES, STATEMENTS = FOUND.figures, FOUND.statements


def figure(words: str) -> Figure:
    (found,) = [one for one in FIGURES if words in TEXT[one.start : one.end]]
    return found


def statement(words: str) -> Statement:
    (found,) = [one for one in STATEMENTS if words in TEXT[one.start : one.end]]
    return found


@pytest.mark.parametrize(
    ("words", "source", "medium"),
    [
        ("2500", None, None),
        ("fast 8000", "Behördenangaben", None),
        ("164", "das Gesundheitsministerium", "Medien"),
        ("Hunderte", None, None),
        ("16 Angehörige", "Tokajews", None),
        ("Wie viele Zivilisten", "der Präsident", None),
    ],
)
def test_each_figure_has_its_source(words: str, source: str | None, medium: str | None) -> None:
    found = figure(words)
    assert (found.attribution, found.attribution_via) == (source, medium)


@pytest.mark.parametrize(
    ("words", "speaker", "nature"),
    [
        ("Ordnung im Land", "Tokajew", "checkable"),
        ("Bedrohungen", "Tokajew", "checkable"),
        ("Anti-Terror-Operation", "Tokajew", "forecast"),
        ("Staatsstreich", "Tokajew", "checkable"),
        ("Ergreifung der Macht", "Tokajew", "checkable"),
        ("Revolutionen", "Putin", "pledge"),
        ("internationalen Terrorismus", "Putin", "checkable"),
        ("Friedenstruppen", "Kremlchef Wladimir Putin", "forecast"),
        ("niemals auf friedliche", "Tokajew", "pledge"),
        ("auf Demonstranten zu schießen", "der Staatschef", "checkable"),
        ("russischen Einfluss", "US-Außenminister Antony Blinken", "forecast"),
        ("Verantwortlich für die Unruhen", "Tokajew", "checkable"),
    ],
)
def test_each_statement_has_its_speaker_and_nature(words: str, speaker: str, nature: str) -> None:
    found = statement(words)
    assert (found.speaker, found.nature) == (speaker, nature)


def test_only_what_was_quoted_is_quoted() -> None:
    assert statement("Ordnung im Land").quoted
    assert statement("niemals auf friedliche").quoted
    assert not statement("russischen Einfluss").quoted


def test_the_deletion_is_tied_to_the_164() -> None:
    (deletion,) = [one for one in STATEMENTS if one.retracts]
    assert [FIGURES[place].low for place in deletion.concerned_figures] == [164]
    assert deletion.speaker is None


def test_the_vow_and_the_order_may_conflict_over_other_people() -> None:
    (conflict,) = possible_conflicts(read(TEXT, "de"), STATEMENTS)
    assert STATEMENTS[conflict.first] is statement("niemals auf friedliche")
    assert STATEMENTS[conflict.second] is statement("auf Demonstranten zu schießen")
    assert conflict.populations == ("friedliche Demonstranten", "Demonstranten")


def test_nobody_is_named_for_what_nobody_said() -> None:
    assert all(one.speaker or one.retracts for one in STATEMENTS)
    assert "Gaspreise" not in "".join(TEXT[one.start : one.end] for one in STATEMENTS)
