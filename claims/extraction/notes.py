"""Sources as notes beside what they gave: "(Source : Insee)", "12.000 (police)", "the UN's own estimate of 670"."""

from dataclasses import replace

from claims.extraction.cue import Cue, make_cue
from claims.extraction.line import Line, Name
from claims.extraction.names_after import name_after

_ASIDE = 10  # words of ", leaked to a Sunday paper in March,"
_DATA_REACH = 5  # words between whose data they are and the data
_STOPS = ".!"
_LONGEST = 4  # words in brackets


def note_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    """ "(Source : Insee)": whoever gave what stands before; in a sentence of its own, all of the paragraph."""
    if not line.has("notes", place) or place + 2 >= len(line.texts) or line.texts[place + 1] != ":":
        return None
    name = name_after(line, place + 2)
    if not name or name.pronoun:
        return None
    cue = make_cue(line, "phrase", place, place + 2, name, before=True)
    return replace(cue, is_note=place == 0 or (place == 1 and line.is_mark(0))), name.end


def reckoning_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    """ "12.000 pour la préfecture", "Pour la police, ils étaient 12.000": whoever reckoned so."""
    name = name_after(line, place + 1) if line.has("for_whom", place) else None
    if not name or name.pronoun or not line.has("speakers", name.first + line.has("determiners", name.first)):
        return None
    closed = name.end >= len(line.texts) or line.texts[name.end] in ",.;)"
    if place == 0 and closed:
        return make_cue(line, "phrase", place, place + 1, name, after=True), name.end
    behind = line.is_number(place - 1) and closed
    return (make_cue(line, "bracket", place, place + 1, name, before=True), name.end) if behind else None


def bracket_cue(line: Line, place: int) -> Cue | None:
    """ "12.000 (préfecture)", "45.000 manifestants (syndicats)", "Neuf tués dans un raid (armée)": who counted so."""
    if line.texts[place] != "(":
        return None
    end = place + 1
    while end < len(line.texts) and end - place <= _LONGEST and not line.is_mark(end):
        end += 1
    inside = [at for at in range(place + 1, end) if not (line.has("links", at) or line.has("determiners", at))]
    if end >= len(line.texts) or line.texts[end] != ")" or not inside:
        return None
    if not line.has("speakers", inside[0]) or not all(line.has("speakers", at) or line.is_upper(at) for at in inside):
        return None
    name, last = Name(place + 1, end), range(end + 1, len(line.texts))
    short = len(inside) == 1 and line.texts[inside[0]].isupper()  # of the name before: "le Haut-Commissariat (HCR)"
    ends = all(line.texts[at] in _STOPS for at in last) and "(" not in line.texts[:place] and not short
    if ends:
        return make_cue(line, "phrase", place, place + 1, name, before=True)
    beside = any(line.is_number(place - back) for back in (1, 2, 3))
    return make_cue(line, "bracket", place, place + 1, name, before=True) if beside else None


def _amounts(line: Line, place: int) -> bool:
    """Whether "was" and a number follow, perhaps behind an aside between commas."""
    if line.speech.subjects_follow:
        return False
    if place < len(line.texts) and line.texts[place] == ",":
        ends = (at + 1 for at in range(place + 1, min(len(line.texts), place + _ASIDE)) if line.texts[at] == ",")
        place = next(ends, 0)
    near = line.texts[place + 1 : place + _DATA_REACH]
    return place > 0 and line.has("passive", place) and any(any(map(str.isdigit, text)) for text in near)


def own_count(line: Line, place: int) -> tuple[Cue, int] | None:
    """ "the UN's own estimate of 670", "the bank's estimate, leaked in March, was 870"."""
    counted = line.has("genitive", place + 1) and any(line.is_number(at) for at in range(place + 2, place + 5))
    if not counted and not _amounts(line, place + 1):
        return None
    near = range(place - 1, max(0, place - _DATA_REACH), -1)
    owner = next((at for at in near if line.lows[at].endswith(("'s", "s'"))), None)
    if owner is None:
        return None
    first = owner
    while first > 0 and (line.is_capital(first - 1) or line.has("determiners", first - 1)):
        first -= 1
    return make_cue(line, "phrase", place, place + 1, Name(first, owner + 1), after=True), place + 1
