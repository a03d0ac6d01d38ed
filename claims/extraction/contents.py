"""What was said: the words that belong to a cue, on the side of it where they stand."""

from collections.abc import Iterator

from claims.extraction.cue import Cue
from claims.extraction.line import Line
from claims.extraction.proposals import Span

_FURTHEST = 25  # words between a verb and the clause that it opens
_CLOSING = '"“”»«’‘)'
_TRIMMED = " \t\n,;:–—-"
_OBJECT_KINDS = frozenset(("denies", "retracts", "names", "accuses"))  # what these take need be no clause
_BARE_CLAUSE = frozenset(("said", "says", "say"))


def contents(line: Line, cue: Cue, text: str) -> Iterator[Span]:
    """The spans of what was said by a cue: before it, behind it, or both ("X, sagte A, Y")."""
    if cue.kind in ("relay", "carry", "counts") or cue.is_back:
        return
    if cue.before and not cue.is_as and cue.kind not in ("phrase", "paper"):
        yield from _spans(line, 0, cue.first, text)
    if cue.kind in ("phrase", "paper") or cue.is_as:
        yield from _around(line, cue, text)
    elif not cue.before and (start := _opening(line, cue)) is not None:
        yield from _spans(line, start, _closing(line, cue), text)


def _around(line: Line, cue: Cue, text: str) -> Iterator[Span]:
    """ "Laut X war …", "…, wie X mitteilte": the rest of the sentence."""
    first = cue.first
    while first > 0 and not line.is_mark(first - 1) and (cue.is_as or line.has("determiners", first - 1)):
        first -= 1
    if any(map(line.is_word, range(first))) and line.is_mark(first - 1):
        yield from _spans(line, 0, first, text)
    elif first <= 1:
        behind = cue.behind
        while behind < len(line.texts) and cue.is_as and not line.is_mark(behind):
            behind += 1
        yield from _spans(line, behind, len(line.texts), text)


def _opening(line: Line, cue: Cue) -> int | None:
    """Where the clause or the object begins that follows a verb."""
    place = _past_asides(line, cue, cue.behind)
    if line.speech.nouns_are_capitals:
        return _german_opening(line, cue, place)
    if place < len(line.texts) and line.texts[place] in ":,":
        ends = line.texts[place] == "," and not line.has("that", place + 1)
        return None if ends else _past_that(line, place + 1)
    if line.has("that", place):
        return place + 1
    if cue.kind in ("orders", "promises"):
        return _infinitive(line, place)
    return place if _is_said(line, cue, place) else None


def _past_asides(line: Line, cue: Cue, place: int) -> int:
    """Past whoever was told, and when: "told Reuters on Monday that"."""
    while place < len(line.texts):
        told = cue.told and line.starts[place] >= cue.told.start and line.end_of(place) <= cue.told.end
        listeners = line.has("told_listeners", place) or (told and line.is_mark(place))
        step = line.is_time(place) or int(bool(told or listeners))
        if not step:
            break
        place += step
    return _past_place(line, place)


def _past_place(line: Line, place: int) -> int:
    """Past "in a statement" when "that" follows it."""
    if line.has("prepositions", place):
        for further in range(place + 1, min(len(line.texts), place + 9)):
            if line.has("that", further):
                return further
            if line.is_mark(further):
                break
    return place


def _past_that(line: Line, place: int) -> int:
    return place + 1 if line.has("that", place) else place


def _german_opening(line: Line, cue: Cue, place: int) -> int | None:
    if cue.last > place and not _has_particle(line, cue):
        return cue.last  # "sprach am Montag von …"
    for at in range(max(cue.place + 1, place - 1), min(len(line.texts), place + _FURTHEST)):
        if line.texts[at] in ",:" and not line.has("adverbial", at + 1):
            return _past_that(line, at + 1)
        if line.texts[at] in ".;":
            break
    return place if cue.kind in _OBJECT_KINDS and place < len(line.texts) else None


def _infinitive(line: Line, place: int) -> int | None:
    for at in range(place, min(len(line.texts), place + _FURTHEST)):
        if line.has("infinitive", at) or line.lows[at].endswith(("ть", "ти", "чь", "ться")):
            return at
        if line.texts[at] in ".;:":
            return None
    return None


def _is_said(line: Line, cue: Cue, place: int) -> bool:
    if cue.kind in _OBJECT_KINDS or line.lows[cue.last] in _BARE_CLAUSE:
        return True
    reach = range(place, min(len(line.texts), place + _FURTHEST))
    return cue.kind not in ("says", "assures") and any(
        line.has("finite", at) or line.has("infinitive", at) for at in reach
    )


def _closing(line: Line, cue: Cue) -> int:
    """Where what follows the verb ends: before the particle of a German verb whose object it is, else at the end."""
    place = cue.last if cue.kind in _OBJECT_KINDS and _has_particle(line, cue) else len(line.texts)
    while place > cue.behind and cue.kind in ("denies", "retracts"):
        step = next(
            (back for back in (5, 4, 3, 2, 1) if place - back >= cue.behind and line.is_time(place - back) == back), 0
        )
        if not step and not (place - 1 > cue.behind and line.texts[place - 1] == "."):
            break
        place -= step or 1
    return place


def _has_particle(line: Line, cue: Cue) -> bool:
    """Whether the verb's second part ends its clause: "zog die Meldung zurück", not "sprach von Verrat"."""
    return cue.last > cue.behind and line.is_mark(cue.last + 1)


def _spans(line: Line, first: int, end: int, text: str) -> Iterator[Span]:
    """The words from `first` up to `end`, without the marks around them; nothing when there are fewer than two."""
    if sum(map(line.is_word, range(first, end))) < 2:
        return
    span = trimmed(text, line.starts[first], line.end_of(end - 1))
    if span:
        yield span


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without space and marks around it; its own full stop goes when nothing is quoted inside of it."""
    while start < end and text[start] in _TRIMMED + _CLOSING + "„‚(":
        start += 1
    while start < end and text[end - 1] in _TRIMMED:
        end -= 1
    while start < end and (text[end - 1] in ".," or _closes_nothing(text, start, end)):
        end -= 1
    return Span(start, end) if start < end else None


def _closes_nothing(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    return last in _CLOSING + _TRIMMED and not any(mark in text[start : end - 1] for mark in '"„“«»‚‘(')
