"""Names before a verb: where the noun phrase that ends there begins, with an apposition between commas."""

from claims.extraction.chunks import chunk_start, quoted_start, whole_start
from claims.extraction.inflected import (
    as_subject,
    before_date,
    before_scene,
    is_impersonal,
    past_lead_ins,
    speakers_in,
    stands_alone,
)
from claims.extraction.line import LONGEST_NAME, Line, Name
from claims.extraction.names_after import begins_another, name_after, past_asides

_PARTICIPLES = ("é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues")  # of French
_PERSON = (2, 3)  # words of a name
_SHARE_REACH = 4  # words from a number to those it is of
_LONGEST_ASIDE = 3  # words
_LONGEST_EMPHASIS = 6  # words: "quant à lui", "sous le couvert de l'anonymat"


def name_before(line: Line, place: int) -> Name | None:
    """The name that ends right before the verb at `place`: "[dagegen] die Polizei | sagte"."""
    end = place
    while end > 0 and _is_beside(line, end - 1):
        end -= 1
    end = before_date(line, end)
    if line.has("pronouns", end - 1):
        return Name(end - 1, end, pronoun=True)
    if head := _antecedent(line, end):
        return head
    opened = before_brackets(line, end)
    end = _before_teller(line, opened)
    if end != opened and line.texts[opened - 1] == "," != line.texts[end - 1]:
        end = opened  # "The economists, in a memo obtained by Politico, | said"
    if end != opened and (giver := _giver(line, end, opened)):
        return giver
    if end != opened and end > 1 and line.texts[end - 1] == ",":
        end -= 1  # "the army[, quoted by the agency,] | said"
        whole = _name_before_comma(line, end)  # "Le chef de la police, Ali Hassan[, cité par …]"
        if whole and whole.end == end and any(line.has("speakers", at) for at in range(whole.first, end)):
            return whole
    end = _before_emphatic(line, end)
    if end == 0 or line.texts[end - 1] == ",":
        return as_subject(line, _name_before_comma(line, end - 1))
    if is_impersonal(line, place) and (whole := _place_before(line, end)):
        return whole
    if head := _before_relative(line, chunk_start(line, end)):
        return head
    end = _before_aside(line, end)
    first = _past_told(line, past_asides(line, whole_start(line, chunk_start(line, end))), end)
    if line.speech.adjectives_follow and line.has("genitive", first) and _is_share(line, first - 1):
        return None
    if not line.speech.subjects_follow and _is_part(line, first):
        return None
    if (teller := _before_agent(line, first)) is not None:
        return teller
    name = as_subject(line, _cut(line, past_lead_ins(line, first, end), _before_time(line, first, end)))
    if name and is_impersonal(line, place) and stands_alone(line, name):
        return None
    return None if name and _is_act(line, name) else _with_person(line, name)


def _with_person(line: Line, name: Name | None) -> Name | None:
    """ "[Ann Roe,] a spokesperson for the fund | said": the office is not set off by a second comma."""
    if not name or line.speech.subjects_follow or not line.has("determiners", name.first) or name.first < 3:
        return name
    if line.texts[name.first - 1] != "," or not any(line.has("speakers", at) for at in range(name.first, name.end)):
        return name
    first = name.first - 1
    while first > 0 and line.is_capital(first - 1) and not line.is_mark(first - 1):
        first -= 1
    person = name.first - 1 - first in _PERSON and (first == 0 or line.is_mark(first - 1))
    return Name(first, name.end) if person else name


def _is_beside(line: Line, place: int) -> bool:
    """An adverb or a clitic between the name and its verb; one in capitals is of the name ("Hope for All | said")."""
    if line.has("lead_ins", place) or line.has("clitics", place):
        return True
    return line.has("adverbs", place) and not line.is_capital(place)


def before_brackets(line: Line, end: int) -> int:
    """ "Minister Lindner (FDP) | hat"."""
    if end > 0 and line.texts[end - 1] == ")":
        return next((place for place in range(end - 2, max(0, end - 9), -1) if line.texts[place] == "("), end)
    return end


