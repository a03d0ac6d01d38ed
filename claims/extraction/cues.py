"""The cues of a sentence, in order."""

from dataclasses import replace

from claims.extraction.cue import Cue, make_cue
from claims.extraction.line import Line
from claims.extraction.names_before import name_before
from claims.extraction.phrase_cues import phrase_cue
from claims.extraction.verb_cues import verb_cue

_LONGEST_ELLIPSIS = 4  # words


def cues(line: Line) -> list[Cue]:
    """The cues of a sentence in order."""
    found: list[Cue] = []
    place = 0
    while place < len(line.words):
        cue, end = phrase_cue(line, place) or verb_cue(line, place) or (None, place + 1)
        cue = cue or (_elliptic_cue(line, place) if found else None)
        if cue:
            found.append(_past_relay(cue, found[-1] if found else None))
        place = max(end, place + 1)
    return found


def _past_relay(cue: Cue, before: Cue | None) -> Cue:
    """ "Das Blatt unter Berufung auf X schreibt": it is the paper that writes, not X."""
    if not before or before.kind != "relay" or not before.source or not cue.source or not before.told:
        return cue
    return replace(cue, source=before.told) if cue.source.start <= before.source.start < cue.source.end else cue


def _elliptic_cue(line: Line, place: int) -> Cue | None:
    """ "A насчитали 30 тысяч, B — 8 тысяч": B does as A did."""
    if line.words[place].text not in "—–" or not any(line.is_number(place + step) for step in (1, 2, 3)):
        return None
    name = name_before(line, place)
    if not name or name.pronoun or name.end - name.first > _LONGEST_ELLIPSIS or line.has("prepositions", name.first):
        return None
    return make_cue(line, "counts", place, place + 1, name, after=True) if line.is_mark(name.first - 1) else None
