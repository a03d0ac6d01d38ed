"""Cues with a verb of speaking: which form it is, who its subject is, and on which side of it stands what was said."""

from claims.extraction.cue import Cue, is_back, is_medium, make_cue, span_of
from claims.extraction.line import Line, Name
from claims.extraction.names_after import may_begin, name_after, with_apposition
from claims.extraction.names_before import is_impersonal, is_preceded, name_before
from claims.extraction.proposals import Span
from claims.extraction.speech import Speech, Verb

_VERB_REACH = 20  # words within which a verb's second part follows, or its auxiliary stands before it
_MEDIUM_REACH = 14  # words between a verb and the medium that was spoken to
_QUOTATION_ENDS = '“”"»«’‘'
_SHORTEST_CONTENT = 3  # words before "X said" that can be what X said
_LONGEST_SCENE = 10  # words of "in a post on its website" behind "X said"


def may_speak(speech: Speech, word: str) -> bool:
    return bool(speech.verbs_of(speech.stem_of(word)))


def verb_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    if not line.is_word(place):
        return None
    found = verb_at(line, place)
    if not found:
        return None
    verb, head, last = found
    if _is_negated(line, head, last):
        return None
    name, postposed = subject(line, head, last)
    if not name and not _continues(line, head):
        return None
    if name and name.end > head and name.first <= last < name.end:
        return None
    if verb.kind == "shows" and not (name and any(line.has("papers", p) for p in range(name.first, name.end))):
        return None
    clause = name is not None and _is_relative(line, name)
    cue = make_cue(line, verb.kind, head, head + 1, name, before=postposed or clause, after=not clause)
    back, comparing = is_back(line, head), _as(line, head) is not None
    behind = cue.behind if line.speech.nouns_are_capitals else max(cue.behind, last + 1 if last - head <= 2 else 0)
    cue.before, cue.is_back, cue.is_as = cue.before or back or comparing, back, comparing
    cue.told, cue.last, cue.behind = _told(line, head, name), last, behind
    return cue, max(last, head) + 1


def verb_at(line: Line, place: int) -> tuple[Verb, int, int] | None:
    """A verb of speaking at `place`: the verb, the place of its finite part, and the place of its last."""
    verbs = line.speech.verbs_of(line.speech.stem_of(line.lows[place]))
    if not verbs or _is_name(line, place):
        return None
    auxiliary = _auxiliary(line, place)
    for verb in verbs:
        last = _second_part(line, place, verb.needs) if verb.needs else place
        if last is None or (verb.is_participle and auxiliary is None) or (not verb.needs and _is_noun(line, place)):
            continue
        if verb.is_participle or (auxiliary is not None and not line.speech.nouns_are_capitals):
            return verb, auxiliary if auxiliary is not None else place, last
        if not _is_passive(line, place):
            return verb, place, last
    return None


def _is_passive(line: Line, place: int) -> bool:
    """ "was reported"; "werden Verschüttete befürchtet", where the participle looks like a finite form."""
    if not line.speech.nouns_are_capitals:
        return line.has("passive", place - 1)
    start = next((p for p in range(place, max(0, place - _VERB_REACH), -1) if line.is_mark(p - 1)), place)
    return any(line.has("passive", before) for before in range(start, place))


def _is_name(line: Line, place: int) -> bool:
    """Whether the form is part of a name after all: "the charity Hope", "State television"."""
    if place == 0:
        return not line.speech.subjects_follow and not line.lows[0].endswith("ing")
    if line.speech.nouns_are_capitals and _is_adjective(line, place):
        return True
    return line.is_capital(place) and not line.is_mark(place - 1)


def _is_adjective(line: Line, place: int) -> bool:
    """ "der bisher bestätigten Fälle"."""
    behind = line.has("determiners", place - 1) or (
        line.has("determiners", place - 2) and not line.is_capital(place - 1)
    )
    return behind and line.is_capital(place + 1) and line.lows[place].endswith("en") and not is_back(line, place)


def _is_noun(line: Line, place: int) -> bool:
    """Whether the form is a noun after all: "the count does not include"."""
    return line.has("behind_nouns", place + 1) or line.has("before_nouns", place - 1)