def _antecedent(line: Line, end: int) -> Name | None:
    """ "selon les organisateurs, qui | évoquent", "the army, which | denied": the verb of a clause about a name."""
    if line.speech.nouns_are_capitals or line.has("that", end - 1) or not line.has("who", end - 1):
        return None
    if not line.speech.adjectives_follow:
        return before_which(line, end - 1)
    end -= 2 if end > 1 and line.texts[end - 2] == "," else 1
    start = chunk_start(line, end)
    spoken = [place for place in range(start, end) if line.speech.verbs_of(line.lows[place])]
    behind = [place for place in spoken if not line.has("before_nouns", place - 1) and not line.is_capital(place)]
    return _cut(line, behind[-1] + 1 if behind else start, end)


def before_which(line: Line, which: int) -> Name | None:
    """ "blamed [the Rapid Support Forces], which | denied": the last name, from its article or its first capital."""
    if which < 2 or line.texts[which - 1] != ",":
        return None
    end, start = which - 1, chunk_start(line, which - 1)
    start = next((at + 1 for at in range(end - 1, start, -1) if line.has("by", at)), start)
    first = next((at for at in range(end - 1, start - 1, -1) if line.has("determiners", at)), None)
    if first is None:
        first = next((at for at in range(start, end) if line.is_capital(at) and at > 0), None)
    return Name(first, end) if first is not None and first < end else None


def _before_agent(line: Line, first: int) -> Name | None:
    """ "Le ministère de Gaza, contrôlé par [le Hamas] | affirme": the name before the participle and its "par"."""
    if not line.has("by", first - 1) or line.is_mark(first - 2) or not line.lows[first - 2].endswith(_PARTICIPLES):
        return None
    end = first - 2 - (line.is_mark(first - 3) and line.texts[first - 3] == ",")
    name = _cut(line, past_asides(line, chunk_start(line, end)), end)
    if name and any(line.has("data", place) or line.has("papers", place) for place in range(name.first, name.end)):
        return None  # "les chiffres remontés par [les autorités] | attestent"
    return name


def _before_emphatic(line: Line, end: int) -> int:
    """ "the name[, lui], | évoque": where what only stresses the name begins."""
    if end < 2 or line.texts[end - 1] != "," or not line.holds("emphatic_"):
        return end
    commas = (place for place in range(end - 2, max(0, end - _LONGEST_EMPHASIS - 2), -1) if line.texts[place] == ",")
    comma = next(commas, 0)
    if not comma or line.phrase("emphatic", comma + 1) != end - comma - 2:
        return end
    related = any(line.has("who", place) for place in range(chunk_start(line, comma) - 1, comma))
    return comma + related  # "le HCR, qui compte[, lui], | avance"


def _before_teller(line: Line, end: int) -> int:
    """ "Un témoin [joint par Reuters] | a dit"."""
    for place in range(end - 2, max(0, end - LONGEST_NAME), -1):
        if line.is_mark(place):
            return end
        if line.teller(place):
            return place
    return end


def _giver(line: Line, teller: int, end: int) -> Name | None:
    """ "Figures published by the police | show", "A report released on Monday by the UN | says": no medium is asked."""
    first = past_asides(line, chunk_start(line, teller))
    kinds = ("data", "papers", "writings")
    if line.speech.subjects_follow or first >= teller or line.has("prepositions", first):
        return None
    return Name(first, end) if any(line.has(kind, teller - 1) for kind in kinds) else None


def _place_before(line: Line, end: int) -> Name | None:
    chunk = chunk_start(line, end)
    start = next((at for at in range(past_asides(line, chunk), end - 1) if line.lows[at] in ("в", "во", "на")), end)
    if start + 1 >= end or any(line.is_capital(at) for at in range(max(1, chunk), start)):
        return None
    if any(line.is_number(at) for at in range(start + 1, end)):
        return None  # "инфляцию в 8 процентов | ожидают"
    return Name(speakers_in(line, start + 2, end) or start + 1, before_scene(line, start + 1, end))


def _before_relative(line: Line, start: int) -> Name | None:
    """ "A soldier who said he [saw the blast] | said", "an official who declined to be [named] | said"."""
    if line.speech.subjects_follow:
        return None
    near = range(start - 1, max(0, start - LONGEST_NAME), -1)
    who = next((place for place in near if line.has("who", place) or line.is_mark(place)), None)
    if who is None or line.is_mark(who):
        return None
    alone = start == who + 1 and line.lows[who + 1].endswith("s")  # "which [supporters] | said"
    alone = alone or line.has("speakers", who + 1)
    of_others = alone or line.has("that", who) or line.has("determiners", who + 1) or line.is_capital(who + 1)
    if of_others and not line.has("pronouns", start - 1):
        return None  # "the man who [the army] | said", "wrote that [officials] | said"
    name = _cut(line, chunk_start(line, who), who)
    kinds = ("determiners", "speakers", "persons")
    begins = name and (line.is_capital(name.first) or any(line.has(kind, name.first) for kind in kinds))
    return name if begins else None  # not "affected by the floods, which"


