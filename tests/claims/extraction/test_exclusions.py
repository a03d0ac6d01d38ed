"""What is no contested figure."""

import pytest

from claims.extraction.figures import figures_in
from claims.extraction.sentences import sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 14. März 2019 trat er zurück, im Jahr 2020 kam er wieder."),
        ("de", "Seit 1998 gilt das Gesetz."),
        ("de", "Der 28-Jährige war im Alter von 14 nach Köln gezogen."),
        ("de", "Sie belegte den 3. Platz."),
        ("de", "Die Partie endete 3:1."),
        ("de", "Nach 90 Minuten und fünf Tagen war Schluss."),
        ("de", "Rufen Sie 0800 123 4567 an."),
        ("de", "Die Boeing 737 und der Airbus A320 standen in Raum 12."),
        ("de", "Es wurden 12 Kilometer bei 30 Grad."),
        ("en", "On October 11, 2004, the 2004 Summer Games were over."),
        ("en", "John Smith, 45, said nothing."),
        ("en", "The 16-year-old came 2nd."),
        ("en", "They won 3-1 at 6:30 p.m. under Article 5."),
        ("en", "One of the suspects fled."),
        ("ru", "24 февраля 2022 года в 18:30."),
        ("ru", "15-летний школьник занял 3-е место."),
        ("ru", "По статье 228 дали восемь лет."),
        ("fr", "Le 9 mars 2022, à 14h30, dans le XIIe siècle."),
        ("fr", "Âgé de 43 ans, il a pris la 2e place."),
        ("fr", "L'article 5 a été cité trois fois."),
    ],
)
def test_text_without_a_contested_figure_stays_clean(language: str, text: str) -> None:
    assert figures_in(text, sentences(text, language), language) == []