def _auxiliary(line: Line, place: int) -> int | None:
    for before in range(place - 1, max(-1, place - 1 - _VERB_REACH), -1):
        if line.has("auxiliaries", before):
            return before
        near = line.speech.nouns_are_capitals or place - before < 4
        if not near or line.has("passive", before) or line.texts[before] in ".;:,":
            return None
    return None


def _second_part(line: Line, place: int, needs: tuple[str, ...]) -> int | None:
    for first in range(place + 1, min(len(line.texts), place + _VERB_REACH)):
        if line.texts[first] in ".;:,":
            break
        if all(_is(line, first + place, need) for place, need in enumerate(needs)):
            return first + len([need for need in needs if need != "#"]) - 1
    return place if len(needs) == 1 and _governed(line, place, needs[0]) else None


def _governed(line: Line, place: int, preposition: str) -> int | None:
    """Where the preposition of a verb that ends its clause stands: "während Ärzte [von] 30 Toten sprechen"."""
    opening = _opening(line, place) if line.is_mark(place + 1) else None
    if opening is None:
        return None
    return next((at for at in range(opening + 2, place) if line.lows[at] == preposition), None)


def _opening(line: Line, place: int) -> int | None:
    """The conjunction of the German clause that ends with a verb at `place`."""
    if not line.speech.nouns_are_capitals:
        return None
    for at in range(place - 1, max(-1, place - 1 - _VERB_REACH), -1):
        if line.has("adverbial", at) and line.is_mark(at - 1):
            return at
        if line.is_mark(at):
            return None
    return None


def _is(line: Line, place: int, need: str) -> bool:
    """Whether the word a verb needs stands at `place`; "#" is a number, or what stands before one."""
    if need == "#":
        return line.is_number(place) or line.is_number(place + 1)
    return place < len(line.texts) and line.lows[place] == need


def _is_negated(line: Line, head: int, last: int) -> bool:
    """ "did not confirm", "weder … noch … bestätigt": nothing was said."""
    end = max(head, last) + 1
    if line.speech.nouns_are_capitals:
        end = next((p for p in range(head, min(len(line.texts), head + _VERB_REACH)) if line.texts[p] in ",.;:"), end)
    start = next((p for p in range(head, max(0, head - _VERB_REACH), -1) if line.is_mark(p - 1)), head)
    if not line.holds("never", "neither"):
        return False
    negated = any(line.has("never", place) for place in range(max(0, head - 1), max(end, last + 1)))
    return negated or any(line.has("neither", place) for place in range(start, head))


