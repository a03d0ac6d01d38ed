"""Whom the text names for what it says: the origin, the medium that relays it, and the chain between them.

Nothing is made up: a source is proposed only when words carry it. Where they stand in another sentence, or only a word
("demnach", "Об этом сообщил"), a mood (Konjunktiv) or a pronoun carries the source on, the attribution is anaphoric.
"""

from bisect import bisect_right

from claims.extraction.colons import before_colon, headline
from claims.extraction.cue import Cue
from claims.extraction.line import Line
from claims.extraction.proposals import Attribution, Hop, Span
from claims.extraction.reach import reaches
from claims.extraction.reading import Reading, Voice
from claims.extraction.sentences import clause_at, sentence_at
from claims.extraction.subjects import giver_at_head, head_name, may_mean, pronoun_at, subject_of

# Whoever denies, withdraws or only judges a figure is not the one who gave it: a statement says what they did.
_NO_SOURCES = frozenset(("carry", "denies", "retracts", "judges"))
_ONE_NAME = 2  # words of one with its verb
_MOST_CUES = 8  # on either side of a figure
_FURTHEST_CARRY = 3  # sentences over which a source is carried on
_LONGEST_GAP = 80  # characters between a quotation and the verb that says whose it is
_ANNOUNCED_REACH = 3  # sentences from the words for a toll to its figures
_NOTE_REACH = 12  # sentences from a figure to the note that says whose it is

# By what carries the source.
CONFIDENCE = {
    "phrase": 0.95,
    "bracket": 0.85,
    "quotation": 0.95,
    "says": 0.9,
    "counts": 0.85,
    "back": 0.85,
    "paper": 0.8,
    "headline": 0.8,
    "carry": 0.75,
    "pronoun": 0.75,
    "mood": 0.65,
    "part": 0.6,
    "announced": 0.6,
}


def attribute(reading: Reading, start: int, end: int) -> Attribution | None:
    """Whom the text names for what stands from `start` to `end`; None where it names nobody."""
    if reading.speech is None or not reading.sentences:
        return None
    index = sentence_at(reading.sentences, start)
    direct = _direct(reading, index, start)
    voice = (
        (quoted_by(reading, start) if direct and direct.anaphoric else None)
        or direct
        or quoted_by(reading, start)
        or headline(reading, index, start)
        or _told_around(reading, index)
    )
    return _attribution(reading, voice) if voice else None


def _attribution(reading: Reading, voice: Voice) -> Attribution:
    hops = chain(reading, voice)
    via = voice.via.of(reading.text) if voice.via else None
    return Attribution(hops[0].named_as, via, hops, voice.anaphoric, CONFIDENCE[voice.kind])


def chain(reading: Reading, voice: Voice) -> tuple[Hop, ...]:
    """From the origin through the medium to the agency of the dateline, each once."""
    hops = [Hop(voice.source.of(reading.text), voice.source.start, voice.source.end, voice.by)]
    for span in (voice.via, reading.dateline.agency):
        if span and span.of(reading.text) not in [hop.named_as for hop in hops]:
            hops.append(Hop(span.of(reading.text), span.start, span.end))
    return tuple(hops)


def _direct(reading: Reading, index: int, position: int) -> Voice | None:
    """The nearest cue of the same sentence, with the medium that relays it."""
    near = _near(reading.cues(index), position)
    line = reading.line(index)
    covering = [cue for cue in near if cue.kind not in _NO_SOURCES and _covers(cue, position)]
    usable = [cue for cue in covering if reaches(line, cue, position)]
    if not usable:
        return None
    if len(usable) > 1:
        if ";" in line.texts:
            usable = [cue for cue in usable if not _is_parted(line, cue, position)] or usable
        usable = [cue for cue in usable if not _is_plan(line, cue)] or usable
        clause = clause_at(reading.clauses(index), position)
        usable.sort(key=lambda cue: (cue.kind != "bracket", _is_nobodys(line, cue), _distance(cue, position, clause)))
    first = _origin(usable)
    for chosen in (first, *(cue for cue in usable if cue is not first)):
        if voice := voice_of(reading, index, chosen):
            return relayed(reading, index, voice, [cue for cue in usable if cue is not chosen], chosen)
    return None


def _is_nobodys(line: Line, cue: Cue) -> bool:
    """ "Selon un bilan provisoire": a paper without whose it is, which gives way to anybody else."""
    if cue.kind == "paper":
        return True
    if not line.speech.adjectives_follow or cue.kind not in ("phrase", "says") or not cue.source:
        return False
    start, end = cue.source.start, cue.source.end
    inside = [place for place, at in enumerate(line.starts) if start <= at < end]
    named = any(line.is_capital(place) or line.has("genitive", place) for place in inside)
    return not named and any(line.has("papers", place) or line.has("data", place) for place in inside)


