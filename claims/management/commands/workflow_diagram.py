"""Draws docs/workflow.md from the table of statuses: so it cannot tell another workflow than the program has."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from claims.choices import MOVE_BY_ENDS, MOVES, PUBLIC_STATUSES, READERS_REASONS, STATUSES, Status, StatusRule

PAGE = Path(settings.BASE_DIR) / "docs" / "workflow.md"
SECOND = "second editor"

_MOVES_OPENING = "Across: the status that is entered. 1: one editor is enough. 2: a second editor must approve.\n"
_OPENING = """\
# The workflow of a claim

<!-- Drawn by `manage.py workflow_diagram` from claims/choices.py: change the table there and draw it again. -->

A status changes only through `claims.workflow`, and the database refuses every move that is not in the tables below.
Nothing published becomes a draft again. From every public status a claim may go to every other; the diagram draws
that as one crossing.
"""


class Command(BaseCommand):
    help = "Draw docs/workflow.md from the table of statuses."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say whether the page is current")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        drawn = draw()
        if not check:
            PAGE.write_text(drawn, encoding="utf-8")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{PAGE.name} is not what the table of statuses says: run manage.py workflow_diagram")


def draw() -> str:
    """The whole page, in the language of the source."""
    with translation.override(None):
        parts = [_OPENING, "```mermaid\n" + _lines(_diagram()) + "```\n", "## Statuses\n", _statuses()]
        parts += [
            "## Moves\n",
            "Across: the status that is entered. 1: one editor is enough. 2: a second editor must approve.\n",
            _moves(),
        ]
    return "\n".join(parts)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _diagram() -> Iterator[str]:
    """A stateDiagram of Mermaid. Who is needed depends on the end that demands it, so each end says so once."""
    yield "stateDiagram-v2"
    yield "    direction LR"
    for status in Status:
        yield f'    state "{status.label}" as {status.value}'
    yield "    state crossing <<choice>>"
    yield "    [*] --> draft"
    for move in MOVES:
        if move.from_status == Status.DRAFT or move.from_status == move.to_status:
            told = "for another reason" if move.from_status == move.to_status else ""
            yield _arrow(move.from_status, move.to_status, told, SECOND if move.needs_second else "")
    for status in PUBLIC_STATUSES:
        yield _arrow(status, "crossing", SECOND if _always_needs_second(from_status=status) else "")
        yield _arrow("crossing", status, SECOND if _always_needs_second(to_status=status) else "")


def _arrow(start: str, end: str, *told: str) -> str:
    return f"    {start} --> {end}" + (f" : {', '.join(filter(None, told))}" if any(told) else "")


def _always_needs_second(**end: Status) -> bool:
    ((side, status),) = end.items()
    return all(move.needs_second for move in MOVES if getattr(move, side) == status)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(header)
    return _lines("| " + " | ".join(cells) + " |" for cells in [titles, ["---"] * len(titles), *map(list, rows)])


def _statuses() -> str:
    header = ["Status", "Readers are told", "It means", "Entering it needs", "Second editor", "For"]
    return _table(header, ([f"`{status}`", *_status_cells(rule)] for status, rule in STATUSES.items()))


def _status_cells(rule: StatusRule) -> list[str]:
    told = [str(READERS_REASONS[reason]) for reason in rule.reasons] or [str(rule.readers)]
    if rule.always_with:
        told.append(f"always with: {rule.always_with}")
    kinds = ", ".join(str(kind.label) for kind in rule.kinds)
    return ["<br>".join(told), str(rule.meaning), str(rule.needs), "yes" if rule.needs_second else "", kinds]


def _moves() -> str:
    header = ["from \\ to", *(f"`{status}`" for status in PUBLIC_STATUSES)]
    return _table(header, ([f"`{start}`", *(_cell(start, end) for end in PUBLIC_STATUSES)] for start in Status))


def _cell(start: Status, end: Status) -> str:
    move = MOVE_BY_ENDS.get((start, end))
    return "" if move is None else "2" if move.needs_second else "1"