def subject(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    """Who speaks by the verb at `head`, and whether what was said stands before it."""
    conjunction = _as(line, head)
    if conjunction is not None and conjunction + 1 < head and (name := name_after(line, conjunction + 1)):
        return Name(name.first, min(name.end, head), name.pronoun), True
    opening, preposition = _opening(line, head), _governed(line, head, "von")
    if opening is not None and preposition:
        name = name_after(line, opening + 1)
        return (Name(name.first, min(name.end, preposition), name.pronoun) if name else None), True
    if hung := _hung_pronoun(line, head):
        return hung, True
    if _goes_on(line, head) or line.has("and", head - 1):
        return None, False
    if is_preceded(line, head):
        return _subject_after_content(line, head, last)
    if is_back(line, head):
        return _right_of(line, head, last), True
    name = name_before(line, head)
    if name and not _is_object(line, name):
        return name, _is_postposed(line, name, last)
    if line.speech.subjects_follow:
        return _right_of(line, head, last), False
    return None, False


def _is_object(line: Line, name: Name) -> bool:
    """ "Den Schaden schätzt die Polizei", "Die Kosten beziffert der Minister": an object before its verb."""
    heads = (name.first, name.first + 1)
    return line.has("objects", name.first) or any(line.has("amounts", place) for place in heads if place < name.end)


def _subject_after_content(line: Line, head: int, last: int) -> tuple[Name | None, bool]:
    left = name_before(line, head)
    if left and not line.speech.subjects_follow and line.texts[head - 1] == "," and left.end - left.first > 0:
        return left, _is_postposed(line, left, last)
    if right := _right_of(line, head, last):
        return right, True
    return (left, _is_postposed(line, left, last)) if left else (None, False)


def _right_of(line: Line, head: int, last: int) -> Name | None:
    place = (last if last - head < 3 and not line.speech.nouns_are_capitals else head) + 1
    if line.speech.names_are_inflected and place < len(line.texts) and line.lows[place] in ("в", "во"):
        place += 1 if is_impersonal(line, head) else 2 + line.has("possessives", place + 1)
    name = name_after(line, _past_listener(line, place))
    return with_apposition(line, name) if name else None


def _past_listener(line: Line, place: int) -> int:
    """Past whoever was told, where that stands before the subject: "рассказал журналистам", "a confié au journal X"."""
    while line.has("told_listeners", place):
        place += 1
    first = place + 1 if line.has("told_case", place) else place
    if not line.has("media", first):
        return place
    while line.has("media", first) or (line.is_capital(first) and first > place + 1):
        first += 1
    return first if may_begin(line, first) else place


def _hung_pronoun(line: Line, head: int) -> Name | None:
    low = line.lows[head]
    hung = low != line.speech.stem_of(low) or line.has("pronouns", head)
    return Name(head, head + 1, pronoun=True) if hung else None


def _as(line: Line, head: int) -> int | None:
    """Where "wie", "как", "comme" opens the clause that `head` stands in."""
    if not line.holds("as"):
        return None
    for place in range(head - 1, max(-1, head - 1 - _VERB_REACH), -1):
        if line.has("as", place) and (place == 0 or line.is_mark(place - 1)):
            return place
        if line.texts[place] in ".;:," and not line.is_number(place - 1):
            return None
    return None


def _is_postposed(line: Line, name: Name, last: int) -> bool:
    """ "…, the coast guard said on Monday.": nothing follows that could have been said."""
    if name.first < _SHORTEST_CONTENT or line.speech.nouns_are_capitals:
        return False  # in German the subject then stands behind its verb
    if line.texts[name.first - 1] in _QUOTATION_ENDS:
        return True
    place = last + 1
    if line.phrase("told", last) and (listener := name_after(line, place)):
        place = listener.end
    while place < len(line.texts) and (step := line.is_time(place)):
        place += step
    if place >= len(line.texts) or line.texts[place] in ".,;)":
        return not line.has("that", place + 1)
    rest = line.texts[place : place + _LONGEST_SCENE + 1]
    opens = any(line.has("that", place + at) or line.has("infinitive", place + at) for at in range(len(rest)))
    return line.has("prepositions", place) and len(rest) <= _LONGEST_SCENE and not opens


def _continues(line: Line, head: int) -> bool:
    """ "…, adding that", "… und fügte hinzu": whoever spoke before in this sentence goes on."""
    aside = line.has("lead_ins", head - 1) and line.is_mark(head - 2)
    return aside or line.has("and", head - 1) or _goes_on(line, head)


def _is_relative(line: Line, name: Name) -> bool:
    """ "20 soldiers the army has confirmed dead": the name follows what it speaks of without a mark between."""
    if line.speech.subjects_follow or name.first < 2 or name.pronoun:
        return False
    return line.is_number(name.first - 2) or line.is_number(name.first - 3)


def _goes_on(line: Line, head: int) -> bool:
    """A participle without a subject of its own: "…, adding that", "…, добавив, что", "…, ajoutant que"."""
    return is_preceded(line, head) and head > 0 and line.lows[head].endswith(("ing", "ив", "ав", "ant"))


def _told(line: Line, head: int, name: Name | None) -> Span | None:
    """The medium that was spoken to: "sagte X der Zeitung Y", "told Reuters", "в интервью CNN"."""
    if not line.holds("media"):
        return None
    for place in range(max(0, head - _MEDIUM_REACH), min(len(line.texts), head + _MEDIUM_REACH)):
        if name and name.first <= place < name.end:
            continue
        first = _listener(line, head, name, place)
        if first is None:
            continue
        found = name_after(line, first)
        if found and not found.pronoun and is_medium(line, Name(place, found.end)):
            return span_of(line, found)
    return None


def _listener(line: Line, head: int, name: Name | None, place: int) -> int | None:
    """Where the name begins of somebody who was spoken to, if a word for that stands at `place`."""
    if taken := line.phrase("told", place):
        return place + taken
    behind = place > head or (name is not None and name.end <= place < head)
    if behind and line.has("told_case", place):
        return place if line.speech.nouns_are_capitals or line.speech.names_are_inflected else place + 1
    return place if line.speech.names_are_inflected and place == head + 1 and line.has("media", place) else None