def _near(found: list[Cue], position: int) -> list[Cue]:
    """The cues around a position. No writer's sentence has more; a hostile one has hundreds."""
    if len(found) <= _MOST_CUES:
        return found
    at = bisect_right(found, position, key=lambda cue: cue.at.start)
    return found[max(0, at - _MOST_CUES) : at + _MOST_CUES]


def _is_plan(line: Line, cue: Cue) -> bool:
    """ "The district expects to grow by 40,000, said Del Roe": whoever says so tells of it."""
    return cue.kind == "forecasts" and line.has("infinitive", cue.last + 1)


def _is_parted(line: Line, cue: Cue, position: int) -> bool:
    """Whether a semicolon stands between."""
    first, end = sorted((cue.at.start, position))
    return any(text == ";" and first < start < end for text, start in zip(line.texts, line.starts, strict=True))


def _origin(usable: list[Cue]) -> Cue:
    """The nearest cue; where a medium is nearest, whom it cites."""
    relay = next((cue for cue in usable if cue.kind == "relay"), None)
    if relay and relay.is_medium:  # "сообщили власти, передаёт УНН со ссылкой на Reuters"
        relay = next((cue for cue in usable if _is_origin(cue)), relay)
    if not relay and usable[0].kind == "counts":
        # "The city recorded 95 homicides, according to data of the police": the city is where, not who.
        return next((c for c in usable if c.kind == "phrase" and c.at.start > usable[0].at.start), usable[0])
    if relay or not usable[0].is_medium:
        return relay or usable[0]
    return next((cue for cue in usable if not cue.is_medium and _is_cited(cue, usable[0])), usable[0])


def _is_origin(cue: Cue) -> bool:
    return cue.kind != "relay" and bool(cue.source) and not cue.is_medium and not cue.pronoun


def _is_cited(cue: Cue, medium: Cue) -> bool:
    """ "Laut Polizei …, meldet der Sender", "Beamte schätzten …, meldet der Sender"."""
    reported = medium.before or medium.kind == "phrase"
    return cue.kind == "phrase" or (bool(cue.source) and reported and cue.after and cue.at.end <= medium.at.start)


def _covers(cue: Cue, position: int) -> bool:
    if cue.source and cue.source.start <= position < cue.source.end:
        return False
    return (cue.before and position < cue.at.start) or (cue.after and position >= cue.at.end)


def _distance(cue: Cue, position: int, clause: Span) -> int:
    """How far a cue is, in characters; one in another clause is further."""
    far = position - cue.at.end if position >= cue.at.end else cue.at.start - position
    return far if clause.start <= cue.at.start < clause.end else 2 * far + 10


def relayed(reading: Reading, index: int, voice: Voice, others: list[Cue], chosen: Cue) -> Voice:
    """The voice with its medium: one that cites it, that was spoken to, or that reports it beside."""
    beside = (cue.source for cue in others if cue.source != voice.source and _relays(cue, chosen))
    medium = (
        (chosen.told if chosen.kind == "relay" else None) or next((one for one in beside if one), None) or chosen.told
    )
    if not medium and any(cue.kind == "carry" for cue in reading.cues(index)):
        medium = _carried_medium(reading, index)
    if not medium and not chosen.source:
        medium = next((cue.told for cue in others if cue.source == voice.source and cue.told), None)
    kind = "phrase" if voice.kind == "relay" else voice.kind
    return Voice(voice.source, voice.by, kind, medium if medium != voice.source else None, voice.anaphoric)


def _relays(cue: Cue, chosen: Cue) -> bool:
    """Whether `cue` is the verb of whoever passes on what `chosen` names: "…, teilte X mit, berichtet Y"."""
    if chosen.kind == "relay":
        return cue.kind not in ("relay", "phrase", "paper")
    passed_on = cue.before and cue.at.start > chosen.at.start
    if chosen.kind == "phrase" and passed_on and cue.behind - cue.first == _ONE_NAME:
        return True  # "according to rights defenders, BelaPAN said"
    return cue.is_medium and (chosen.kind == "phrase" or (cue.before and cue.at.start > chosen.at.start))


def _carried_medium(reading: Reading, index: int) -> Span | None:
    """The newspaper that the sentences before relied on: "Die Polizei habe demnach …"."""
    cue = _last_cue(reading, index)
    return cue.source if cue and cue.is_medium else None


