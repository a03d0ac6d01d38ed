"""A comparison set side by side: rows, and what is marked in them."""

from hypothesis import given
from hypothesis import strategies as st

from sources.comparing import Page, Quote, compare
from sources.comparing.sides import Row, Run, left_out, rows

ONE = "At least 164 people were killed in the unrest, the ministry said."
TWO = "The protests began over rising gas prices and spread within days."
THREE = "Police detained many people in the capital. Order was restored."


def sides(before: str, after: str) -> list[Row]:
    return rows(compare(Page("", before), Page("", after), [Quote("164 people were killed")]))


def text(runs: list[Run]) -> str:
    return "".join(run.text for run in runs).strip()


def test_a_changed_number_is_marked_on_both_sides() -> None:
    [first, second] = sides(f"{ONE}\n{TWO}", f"{ONE.replace('164', '225')}\n{TWO}")
    assert (first.kind, second.kind) == ("changed", "same")
    assert [run.text for run in first.before if run.is_changed and run.is_figure] == ["164"]
    assert [run.text for run in first.after if run.is_changed and run.is_figure] == ["225"]


def test_the_excerpt_is_marked() -> None:
    [row] = sides(ONE, ONE)
    assert "".join(run.text for run in row.before if run.is_excerpt) == "164 people were killed"


def test_paragraphs_that_went_came_and_moved_are_told_apart() -> None:
    new = "A curfew was imposed in every town of the region for a week."
    assert [row.kind for row in sides(f"{ONE}\n{TWO}\n{THREE}", f"{ONE}\n{THREE}")] == ["same", "went", "same"]
    assert [row.kind for row in sides(f"{ONE}\n{TWO}", f"{ONE}\n{new}\n{TWO}")] == ["same", "came", "same"]
    assert "moved" in [row.kind for row in sides(f"{ONE}\n{TWO}\n{THREE}", f"{TWO}\n{THREE}\n{ONE}")]


def test_sentences_of_a_paragraph_stay_in_one_row() -> None:
    [_first, row] = sides(f"{ONE}\n{THREE}", f"{ONE}\n{THREE.replace('many', 'some')}")
    assert text(row.before) == THREE


def test_noise_is_left_out_and_can_be_looked_at() -> None:
    comparison = compare(Page("", f"{ONE}\n12 comments"), Page("", f"{ONE}\n99 comments"))
    assert [row.kind for row in rows(comparison)] == ["same"]
    assert left_out(comparison.after) == ["99 comments"]


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_is_lost_in_the_rows(before: str, after: str) -> None:
    comparison = compare(Page("", before), Page("", after))
    shown = "".join(text(row.after) for row in rows(comparison))
    for line in comparison.after.lines:
        if not line.is_noise:
            assert comparison.after.text[line.start : line.end].strip()[:1] in shown


def test_rows_follow_the_order_of_the_page() -> None:
    before, after = f"{ONE}\n{THREE}", f"{ONE.replace('At least 164', '225')}\n{THREE.replace('many', 'some')}"
    assert [text(row.after)[:3] for row in sides(before, after)] == ["225", "Pol"]
