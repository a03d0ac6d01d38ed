"""What an utterance is: checkable, or a pledge, a forecast, an opinion; and which figures a denial is about."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.line import Line
from claims.extraction.proposals import Figure, Span
from claims.extraction.reading import Reading, Voice
from claims.extraction.sentences import sentence_at
from claims.extraction.words import words

_FURTHEST_CONCERN = 3  # sentences between a retraction and the figure it is about
_NATURES = {"opines": "opinion", "judges": "opinion", "forecasts": "forecast", "promises": "pledge"}
_ALWAYS_CHECKABLE = frozenset(("denies", "retracts", "orders"))


@dataclass(slots=True)
class Utterance:
    """What was said before it is judged: the span, by whom, and by which kind of verb."""

    span: Span
    kind: str
    voice: Voice | None
    quoted: bool = False
    words: str = ""


def nature_of(reading: Reading, utterance: Utterance) -> str:
    """A code of claims.choices.Nature: a guess for the editor."""
    if utterance.kind in _ALWAYS_CHECKABLE:
        return "checkable"
    assert reading.speech is not None
    line = Line(words(reading.text, utterance.span.start, utterance.span.end), reading.speech)
    if utterance.kind in _NATURES:
        return _NATURES[utterance.kind]
    judged = utterance.kind == "names" and line.holds("judgements")
    if judged or any(word in reading.speech["opinion"] for word in utterance.words.lower().split()):
        return "opinion"
    if not _is_future(line):
        return "checkable"
    return "pledge" if utterance.kind == "assures" or _is_of_speaker(line) else "forecast"


def _is_future(line: Line) -> bool:
    """Whether it tells what will be: "werde", "will", "soon"; not the passive "würden … worden"."""
    if line.holds("past_passive") or not line.holds("future_", "future_forms"):
        return False
    return any(line.phrase("future", place) or _is_future_form(line, place) for place in range(len(line.texts)))


def _is_future_form(line: Line, place: int) -> bool:
    return line.has("future_forms", place) and not line.has("moods", place)


def _is_of_speaker(line: Line) -> bool:
    """Whether the speaker's own doing is told: "he will", "wir werden", "er werde"."""
    return any(line.has("selves", place) for place in range(min(3, len(line.texts))))


def concerned_by(reading: Reading, span: Span, figures: Sequence[Figure]) -> tuple[int, ...]:
    """The figures that a denial or retraction is about: those it names, or the last that somebody was named for."""
    start, end = _first_from(figures, span.start), _first_from(figures, span.end)
    if start < end:
        return tuple(range(start, end))
    index = sentence_at(reading.sentences, span.start)
    first = reading.sentences[max(0, index - _FURTHEST_CONCERN)].start
    before = list(range(_first_from(figures, first), start))
    relayed = [i for i in before if figures[i].attribution_via]
    attributed = [i for i in before if figures[i].attribution]
    return tuple((relayed or attributed or before)[-1:])


def _first_from(figures: Sequence[Figure], position: int) -> int:
    """The number of the first figure at `position` or behind it; the figures are in order."""
    return bisect_left(figures, position, key=lambda figure: figure.start)
