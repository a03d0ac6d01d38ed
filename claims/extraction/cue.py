"""A cue: the words of a sentence that say who said something."""

from dataclasses import dataclass

from claims.extraction.line import CLOSING, OPENING, Line, Name
from claims.extraction.proposals import Span

_LEAST_SHORTENED = 3  # words of a name with a short form in small letters: "Minusca"
_LONGEST_BACK = 9  # words of "That was the preliminary toll given by"


@dataclass(slots=True)
class Cue:
    """`kind` is a kind of the table's verbs, "phrase", "relay", "back" or "carry".

    `at` are the words that say so, `source` the name they go with: a pronoun's or nobody's name is still to be found.
    `before` and `after` tell on which side of `at` stands what was said.
    """

    kind: str
    at: Span
    source: Span | None
    words: str
    pronoun: bool = False
    before: bool = False
    after: bool = False
    told: Span | None = None
    is_medium: bool = False
    is_back: bool = False
    # Places among the words of the sentence: of the first of all, of the first of `at`, of the verb's last part, and
    # behind all.
    first: int = 0
    place: int = 0
    last: int = 0
    behind: int = 0
    is_as: bool = False  # "wie X mitteilte"
    is_note: bool = False  # "(Quelle: X)", in a sentence of its own


def span_of(line: Line, name: Name) -> Span:
    """Where the name stands, without a possessive ending ("by the government's count")."""
    last = name.end - 1
    if _is_short_form(line, name):
        return Span(line.starts[name.first], line.end_of(name.end + 2))
    return Span(line.starts[name.first], line.end_of(last) - _possessive(line.lows[last]))


def _is_short_form(line: Line, name: Name) -> bool:
    """Whether the name's short form stands in brackets behind it: "l'Organisation internationale … (OIM)"."""
    opening = name.end
    if opening + 2 >= len(line.texts) or line.texts[opening] != "(" or line.texts[opening + 2] != ")":
        return False
    short = line.texts[opening + 1]
    first = name.first + line.has("determiners", name.first)
    begins_so = name.end - first >= _LEAST_SHORTENED and line.texts[first][0].upper() == short[0]
    return short[0].isupper() and (begins_so or (short.isupper() and len(short) > 1))


def _possessive(low: str) -> int:
    """How many letters of a possessive ending the word has: "government's", "organisers'"."""
    return 2 if low.endswith("'s") else int(low.endswith("s'"))


def is_medium(line: Line, name: Name) -> bool:
    """Whether a newspaper, an agency or a station is named."""
    if line.has("scenes", name.end - 1):
        return False
    if any(line.medium(place) for place in range(name.first, name.end)):
        return True
    first = name.first + line.has("determiners", name.first)
    quoted = line.texts[first] in OPENING if first < name.end else False
    return quoted and not line.speech.names_are_inflected  # die „New York Times“; in Russian companies are quoted too


def with_short(line: Line, name: Name) -> Name:
    """The name with its short form in brackets: "das Robert-Koch-Institut (RKI)"."""
    opened = name.end + 2 < len(line.texts) and line.texts[name.end] == "(" and line.texts[name.end + 2] == ")"
    return Name(name.first, name.end + 3) if opened and line.is_upper(name.end + 1) else name


def make_cue(
    line: Line, kind: str, first: int, end: int, name: Name | None, *, before: bool = False, after: bool = False
) -> Cue:
    name = with_short(line, name) if name and not name.pronoun else name
    at = Span(line.starts[first], line.end_of(end - 1))
    words = " ".join(line.texts[first:end])
    if not name:
        return Cue(kind, at, None, words, first=first, place=first, last=first, behind=end, before=before, after=after)
    source = None if name.pronoun else span_of(line, name)
    medium = not name.pronoun and is_medium(line, name)
    return Cue(
        kind,
        at,
        source,
        words,
        pronoun=name.pronoun,
        before=before,
        after=after,
        is_medium=medium,
        first=min(first, name.first),
        place=first,
        last=end - 1,
        behind=max(end, name.end),
    )


def is_back(line: Line, head: int) -> bool:
    """Whether the clause begins with a word for what the sentence before said: "Das teilte …", "Об этом сообщил …"."""
    place = head
    while place > 0 and (step := _between(line, place)):
        place -= step
    for first in range(max(0, place - 4), place):
        taken = line.phrase("back", first)
        opens = first == 0 or line.is_capital(first) or (line.speech.names_are_inflected and line.is_mark(first - 1))
        if taken and first + taken == place and opens:
            return True
    return _is_given(line, head)


def _is_given(line: Line, place: int) -> bool:
    """ "That was the preliminary toll [given by] X"."""
    behind = line.phrase("back", 0)
    if not 0 < behind < place <= _LONGEST_BACK or not line.phrase("before", place):
        return False
    return any(line.has("data", at) or line.has("counted_by", at) for at in range(behind, place))


def _between(line: Line, place: int) -> int:
    """How many words before `place` may stand between the word for what was said and the verb."""
    before = place - 1
    if line.has("told_listeners", before) or line.has("lead_ins", before):
        return 1
    if not line.speech.names_are_inflected:
        return 0
    if line.has("media", before) or line.texts[before] in CLOSING + OPENING:
        return 1
    if line.is_number(before) and line.has("times", place):
        return 1  # "Об этом 16 октября сообщает"
    in_time = line.has("time_prepositions", before) and line.is_time(before) > 0
    return int(in_time or line.has("times", before))
