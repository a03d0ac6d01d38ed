"""Verbs of speaking: which form of which verb stands at a word, with its parts, and whether it is denied."""

from claims.extraction.cue import is_back
from claims.extraction.line import Line
from claims.extraction.speech import Verb

_VERB_REACH = 20  # words within which a verb's second part follows, or its auxiliary stands before it
_PARTICLE_REACH = 30  # the same for the second part of a German verb: "teilte … auf einer Konferenz … mit"
_LONGEST_ATTRIBUTE = 8  # words between the article and its participle
_LONGEST_ASIDE = 6  # words of ", pour sa part,"
_QUOTES = frozenset('"„“”«»')
_KINDS_OF_WORDS = frozenset("#%")  # among what a verb needs


def verb_at(line: Line, place: int) -> tuple[Verb, int, int] | None:
    """A verb of speaking at `place`: the verb, the place of its finite part, and the place of its last."""
    verbs = line.speech.verbs_of(line.speech.stem_of(line.lows[place]))
    if not verbs or _is_name(line, place):
        return None
    auxiliary = _auxiliary(line, place)
    for verb in verbs:
        last = _second_part(line, place, verb.needs) if verb.needs and not is_back(line, place) else place
        if last is None or (verb.is_participle and auxiliary is None) or (not verb.needs and _is_noun(line, place)):
            continue
        if auxiliary is not None and not verb.needs and _is_suffered(line, auxiliary):
            continue
        if (verb.ends or verb.never) and not _is_whole(line, place, verb):
            continue
        if verb.is_participle or (auxiliary is not None and not line.speech.nouns_are_capitals):
            return verb, auxiliary if auxiliary is not None else place, last
        if line.has("modals", place - 1) and line.has("bases", place):
            return verb, place - 1, last
        if _is_progressive(line, place):
            return verb, _first_auxiliary(line, place), last
        if not _is_passive(line, place):
            return verb, place, last
    return None


def _is_whole(line: Line, place: int, verb: Verb) -> bool:
    """Whether the clause ends with the verb's last part ("ging von … aus"), and has no word that makes it another."""
    start = next((at for at in range(place, max(-1, place - _PARTICLE_REACH), -1) if _parts(line, at - 1)), place)
    furthest = min(len(line.texts), place + _PARTICLE_REACH)
    inside = range(start, next((at for at in range(place + 1, furthest) if _parts(line, at)), furthest))
    if any(line.lows[at] in verb.never for at in inside):
        return False
    behind = range(place + 1, furthest)
    return not verb.ends or any(line.lows[at] == verb.ends and line.is_mark(at + 1) for at in behind)


def _parts(line: Line, place: int) -> bool:
    """Whether a comma or a stop stands there that is no part of a number or name."""
    return place < 0 or line.texts[place] in ",;:."


def _is_suffered(line: Line, auxiliary: int) -> bool:
    """ "est évalué à", which is no "s'est félicité"."""
    return line.has("becoming", auxiliary) and not line.has("reflexive", auxiliary - 1)


def _is_progressive(line: Line, place: int) -> bool:
    """ "the utility was reporting almost 49,000 outages"."""
    english = not line.speech.subjects_follow
    return english and line.lows[place].endswith("ing") and line.has("passive", place - 1)


def _first_auxiliary(line: Line, place: int) -> int:
    """Where the verb of "have been telling" begins."""
    while line.has("passive", place - 1) or line.has("auxiliaries", place - 1):
        place -= 1
    return place


def _is_passive(line: Line, place: int) -> bool:
    """ "was reported"; "werden Verschüttete befürchtet", where the participle looks like a finite form."""
    if not line.speech.nouns_are_capitals:
        return line.has("passive", place - 1)
    start = next((p for p in range(place, max(0, place - _VERB_REACH), -1) if line.is_mark(p - 1)), place)
    return line.has("passive", place + 1) or any(line.has("passive", before) for before in range(start, place))


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
    if _is_in_attribute(line, place):
        return True
    if line.is_number(place - 1) and line.is_capital(place + 1) and line.lows[place].endswith("te"):
        return True  # "1.873 bestätigte Fälle"
    return behind and line.is_capital(place + 1) and line.lows[place].endswith("en") and not is_back(line, place)


def _is_in_attribute(line: Line, place: int) -> bool:
    """ "die von der Polizei erfassten Fälle", "den binnen 24 Stunden registrierten Fällen"."""
    if not line.speech.nouns_are_capitals or not line.is_capital(place + 1):
        return False
    inside = range(max(1, place - _LONGEST_ATTRIBUTE), place)
    opened = [at for at in inside if line.has("prepositions", at) and line.has("determiners", at - 1)]
    return bool(opened) and not any(line.is_mark(at) for at in range(opened[-1], place))


def _is_noun(line: Line, place: int) -> bool:
    """Whether the form is a noun after all: "the count does not include"."""
    behind = line.has("before_nouns", place - 1) and not _is_past_form(line, place)
    form = line.has("noun_forms", place) or line.has("bases", place)  # "supporters [said] would" speaks
    return behind or (form and line.has("behind_nouns", place + 1))


