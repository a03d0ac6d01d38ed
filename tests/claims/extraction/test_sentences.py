"""Sentences, clauses and quotations, with the offsets that everything else in extraction counts by."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.sentences import clause_at, clauses, quotations, sentence_at, sentences

LANGUAGES = ["de", "en", "ru", "fr"]

# A bar stands where one sentence ends and the next begins.
SPLIT = [
    ("de", "Am 6. Februar bebte die Erde.|Rund 40 Häuser stürzten ein."),
    ("de", "Es gab etwa 2 Mio. Euro Schaden, sagte Dr. A. Meier.|Danach schwieg er."),
    ("de", "Gezählt wurden 12.|Danach kam niemand mehr."),
    ("de", '"Kommt ihr?", fragte sie.|Niemand kam.'),
    ("de", "Das gilt z. B. in Köln.|In Bonn gilt es nicht."),
    ("en", "The U.S. Army left.|Mr. Smith stayed in the U.S.|The others went."),
    ("en", "“They left.” He paused.".replace("” ", "”|")),
    ("en", "It rose 1.5 percent.|It fell later."),
    ("ru", "Это было в 2021 г.|Об этом сообщил А. С. Иванов."),
    ("ru", "Пожар в г. Москве на ул. Ленина потушен.|Задержали 2 тыс. человек."),
    ("ru", "Задержали 337 чел.|Третье место занял город."),
    ("fr", "M. Durand est parti.|Il n'a rien dit…|Personne ne sait."),
    ("de", "Erdbeben in der Türkei\n|Die Zahl der Toten steigt.\n\n|Helfer suchen weiter."),
]


@pytest.mark.parametrize(("language", "marked"), SPLIT)
def test_sentences_end_where_they_end(language: str, marked: str) -> None:
    text = marked.replace("|", "" if "\n" in marked else " ")
    expected = [part.strip() for part in marked.split("|")]
    assert [sentence.of(text) for sentence in sentences(text, language)] == expected


def test_sentences_wrapped_to_a_width_are_joined() -> None:
    line = "Ein Satz der am Ende seiner Zeile noch lange nicht zu Ende ist weil\n"
    text = line * 5 + "Er hier endet. Noch einer."
    assert len(sentences(text, "de")) == 2


def test_sentences_count_paragraphs() -> None:
    found = sentences("Eins. Zwei.\n\nDrei.", "de")
    assert [sentence.paragraph for sentence in found] == [0, 0, 1]


def test_sentence_at_a_position() -> None:
    found = sentences("Eins. Zwei. Drei.", "de")
    assert [sentence_at(found, position) for position in (0, 5, 6, 16)] == [0, 0, 1, 2]


def test_clauses_leave_numbers_whole() -> None:
    text = "Es waren 1,5 Millionen, sagte er; niemand widersprach."
    (sentence,) = sentences(text, "de")
    assert [clause.of(text).strip() for clause in clauses(text, sentence)] == [
        "Es waren 1,5 Millionen,",
        "sagte er;",
        "niemand widersprach.",
    ]


def test_clause_at_a_position() -> None:
    text = "Eins, zwei, drei."
    (sentence,) = sentences(text, "de")
    assert clause_at(clauses(text, sentence), 7).of(text) == " zwei,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte „ja“ und “no” und »doch« dazu.", ["„ja“", "“no”", "»doch«"]),
        ('Sie sagte "ja" und dann "nein".', ['"ja"', '"nein"']),
        ("Il a dit « oui » hier.", ["« oui »"]),
        ("It isn’t ‘don’t’ here.", ["‘don’t’"]),
        ("Он сказал: «Проект „Весна“ закрыт».", ["«Проект „Весна“ закрыт»"]),
        ('Ein 5" Rohr bleibt „offen', []),
    ],
)
def test_quotations_of_every_kind(text: str, expected: list[str]) -> None:
    assert [found.of(text) for found in quotations(text)] == expected


@given(st.text(alphabet='aB1.,;:!?…\n\t (-–)"„“”«»‘’ZЖж', max_size=300), st.sampled_from(LANGUAGES))
def test_sentences_cover_every_word_once(text: str, language: str) -> None:
    found = sentences(text, language)
    kept = "".join(sentence.of(text) for sentence in found)
    assert "".join(kept.split()) == "".join(text.split())
    for sentence in found:
        assert "".join(clause.of(text) for clause in clauses(text, sentence)) == sentence.of(text)


@given(st.text(max_size=200))
def test_quotations_never_overlap(text: str) -> None:
    found = quotations(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
