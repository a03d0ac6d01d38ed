"""Cues without a verb: "laut X", "nach Angaben X", "X zufolge", "unter Berufung auf X", "по данным X"."""

from dataclasses import replace

from claims.extraction.cue import Cue, is_back, is_medium, make_cue, span_of
from claims.extraction.data_givers import (
    is_empty,
    is_only_data,
    name_up_to,
    names_giver,
    owner_of,
    phrase_up_to,
    subject_at_head,
    with_adjective,
)
from claims.extraction.inflected import relaying, shown_at
from claims.extraction.line import CLOSING, Line, Name
from claims.extraction.listeners import medium_behind
from claims.extraction.names_after import genitive_after, name_after, past_asides, with_apposition, with_role
from claims.extraction.names_before import name_before, speaks
from claims.extraction.notes import note_cue, own_count, reckoning_cue
from claims.extraction.speech import Speech
from claims.extraction.tellers import told_by
from claims.extraction.unspoken import is_evidence, is_nobody

_PHRASES = frozenset(
    (
        "carry_",
        "relay_",
        "from_",
        "before_data_",
        "before_",
        "before_back_",
        "reveals_from",
        "after",
        "inside_",
        "told_by",
        "counted_by",
        "given",
        "learned_from_",
        "notes",
        "for_whom",
        "by_which_",
        "relying_",
        "heard_from",
    )
)
_NOTED = frozenset(("notes", "for_whom"))
_VERB_REACH = 20  # words within which a verb's second part follows, or its auxiliary stands before it
_LEARNED_REACH = 8  # words from "appris" to "auprès de": the medium and a day stand between
_BY_REACH = 5  # words from "estimé" to "par"
_ANTECEDENT_REACH = 12  # words from "оценка" to "согласно которой"
_DATA_REACH = 5  # words between "nach" and "Angaben"


def may_open_phrase(speech: Speech, word: str) -> bool:
    return not speech.roles_of(word).isdisjoint(_PHRASES)


def phrase_cue(line: Line, place: int) -> tuple[Cue, int] | None:
    roles = line.roles[place]  # asked here for each list: most words are in one
    if roles.isdisjoint(_PHRASES):
        return None
    if "carry_" in roles and (taken := line.phrase("carry", place)) and taken >= line.phrase("from", place):
        return make_cue(line, "carry", place, place + taken, None, before=True, after=True), place + taken
    if not roles.isdisjoint(_NOTED) and (cue := note_cue(line, place) or reckoning_cue(line, place)):
        return cue
    taken = line.phrase("relay", place) if "relay_" in roles else 0
    if taken and line.phrase("told", place) <= taken and not _is_behind_quotation(line, place):
        return _relay(line, place, taken)
    if "by_which_" in roles and (taken := line.phrase("by_which", place)) and (cue := _by_which(line, place, taken)):
        return cue
    if "relying_" in roles and (taken := line.phrase("relying", place)) and (cue := _relying(line, place, taken)):
        return cue
    if "from_" in roles and (taken := line.phrase("from", place)) and (cue := _from(line, place, taken)):
        return cue
    if "before_data_" in roles and (taken := line.phrase("before_data", place)) and (cue := _data(line, place, taken)):
        return cue
    if "inside_" in roles and (taken := line.phrase("inside", place)) and (cue := _inside(line, place, taken)):
        return cue
    if "before_back_" in roles and (taken := line.phrase("before_back", place)) and is_back(line, place):
        return _source_phrase(line, place, taken)
    if (
        taken := line.phrase("before", place)
        or _given_by(line, place)
        or _revealing(line, place)
        or _heard(line, place)
    ):
        return _source_phrase(line, place, taken)
    if "after" in roles and (from_data := _data_up_to(line, place)):
        return from_data, place + 1
    if "counted_by" in roles and (cue := own_count(line, place)):
        return cue
    if (
        "learned_from_" in roles
        and line.holds("learns")
        and (taken := line.phrase("learned_from", place))
        and (cue := _learned(line, place, taken))
    ):
        return cue
    if "told_by" in roles and (taken := line.teller(place)) and (cue := told_by(line, place, taken)):
        return cue
    if "after" in roles and (name := name_up_to(line, place)):
        return make_cue(line, "phrase", place, place + 1, name, before=True, after=True), place + 1
    return None