def voice_of(reading: Reading, index: int, cue: Cue) -> Voice | None:
    """The voice of a cue; a pronoun's is that of whoever spoke last."""
    kind = cue.kind if cue.kind in CONFIDENCE or cue.kind == "relay" else "says"
    if cue.source:
        return Voice(cue.source, cue.words, kind)
    earlier = [other for other in reading.cues(index) if other.source and other.at.start < cue.at.start]
    if earlier and not cue.pronoun:
        return Voice(earlier[-1].source or cue.at, cue.words, kind)
    acting = None if earlier or cue.pronoun else subject_of(reading.line(index)) or head_name(reading.line(index))
    if acting and acting.end <= cue.at.start:
        return Voice(acting, cue.words, kind)  # "The police sealed off the street and said …"
    pronoun = pronoun_at(reading.line(index), cue.first)
    meant = [other.source for other in earlier if _is_meant(reading, pronoun, other.source)]
    spoken = meant[-1] if meant else _actor(reading, index, cue) or _last_speaker(reading, index, pronoun)
    return Voice(spoken, cue.words, "pronoun", anaphoric=True) if spoken else None


def _actor(reading: Reading, index: int, cue: Cue) -> Span | None:
    """ "L'armée a tué deux hommes, a-t-elle indiqué": the subject of the sentence, where a pronoun behind it speaks."""
    line = reading.line(index)
    actor = subject_of(line) if cue.pronoun and cue.before else None
    if actor and not _is_meant(reading, pronoun_at(line, cue.first), actor):
        return None
    return actor if actor and actor.end < cue.at.start else None


def _is_meant(reading: Reading, pronoun: str, named: Span | None) -> bool:
    assert reading.speech is not None
    return named is not None and may_mean(reading.speech, pronoun, named.of(reading.text))


def _last_cue(reading: Reading, index: int, pronoun: str = "") -> Cue | None:
    """The last cue with a name, that the pronoun may mean, before the sentence.

    Sentences that carry a source on do not count for the distance.
    """
    furthest = _FURTHEST_CARRY
    for earlier in range(index - 1, max(-1, index - 1 - 4 * _FURTHEST_CARRY), -1):
        named = [cue for cue in reading.cues(earlier) if _is_meant(reading, pronoun, cue.source)]
        if named:
            spoken = [cue for cue in named if cue.kind != "paper"] or named
            people = [cue for cue in spoken if not cue.is_medium]
            return (people or spoken)[-1]
        furthest -= not _carries(reading, earlier)
        if furthest <= 0:
            return None
    return None


def _last_speaker(reading: Reading, index: int, pronoun: str) -> Span | None:
    """Whom a pronoun means: not those whom a report cites beside whoever spoke ("…, citing two aides. It says …")."""
    acting = _actor_before(reading, index)
    if acting and _is_meant(reading, pronoun, acting):
        return acting
    last = _last_cue(reading, index, pronoun)
    if last is None or last.kind != "relay":
        return last.source if last else None
    beside = [cue for cue in reading.cues(index - 1) if cue.source and cue.kind != "relay" and not cue.is_medium]
    return (beside[-1] if beside else last).source


def _actor_before(reading: Reading, index: int) -> Span | None:
    """ "The minister shrugged. He said …": the subject of a sentence in which nobody speaks."""
    if index == 0 or any(cue.source for cue in reading.cues(index - 1)):
        return None
    return subject_of(reading.line(index - 1))


def _carries(reading: Reading, index: int) -> bool:
    return bool(reading.cues(index)) or _has_mood(reading.line(index))


def _has_mood(line: Line) -> bool:
    return line.holds("moods")


def quoted_by(reading: Reading, position: int) -> Voice | None:
    """Whoever says the quotation that holds `position`; one without a name goes on with the one before it."""
    place = bisect_right(reading.quotations, position, key=lambda found: found.start) - 1
    if place < 0 or position >= reading.quotations[place].end:
        return None
    if voice := _speaker(reading, reading.quotations[place]):
        return voice
    paragraph = reading.sentences[sentence_at(reading.sentences, position)].paragraph
    for earlier in reversed(reading.quotations[max(0, place - 2) : place]):
        same = reading.sentences[sentence_at(reading.sentences, earlier.start)].paragraph == paragraph
        if same and (voice := _speaker(reading, earlier)):
            return Voice(voice.source, voice.by, "carry", voice.via, anaphoric=True)
    return _spoken_before(reading, reading.quotations[place])


def _spoken_before(reading: Reading, quotation: Span) -> Voice | None:
    """ "…, wie das Amt sagte. „Davon sind zwei Kinder.“": a quotation that is a sentence of its own."""
    index = sentence_at(reading.sentences, quotation.start)
    sentence = reading.sentences[index]
    alone = quotation.start == sentence.start and quotation.end >= sentence.end - 1
    if not alone or index == 0 or reading.sentences[index - 1].paragraph != sentence.paragraph:
        return None
    spoken = [cue for cue in reading.cues(index - 1) if cue.source and cue.kind not in ("relay", "denies", "retracts")]
    return Voice(spoken[-1].source or quotation, spoken[-1].words, "carry", anaphoric=True) if spoken else None


