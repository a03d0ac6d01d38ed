"""Text from outside: what is refused, what is kept, and what is shown."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from sources.texts import LONGEST_TEXT, check_characters, check_texts, folded, pick, texts, visible


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f", "\ud800", "\uffff"])
def test_characters_that_the_record_cannot_carry_are_refused(character: str) -> None:
    with pytest.raises(ValidationError, match=r"U\+"):
        check_characters(f"text{character}")


def test_a_letter_lost_on_the_way_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"U\+FFFD at position 5"):
        check_characters("text\ufffd")


@pytest.mark.parametrize("text", ["line\nline\tend", "«не стрелять»", "<b>bold</b>", "\u202eabc", "😀", "שלום"])
def test_other_text_is_kept(text: str) -> None:
    check_characters(text)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"en": "bare"},
        {"en": {"text": "x"}},
        {"EN!": {"text": "x", "by": "", "machine": False}},
        {"en": {"text": " ", "by": "", "machine": False}},
        {"en": {"text": "x", "by": "", "machine": "no"}},
        {"en": {"text": "x" * (LONGEST_TEXT + 1), "by": "", "machine": False}},
        {"en": {"text": "x\x00", "by": "", "machine": False}},
    ],
)
def test_texts_of_another_shape_are_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        check_texts(value)


def test_the_readers_language_comes_first_then_any_other() -> None:
    value = texts(de="auf Deutsch", ru="по-русски")
    assert pick(value, "ru") == ("по-русски", "ru")
    assert pick(value, "fr") == ("auf Deutsch", "de")
    assert pick({}, "de") == ("", "")


def test_bidi_controls_are_made_visible() -> None:
    assert visible("164\u202e dead") == "164[U+202E] dead"


def test_folding_takes_case_marks_and_punctuation_away_but_keeps_cyrillic_letters_apart() -> None:
    assert folded("«Tokaïev», ŁÓDŹ: Straße") == "tokaiev łodz strasse"
    assert folded("Ёлка йод") == "ёлка йод"


def test_folding_takes_style_off_before_case() -> None:
    assert folded("𝝖𝐁") == "αb"


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