def _is_past_form(line: Line, place: int) -> bool:
    """ "les [chiffrait]": no noun ends like a French imperfect."""
    return line.speech.adjectives_follow and line.lows[place].endswith(("ait", "aient"))


def _auxiliary(line: Line, place: int) -> int | None:
    if line.has("auxiliaries", place + 1):  # "38 Tote will das Amt gezählt haben"
        earlier = range(place - 1, max(-1, place - 1 - _VERB_REACH), -1)
        return next((before for before in earlier if line.has("claiming", before)), None)
    if (aside := _aside_before(line, place)) and line.has("auxiliaries", aside - 1):
        return aside - 1
    for before in range(place - 1, max(-1, place - 1 - _VERB_REACH), -1):
        if line.has("auxiliaries", before):
            return before
        if not line.speech.subjects_follow and (line.is_number(before) or line.has("determiners", before)):
            return None  # "had 12 recorded cases"
        near = line.speech.nouns_are_capitals or place - before < 5 or line.has("and", place - 1)
        if not near or line.has("passive", before) or line.texts[before] in ".;:,—–":
            return None
    return None


def _aside_before(line: Line, place: int) -> int:
    """Where a short aside before a participle opens: "a[, pour sa part,] indiqué"; 0 where there is none."""
    if line.speech.nouns_are_capitals or place < 2 or line.texts[place - 1] != ",":
        return 0
    before = range(place - 2, max(0, place - 2 - _LONGEST_ASIDE), -1)
    return next((at for at in before if line.texts[at] == ","), 0)


def _second_part(line: Line, place: int, needs: tuple[str, ...]) -> int | None:
    fitting: list[int] = []
    commas = 0
    for first in range(_past_aside(line, place + 1), min(len(line.texts), place + _PARTICLE_REACH)):
        commas += line.texts[first] == ","
        if (line.texts[first] in ".;:" and not line.is_number(first - 1)) or (commas and fitting) or commas > 2:
            break
        if commas and not line.is_mark(first + len(needs)) and not line.is_number(first + len(needs)):
            continue  # behind "der Sprecher, Jan Maier, am Montag" only what ends the clause
        if all(_is(line, first + place, need) for place, need in enumerate(needs)):
            fitting.append(first + len([need for need in needs if need not in _KINDS_OF_WORDS]) - 1)
    if fitting:  # "räumte ein Sprecher ein": the particle that ends the clause
        ending = next((last for last in fitting if line.is_mark(last + 1) or line.has("and", last + 1)), None)
        particle = len(needs) == 1 and line.has("particles", fitting[0])
        return ending if ending is not None or particle else fitting[0]
    return place if len(needs) == 1 and governed(line, place, needs[0]) else None


def _past_aside(line: Line, place: int) -> int:
    """Past a short aside right behind a verb: "fait[, quant à lui,] état de"."""
    if line.speech.nouns_are_capitals or place >= len(line.texts) or line.texts[place] != ",":
        return place
    behind = range(place + 1, min(len(line.texts), place + _LONGEST_ASIDE))
    return next((at + 1 for at in behind if line.texts[at] == ","), place)


def governed(line: Line, place: int, preposition: str) -> int | None:
    """Where the preposition of a verb that ends its clause stands: "während Ärzte [von] 30 Toten sprechen"."""
    opening = clause_opening(line, place) if line.is_mark(place + 1) else None
    if opening is None:
        return None
    return next((at for at in range(opening + 2, place) if line.lows[at] == preposition), None)


def clause_opening(line: Line, place: int) -> int | None:
    """The conjunction of the German clause that ends with a verb at `place`."""
    if not line.speech.nouns_are_capitals:
        return None
    for at in range(place - 1, max(-1, place - 1 - _VERB_REACH), -1):
        if line.has("adverbial", at) and line.is_mark(at - 1):
            return at
        if line.is_mark(at) and line.texts[at] not in _QUOTES:
            return None
    return None


def _is(line: Line, place: int, need: str) -> bool:
    """Whether the word a verb needs stands at `place`: "#" is a number or what stands before one, "%" a "that"."""
    if need == "#":
        return line.is_number(place) or line.is_number(place + 1)
    if need == "%":
        return line.has("that", place)
    return place < len(line.texts) and line.lows[place] == need


def is_negated(line: Line, head: int, last: int) -> bool:
    """ "did not confirm", "weder … noch … bestätigt": nothing was said."""
    end = max(head, last) + 1
    if line.speech.nouns_are_capitals:
        end = next((p for p in range(head, min(len(line.texts), head + _VERB_REACH)) if line.texts[p] in ",.;:"), end)
    start = next((p for p in range(head, max(-1, head - _VERB_REACH), -1) if line.is_mark(p - 1)), head)
    if not line.holds("never", "neither"):
        return False
    negated = any(_negates(line, "never", place) for place in range(max(0, head - 1), max(end, last + 1)))
    return negated or any(_negates(line, "neither", place) for place in range(start, head))


def _negates(line: Line, name: str, place: int) -> bool:
    """ "Personne n'a dit", but not "une personne a dit"."""
    return line.has(name, place) and not any(line.has("determiners", place - back) for back in (1, 2))