def _source_phrase(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "laut X", "according to X"."""
    name = genitive_after(line, place + taken) if line.speech.names_are_inflected else name_after(line, place + taken)
    name = name or _antecedent_of_data(line, place, taken)
    if not name or name.pronoun or line.has("never", place - 1) or is_empty(line, name):
        return None
    named = any(line.is_capital(at) for at in range(name.first, name.end))
    if not named and is_evidence(line, name):
        return None  # "confirmed by laboratory tests", "according to pictures"
    name = _within_data(line, name)
    whole = with_apposition(line, name)
    whole = whole if whole != name else with_role(line, name)
    office = any(line.has("speakers", at) for at in range(name.end, whole.end))
    name = whole if office or not line.is_capital(name.first) else name
    told = medium_behind(line, name.end)
    joined = line.has("and", place - 1) and not line.is_mark(name.end + 1)  # "…, et selon X, …": what follows only
    cue = make_cue(line, "phrase", place, place + taken, name, before=not joined, after=True)
    return replace(cue, is_back=is_back(line, place), told=told), name.end


def _antecedent_of_data(line: Line, place: int, taken: int) -> Name | None:
    """ "оценка [ООН] от 13 июля, согласно которой погибли …"."""
    if not line.has("relatives", place + taken):
        return None
    reach = range(place - 1, max(-1, place - _ANTECEDENT_REACH), -1)
    paper = next((at for at in reach if line.has("papers", at) or line.has("data", at)), None)
    name = genitive_after(line, paper + 1) if paper is not None else None
    return name if name and paper is not None and name.first == paper + 1 and name.end <= place else None


def _learned(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "a appris l'AFP [auprès du] parquet": the parquet said so, and the agency asked."""
    reach = range(max(0, place - _LEARNED_REACH), place)
    verb = next((at for at in reversed(reach) if line.has("learns", at)), None)
    asked = name_after(line, verb + 1) if verb is not None else None
    if verb is None or (asked and not _leads_on(line, asked.end, place)) or line.has("that", verb + 1):
        return None
    found = _source_phrase(line, place, taken)
    if not found or found[0].is_medium:
        return None
    medium = span_of(line, Name(asked.first, min(asked.end, place))) if asked and asked.first < place else None
    return replace(found[0], told=medium), found[1]


def _leads_on(line: Line, end: int, place: int) -> bool:
    """Whether nothing but a day or a name in brackets stands between."""
    return end >= place or bool(line.is_time(end)) or line.texts[end] == "("


def _given_by(line: Line, place: int) -> int:
    """How many words of "estimé mardi par", "déclarées mortes par" stand here: who did so follows."""
    if not line.has("given", place):
        return 0
    for by in range(place + 1, min(len(line.texts), place + _BY_REACH)):
        if line.has("by", by):
            return by + 1 - place
        if line.is_mark(by) or line.has("prepositions", by) or line.has("that", by):
            return 0
    return 0


def _inside(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "in einer Umfrage des Instituts X": a paper that says so itself."""
    if not line.holds("papers", "talk_"):
        return None  # most words such as "in" lead to no paper
    name = genitive_after(line, place + taken) if line.speech.names_are_inflected else name_after(line, place + taken)
    if not name or line.has("possessives", name.first):
        return None  # "in its report": the report of whoever else is named
    is_paper = any(line.has("papers", at) for at in range(name.first, name.end))
    if line.has("that", name.end) and not line.speech.subjects_follow:
        return None  # "the watchdog [in Mali reports] that"
    if not is_paper and not _is_talked_of(line, name):
        return None
    cue, end = _source_phrase(line, place, taken) or (None, 0)
    return (replace(cue, kind="paper"), end) if cue else None


def _is_talked_of(line: Line, name: Name) -> bool:
    """ "Im staatlichen Fernsehen war die Rede von …"."""
    if not line.holds("talk_") or not is_medium(line, name):
        return False
    return any(line.phrase("talk", place) for place in range(name.end, min(len(line.texts), name.end + _DATA_REACH)))


def _revealing(line: Line, place: int) -> int:
    """ "aus X geht hervor"."""
    if not line.has("reveals_from", place):
        return 0
    return int(any(line.has("reveals", p) for p in range(place, min(len(line.texts), place + _VERB_REACH))))


def _heard(line: Line, place: int) -> int:
    """ "Von der Polizei hieß es": at the head of a clause."""
    if not line.has("heard_from", place) or not line.is_mark(place - 1):
        return 0
    name = name_after(line, place + 1)
    return int(name is not None and not name.pronoun and line.has("heard", name.end))


def _is_behind_quotation(line: Line, place: int) -> bool:
    """ "…, zitierte die Agentur den Minister": where the verb comes first, the one who cites follows it."""
    return line.speech.nouns_are_capitals and line.is_mark(place - 1) and bool(line.speech.verbs_of(line.lows[place]))


def _by_which(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "Angaben der Armee, wonach …", "zitierten Quellen in der Armee, wonach …"."""
    name = phrase_up_to(line, place - 1) if line.is_mark(place - 1) else None
    if not name:
        return None
    return make_cue(line, "phrase", place, place + taken, name, after=True), place + taken


def _relying(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "die Zeitung X, die sich auf Y stützt": Y, through the paper before the comma."""
    name = name_after(line, place + taken)
    if not name or name.pronoun or not line.has("relies", name.end):
        return None
    cue = make_cue(line, "relay", place, place + taken, name, before=True, after=True)
    comma = place - 2
    if comma < 1 or line.texts[comma] != ",":
        return cue, name.end
    medium = name_up_to(line, comma - 1) if line.has("after", comma - 1) else phrase_up_to(line, comma)
    return replace(cue, told=span_of(line, medium) if medium else None), name.end


def _within_data(line: Line, name: Name) -> Name:
    """ "figures compiled by X": X."""
    if not any(line.has("data", place) for place in range(name.first, name.end)):
        return name
    for place in range(past_asides(line, name.end), name.first, -1):
        if line.has("of_data", place) and any(line.has("data", p) for p in range(name.first, place)):
            inner = name_after(line, place + 1)
            return inner if inner and not inner.pronoun else name
    return name


def _data(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "nach Angaben X", "nach X-Angaben", "по данным X", "by X's count", "de source X"."""
    first = place + taken
    for at in range(first, min(len(line.texts), first + _DATA_REACH)):
        if line.has("data", at):
            return None if _is_undetermined(line, place, first, at) else _with_data(line, place, first, at)
        if line.is_mark(at) or line.has("stops", at):
            return None
    return None


def _is_undetermined(line: Line, place: int, first: int, at: int) -> bool:
    """ "le luxe d'un bilan": "de" alone leads only to data without an article ("de source judiciaire")."""
    led = line.has("genitive", place) and first == place + 1
    return led and (line.has("made_from", place - 1) or any(line.has("determiners", p) for p in range(first, at)))


def _with_data(line: Line, place: int, first: int, at: int) -> tuple[Cue, int] | None:
    given = _given(line, first, at)
    if not given and any(line.has("these", p) for p in range(first, at)):
        return make_cue(line, "carry", place, at + 1, None, before=True, after=True), at + 1
    if any(line.has("own", p) for p in range(first, at)):
        owner = owner_of(line, place, at + 1)
        return (make_cue(line, "phrase", place, at + 1, owner, before=True, after=True), at + 1) if owner else None
    if line.has("documents", at) and (
        _has_adjective(line, at) or not all(line.has("empty", p) for p in range(first, at))
    ):
        return _source_phrase(line, place, taken=first - place)
    name = given or _described(line, first, at)
    if not name:
        return None
    cue = make_cue(line, "phrase", place, at + 1, name, before=True, after=True)
    return replace(cue, told=medium_behind(line, name.end)), max(name.end, at + 1)


def _has_adjective(line: Line, at: int) -> bool:
    """ "De source judiciaire, …": what follows the word says whose the data are."""
    follows = line.speech.adjectives_follow and not line.is_mark(at + 1) and not line.is_capital(at + 1)
    return follows and not any(line.has(words, at + 1) for words in ("stops", "genitive", "of_data", "prepositions"))


def _given(line: Line, first: int, at: int) -> Name | None:
    """Whose the data are: "Angaben der Polizei", "the government's count"."""
    if line.lows[first - 1] == "by" and at > first:
        return _without_ending(line, first, at)
    linked = line.has("genitive", at + 1) or line.is_capital(at + 1) or line.has("from_data", at + 1)
    if names_giver(line, at) and line.has("nominatives", at + 1):
        return None  # "wurde nach Fernsehberichten der Notstand ausgerufen"
    if shown := shown_at(line, at):
        return name_after(line, shown)
    preposition = line.has("from_data", at + 1) and not line.has("determiners", at + 1)
    place = at + 2 if preposition else at + 1
    if not (linked or line.speech.names_are_inflected) or line.has("that", at + 1):
        return None
    name = genitive_after(line, place) if line.speech.names_are_inflected else name_after(line, place)
    if not name or name.pronoun or name.first != place:
        return None
    fused = line.speech.adjectives_follow and line.has("genitive", place) and name.end > place + 1
    return Name(place + fused, name.end)  # "les calculs du | Sénat"


def _without_ending(line: Line, first: int, at: int) -> Name | None:
    return Name(first, at - 1 if line.is_mark(at - 1) else at)


def _described(line: Line, first: int, at: int) -> Name | None:
    """ "offiziellen Angaben", "Polizeiangaben": the words themselves, unless they say nothing of anybody."""
    if at > first and all(line.has("empty", p) or line.has("determiners", p) for p in range(first, at)):
        return None
    compound = line.speech["data"].has_head(line.lows[at])
    return Name(first, at + 1) if at > first or compound else None


def _data_up_to(line: Line, place: int) -> Cue | None:
    """ "eigenen Angaben zufolge": the subject's; "den neuen Angaben zufolge": whose was said before."""
    if not is_only_data(line, place - 1):
        return None
    first = place - 1
    while any(line.has(name, first - 1) for name in ("own", "empty", "these", "determiners")):
        first -= 1
    described = range(first, place - 1)
    if any(line.has("own", at) for at in described):
        owner = owner_of(line, first, place + 1) or subject_at_head(line)
        return make_cue(line, "phrase", first, place + 1, owner, before=True, after=True) if owner else None
    if any(line.has("these", at) for at in described):
        return make_cue(line, "carry", first, place + 1, None, before=True, after=True)
    if not described and with_adjective(line, first) < first:  # "offiziellen Angaben zufolge"
        return make_cue(line, "phrase", place, place + 1, Name(first - 1, place), before=True, after=True)
    return None


def _relay(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "X unter Berufung auf Y", "citing Y", "X quoted Y as saying": the source is Y, `told` is X beside it."""
    medium = _medium_before(line, place)
    end = place + taken
    if line.has("media", end) and not medium and line.speech.names_are_inflected:
        medium = Name(end, end + 1)  # "цитирует ТАСС главного врача"
        end += 1
    name = name_after(line, end)
    if name and (paper := _paper_of(line, name)) is not None and name.end > paper + 1:
        name = Name(paper + 1, name.end)  # "со ссылкой на заявление министра"
    if not name or name.pronoun or is_evidence(line, name) or is_nobody(line, name):
        return None
    if not line.speech.names_are_inflected:
        name = with_apposition(line, name)
    if not medium and (place_of_medium := relaying(line, name)):
        medium, name = Name(place_of_medium, name.end), Name(name.first, place_of_medium)
    cue = make_cue(line, "relay", place, place + taken, name, before=True, after=True)
    if medium and not medium.pronoun and not speaks(line, medium):
        cue = replace(cue, told=span_of(line, medium))
    return cue, name.end


def _medium_before(line: Line, place: int) -> Name | None:
    """ "Die Zeitung „X“ [unter Berufung auf]", and behind a comma only what is a medium: "the Daily X, [citing]"."""
    if place == 0:
        return None
    if place > 1 and line.speech.verbs_of(line.lows[place - 1]) and not line.speech.subjects_follow:
        return name_before(line, place - 1)  # "the agency reported, quoting local police"
    if line.texts[place - 1] == ",":
        before = name_before(line, place - 1)
        return before if before and not before.pronoun and is_medium(line, before) else None
    return name_before(line, place) if not line.is_mark(place - 1) or line.texts[place - 1] in CLOSING else None


def _is_last(line: Line, place: int) -> bool:
    """Whether the clause ends here, or only a time, a place or a listener follows."""
    return line.is_mark(place) or line.has("prepositions", place) or bool(line.is_time(place))


def _paper_of(line: Line, name: Name) -> int | None:
    """Where the paper stands of "(говорится в) опубликованных данных Росстата", where case tells whose it is."""
    if not line.speech.names_are_inflected:
        return None
    heads = range(name.first, min(name.end, name.first + 2))
    return next((at for at in heads if line.has("papers", at) or line.has("data", at)), None)


def _from(line: Line, place: int, taken: int) -> tuple[Cue, int] | None:
    """ "hieß es aus X", ", so X", "говорится в сообщении X"."""
    if taken == 1 and not line.is_mark(place - 1):
        return None
    name = name_after(line, place + taken)
    if not name or name.pronoun or (taken == 1 and not _is_last(line, past_asides(line, name.end))):
        return None
    if taken == 1 and is_empty(line, name):
        return None  # ", so die Berechnungen"
    back = line.phrase("back", place - 2) == 2 or is_back(line, place)
    if (paper := _paper_of(line, name)) is not None:
        if name.end == paper + 1 and not back:  # "говорится в сообщении": of whoever spoke before
            return make_cue(line, "carry", place, name.end, None, before=True, after=True), name.end
        name = Name(min(paper + 1, name.end - 1), name.end)
    name = _within_data(line, name)
    goes_on = past_asides(line, name.end) + 1 if taken == 1 else 0  # "…, so X weiter, …"
    inner = 0 < goes_on < len(line.texts) and line.texts[goes_on - 1] == "," and not line.has("subordinate", goes_on)
    cue = make_cue(line, "says", place, place + taken, name, before=True, after=taken > 1 or inner)
    return replace(cue, is_back=back, told=medium_behind(line, name.end)), name.end
