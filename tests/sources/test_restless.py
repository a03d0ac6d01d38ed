"""Lines that do not rest: what counts at every look or comes and goes, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.comparing import Page, Quote, compare
from sources.comparing.document import outline
from sources.comparing.restless import restless

STORY = "The president said on Monday that order had been restored."
COUNTS = "Our map has been opened by {} people in the region so far."


def looks(*lines: str) -> list[tuple[str, str]]:
    return [("Unrest", f"{STORY}\n{line}\nObservers doubted it very much.") for line in lines]


@pytest.mark.parametrize(
    ("lines", "is_restless"),
    [
        ([COUNTS.format(n) for n in (3, 4, 5, 6)], True),
        ([COUNTS.format(n) for n in (9, 9, 9, 3, 4, 5, 6)], True),
        ([COUNTS.format(n) for n in (3, 4, 5)], False),
        ([COUNTS.format(n) for n in (3, 4, 4, 5, 6)], False),
        ([COUNTS.format(n) for n in (3, 4, 5, 6, 6)], False),
        (["", COUNTS, ""], True),
        ([COUNTS, "", COUNTS], True),
        ([COUNTS, "", "", ""], False),
        (["", COUNTS, COUNTS], False),
        ([COUNTS, "", COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS], False),
    ],
)
def test_line_is_restless_while_it_counts_at_every_look_or_comes_and_goes(lines: list[str], is_restless: bool) -> None:
    found = restless(looks(*lines))
    assert len(found) == int(is_restless)


def test_title_is_never_restless() -> None:
    assert not restless([(f"{n} dead in unrest", STORY) for n in (164, 170, 180, 225)])


def test_restless_line_is_left_out_unless_an_excerpt_is_in_it_or_its_words_change() -> None:
    was, now, other = (
        Page("Unrest", text)
        for _title, text in looks(COUNTS.format(7), COUNTS.format(8), "Our map was shut by the ministry.")
    )
    lines = restless(looks(*(COUNTS.format(n) for n in range(4))))
    assert compare(was, now).is_changed
    assert not compare(was, now, (), lines).is_changed
    assert compare(was, now, [Quote("opened by 7 people")], lines).is_changed
    assert compare(was, other, (), lines).is_changed


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=80)), max_size=8))
def test_any_looks_are_read(versions: list[tuple[str, str]]) -> None:
    assert all(line == outline(line) for line in restless(versions))


@given(st.text(max_size=200), st.integers(1, 8))
def test_page_that_stays_has_no_restless_line(text: str, count: int) -> None:
    assert not restless([("title", text)] * count)
