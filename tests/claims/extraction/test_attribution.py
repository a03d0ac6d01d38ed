"""Whom a text names for its figures: measured on invented sentences, and shown rule by rule."""

from pathlib import Path
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.attribution import attribute
from claims.extraction.proposals import Attribution
from claims.extraction.reading import read
from factcheck.operations.bench.voices import Sourced, marked, sourced, voiced

HERE = Path(__file__).parent
LANGUAGES = ["de", "en", "ru", "fr"]


def attributed(text: str, language: str) -> Attribution | None:
    """What is found for the braces in a text of one figure."""
    passage = marked(text)
    ((start, end),) = passage.spans
    return attribute(read(passage.text, language), start, end)


def cases(language: str) -> list[Sourced]:
    return list(sourced(voiced(HERE / "attribution" / f"{language}.txt"), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_of_invented_sentences_are_found(language: str) -> None:
    scores = [case.likeness for case in cases(language) if case.source]
    assert len(scores) >= 80
    assert fmean(scores) >= 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_are_never_invented(language: str) -> None:
    nameless = [case.found for case in cases(language) if not case.source]
    assert len(nameless) >= 15
    assert nameless == [None] * len(nameless)


def test_a_language_added_by_a_table_alone_names_its_sources() -> None:
    told = cases("es")
    assert fmean(case.likeness for case in told) >= 0.9
    assert [case.found for case in told if not case.source] == [None, None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_media_are_told_from_their_sources(language: str) -> None:
    assert fmean(case.medium_likeness for case in cases(language) if case.medium) >= 0.8


def test_a_chain_runs_from_the_origin_to_the_medium() -> None:
    found = attributed("Medien berichteten unter Berufung auf das Ministerium von {164} Toten.", "de")
    assert found is not None
    assert [hop.named_as for hop in found.chain] == ["das Ministerium", "Medien"]
    assert found.chain[0].by == "unter Berufung auf"


def test_a_hop_stands_where_it_says() -> None:
    text = "Laut Polizei gab es {drei} Tote."
    found = attributed(text, "de")
    assert found is not None
    (hop,) = found.chain
    assert marked(text).text[hop.start : hop.end] == "Polizei"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("{70} Leichen wurden geborgen. Das teilte der Zivilschutz mit.", "de"),
        ("Der Zivilschutz meldete ein Unglück. {70} Menschen seien tot.", "de"),
        ("Der Zivilschutz legte einen Bericht vor, sagte der Zivilschutz. Demnach starben {70} Menschen.", "de"),
        ("The Zivilschutz said roads were cut. He added that {70} were dead.", "en"),
        ("Погибли {70} человек. Об этом сообщил Zivilschutz.", "ru"),
        ("Il y a {70} morts. C'est ce qu'a annoncé le Zivilschutz.", "fr"),
    ],
)
def test_a_source_in_another_sentence_is_anaphoric(text: str, language: str) -> None:
    found = attributed(text, language)
    assert found is not None
    assert "Zivilschutz" in found.source
    assert found.anaphoric


def test_a_source_in_the_same_sentence_is_surer_than_one_carried_on() -> None:
    same = attributed("Laut Polizei starben {drei} Menschen.", "de")
    carried = attributed("Laut Polizei brannte ein Haus. {Drei} Menschen seien tot.", "de")
    assert same is not None
    assert carried is not None
    assert not same.anaphoric
    assert carried.confidence < same.confidence


def test_a_quotation_goes_on_over_sentences() -> None:
    text = "“We have lost everything. Our town buried {forty} people in one day. It is over,” said Mayor Ann Lee."
    found = attributed(text, "en")
    assert found is not None
    assert found.source == "Mayor Ann Lee"


@pytest.mark.parametrize(
    ("text", "language", "agency"),
    [
        ("BAGHDAD (Reuters) - Bombs killed {nine}, police said.", "en", "Reuters"),
        ("AFP - Bombs killed {nine}, police said.", "en", "AFP"),
        ("Istanbul (dpa) - Laut Polizei starben {neun} Menschen.", "de", "dpa"),
        ("МОСКВА, 5 марта. /ТАСС/. Погибли {девять} человек, сообщили в полиции.", "ru", "ТАСС"),
    ],
)
def test_a_chain_ends_with_the_agency_of_the_dateline(text: str, language: str, agency: str) -> None:
    found = attributed(text, language)
    assert found is not None
    assert found.chain[-1].named_as == agency
    assert found.via is None


@pytest.mark.parametrize(
    ("text", "language", "medium"),
    [
        ("Газета «Орлан» со ссылкой на источник пишет, что погибли {девять} человек.", "ru", "Газета «Орлан»"),
        ("Die Zeitung „Bote“ meldete unter Berufung auf Ärzte {neun} Tote.", "de", "Die Zeitung „Bote“"),
        ("Le quotidien « Le Phare » citant un médecin fait état de {neuf} morts.", "fr", "Le quotidien « Le Phare »"),
    ],
)
def test_a_medium_in_quotation_marks_relays(text: str, language: str, medium: str) -> None:
    found = attributed(text, language)
    assert found is not None
    assert found.via == medium


def test_a_pronoun_means_whoever_spoke_and_not_whom_a_report_cites() -> None:
    text = "The ministry denied a report, citing two unnamed aides. It says {forty} men are absent."
    found = attributed(text, "en")
    assert found is not None
    assert found.source == "The ministry"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Den Schaden schätzt die Polizei auf {6000} Euro.", "die Polizei"),
        ("Die Kosten beziffert Minister Gahl auf {12} Milliarden Euro.", "Minister Gahl"),
        ("Es starben zwei Wachen, während Ärzte von {dreißig} Toten sprechen.", "Ärzte"),
        ("Die Armee hat nach eigenen Angaben {dreißig} Ziele angegriffen.", "Die Armee"),
    ],
)
def test_a_german_subject_stands_before_or_behind_its_verb(text: str, source: str) -> None:
    found = attributed(text, "de")
    assert found is not None
    assert found.source == source


def test_brackets_are_no_dateline() -> None:
    found = attributed("Oldtown (Kent) - {Nine} people were hurt, police said.", "en")
    assert found is not None
    assert len(found.chain) == 1


def test_whoever_denies_a_figure_did_not_give_it() -> None:
    assert attributed("Die Armee bestritt, dass {40} Menschen starben.", "de") is None
    found = attributed("Die Armee bestritt, dass laut Rotem Kreuz {40} Menschen starben.", "de")
    assert found is not None
    assert found.source == "Rotem Kreuz"


def test_a_language_without_a_table_names_nobody() -> None:
    assert attributed("Poliisin mukaan {kolme} kuoli.", "fi") is None


@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, "xx"]))
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    reading = read(text, language)
    for place in range(0, len(text), 20):
        attribute(reading, place, min(len(text), place + 3))


_PIECES = """
Laut laut nach Angaben der Polizei zufolge sagte teilte mit , . „ “ " : said the according to по данным со ссылкой на
сообщил selon a déclaré qu' — 12 wie Das Об этом er he unter Berufung auf hat been
"""


@given(st.lists(st.sampled_from(_PIECES.split()), max_size=60), st.sampled_from(LANGUAGES))
def test_sources_are_words_of_the_text(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    reading = read(text, language)
    for place in range(0, len(text), 7):
        found = attribute(reading, place, place + 1)
        for hop in found.chain if found else ():
            assert text[hop.start : hop.end] == hop.named_as
            assert hop.named_as.strip() == hop.named_as != ""