def _before_aside(line: Line, end: int) -> int:
    """ "Иван Орлов [при этом] | пояснил", "the ministry [in its statement] | said": where the aside begins."""
    start = chunk_start(line, end)
    if (scene := before_scene(line, start, end)) < end:
        return scene
    own = [place for place in range(start + 1, end - 1) if _is_own(line, place)]
    if own:
        return own[0]
    small = _is_own(line, start - 1) or not any(line.is_capital(place) for place in range(start, end))
    short = 0 < end - start <= _LONGEST_ASIDE and small
    aside = short and start > 1 and line.has("prepositions", start - 1) and line.is_capital(start - 2)
    named = line.has("determiners", start) and not line.speech.names_are_inflected
    return start - 1 if aside and not named else end


def _is_own(line: Line, place: int) -> bool:
    return line.has("prepositions", place) and line.has("possessives", place + 1)


def _is_act(line: Line, name: Name) -> bool:
    """Whether an act stands in what was taken for a name: "a plan to boost profits | announced last year"."""
    if line.speech.subjects_follow:
        return False
    inside = range(name.first, name.end)
    past = any(line.lows[p].endswith("ed") and line.speech.verbs_of(line.lows[p]) for p in inside)
    first = next(
        (p for p in range(name.first, max(0, name.first - 3), -1) if line.is_mark(p - 1)), max(0, name.first - 3)
    )
    led = any(line.lows[p] in ("to", "than") for p in range(first, name.first))
    return past or led or any(line.lows[p] == "to" for p in inside)


def _before_time(line: Line, first: int, end: int) -> int:
    """Where the chunk ends without a time: "authorities [on Sunday] | announced"."""
    return next((place for place in range(max(first, end - 5), end) if line.is_time(place) == end - place), end)


def is_preceded(line: Line, place: int) -> bool:
    """Whether what was said stands before the verb at `place`: a comma, a dash or a quotation's end does."""
    while line.has("clitics", place - 1):
        place -= 1
    if place and (before_brackets(line, place) != place or line.texts[place - 1] == "%"):
        return False  # "the relief agency (MSF) says", "a 4% projected increase"
    return line.is_mark(place - 1) and (place == 0 or quoted_start(line, place - 1) is None)


def _past_told(line: Line, first: int, end: int) -> int:
    """Past "in an interview with CNN" before the name of who gave it."""
    if not (taken := line.phrase("told", first)):
        return first
    first += taken
    while first < end - 1 and (line.has("media", first) or line.has("determiners", first) or line.is_mark(first)):
        first += 1
    return first


def _cut(line: Line, first: int, end: int) -> Name | None:
    """The name in a chunk: without a pronoun's asides, from its last determiner when it begins with something else."""
    if first >= end:
        return None
    if line.has("pronouns", end - 1) and end - first == 1:
        return Name(first, end, pronoun=True)
    if line.speech.nouns_are_capitals:
        return _german_cut(line, first, end)
    start = _behind_other_words(line, first, end)
    start = next((place for place in range(end - 1, start, -1) if begins_another(line, place)), start)
    if start >= end or line.has("determiners", end - 1) or line.has("prepositions", end - 1):
        return None
    return Name(start, end)


def _german_cut(line: Line, first: int, end: int) -> Name | None:
    """Only one phrase fits before a German verb: when it is no name, the name stands behind the verb."""
    first += line.has("as", first)  # "Wie die Zeitung | unter Berufung auf …"
    if not (line.is_capital(first) or line.has("determiners", first)) or line.has("prepositions", first):
        return None
    counted = any(line.is_number(place) for place in range(first, end))
    if counted and line.has("determiners", first) and line.is_capital(end - 1):
        return Name(first, end)  # "Die beiden 30 Jahre alten Angeklagten"
    found = name_after(line, first)
    if not found or found.first >= end:
        return None
    if found.end == 1 and line.is_number(1):
        return None  # "Gut 1.200 Teilnehmer | zählte": only the first letter of the sentence is a capital
    return Name(found.first, min(found.end, end), found.pronoun)


