"""Statements: measured on invented sentences, and shown rule by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.attribution import read
from claims.extraction.proposals import VERB_KINDS, Statement
from claims.extraction.statements import statements
from tests.claims.extraction.marked import Marked, likeness, passages

LANGUAGES = ["de", "en", "ru", "fr"]
Expected = tuple[str, str, str, str, str]


def stated(text: str, language: str) -> tuple[Statement, ...]:
    reading = read(text, language)
    return statements(reading, extract(text, language).figures)


def expected_of(passage: Marked) -> list[Expected]:
    """Speaker, kind of verb, quoted or reported, nature, and the words."""
    rows = [tuple(part.strip() for part in line.split(" | ")) for line in passage.expected if line != "-"]
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def matched(language: str) -> list[tuple[Expected, Statement | None]]:
    """Each expected statement with what was found of it."""
    pairs: list[tuple[Expected, Statement | None]] = []
    for passage in passages("statements", language):
        found = stated(passage.text, language)
        for row in expected_of(passage):
            near = [one for one in found if likeness(passage.text[one.start : one.end], row[4]) >= 0.75]
            pairs.append((row, near[0] if near else None))
    return pairs


@pytest.mark.parametrize("language", LANGUAGES)
def test_invented_statements_are_found(language: str) -> None:
    pairs = matched(language)
    assert len(pairs) >= 19
    assert sum(found is not None for _row, found in pairs) / len(pairs) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_found_statements_have_their_speaker_kind_and_nature(language: str) -> None:
    found = [(row, one) for row, one in matched(language) if one]
    right = [
        likeness(one.speaker, None if row[0] == "-" else row[0]) >= 0.5
        and (one.verb_kind, "quoted" if one.quoted else "reported", one.nature) == row[1:4]
        for row, one in found
    ]
    assert sum(right) / len(right) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_says_anything_nothing_is_proposed(language: str) -> None:
    silent = [passage for passage in passages("statements", language) if not expected_of(passage)]
    assert silent
    assert [stated(passage.text, language) for passage in silent] == [()] * len(silent)


def test_what_only_gives_a_figure_is_left_to_the_figure() -> None:
    assert stated("Der Minister sagte, es seien 40 Menschen gestorben.", "de") == ()


def test_two_assertions_are_two_statements() -> None:
    text = '"Die Ordnung ist hergestellt, die Gefahr ist vorbei", sagte Mora.'
    assert [text[one.start : one.end] for one in stated(text, "de")] == [
        "Die Ordnung ist hergestellt",
        "die Gefahr ist vorbei",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Medien meldeten unter Berufung auf das Amt 164 Tote. Hunderte litten. Die Meldung ist gelöscht worden.",
            "de",
        ),
        ("Media citing the ministry reported 164 deaths. The report was later deleted.", "en"),
        ("СМИ со ссылкой на министерство сообщили о 164 погибших. Позже сообщение было удалено.", "ru"),
        ("Les médias, citant le ministère, ont fait état de 164 morts. L'information a été supprimée.", "fr"),
    ],
)
def test_a_deletion_is_tied_to_the_figure_it_concerns(text: str, language: str) -> None:
    (deletion,) = [one for one in stated(text, language) if one.retracts]
    (concerned,) = deletion.concerned_figures
    assert extract(text, language).figures[concerned].low == 164
    assert deletion.concerns is not None
    assert "164" in deletion.concerns.of(text)


def test_a_denial_names_what_it_denies() -> None:
    text = "Das Ministerium dementierte den Bericht über 40 Tote."
    (denial,) = stated(text, "de")
    assert denial.denies
    assert denial.concerned_figures == (0,)


def test_troops_that_withdraw_take_nothing_back() -> None:
    assert stated("Die Armee zog ihre Panzer aus der Stadt zurück.", "de") == ()


def test_what_was_not_said_is_no_statement() -> None:
    assert stated("The ministry did not confirm that the bridge was closed.", "en") == ()


def test_a_statement_through_a_medium_has_a_chain() -> None:
    (found,) = stated("“The road is open to all of us,” Mayor Lee told Reuters.", "en")
    assert [hop.named_as for hop in found.chain] == ["Mayor Lee", "Reuters"]
    assert found.speaker_via == "Reuters"


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "xx"]))
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in statements(read(text, language)))


_PIECES = """
Er sagte , dass „ “ " : die Zahl wurde gelöscht dementierte zog zurück . said that report was deleted denied заявил что
опровергло сообщение удалено a démenti que promet de werde will не not — 12 und and er he wie X mitteilte Laut Polizei
"""


@given(st.lists(st.sampled_from(_PIECES.split()), max_size=60), st.sampled_from(LANGUAGES))
def test_codes_are_known_and_spans_are_not_blank(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    for one in statements(read(text, language)):
        assert one.verb_kind in VERB_KINDS
        assert one.nature in ("checkable", "pledge", "forecast", "opinion")
        assert text[one.start : one.end].strip()
