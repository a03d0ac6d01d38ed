"""Loads data files, all of them or nothing.

First every row of every file is read and checked, and stored, inside one transaction; then the story is played,
act by act, through the workflow. The first thing that does not hold takes everything back.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims import clock, log
from claims.models import Claim, LogHead
from seeds import catalogue, marked
from seeds.acts import Act, read_act
from seeds.rows import Reading, Row
from seeds.taking_in import read_claim
from seeds.things import Things

DEMONSTRATION = Path(__file__).parent / "demonstration"


class NoDemonstration(Exception):
    """This database holds real work already."""


Reader = Callable[[str, Row, Things], None]

# In this order, whatever the order of the files: each section refers to those before it, and a role to all sources.
SECTIONS: dict[str, tuple[Reader, ...]] = {
    "people": (catalogue.read_person,),
    "sources": (catalogue.read_source, catalogue.read_roles),
    "topics": (catalogue.read_topic,),
    "measures": (catalogue.read_measure,),
    "reports": (catalogue.read_report,),
    "claims": (read_claim,),
}
# Who decides what readers are told signs in at the desk; only the past can be retold by a file.
ONLY_IN_DEMONSTRATIONS = ("people", "claims", "acts")


@transaction.atomic
def load(paths: Sequence[Path], *, demonstration: bool = False) -> Counter[str]:
    """Load data files; what a load before this one stored stays as it is. Returns how many of what kind are new.

    With `demonstration` the log is marked as one, and the story's acts are recorded at their own times. Raises
    SeedsRefused with every problem found, and NoDemonstration for a log with real Records, having stored nothing.
    """
    if demonstration:
        _begin_demonstration()
    reading, things = Reading(), Things()
    files = [Row(node, reading) for path in paths if (node := marked.read(path, reading.problems))]
    reading.has_gaps = len(files) < len(paths)
    if not demonstration:
        _refuse_sections(files)
    _read_rows(files, things)
    acts = _read_acts(files, things)
    reading.report_unread()
    reading.raise_problems()
    for act in acts:
        _carry_out(act)
        reading.raise_problems()
    things.new["act"] += len(acts)
    return things.new


def _begin_demonstration() -> None:
    """Mark the log, if it is not marked yet. The lock makes a second load wait for the first."""
    if LogHead.objects.select_for_update().get().demonstration:
        return
    if Claim.objects.exists():
        raise NoDemonstration("This database holds claims already and cannot become a demonstration.")
    try:
        log.begin_demonstration()
    except ValueError as error:
        raise NoDemonstration("This record is in use already and cannot become a demonstration.") from error


def _refuse_sections(files: Sequence[Row]) -> None:
    for file in files:
        for name in ONLY_IN_DEMONSTRATIONS:
            if name in file:
                file.refuse("Only a demonstration has these: load it with --demonstration.", name)
                file.leave_out(name)


def _read_rows(files: Sequence[Row], things: Things) -> None:
    for section, readers in SECTIONS.items():
        rows = [(key, row) for file in files for key, row in file.keyed(section).items()]
        for read in readers:
            for key, row in rows:
                read(key, row, things)


def _read_acts(files: Sequence[Row], things: Things) -> list[Act]:
    """The acts that are still to be done, in the order of the files."""
    acts = [act for file in files for row in file.rows("acts") if (act := read_act(row, things))]
    for before, after in pairwise(acts):
        if after.at <= before.at:
            after.row.refuse("An act comes later than the one before it.", "at")
    pending = [act for act in acts if not act.is_done()]
    head = LogHead.objects.get().recorded_at
    for act in pending:
        if head and act.at <= head:
            act.row.refuse(f"The record goes up to {head:%Y-%m-%dT%H:%MZ} already: an act comes later.", "at")
    return pending


def _carry_out(act: Act) -> None:
    """Do it at its own time. What the workflow refuses is noted at the keys that it concerns."""
    with clock.at(act.at):
        try:
            act.doing.do()
        except PermissionDenied as error:
            act.row.refuse(f"{error}", "by")
        except ValidationError as error:
            act.row.note_error(error, {"attributed_to": "source", "happened_at": "happened", "outcome": "state"})
