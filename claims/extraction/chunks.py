"""Where the words begin that belong together before a verb."""

from claims.extraction.line import CLOSING, LONGEST_NAME, LONGEST_QUOTED_NAME, OPENING, Line
from claims.extraction.names_after import is_stop_of_short

_LONGEST_LONE_NAME = 3  # words with the mark that closes it: «Белый счётчик»


def chunk_start(line: Line, end: int) -> int:
    """Where the words begin that belong together before `end`: after a mark, a conjunction or a verb."""
    place = end
    while place > max(0, end - LONGEST_NAME):
        before = place - 1
        opened = quoted_start(line, before)
        if opened is not None:
            place = opened
        elif is_stop_of_short(line, before):
            place = before
        elif (short := _short_for(line, before)) is not None:
            place = short
        elif line.is_mark(before) or _parts(line, before):
            break
        else:
            place = before
    return place


def _short_for(line: Line, place: int) -> int | None:
    """Where a short form in brackets opens that closes at `place`: "the Assistance Association (AAPP) | activists"."""
    if place < 3 or line.texts[place] != ")" or line.texts[place - 2] != "(":
        return None
    return place - 2 if line.is_upper(place - 1) else None


def whole_start(line: Line, first: int) -> int:
    """ "Organisers of a rally [against the closure] | say": a whole clause that begins with who speaks is one name."""
    if line.speech.subjects_follow or not line.has("prepositions", first - 1) or line.is_capital(first - 1):
        return first
    start = chunk_start(line, first - 1)
    if not line.is_mark(start - 1) or not any(_may_speak(line, place) for place in range(start, first - 1)):
        return first
    verbs = any(line.lows[p].endswith("ed") or line.is_number(p) or line.is_time(p) for p in range(start, first))
    return first if verbs else start


def _may_speak(line: Line, place: int) -> bool:
    return line.has("speakers", place) or line.has("writings", place)


def _parts(line: Line, place: int) -> bool:
    if line.speech.nouns_are_capitals:
        return line.has("that", place) or line.has("adverbial", place)
    foreign = line.has("prepositions", place) and not line.has("links", place) and not line.has("inner", place)
    if foreign and not line.is_capital(place):
        return True
    return line.has("that", place) or (line.has("stops", place) and not line.has("times", place))


def quoted_start(line: Line, place: int) -> int | None:
    """Where a short quoted name opens that closes at `place`, when it follows a noun ("Zeitung „Bild“")."""
    if line.texts[place] not in CLOSING:
        return None
    for start in range(place - 2, max(0, place - LONGEST_QUOTED_NAME) - 1, -1):
        if line.texts[start] in OPENING:
            described = start > 0 and not line.is_mark(start - 1)  # "Zeitung „Bild“"
            alone = place - start <= _LONGEST_LONE_NAME and (start == 0 or line.texts[start - 1] == ";")
            return start if (described or alone) and line.is_capital(start + 1) else None
    return None
