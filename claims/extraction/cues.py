"""The cues of a sentence, in order."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache

from claims.extraction.cue import Cue, make_cue
from claims.extraction.line import Line, Name
from claims.extraction.names_after import name_after
from claims.extraction.names_before import name_before
from claims.extraction.notes import bracket_cue
from claims.extraction.phrase_cues import may_open_phrase, phrase_cue
from claims.extraction.speech import Speech
from claims.extraction.tokens import KEPT_WORDS
from claims.extraction.verb_cues import may_speak, verb_cue

_LONGEST_ELLIPSIS = 4  # words
_DASHES = frozenset("—–")
_MARKS = _DASHES | frozenset("(,")


def cues(line: Line) -> list[Cue]:
    """The cues of a sentence in order."""
    opens = _opens(line.speech)
    found: list[Cue] = []
    behind = 0  # the last cue
    for place in [place for place, low in enumerate(line.lows) if opens(low)]:
        if place < behind:
            continue
        if line.lows[place] in _MARKS:
            cue, end = _mark_cue(line, place, found), place + 1
        else:
            cue, end = phrase_cue(line, place) or verb_cue(line, place) or (None, place + 1)
        if cue:
            found.append(_past_relay(cue, found[-1] if found else None))
        behind = end
    return found


def _mark_cue(line: Line, place: int, found: list[Cue]) -> Cue | None:
    """A cue that a comma, a bracket or a dash opens."""
    if line.lows[place] == "(":
        return bracket_cue(line, place)
    goes_on = bool(found) and not found[-1].is_as
    if line.lows[place] == ",":
        return _gapped_cue(line, place, found[-1]) if goes_on else None
    return (_elliptic_cue(line, place) if goes_on else None) or _signing_cue(line, place)


@cache
def _opens(speech: Speech) -> Callable[[str], bool]:
    """Whether a cue may begin with a word, by the word alone: few do, and the rules look only at those."""

    @lru_cache(maxsize=KEPT_WORDS)
    def opens(low: str) -> bool:
        return low in _MARKS or may_open_phrase(speech, low) or may_speak(speech, low)

    return opens


def _past_relay(cue: Cue, before: Cue | None) -> Cue:
    """ "Das Blatt unter Berufung auf X schreibt": it is the paper that writes, not X."""
    if not before or before.kind != "relay" or not before.source or not cue.source or not before.told:
        return cue
    if cue.kind == "phrase":
        return cue
    return replace(cue, source=before.told) if cue.source.start <= before.source.start < cue.source.end else cue


def _signing_cue(line: Line, place: int) -> Cue | None:
    """ "Погибли трое, — МВД.": whoever says so stands at the end, behind a dash, without a verb."""
    if not line.speech.names_are_inflected or line.texts[place] not in _DASHES or not line.is_mark(place - 1):
        return None
    name = name_after(line, place + 1)
    if not name or name.pronoun or name.first != place + 1 or not any(map(line.is_word, range(place))):
        return None
    ends = name.end == len(line.texts) or (line.texts[name.end] in ".!" and name.end == len(line.texts) - 1)
    heads = line.has("speakers", name.first) or line.has("media", name.first) or line.texts[name.first].isupper()
    return make_cue(line, "says", place, place + 1, name, before=True) if ends and heads else None


def _gapped_cue(line: Line, place: int, before: Cue) -> Cue | None:
    """ "La direction a compté 12 % de grévistes, les syndicats 60 %": the verb is left out."""
    if line.texts[place] != "," or not line.speech.adjectives_follow or before.kind not in ("counts", "says"):
        return None
    name = name_after(line, place + 1)
    if not name or name.pronoun or name.first != place + 1 or not line.is_number(name.end):
        return None
    behind = next((at for at in range(name.end, len(line.texts)) if not line.is_number(at)), len(line.texts))
    verbs = any(line.has("finite", at) for at in range(behind, min(len(line.texts), behind + _LONGEST_ELLIPSIS)))
    if verbs or not any(line.has("speakers", at) for at in range(name.first, name.end)):
        return None
    return make_cue(line, "counts", place, place + 1, name, after=True)


def _elliptic_cue(line: Line, place: int) -> Cue | None:
    """ "A насчитали 30 тысяч, B — 8 тысяч", "A заявил о десяти, B — о сорока": B does as A did."""
    counted = line.has("topics", place + 1) or any(line.is_number(place + step) for step in (1, 2, 3))
    if line.texts[place] not in _DASHES or not counted:
        return None
    name = name_before(line, place)
    spoken = [at for at in range(name.first + 1, name.end) if line.speech.verbs_of(line.lows[at])] if name else ()
    name = Name(name.first, spoken[0]) if name and spoken else name  # "мэрия [называет другую цифру] — 150"
    if not name or name.pronoun or name.end - name.first > _LONGEST_ELLIPSIS or line.has("prepositions", name.first):
        return None
    return make_cue(line, "counts", place, place + 1, name, after=True) if line.is_mark(name.first - 1) else None
