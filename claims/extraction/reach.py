"""How far a phrase such as "selon X" reaches in its sentence: over which of the figures around it."""

from claims.extraction.cue import Cue
from claims.extraction.line import Line

_CLAUSE_REACH = 8  # words from a comma to the verb of a clause of its own


def reaches(line: Line, cue: Cue, position: int) -> bool:
    """Whether what stands at `position` is the cue's, as far as clauses and brackets tell."""
    return not (
        _is_of_next_clause(line, cue, position)
        or _is_of_clause_before(line, cue, position)
        or _is_bracketed_apart(line, cue, position)
    )


def _is_of_next_clause(line: Line, cue: Cue, position: int) -> bool:
    """ "In Köln waren es 300, in Bonn [laut Polizei] 500": whose figures follow it, behind a comma."""
    if cue.kind != "phrase" or cue.at.start < position:
        return False
    between = [place for place in range(cue.first) if line.starts[place] >= position]
    comma = next((place for place in reversed(between) if line.texts[place] == ","), None)
    if comma is None:
        return False
    if comma == cue.first - 1 and line.speech.adjectives_follow:
        return False  # "…, selon la CGT à l'occasion de …": set off by itself
    behind = range(cue.behind, len(line.texts))
    ends = next((place for place in behind if line.texts[place] in ",;"), len(line.texts))
    return any(_is_amount(line, place) for place in range(comma, ends))


def _is_of_clause_before(line: Line, cue: Cue, position: int) -> bool:
    """ "53.000 selon la CGT, 31 personnes ont été arrêtées": of the figure in front of it alone."""
    if cue.kind != "phrase" or cue.at.end > position or line.is_mark(cue.first - 1):
        return False
    mark = next((place for place in range(cue.first - 1, -1, -1) if line.is_mark(place)), 0)
    ahead = range(mark, cue.first)
    # A German clause has its verb in front of such a phrase, whatever else the sentence goes on to say.
    has_verb = not line.speech.nouns_are_capitals and any(line.has("finite", place) for place in ahead)
    if not has_verb and not any(_is_amount(line, place) for place in ahead):
        return False
    behind = range(cue.behind, len(line.texts) - 1)
    comma = next((place for place in behind if line.texts[place] in ",;:" or line.end_of(place) > position), 0)
    if not comma or line.end_of(comma) > position:
        return False
    if any(line.has(words, comma + 1) for words in ("who", "subordinate", "and", "that", "stops")):
        return False
    return any(line.has("finite", place) for place in range(comma + 1, comma + _CLAUSE_REACH))


def _is_bracketed_apart(line: Line, cue: Cue, position: int) -> bool:
    """ "12.000 personnes ont défilé (45.000 selon la CGT)", "12.000 (police) à 45.000 (CGT)": of one figure alone."""
    if cue.kind not in ("phrase", "bracket") or cue.at.start < position:
        return False
    before = [place for place in range(cue.first) if line.starts[place] >= position]
    if cue.kind == "bracket":
        amounts = [place for place in before if _is_amount(line, place) and not line.is_number(place - 1)]
        return len(amounts) > 1
    opening = next((place for place in reversed(before) if line.texts[place] in "()"), None)
    if opening is None or line.texts[opening] == ")":
        return False
    return any(_is_amount(line, place) for place in range(opening, cue.first))


def _is_amount(line: Line, place: int) -> bool:
    """A number that is no ordinal ("14e"), no hour ("18h30") and no day of a month."""
    if not line.is_number(place) or any(map(str.isalpha, line.texts[place])) or line.is_time(place):
        return False
    return not line.has("times", place - 1)  # "en décembre 2019"
