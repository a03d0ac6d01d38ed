"""Cues: the words of one sentence that say who said something, each with its source and with what it covers."""

from dataclasses import dataclass, replace

from claims.extraction.naming import LONGEST_NAME, Line, Name, genitive_after, is_preceded, name_after, name_before
from claims.extraction.proposals import Span
from claims.extraction.speech import Verb

_PHRASES = frozenset(("carry_", "relay_", "from_", "before_data_", "before_", "reveals_from", "after"))
_VERB_REACH = 20  # words within which a verb's second part follows, or its auxiliary stands before it
_DATA_REACH = 5  # words between "nach" and "Angaben"
_MEDIUM_REACH = 14  # words between a verb and the medium that was spoken to
_QUOTATION_ENDS = '“”"»«’‘'
_LONGEST_ELLIPSIS = 4  # words


@dataclass(frozen=True, slots=True)
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
    place: int = 0  # of the first word of `at` among the words of its sentence


def cues(line: Line) -> list[Cue]:
    """The cues of a sentence in order."""
    found: list[Cue] = []
    place = 0
    while place < len(line.words):
        cue, end = _phrase_cue(line, place) or _verb_cue(line, place) or (None, place + 1)
        cue = cue or (_elliptic_cue(line, place) if found else None)
        if cue:
            found.append(cue)
        place = max(end, place + 1)
    return found


def span_of(line: Line, name: Name) -> Span:
    """Where the name stands, without a possessive ending ("by the government's count")."""
    last = line.words[name.end - 1]
    return Span(line.words[name.first].start, last.end - 2 if last.low.endswith("'s") else last.end)


def is_medium(line: Line, name: Name) -> bool:
    """Whether a newspaper, an agency or a station is named."""
    named = line.words[name.first : name.end]
    return any(word.low in line.speech["media"] for word in named)


def _cue(
    line: Line, kind: str, first: int, end: int, name: Name | None, *, before: bool = False, after: bool = False
) -> Cue:
    at = Span(line.words[first].start, line.words[end - 1].end)
    words = " ".join(word.text for word in line.words[first:end])
    if not name:
        return Cue(kind, at, None, words, place=first, before=before, after=after)
    source = None if name.pronoun else span_of(line, name)
    medium = not name.pronoun and is_medium(line, name)
    return Cue(kind, at, source, words, pronoun=name.pronoun, is_medium=medium, place=first, before=before, after=after)


def _phrase_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    if line.speech.roles_of(line.words[place].low).isdisjoint(_PHRASES):
        return None
    if taken := line.phrase("carry", place):
        return _cue(line, "carry", place, place + taken, None, before=True, after=True), place + taken
    if taken := line.phrase("relay", place):
        return _relay(line, place, taken)
    if (taken := line.phrase("from", place)) and (cue := _from(line, place, taken)):
        return cue
    if (taken := line.phrase("before_data", place)) and (cue := _data(line, place, taken)):
        return cue
    if taken := line.phrase("before", place) or _revealing(line, place):
        return _source_phrase(line, place, taken)
    if line.has("after", place) and (name := _name_up_to(line, place)):
        return _cue(line, "phrase", place, place + 1, name, before=True, after=True), place + 1
    return None


