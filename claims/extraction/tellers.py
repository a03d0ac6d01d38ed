"""Whoever a medium quotes: "Les secouristes, cités par l'agence, …"."""

from dataclasses import replace

from claims.extraction.cue import Cue, make_cue
from claims.extraction.line import Line, Name
from claims.extraction.listeners import medium_behind
from claims.extraction.names_before import name_before, speaks


def told_by(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "Les secouristes, cités par l'agence, …": what the sentence says is theirs."""
    medium = medium_behind(line, place)
    name = _name_told(line, place) if medium and line.is_mark(place - 1) else None
    if not name or name.pronoun or speaks(line, name):
        return None
    cue = make_cue(line, "phrase", place, place + taken, name, before=True, after=True)
    return replace(cue, told=medium), place + taken


def _name_told(line: Line, place: int) -> Name | None:
    """With who that is: "Le chef de la police, Ali Hassan, [cité par …]"."""
    whole = name_before(line, place)
    office = whole and whole.end == place - 1 and any(line.has("speakers", at) for at in range(whole.first, whole.end))
    return whole if office else name_before(line, place - 1)
