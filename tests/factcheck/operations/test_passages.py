"""The bench of extraction: how marked sentences are read, and how they are counted."""

from decimal import Decimal
from pathlib import Path

from factcheck.operations.bench.passages import passages, score


def _corpus(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "en.txt"
    path.write_text("\n".join(("# a comment", "", *lines)), encoding="utf-8")
    return path


def test_marks_are_taken_out_of_the_text(tmp_path: Path) -> None:
    (passage,) = passages(_corpus(tmp_path, "At least {15|>=15 dead civilians} civilians died."))
    (mark,) = passage.figures
    assert passage.text == "At least 15 civilians died."
    assert passage.text[mark.start : mark.end] == "15"
    assert (mark.low, mark.high, mark.qualifier) == (Decimal(15), None, "at_least")
    assert (mark.counted_class, mark.who) == ("dead", "civilians")


def test_right_wrong_and_missed_figures_are_counted(tmp_path: Path) -> None:
    lines = (
        "At least {15|>=15 dead} people died.",  # found and right
        "At least {15|15 injured} people died.",  # found, with wrong marks
        "Nobody {came|3 dead}.",  # missed
        "Five people died.",  # not marked
        "Nobody came.",  # clean
    )
    total = score(passages(_corpus(tmp_path, *lines)), "en")
    assert (total.found, total.marked, total.wrong) == (2, 3, 1)
    assert (total.bounds, total.qualifiers, total.classes) == (1, 1, 1)
    assert (total.empty, total.clean) == (2, 1)
    assert (round(total.precision, 2), round(total.recall, 2)) == (0.67, 0.67)
