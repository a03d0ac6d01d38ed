"""Pages over many looks: an article that stays, and amid it running text that is another one at each look.

The texts were written before there was a rule for lines that do not rest; none of noise.py was changed for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.sources.truth.pages import SKINS, Around, article

LANGUAGES = ("de", "en", "ru")
LOOKS = 8
EDITED_AT = 6  # the look at which the article's own figure is another one, where it is edited
_SKINS = [skin for skins in SKINS.values() for skin in skins]
# By kind and language: what is put in at a look. One text counts; of several, the look shows one and then the next.
NOISE: dict[str, dict[str, tuple[str, ...]]] = {
    "counting": {
        "de": (
            "Schon {n} Menschen in der Region haben unsere Karte der Ereignisse geöffnet.",
            "In unserem Forum wird darüber gestritten, bislang liegen {n} Wortmeldungen vor.",
            "Für die Opfer kamen über unsere Seite bisher {n} Euro zusammen.",
        ),
        "en": (
            "Our map of the events has been opened by {n} people in the region so far.",
            "It is being debated in our forum, where {n} opinions have been given.",
            "Visitors of this site have given {n} dollars to the victims so far.",
        ),
        "ru": (
            "Нашу карту событий уже открыли {n} жителей региона.",
            "На нашем форуме об этом спорят, высказано {n} мнений.",
            "Через наш сайт для пострадавших собрано {n} рублей.",
        ),
    },
    "coming and going": {
        "de": ("Unsere Reporterin antwortet heute Abend auf das, was Sie wissen wollen.", ""),
        "en": ("Our reporter will answer what you want to know this evening.", ""),
        "ru": ("Наша корреспондентка сегодня вечером ответит на то, что вы хотите знать.", ""),
    },
    "rotating": {
        "de": (
            "Wer wissen will, wie das Wetter im Süden wird, findet es auf Seite 12.",
            "Ein Koch aus dem Norden erzählt, warum er 40 Jahre lang Suppe kochte.",
            "Im Kino läuft die Geschichte einer Frau, die 3 Berge bestieg.",
        ),
        "en": (
            "Those who wonder about the weather in the south will find it on page 12.",
            "A cook from the north tells why he made soup for 40 years.",
            "Cinemas show the story of a woman who climbed 3 mountains.",
        ),
        "ru": (
            "Какой будет погода на юге, рассказано на странице 12.",
            "Повар с севера рассказывает, почему он 40 лет варил суп.",
            "В кино идёт история женщины, которая поднялась на 3 горы.",
        ),
    },
}


@dataclass(frozen=True)
class Course:
    """The pages of one report, a look after the other. `is_edited`: from EDITED_AT on its figure is another one."""

    kind: str
    lang: str
    pages: tuple[str, ...]
    is_edited: bool


def courses(numbers: int = 6) -> Iterator[Course]:
    """For each kind, language and number: one whose article stays, and one that is edited."""
    for kind, texts in NOISE.items():
        for lang in LANGUAGES:
            for number in range(numbers):
                for is_edited in (False, True):
                    pages = tuple(_page(kind, texts[lang], lang, number, look, is_edited) for look in range(LOOKS))
                    yield Course(kind, lang, pages, is_edited)


def _page(kind: str, texts: tuple[str, ...], lang: str, number: int, look: int, is_edited: bool) -> str:
    made = article(lang, number, 225 if is_edited and look >= EDITED_AT else 164)
    text = texts[number % len(texts)] if kind == "counting" else texts[(number + look) % len(texts)]
    shown = text.format(n=Random(number).randint(200, 2000) + 17 * look)
    around = Around(between={1 + number % 3: f"<p>{shown}</p>" if shown else ""})
    return _SKINS[number % len(_SKINS)](made, around)
