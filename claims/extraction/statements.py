"""Statements: what somebody is said to have asserted, denied, ordered or promised, and what denials are about."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from claims.extraction.attribution import CONFIDENCE, carried, chain, quoted_by, relayed, voice_of
from claims.extraction.contents import contents, trimmed
from claims.extraction.cue import Cue
from claims.extraction.judging import Utterance, concerned_by, nature_of
from claims.extraction.line import Line
from claims.extraction.proposals import Figure, Span, Statement
from claims.extraction.reading import Reading
from claims.extraction.sentences import sentence_at
from claims.extraction.words import words

MOST_STATEMENTS = 300  # of a text; an article has a few dozen
_NO_VERBS = frozenset(("phrase", "paper", "relay", "carry"))
_MOST_CUES = 20  # of a sentence; no writer's has more
_FURTHEST_PASSIVE = 12  # words between "wurde" and "gelöscht"
_LEAST_QUOTED_WORDS = 3  # fewer in quotation marks are words held at a distance
# What the table's kinds of verbs are in proposals.
_VERB_KINDS = {"denies": "denies", "retracts": "retracts", "warns": "warns", "orders": "orders", "promises": "promises"}


def statements(reading: Reading, figures: Sequence[Figure] = ()) -> tuple[Statement, ...]:
    """The statements of a text in order; `figures` are its figures in order. What only gives a figure is left out."""
    if reading.speech is None:
        return ()
    pieces = islice(_worth(reading, figures), MOST_STATEMENTS)
    return tuple(_in_order(_statement(reading, piece, figures) for piece in pieces))


def _worth(reading: Reading, figures: Sequence[Figure]) -> Iterator[Utterance]:
    for utterance in _utterances(reading):
        for piece in _pieces(reading, utterance):
            if utterance.kind in ("denies", "retracts") or not _holds_figure(piece.span, figures):
                yield piece


def _utterances(reading: Reading) -> Iterator[Utterance]:
    spoken = [(q, voice) for q in reading.quotations if (voice := quoted_by(reading, q.start + 1))]
    for quotation, voice in spoken:
        yield Utterance(Span(quotation.start + 1, quotation.end - 1), _kind_beside(reading, quotation), voice, True)
    ends = [quotation.end for quotation, _voice in spoken]
    for index in range(len(reading.sentences)):
        for utterance in _in_sentence(reading, index):
            place = bisect_right(ends, utterance.span.start)
            if place == len(spoken) or not _overlap(utterance.span, spoken[place][0]):
                yield utterance


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _kind_beside(reading: Reading, quotation: Span) -> str:
    """The kind of the verb that goes with a quotation."""
    beside = [
        cue
        for place in {quotation.start, quotation.end - 1}
        for cue in reading.cues(sentence_at(reading.sentences, place))
        if cue.at.start >= quotation.end or cue.at.end <= quotation.start
    ]
    nearest = min(
        beside, key=lambda cue: min(abs(cue.at.start - quotation.end), abs(quotation.start - cue.at.end)), default=None
    )
    return nearest.kind if nearest else "says"


def _in_sentence(reading: Reading, index: int) -> Iterator[Utterance]:
    line, cues = reading.line(index), reading.cues(index)[:_MOST_CUES]
    said = [u for cue in cues for u in _of_cue(reading, index, cue)]
    yield from (u for u in said if not any(_holds(u.span, other.span) for other in said if other is not u))
    if withdrawn := _withdrawn(line):
        yield Utterance(withdrawn, "retracts", None)
    elif not said and (voice := carried(reading, index)) and (span := _whole(reading, index)):
        yield Utterance(span, "says", voice)


def _whole(reading: Reading, index: int) -> Span | None:
    return trimmed(reading.text, reading.sentences[index].start, reading.sentences[index].end)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and outer != inner


def _of_cue(reading: Reading, index: int, cue: Cue) -> Iterator[Utterance]:
    voice = voice_of(reading, index, cue)
    if not voice:
        return
    others = [other for other in reading.cues(index)[:_MOST_CUES] if other is not cue]
    voice = relayed(reading, index, voice, others, cue)
    line = reading.line(index)
    if cue.kind == "retracts" and not _speaks_of_report(line):
        return
    for span in contents(line, cue, reading.text):
        if clipped := _clipped(reading, span, others):
            yield Utterance(clipped, cue.kind, voice, words=cue.words)


def _clipped(reading: Reading, span: Span, others: Sequence[Cue]) -> Span | None:
    """The span behind the dateline, up to another's "…, the website reported"."""
    verbs = (cue for cue in others if cue.before and cue.source and cue.kind not in _NO_VERBS)
    starts = (min(cue.at.start, cue.source.start) for cue in verbs if cue.source)
    end = min((start for start in starts if span.start < start < span.end), default=span.end)
    start = max(span.start, reading.dateline.end)
    return span if (start, end) == (span.start, span.end) else trimmed(reading.text, start, end)


def _speaks_of_report(line: Line) -> bool:
    """Whether a report is withdrawn, not troops."""
    return line.holds("reports")