def _speaker(reading: Reading, quotation: Span) -> Voice | None:
    last, first = (
        sentence_at(reading.sentences, place) for place in (max(quotation.start, quotation.end - 1), quotation.start)
    )
    behind = [cue for cue in reading.cues(last) if 0 <= cue.at.start - quotation.end < _LONGEST_GAP]
    ahead = [cue for cue in reading.cues(first) if 0 <= quotation.start - cue.at.end < _LONGEST_GAP]
    for index, cue in [*((last, cue) for cue in behind[:1]), *((first, cue) for cue in ahead[-1:])]:
        voice = voice_of(reading, index, cue)
        if voice and cue.kind not in ("carry", "relay"):
            kind = voice.kind if voice.anaphoric else "quotation"
            return Voice(voice.source, voice.by, kind, cue.told, voice.anaphoric)
    return before_colon(reading, quotation, first)


def _told_around(reading: Reading, index: int) -> Voice | None:
    """Whom the sentences around name for one, found once for all its figures."""
    if index not in reading.told_around:
        reading.told_around[index] = _told_next(reading, index) or carried(reading, index) or _noted(reading, index)
    return reading.told_around[index]


def _told_next(reading: Reading, index: int) -> Voice | None:
    """ "… Das teilte X mit.": the next sentence says who said this one."""
    paragraph = reading.sentences[index].paragraph
    for later in range(index + 1, min(len(reading.sentences), index + 3)):
        backs = [cue for cue in reading.cues(later) if cue.is_back]
        if backs and (voice := voice_of(reading, later, backs[0])):
            others = [cue for cue in reading.cues(later) if cue is not backs[0] and cue.kind != "carry"]
            cited = next((cue for cue in others if cue.kind == "relay" and cue.source), None)
            if cited and (origin := voice_of(reading, later, cited)):  # "Das meldet Ansa unter Berufung auf die Küste."
                return Voice(origin.source, origin.by, "back", cited.told or voice.source, anaphoric=True)
            told = relayed(reading, later, voice, others, backs[0])
            return Voice(told.source, told.by, "back", told.via, anaphoric=True)
        if reading.cues(later) or reading.sentences[later].paragraph != paragraph:
            return None
    return None


def _noted(reading: Reading, index: int) -> Voice | None:
    """ "(Source : préfecture)" at the end of a paragraph, or right behind it: what nobody else says is theirs.

    A medium there is only where the text was taken from.
    """
    paragraph = reading.sentences[index].paragraph
    for later in range(index + 1, min(len(reading.sentences), index + 1 + _NOTE_REACH)):
        noted = reading.cues(later) if reading.line(later).holds("notes") else ()
        cue = next((cue for cue in noted if cue.is_note), None)
        if cue and cue.source and not cue.is_medium:
            return Voice(cue.source, cue.words, "phrase", anaphoric=True)
        if reading.sentences[later].paragraph != paragraph:
            return None
    return None


def carried(reading: Reading, index: int) -> Voice | None:
    """The source that a sentence goes on with, found once for all its figures."""
    if index not in reading.carried:
        reading.carried[index] = _carried(reading, index)
    return reading.carried[index]


def _carried(reading: Reading, index: int) -> Voice | None:
    """The source of the sentences before, where a word or a mood carries it on."""
    line = reading.line(index)
    kind = None
    if any(cue.kind == "carry" for cue in reading.cues(index)):
        kind = "carry"
    elif _has_mood(line):
        kind = "mood"
    elif line.phrase("part", 0):
        kind = "part"
    elif _is_announced(reading, index):
        kind = "announced"
    if not kind:
        return None
    cue = _last_cue(reading, index)
    if cue and cue.source:
        return Voice(cue.source, cue.words, kind, cue.told, anaphoric=True)
    told = _paper_before(reading, index) or _actor_before(reading, index) if kind == "carry" else None
    return Voice(told, "", kind, anaphoric=True) if told else None


def _is_announced(reading: Reading, index: int) -> bool:
    """ "Selon la Protection civile, le bilan est lourd. Neuf personnes ont péri.": what the toll is made of."""
    for earlier in range(index - 1, max(-1, index - 1 - _ANNOUNCED_REACH), -1):
        if reading.sentences[earlier].paragraph != reading.sentences[index].paragraph or reading.cues(earlier + 1):
            return False
        line = reading.line(earlier)
        if any(cue.source and cue.kind == "phrase" for cue in reading.cues(earlier)):
            return line.holds("tolls") and not any(text[0].isdigit() for text in line.texts)
    return False


def _paper_before(reading: Reading, index: int) -> Span | None:
    """Who gave what the sentence before is about."""
    if index == 0 or reading.sentences[index - 1].paragraph != reading.sentences[index].paragraph:
        return None
    return giver_at_head(reading.line(index - 1))