def _source_phrase(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "laut X", "according to X"."""
    name = genitive_after(line, place + taken) if _has_cases(line) else name_after(line, place + taken)
    if not name or name.pronoun:
        return None
    name = _within_data(line, name)
    cue = _cue(line, "phrase", place, place + taken, name, before=True, after=True)
    return replace(cue, is_back=_is_back(line, place)), name.end


def _revealing(line: Line, place: int) -> int:
    """ "aus X geht hervor"."""
    if not line.has("reveals_from", place):
        return 0
    return int(any(line.has("reveals", p) for p in range(place, min(len(line.words), place + _VERB_REACH))))


def _has_cases(line: Line) -> bool:
    return not line.speech.nouns_are_capitals and "что" in line.speech["that"]


def _within_data(line: Line, name: Name) -> Name:
    """ "figures compiled by X": X."""
    if not any(line.has("data", place) for place in range(name.first, name.end)):
        return name
    for place in range(name.end - 1, name.first, -1):
        if line.has("of_data", place) and any(line.has("data", p) for p in range(name.first, place)):
            inner = name_after(line, place + 1)
            return inner if inner and not inner.pronoun else name
    return name


def _data(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "nach Angaben X", "nach X-Angaben", "по данным X", "by X's count", "de source X"."""
    first = place + taken
    for at in range(first, min(len(line.words), first + _DATA_REACH)):
        if line.has("data", at):
            return _with_data(line, place, first, at)
        if line.is_mark(at) or line.has("stops", at):
            return None
    return None


def _with_data(line: Line, place: int, first: int, at: int) -> tuple[Cue, int] | None:
    if any(line.has("these", p) for p in range(first, at)):
        return _cue(line, "carry", place, at + 1, None, before=True, after=True), at + 1
    if any(line.has("own", p) for p in range(first, at)):
        return None
    if line.has("documents", at):
        return _source_phrase(line, place, taken=first - place)
    name = _after_data(line, first, at)
    if not name:
        return None
    return _cue(line, "phrase", place, at + 1, name, before=True, after=True), max(name.end, at + 1)


def _after_data(line: Line, first: int, at: int) -> Name | None:
    """The source of data: after them, or before them, or in the word itself ("Polizeiangaben", "official figures")."""
    if line.words[first - 1].low == "by" and at > first:
        return _without_ending(line, first, at)
    linked = line.has("genitive", at + 1) or line.is_capital(at + 1) or line.has("from_data", at + 1)
    place = at + 2 if line.words[min(at + 1, len(line.words) - 1)].low in ("von", "of", "from", "aus") else at + 1
    if (linked or _has_cases(line)) and not line.has("that", at + 1):
        name = genitive_after(line, place) if _has_cases(line) else name_after(line, place)
        if name and not name.pronoun and name.first == place:
            return name
    return _described(line, first, at)


def _without_ending(line: Line, first: int, at: int) -> Name | None:
    return Name(first, at - 1 if line.is_mark(at - 1) else at)


def _described(line: Line, first: int, at: int) -> Name | None:
    """ "offiziellen Angaben", "Polizeiangaben": the words themselves, unless they say nothing of anybody."""
    if any(line.has("empty", place) for place in range(first, at)):
        return None
    compound = line.speech["data"].has_head(line.words[at].low)
    return Name(first, at + 1) if at > first or compound else None


def _name_up_to(line: Line, place: int) -> Name | None:
    """The name right before "zufolge": it begins with a determiner, or with a capital."""
    first = place
    while first > max(0, place - LONGEST_NAME) and not line.is_mark(first - 1) and not line.has("stops", first - 1):
        first -= 1
        if line.has("determiners", first) and not line.has("genitive", first):
            break
    starts = [p for p in range(first, place) if line.is_capital(p) or line.has("determiners", p)]
    return Name(starts[0], place) if starts else None


def _relay(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "X unter Berufung auf Y", "citing Y", "X quoted Y as saying": the source is Y, `told` is X beside it."""
    name = name_after(line, place + taken)
    if not name or name.pronoun:
        return None
    medium = name_before(line, place) if place and not line.is_mark(place - 1) else None
    cue = _cue(line, "relay", place, place + taken, name, before=True, after=True)
    if medium and not medium.pronoun:
        cue = replace(cue, told=span_of(line, medium))
    return cue, name.end


def _from(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "hieß es aus X", ", so X", "говорится в сообщении X"."""
    if taken == 1 and not line.is_mark(place - 1):
        return None
    name = name_after(line, place + taken)
    if not name or name.pronoun or (taken == 1 and not line.is_mark(name.end)):
        return None
    back = line.phrase("back", place - 2) == 2
    name = _within_data(line, name)
    cue = _cue(line, "says", place, place + taken, name, before=True, after=taken > 1)
    return replace(cue, is_back=back), name.end


def verb_at(line: Line, place: int) -> tuple[Verb, int, int] | None:
    """A verb of speaking at `place`: the verb, the place of its finite part, and the place of its last."""
    verbs = line.speech.verbs_of(_stem(line, place))
    if not verbs or _is_name(line, place):
        return None
    auxiliary = _auxiliary(line, place)
    for verb in verbs:
        last = _second_part(line, place, verb.needs) if verb.needs else place
        if last is None or (verb.is_participle and auxiliary is None) or (not verb.needs and _is_noun(line, place)):
            continue
        if verb.is_participle or (auxiliary is not None and not line.speech.nouns_are_capitals):
            return verb, auxiliary if auxiliary is not None else place, last
        if not line.has("passive", place - 1):
            return verb, place, last
    return None


def _is_name(line: Line, place: int) -> bool:
    """Whether the form is part of a name after all: "the charity Hope", "State television"."""
    if place == 0:
        return not _inverts(line) and not line.words[0].low.endswith("ing")
    return line.is_capital(place) and not line.is_mark(place - 1)


def _is_noun(line: Line, place: int) -> bool:
    """Whether the form is a noun after all: "the count does not include"."""
    return line.has("behind_nouns", place + 1) or line.has("before_nouns", place - 1)


def _stem(line: Line, place: int) -> str:
    """The verb's form without the pronoun that French hangs on it: "précise-t-il"."""
    low = line.words[place].low
    head, hyphen, rest = low.partition("-")
    return head if hyphen and rest.removeprefix("t-") in line.speech["pronouns"] else low


def _auxiliary(line: Line, place: int) -> int | None:
    for before in range(place - 1, max(-1, place - 1 - _VERB_REACH), -1):
        if line.has("auxiliaries", before):
            return before
        near = line.speech.nouns_are_capitals or place - before < 4
        if not near or line.has("passive", before) or line.words[before].text in ".;:,":
            return None
    return None


def _second_part(line: Line, place: int, needs: tuple[str, ...]) -> int | None:
    for first in range(place + 1, min(len(line.words), place + _VERB_REACH)):
        if line.words[first].text in ".;:,":
            return None
        if tuple(word.low for word in line.words[first : first + len(needs)]) == needs:
            return first + len(needs) - 1
    return None


def _verb_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    if not line.words[place].is_word:
        return None
    found = verb_at(line, place)
    if not found:
        return None
    verb, head, last = found
    name, postposed = subject(line, head, last)
    if not name and not _continues(line, head):
        return None
    if name and name.end > head and name.first <= last < name.end:
        return None
    clause = name is not None and _is_relative(line, name)
    cue = _cue(line, verb.kind, head, head + 1, name, before=postposed or clause, after=not clause)
    told = None if verb.kind == "relay" else _told(line, head, name)
    back = _is_back(line, head)
    if back or _as(line, head) is not None:
        cue = replace(cue, before=True)
    return replace(cue, told=told, is_back=back), max(last, head) + 1


def subject(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    """Who speaks by the verb at `head`, and whether what was said stands before it."""
    conjunction = _as(line, head)
    if conjunction is not None and conjunction + 1 < head and (name := name_after(line, conjunction + 1)):
        return Name(name.first, min(name.end, head), name.pronoun), True
    if hung := _hung_pronoun(line, head):
        return hung, True
    if _goes_on(line, head):
        return None, False
    if is_preceded(line, head):
        return _subject_after_content(line, head, last)
    if _is_back(line, head):
        return _right_of(line, head, last), True
    name = name_before(line, head)
    if name:
        return name, _is_postposed(line, name, last)
    if _inverts(line):
        return _right_of(line, head, last), False
    return None, False


def _subject_after_content(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    left = name_before(line, head)
    if left and not _inverts(line) and line.words[head - 1].text == "," and left.end - left.first > 0:
        return left, _is_postposed(line, left, last)
    if right := _right_of(line, head, last):
        return right, True
    return (left, _is_postposed(line, left, last)) if left else (None, False)


def _right_of(line: Line, head: int, last: int) -> Name | None:
    place = (last if last - head < 3 and not line.speech.nouns_are_capitals else head) + 1
    if _has_cases(line) and place < len(line.words) and line.words[place].low in ("в", "во"):
        place += 1
    while place < len(line.words) and line.has("told_listeners", place):
        place += 1
    return name_after(line, place)


def _inverts(line: Line) -> bool:
    """Whether the subject may stand behind the verb without a quotation before it: not in English."""
    return "that" not in line.speech["that"]


def _hung_pronoun(line: Line, head: int) -> Name | None:
    hung = line.words[head].low != _stem(line, head) or line.has("pronouns", head)
    return Name(head, head + 1, pronoun=True) if hung else None


def _as(line: Line, head: int) -> int | None:
    """Where "wie", "как", "comme" opens the clause that `head` stands in."""
    for place in range(head - 1, max(-1, head - 1 - _VERB_REACH), -1):
        if line.has("as", place) and (place == 0 or line.is_mark(place - 1)):
            return place
        if line.words[place].text in ".;:," and not line.is_number(place - 1):
            return None
    return None


def _is_back(line: Line, head: int) -> bool:
    """Whether the clause begins with a word for what the sentence before said: "Das teilte …", "Об этом сообщил …"."""
    place = head
    while place > 0 and (line.has("told_listeners", place - 1) or line.has("lead_ins", place - 1)):
        place -= 1
    for first in range(max(0, place - 4), place):
        taken = line.phrase("back", first)
        if taken and first + taken == place and (first == 0 or line.is_capital(first)):
            return True
    return False


def _is_postposed(line: Line, name: Name, last: int) -> bool:
    """ "…, the coast guard said on Monday.": nothing follows that could have been said."""
    if name.first == 0:
        return False
    if line.words[name.first - 1].text in _QUOTATION_ENDS:
        return True
    place = last + 1
    while place < len(line.words) and (step := line.is_time(place)):
        place += step
    return place >= len(line.words) or line.words[place].text in ".,;)" or line.has("prepositions", place)


def _continues(line: Line, head: int) -> bool:
    """ "…, adding that", "… und fügte hinzu": whoever spoke before in this sentence goes on."""
    aside = line.has("lead_ins", head - 1) and line.is_mark(head - 2)
    return aside or line.has("and", head - 1) or _goes_on(line, head)


def _is_relative(line: Line, name: Name) -> bool:
    """ "20 soldiers the army has confirmed dead": the name follows what it speaks of without a mark between."""
    if _inverts(line) or name.first < 2 or name.pronoun:
        return False
    return line.is_number(name.first - 2) or line.is_number(name.first - 3)


def _goes_on(line: Line, head: int) -> bool:
    """A participle without a subject of its own: "…, adding that", "…, добавив, что", "…, ajoutant que"."""
    return is_preceded(line, head) and head > 0 and line.words[head].low.endswith(("ing", "ив", "ав", "ant"))


def _told(line: Line, head: int, name: Name | None) -> Span | None:
    """The medium that was spoken to: "sagte X der Zeitung Y", "told Reuters", "в интервью CNN"."""
    for place in range(max(0, head - _MEDIUM_REACH), min(len(line.words), head + _MEDIUM_REACH)):
        if name and name.first <= place < name.end:
            continue
        taken = line.phrase("told", place)
        first = place + taken
        if not taken and place > head and line.has("told_case", place):
            first = place if line.speech.nouns_are_capitals or _has_cases(line) else place + 1
        elif not taken:
            continue
        found = name_after(line, first)
        if found and not found.pronoun and is_medium(line, Name(place, found.end)):
            return span_of(line, found)
    return None


def _elliptic_cue(line: Line, place: int) -> Cue | None:
    """ "A насчитали 30 тысяч, B — 8 тысяч": B does as A did."""
    if line.words[place].text not in "—–" or not any(line.is_number(place + step) for step in (1, 2, 3)):
        return None
    name = name_before(line, place)
    if not name or name.pronoun or name.end - name.first > _LONGEST_ELLIPSIS or line.has("prepositions", name.first):
        return None
    return _cue(line, "counts", place, place + 1, name, after=True) if line.is_mark(name.first - 1) else None
