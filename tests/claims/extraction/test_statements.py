"""Statements: measured on invented sentences, and shown rule by rule."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.proposals import VERB_KINDS, Statement
from claims.extraction.reading import read
from claims.extraction.statements import statements
from factcheck.operations.bench.voices import Voiced, stated, unexpected, voiced

HERE = Path(__file__).parent
LANGUAGES = ["de", "en", "ru", "fr"]


def corpus(language: str) -> list[Voiced]:
    return voiced(HERE / "statements" / f"{language}.txt")


def statements_of(text: str, language: str) -> tuple[Statement, ...]:
    return extract(text, language).statements


@pytest.mark.parametrize("language", LANGUAGES)
def test_invented_statements_are_found(language: str) -> None:
    cases = list(stated(corpus(language), language))
    assert len(cases) >= 19
    assert sum(case.found is not None for case in cases) / len(cases) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_found_statements_have_their_speaker_kind_and_nature(language: str) -> None:
    right = [case.is_right for case in stated(corpus(language), language) if case.found]
    assert sum(right) / len(right) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_statements_are_proposed_that_nobody_expects(language: str) -> None:
    assert unexpected(corpus(language), language) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_says_anything_nothing_is_proposed(language: str) -> None:
    silent = [passage for passage in corpus(language) if passage.expected == ("-",)]
    assert silent
    assert [statements_of(passage.text, language) for passage in silent] == [()] * len(silent)


def test_what_only_gives_a_figure_is_left_to_the_figure() -> None:
    assert statements_of("Der Minister sagte, es seien 40 Menschen gestorben.", "de") == ()


def test_a_dateline_is_no_part_of_a_statement() -> None:
    text = "TEHRAN – The road was closed, police said."
    (found,) = statements_of(text, "en")
    assert text[found.start : found.end] == "The road was closed"


def test_two_assertions_are_two_statements() -> None:
    text = '"Die Ordnung ist hergestellt, die Gefahr ist vorbei", sagte Mora.'
    assert [text[one.start : one.end] for one in statements_of(text, "de")] == [
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
    (deletion,) = [one for one in statements_of(text, language) if one.retracts]
    (concerned,) = deletion.concerned_figures
    assert extract(text, language).figures[concerned].low == 164
    assert deletion.concerns is not None
    assert "164" in deletion.concerns.of(text)


def test_a_denial_names_what_it_denies() -> None:
    text = "Das Ministerium dementierte den Bericht über 40 Tote."
    (denial,) = statements_of(text, "de")
    assert denial.denies
    assert denial.concerned_figures == (0,)


def test_troops_that_withdraw_take_nothing_back() -> None:
    assert statements_of("Die Armee zog ihre Panzer aus der Stadt zurück.", "de") == ()


def test_what_was_not_said_is_no_statement() -> None:
    assert statements_of("The ministry did not confirm that the bridge was closed.", "en") == ()


def test_a_statement_through_a_medium_has_a_chain() -> None:
    (found,) = statements_of("“The road is open to all of us,” Mayor Lee told Reuters.", "en")
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