def _withdrawn(line: Line) -> Span | None:
    """ "The post … was deleted": the report, with what the sentence says of it; nobody is named."""
    if not (line.holds("withdrawn_") and line.holds("reports")):
        return None
    for place in range(1, len(line.texts)):
        if line.phrase("withdrawn", place) and _is_passive(line, place):
            reports = [p for p in range(place) if line.has("reports", p)]
            if reports:
                return Span(
                    line.starts[_phrase_start(line, reports[0])],
                    line.end_of(_phrase_end(line, reports[0], place)),
                )
    return None


def _is_passive(line: Line, place: int) -> bool:
    return any(line.has("passive", near) for near in range(max(0, place - _FURTHEST_PASSIVE), place + 2))


def _phrase_start(line: Line, place: int) -> int:
    while place > 0 and not line.is_mark(place - 1) and not line.has("stops", place - 1):
        place -= 1
    return place


def _phrase_end(line: Line, place: int, withdrawn: int) -> int:
    while place + 1 < withdrawn and not line.has("passive", place + 1) and not line.has("auxiliaries", place + 1):
        place += 1
    return place


def _pieces(reading: Reading, utterance: Utterance) -> Iterator[Utterance]:
    """The utterance cut where it asserts two things: at sentences, and between clauses that each have a verb."""
    if utterance.kind in ("denies", "retracts", "names", "accuses"):
        yield utterance
        return
    assert reading.speech is not None
    line = Line(words(reading.text, utterance.span.start, utterance.span.end), reading.speech)
    cuts = [0, *_cuts(line), len(line.texts)]
    for first, end in pairwise(cuts):
        if end > first and (span := trimmed(reading.text, line.starts[first], line.end_of(end - 1))):
            yield replace(utterance, span=span)


def _cuts(line: Line) -> list[int]:
    cuts: list[int] = []
    start = 0
    for place, text in enumerate(line.texts):
        ends = text in ".!?;" and _begins_anew(line, place)
        parts = (text in ",;" or line.has("and", place)) and not _is_subordinate(line, place + 1)
        if ends or (parts and _asserts(line, start, place) and _asserts_next(line, place + 1)):
            cuts.append(place + 1)
            start = place + 1
    return cuts


def _begins_anew(line: Line, place: int) -> bool:
    """Whether a sentence begins behind the mark: not inside of "D.C." or behind an initial."""
    if not line.is_capital(place + 1) or line.starts[place + 1] == line.end_of(place):
        return False
    return place > 0 and len(line.texts[place - 1]) > 1


def _is_subordinate(line: Line, first: int) -> bool:
    """Whether a clause begins here that asserts nothing. What "die …" is, German tells by the place of the verb."""
    if not line.has("subordinate", first):
        return False
    end = next((p for p in range(first, len(line.texts)) if line.texts[p] in ".;,"), len(line.texts))
    return not line.has("determiners", first) or line.has("finite", end - 1)


def _asserts(line: Line, first: int, end: int) -> bool:
    return end - first > 2 and line.holds("finite") and any(line.has("finite", place) for place in range(first, end))


def _asserts_next(line: Line, first: int) -> bool:
    """Whether a clause with its own verb and its own subject follows: not "… and will not tolerate"."""
    if any(line.has(name, first) for name in ("finite", "lead_ins", "that")):
        return False
    end = next((p for p in range(first, len(line.texts)) if line.texts[p] in ".;,"), len(line.texts))
    return any(line.has("finite", place) for place in range(first + 1, end))


def _holds_figure(span: Span, figures: Sequence[Figure]) -> bool:
    place = bisect_left(figures, span.start, key=lambda figure: figure.start)
    return place < len(figures) and figures[place].start < span.end


def _statement(reading: Reading, utterance: Utterance, figures: Sequence[Figure]) -> Statement:
    voice, span = utterance.voice, utterance.span
    nature = nature_of(reading, utterance)
    kind = _VERB_KINDS.get(utterance.kind, "promises" if utterance.kind == "assures" and nature == "pledge" else "says")
    backward = kind in ("denies", "retracts")
    concerned = concerned_by(reading, span, figures) if backward else ()
    return Statement(
        span.start,
        span.end,
        voice.source.of(reading.text) if voice else None,
        kind,
        speaker_via=voice.via.of(reading.text) if voice and voice.via else None,
        chain=chain(reading, voice) if voice else (),
        speaker_anaphoric=bool(voice and voice.anaphoric),
        quoted=utterance.quoted or _quotes(reading, span),
        nature=nature,
        denies=kind == "denies",
        retracts=kind == "retracts",
        concerns=Span(figures[concerned[0]].start, figures[concerned[0]].end)
        if concerned
        else (span if backward else None),
        concerned_figures=concerned,
        confidence={
            "speaker": CONFIDENCE[voice.kind] if voice else 0.0,
            "nature": 0.7 if nature == "checkable" else 0.8,
        },
    )


def _quotes(reading: Reading, span: Span) -> bool:
    """Whether some of it is in the speaker's own words."""
    inside = (q for q in reading.all_quotations if span.start <= q.start and q.end <= span.end)
    return any(len(q.of(reading.text).split()) >= _LEAST_QUOTED_WORDS for q in inside)


def _in_order(found: Iterable[Statement]) -> list[Statement]:
    """In the order of the text, each span once."""
    once: dict[tuple[int, int], Statement] = {}
    for statement in found:
        once.setdefault((statement.start, statement.end), statement)
    return [once[span] for span in sorted(once)]