def _behind_other_words(line: Line, first: int, end: int) -> int:
    """ "At the march organizers | told": past a phrase with a preposition, past a counted noun ("20 men the army")."""
    first = _behind_and(line, first, end)
    numbers = [place for place in range(first, end) if line.is_number(place)]
    if not numbers and not line.has("prepositions", first):
        return first
    if numbers and line.speech.adjectives_follow and _are_counted(line, numbers[-1] + 1):
        return end
    behind = numbers[-1] + 1 if numbers else first + 2
    determiners = [place for place in range(behind, end) if line.has("determiners", place)]
    if determiners:
        return determiners[-1]
    return end if numbers else _last_noun(line, first, end)


def _is_part(line: Line, first: int) -> bool:
    """ "43.9 per cent of [those schools] | said": those who speak are the figure itself."""
    near = range(max(0, first - _SHARE_REACH), first)
    return line.has("genitive", first - 1) and any(line.is_number(place) for place in near)


def _is_share(line: Line, place: int) -> bool:
    """ "67 % | des sondés disent"."""
    return place > 0 and (line.texts[place] == "%" or line.is_number(place))


def _are_counted(line: Line, place: int) -> bool:
    """ "67 % des sondés | disent": those who speak are the figure itself."""
    return line.has("genitive", place) or line.has("genitive", place + 1)


def _behind_and(line: Line, first: int, end: int) -> int:
    """ "good and the company | said": past an "and" that joins no names."""
    if line.is_capital(first) or line.has("determiners", first) or line.speech.subjects_follow:
        return first
    joined = [place for place in range(first, end - 1) if line.has("and", place) and line.has("determiners", place + 1)]
    return joined[-1] + 1 if joined else first


def _last_noun(line: Line, first: int, end: int) -> int:
    """ "In Boston local media | said": what begins with a small letter behind a name, or all that follows one name."""
    if not line.is_capital(first + 1) and not line.has("determiners", first + 1):
        return first + 1
    if line.is_capital(end - 1):
        return first + 2 if end > first + 2 else first
    place = end
    while place > first + 1 and not line.is_mark(place - 1) and not line.is_capital(place - 1):
        place -= 1
    return place if place < end and place > first + 1 else first


def _name_before_comma(line: Line, comma: int) -> Name | None:
    """ "The director, Amina Yusuf, | said", "the governor, who came on Monday, | said"."""
    if comma < 2:
        return None
    inner = comma - 1
    while inner > max(0, comma - 2 * LONGEST_NAME) and line.texts[inner] != ",":
        inner -= 1
    if line.texts[inner] != ",":
        return None
    teller = _before_teller(line, inner)
    if teller != inner and (giver := _giver(line, teller, inner)):
        return giver  # "an estimate seen by Sky News, however, | put"
    head = _cut(line, past_asides(line, chunk_start(line, inner)), inner)
    if not head or head.pronoun or speaks(line, head) or line.ends_quotation(head.first, comma - 1):
        return None
    if _is_apposition(line, inner + 1, comma):
        return Name(head.first, comma)
    whole = _name_before_comma(line, inner) if head.first > 1 and line.texts[head.first - 1] == "," else None
    return whole if whole and whole.end == inner else Name(head.first, head.end)


def speaks(line: Line, name: Name) -> bool:
    """Whether a verb of speaking stands in what was taken for a name."""
    inside = (place for place in range(name.first, name.end) if not line.is_upper(place))
    return any(
        line.speech.verbs_of(line.lows[place])
        and not line.has("before_nouns", place - 1)
        and not line.phrase("no_verb", place)
        for place in inside
    )


def _is_apposition(line: Line, first: int, end: int) -> bool:
    inside = range(first, end)
    if len(inside) > LONGEST_NAME or line.is_number(first) or any(line.has("stops", place) for place in inside):
        return False
    if line.speech.nouns_are_capitals and any(line.speech.verbs_of(line.lows[place]) for place in inside):
        return False
    return line.is_capital(first) or line.has("determiners", first) or line.has("speakers", first)
