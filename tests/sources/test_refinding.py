"""Excerpts found again: as they were, moved, altered, gone, and in bounded time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.refinding import Fit, refind, refind_all

BEFORE = "The unrest began over gas prices and spread within days. According to the health ministry "
EXACT = "at least 164 people were killed"
AFTER = ", among them 103 in Almaty. The ministry later denied having given the figure."
TEXT = BEFORE + EXACT + AFTER
PREFIX, SUFFIX = "According to the health ministry", ", among them 103 in Almaty."


def found_words(text: str, exact: str = EXACT, prefix: str = PREFIX, suffix: str = SUFFIX) -> tuple[Fit, str]:
    found = refind(text, exact, prefix, suffix)
    return found.fit, text[found.start : found.end]


def test_what_stands_there_still_is_exact() -> None:
    assert found_words(TEXT) == (Fit.EXACT, EXACT)


@pytest.mark.parametrize(
    "written",
    [
        "at  least\n164\u00a0people were killed",
        "at least <strong>164</strong> people were killed",
        "“at least 164 people” were killed",
        "at least 164 peo\u00adple were killed",
        "At Least 164 people — were killed",
    ],
)
def test_writing_makes_no_difference(written: str) -> None:
    assert refind(BEFORE + written + AFTER, EXACT, PREFIX, SUFFIX).fit == Fit.EXACT


def test_the_place_is_chosen_by_what_stands_around() -> None:
    text = f"{EXACT}, said others. {TEXT}"
    assert refind(text, EXACT, PREFIX, SUFFIX).start == text.rindex(EXACT)


def test_the_same_words_elsewhere_have_moved() -> None:
    text = f"Summary of the day: {EXACT}. Nothing else was known at first."
    assert found_words(text) == (Fit.MOVED, EXACT)


@pytest.mark.parametrize(
    "altered",
    [
        "at least 225 people were killed",
        "164 people were killed",
        "at least 164 people, among them two children, were killed",
        "more than 160 persons were killed",
        "dozens died",
    ],
)
def test_what_was_put_in_its_place_is_altered(altered: str) -> None:
    assert found_words(BEFORE + altered + AFTER) == (Fit.ALTERED, altered)


def test_a_bare_number_is_known_by_what_stands_around() -> None:
    text = TEXT.replace("164", "225")
    found = found_words(text, "164", "According to the health ministry at least", "people were killed, among them")
    assert found == (Fit.ALTERED, "225")


def test_a_passage_altered_in_other_surroundings_is_found_by_its_words() -> None:
    text = "Something else. The authorities said that at least 225 people were killed in the unrest. The end."
    exact = "that at least 164 people were killed in the unrest"
    assert found_words(text, exact) == (Fit.ALTERED, exact.replace("164", "225"))


@pytest.mark.parametrize(
    "text", ["", "Nothing of it.", BEFORE + "The ministry later denied.", "164", "people were there", "killed " * 50]
)
def test_what_was_taken_out_is_gone(text: str) -> None:
    assert refind(text, EXACT, PREFIX, SUFFIX).fit == Fit.GONE


def test_an_excerpt_without_words_is_found_as_it_is() -> None:
    assert found_words("a … ❗ b", "❗", "", "") == (Fit.EXACT, "❗")
    assert refind("a", "❗").fit == Fit.GONE
    assert refind("a", "").fit == Fit.GONE


@pytest.mark.parametrize("word", ["at ", "164 people ", "a b at c least ", "x"])
def test_hostile_texts_are_answered(word: str) -> None:
    """Where time grew with the product of the lengths, this test would not end."""
    assert refind(word * 60_000, EXACT * 500, "at " * 100, "at " * 100).fit in Fit


@given(st.text(max_size=200), st.text(min_size=1, max_size=40), st.text(max_size=200))
def test_what_is_in_the_text_is_found(before: str, exact: str, after: str) -> None:
    text = f"{before} {exact} {after}"
    found = refind(text, exact)
    if exact.strip():
        assert found.fit in (Fit.EXACT, Fit.GONE) if not exact.isalnum() else found.fit == Fit.EXACT
    assert 0 <= found.start <= found.end <= len(text)


def test_many_are_found_as_each_alone_is() -> None:
    quotes = [(EXACT, PREFIX, SUFFIX), ("gas prices", "", ""), ("Nothing of the kind was said", "", ""), ("", "", "")]
    assert refind_all(TEXT, quotes) == [refind(TEXT, *quote) for quote in quotes]
