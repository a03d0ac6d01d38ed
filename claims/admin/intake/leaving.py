"""What nobody has decided yet when the rest of an article is taken in: it goes on as a part of its own."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from claims.admin.intake.review import prefix_of
from claims.admin.picking import PICKERS
from claims.articles import SHARED
from claims.models import Intake, Measure
from sources.models import Source

Decisions = dict[str, list[str]]
Measures = Mapping[tuple[str, str], Measure]  # by their words and what is counted

_OF_A_PROPOSAL = re.compile(r"p(\d+)-(.+)")
_OF_A_NAME = re.compile(r"n[0-9a-f]{12}-.+")


def left_of(
    begun: Intake, numbers: Sequence[int], named: Mapping[str, Source], measures: Measures, *, by: Any
) -> Intake | None:
    """The proposals of these numbers as an open article with what was typed about them; None where there are none.

    `begun` knows its report by now, `named` says who was meant by which name, and `measures` which ones were made: none
    of them is made twice. The part that was taken in has to be closed before.
    """
    if not numbers:
        return None
    new = {old: place for place, old in enumerate(numbers)}
    return Intake.objects.create(
        **{name: getattr(begun, name) for name in SHARED},
        capture=begun.capture,
        first=begun.first,
        proposals=[_renumbered(begun.proposals[number], new) for number in numbers],
        decisions=_measured(_about_them(begun.decisions, new), measures) | _meant(named),
        made_by=by,
    )


def _renumbered(proposal: dict[str, Any], new: Mapping[int, int]) -> dict[str, Any]:
    concerns = [new[number] for number in proposal["concerns"] if number in new]
    clashes = [(new[number], *whom) for number, *whom in proposal["clashes"] if number in new]
    return {**proposal, "concerns": concerns, "clashes": clashes}


def _about_them(decisions: Decisions, new: Mapping[int, int]) -> Decisions:
    """What was said of names and of these proposals; what was said of the report, it has by now."""
    kept: Decisions = {}
    for name, values in decisions.items():
        if _OF_A_NAME.fullmatch(name):
            kept[name] = values
        elif (found := _OF_A_PROPOSAL.fullmatch(name)) and int(found[1]) in new:
            about = found[2] == "about"
            kept[f"p{new[int(found[1])]}-{found[2]}"] = _mapped(values, new) if about else values
    return kept


def _measured(decisions: Decisions, measures: Measures) -> Decisions:
    measured = dict(decisions)
    for name, values in decisions.items():
        prefix, _dash, field = name.partition("-")
        label = values[0] if values else ""
        counted = decisions.get(f"{prefix}-counted", [""])[0]
        if field == "new_measure" and (measure := measures.get((label.casefold(), counted))):
            measured |= {name: [""], f"{prefix}-measure": [PICKERS[Measure].label(measure)]}
    return measured


def _mapped(numbers: Sequence[str], new: Mapping[int, int]) -> list[str]:
    return [str(new[int(n)]) for n in numbers if n.isdecimal() and int(n) in new]


def _meant(named: Mapping[str, Source]) -> Decisions:
    meant: Decisions = {}
    for name, source in named.items():
        prefix = prefix_of(name)
        meant |= {f"{prefix}-source": [PICKERS[Source].label(source)], f"{prefix}-kind": [""]}
    return meant
