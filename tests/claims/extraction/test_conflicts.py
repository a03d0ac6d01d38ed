"""Statements that may be at odds, with the populations that each speaks of."""

import pytest

from claims.extraction.conflicts import Conflict, possible_conflicts
from claims.extraction.reading import read
from claims.extraction.statements import statements


def conflicts(text: str, language: str) -> tuple[Conflict, ...]:
    reading = read(text, language)
    return possible_conflicts(reading, statements(reading))


@pytest.mark.parametrize(
    ("text", "language", "populations"),
    [
        (
            "Die Polizei werde nie auf friedliche Demonstranten schießen, versicherte Mora. "
            "Am Freitag befahl Mora, auf Demonstranten zu schießen.",
            "de",
            ("friedliche Demonstranten", "Demonstranten"),
        ),
        (
            "Mora said troops would never fire on peaceful demonstrators. Mora ordered them to fire on demonstrators.",
            "en",
            ("peaceful demonstrators", "demonstrators"),
        ),
        (
            "Мора заявил, что силовики не будут стрелять по мирным демонстрантам. "
            "Мора приказал военным стрелять по демонстрантам.",
            "ru",
            ("мирным демонстрантам", "демонстрантам"),
        ),
        (
            "Mora a assuré que l'armée ne tirerait jamais sur des manifestants pacifiques. "
            "Mora a ordonné à l'armée de tirer sur les manifestants.",
            "fr",
            ("manifestants pacifiques", "manifestants"),
        ),
    ],
)
def test_a_vow_and_an_order_name_differing_populations(text: str, language: str, populations: tuple[str, str]) -> None:
    (found,) = conflicts(text, language)
    assert found.populations == populations


def test_the_same_population_does_not_differ() -> None:
    text = "Mora said troops never fired on civilians. Lee said troops had fired on civilians."
    (found,) = conflicts(text, "en")
    assert found.populations == ("civilians", "civilians")


def test_a_denial_is_at_odds_with_what_it_denies() -> None:
    text = "Lee said soldiers had crossed the border. Mora denied that soldiers had crossed the border."
    assert len(conflicts(text, "en")) == 1


def test_a_denied_negation_agrees() -> None:
    text = "Lee said soldiers had crossed the border. Mora denied that no soldiers had crossed the border."
    assert conflicts(text, "en") == ()


def test_statements_on_different_things_are_no_conflict() -> None:
    text = "Mora said the border was closed. Lee said taxes would never rise."
    assert conflicts(text, "en") == ()
