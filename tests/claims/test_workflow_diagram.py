"""Drawing docs/workflow.md from the table of statuses."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from claims.choices import MOVES, PUBLIC_STATUSES, STATUSES, Move, Status
from claims.management.commands import workflow_diagram


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "workflow.md"
    monkeypatch.setattr(workflow_diagram, "PAGE", path)
    return path


def _matrix() -> set[Move]:
    """The moves, as a reader of the last table understands them."""
    table = workflow_diagram.draw().split("## Moves")[1]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in table.splitlines() if line.startswith("|")]
    header, *body = [row for row in rows if set(row) != {"---"}]
    return {
        Move(Status(start), Status(end), cell == "2")
        for start, *cells in body
        for end, cell in zip(header[1:], cells, strict=True)
        if cell
    }


def _arrows() -> dict[tuple[str, str], str]:
    found = re.findall(r"^    (\S+) --> (\S+)(?: : (.*))?$", workflow_diagram.draw(), re.MULTILINE)
    return {(start, end): told for start, end, told in found}


def test_matrix_holds_every_move() -> None:
    assert _matrix() == set(MOVES)


@pytest.mark.parametrize("move", [m for m in MOVES if m.from_status in PUBLIC_STATUSES], ids=str)
def test_diagram_tells_who_is_needed(move: Move) -> None:
    arrows = _arrows()
    if move.from_status == move.to_status:
        told = arrows[move.from_status, move.to_status]
    else:
        told = arrows[move.from_status, "crossing"] + arrows["crossing", move.to_status]
    assert ("second editor" in told) == move.needs_second


def test_crossing_leads_from_every_public_status_to_every_other() -> None:
    pairs = {(start, end) for start in PUBLIC_STATUSES for end in PUBLIC_STATUSES if start != end}
    assert pairs <= {(move.from_status, move.to_status) for move in MOVES}


@pytest.mark.parametrize("status", PUBLIC_STATUSES)
def test_status_table_says_what_entering_needs(status: Status) -> None:
    row = next(line for line in workflow_diagram.draw().splitlines() if line.startswith(f"| `{status}` | "))
    with translation.override(None):
        assert str(STATUSES[status].needs) in row


def test_page_is_in_the_language_of_the_source_whatever_is_active() -> None:
    with translation.override("de"):
        german = workflow_diagram.draw()
    assert german == workflow_diagram.draw()


def test_check_accepts_what_was_drawn(page: Path) -> None:
    call_command("workflow_diagram")
    call_command("workflow_diagram", check=True)


def test_check_refuses_a_page_that_was_changed_by_hand(page: Path) -> None:
    page.write_text(workflow_diagram.draw().replace("| 2 |", "| 1 |", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="run manage"):
        call_command("workflow_diagram", check=True)


def test_check_refuses_a_missing_page(page: Path) -> None:
    with pytest.raises(CommandError):
        call_command("workflow_diagram", check=True)
