"""What is offered of an article: the passage that a proposal rests on, and what stands beside it."""

from hypothesis import given
from hypothesis import strategies as st

from claims.choices import ClaimKind
from claims.proposing import Row
from sources.refinding import Fit, refind

SENTENCE = "At least 164 people were killed."
BEFORE = "The unrest began over the prices of gas and had spread within days to every larger town."
AFTER = "The office of the president said on Monday that order had been restored everywhere."


def excerpt_in(text: str, exact: str = SENTENCE) -> dict[str, str]:
    start = text.index(exact)
    end = start + len(exact)
    return Row(ClaimKind.FIGURE, start, end, from_=start, until=end).excerpt(text)


def test_an_excerpt_has_whole_words_on_both_sides() -> None:
    excerpt = excerpt_in(f"{BEFORE}\n\n{SENTENCE} {AFTER}")
    assert excerpt["prefix"] == "of gas and had spread within days to every larger town."
    assert excerpt["suffix"] == "The office of the president said on Monday that order had"


def test_an_excerpt_at_the_edges_of_a_text_has_all_of_it() -> None:
    assert excerpt_in(f"Unrest\n\n{SENTENCE}\n\nMore soon") == {
        "exact": SENTENCE,
        "prefix": "Unrest",
        "suffix": "More soon",
    }


@given(st.text("ab .\n", max_size=90), st.text("ab .\n", max_size=90))
def test_every_word_beside_an_excerpt_is_one_of_the_text(before: str, after: str) -> None:
    excerpt = excerpt_in(f"{before} {SENTENCE} {after}")
    assert excerpt["prefix"].split() == before.split()[len(before.split()) - len(excerpt["prefix"].split()) :]
    assert excerpt["suffix"].split() == after.split()[: len(excerpt["suffix"].split())]


def test_the_place_of_an_excerpt_is_found_by_what_stands_beside_it() -> None:
    text = f"{SENTENCE} That was all for a day.\n\n{BEFORE}\n\n{SENTENCE} {AFTER}"
    start = text.rindex(SENTENCE)
    end = start + len(SENTENCE)
    excerpt = Row(ClaimKind.FIGURE, start, end, from_=start, until=end).excerpt(text)
    found = refind(text, **excerpt)
    assert (found.fit, found.start) == (Fit.EXACT, text.rindex("At least"))
