"""Names behind a word: where the noun phrase that begins there ends.

No grammar is parsed. A phrase goes on up to the first word that cannot stand in one; each look is bounded, so that a
sentence costs no more than its length.
"""

from collections.abc import Callable

from claims.extraction.inflected import scene_at
from claims.extraction.line import CLOSING, LONGEST_NAME, LONGEST_QUOTED_NAME, OPENING, Line, Name

_LEAST_OF_PERSON = 2  # words of a name and a surname
_TO_MEDIUM = 2  # words from "sur" to a medium's name: an article may come first
_LONGEST_APPOSITION = 5  # words
_LONGEST_ATTRIBUTE = 12  # words
_PARTICIPLES = ("te", "ten", "tes", "ter", "ene", "enen", "ener", "enes", "nde", "nden", "nder", "ndes")
_AGENTED = ("é", "ée", "és", "ées", "ie", "is", "ise", "ises", "ue")  # participles of French before "par"
_SHORTEST_ROLE = 2  # words: "police spokesman"
_ROLE_ENDS = ',.;“”"»)'
_VERB_ENDINGS = ("ли", "ло", "лся", "лась", "лось", "лись", "ется", "ются", "ится", "ятся")  # of Russian
_GENITIVE_ADJECTIVES = ("ого", "его", "ой", "ей", "ых", "их")
_GENITIVE_NOUNS = ("а", "я", "ы", "ов", "ев", "ёв", "ей", "ий", "ии", "ти", "сти", "ки", "ств", "ра", "та", "ров")


def name_after(line: Line, place: int) -> Name | None:
    """The name that begins at `place`, past times and adverbs: "teilte [am Montag] das Ministerium"."""
    first = past_asides(line, place)
    if line.has("pronouns", first) and not line.is_capital(first + 1):
        return Name(first, first + 1, pronoun=True)
    if not may_begin(line, first):
        return None
    if someone := line.phrase("someone", first):
        return Name(first, first + someone)
    end = _german_end(line, first) if line.speech.nouns_are_capitals else _end(line, first)
    return Name(first, end) if end > first and not line.has("determiners", end - 1) else None


def with_apposition(line: Line, name: Name) -> Name:
    """The name with one more behind a comma: "der Leiter der Bergwacht, Toni Maier, am Sonntag"."""
    end = name.end + 1
    if name.pronoun or not name.end < len(line.texts) or line.texts[name.end] != ",":
        return name
    if office := _office_behind(line, name):
        return office
    while end < len(line.texts) and line.is_capital(end) and not line.is_mark(end):
        end += 1
    closed = end >= len(line.texts) or line.texts[end] in ",." or bool(line.is_time(end))
    size = end - name.end - 1
    alone = size == 1 and line.has("determiners", name.first) and line.is_mark(end) and end >= len(line.texts) - 1
    return Name(name.first, end) if closed and (alone or 1 < size <= _LONGEST_APPOSITION) else name


def _office_behind(line: Line, name: Name) -> Name | None:
    """ "Inès Papin, la substitute du procureur": what somebody is, behind a name alone and up to the next mark."""
    if not line.speech.adjectives_follow or name.end - name.first < _LEAST_OF_PERSON:
        return None
    if not all(line.is_capital(place) or line.has("links", place) for place in range(name.first, name.end)):
        return None
    office = name_after(line, name.end + 1)
    if not office or office.first != name.end + 1 or office.pronoun or line.has("plurals", office.first):
        return None
    closed = office.end >= len(line.texts) or line.texts[office.end] in ",.;)" or bool(line.is_time(office.end))
    closed = closed or bool(line.teller(office.end))
    return Name(name.first, office.end) if closed and not line.is_number(office.first) else None


def with_role(line: Line, name: Name) -> Name:
    """The name of somebody with what they are behind a comma: "(said) Dana Roe, the chief of the mission in Mali."."""
    if name.pronoun or not line.is_capital(name.end - 1) or not name.end < len(line.texts):
        return name
    if line.texts[name.end] != "," or line.speech.subjects_follow:
        return name
    role = name_after(line, name.end + 1)
    if not role or role.pronoun or role.first != name.end + 1 or role.end - role.first < _SHORTEST_ROLE:
        return name
    closed = role.end >= len(line.texts) or line.texts[role.end] in _ROLE_ENDS
    return Name(name.first, role.end) if closed else name


def genitive_after(line: Line, place: int) -> Name | None:
    """The name that begins at `place` in a language where only its case tells where it ends (Russian)."""
    found = name_after(line, place)
    if found and line.lows[found.first].endswith(_VERB_ENDINGS) and not line.has("speakers", found.first):
        return None  # "по разным данным, приняли участие …"
    if not found or found.pronoun or line.is_mark(found.end):
        return found
    return Name(found.first, _genitive_end(line, found))


def past_asides(line: Line, place: int) -> int:
    """The first place behind times and adverbs."""
    while place < len(line.texts):
        step = line.is_time(place) or int(line.has("lead_ins", place))
        if not step:
            return place
        place += step + _date_behind(line, place + step)
    return place


def _date_behind(line: Line, place: int) -> int:
    """How many words a date between commas has: "(сообщило в понедельник), 6 февраля, (управление)"."""
    dated = place + 1 < len(line.texts) and line.texts[place] == "," and line.is_number(place + 1)
    step = line.is_time(place + 1) if dated else 0
    closed = step > 0 and place + step + 1 < len(line.texts) and line.texts[place + step + 1] == ","
    return step + 2 if closed else 0


def may_begin(line: Line, place: int) -> bool:
    """Whether a name can begin here: no number, no preposition, no verb, no mark but a quotation's."""
    if place >= len(line.texts) or line.is_number(place):
        return False
    if line.is_mark(place):
        return line.texts[place] in OPENING and bool(_quoted_end(line, place))
    if line.has("links", place) and not line.has("determiners", place) and not line.is_capital(place):
        return False
    return not line.has("stops", place) and not line.has("prepositions", place)


def _quoted_end(line: Line, place: int) -> int:
    """Where a short quoted name ends that opens at `place`; 0 when none does."""
    for end in range(place + 1, min(len(line.texts), place + 1 + LONGEST_QUOTED_NAME)):
        if line.texts[end] in CLOSING and end > place + 1:
            return end + 1
    return 0


def _walk(line: Line, first: int, step: Callable[[int], int]) -> int:
    """Go on from `first` as long as `step` finds something to take in: it answers how far."""
    place = first
    while place < min(len(line.texts), first + LONGEST_NAME):
        taken = step(place)
        if not taken:
            break
        place += taken
    return place


def _common_step(line: Line, place: int) -> int | None:
    """How many words are taken in where every language agrees; None where it depends."""
    text = line.texts[place]
    if text in OPENING and line.is_capital(place + 1) and (end := _quoted_end(line, place)):
        return end - place
    if is_stop_of_short(line, place) and not line.is_mark(place + 1):
        return 1
    if text == "/" and place and not line.is_mark(place - 1) and not line.is_mark(place + 1):
        return 2
    if (taken := line.medium(place)) > 1:
        return taken
    if line.is_mark(place) or line.is_number(place) or line.is_time(place):
        return 0
    return None


def _end(line: Line, first: int) -> int:
    def step(place: int) -> int:
        if place > first and _is_short_form(line, place):
            return 3
        taken = _common_step(line, place)
        if taken is not None:
            return taken
        if place > first and (_leads_to_medium(line, place) or begins_another(line, place) or scene_at(line, place)):
            return 0
        if place > first and line.phrase("relay", place):
            return 0  # "l'Agence d'information [citant] une source"
        if line.has("links", place) or line.has("and", place):
            return int(place == first or (_goes_on(line, place + 1) and not _is_where(line, place)))
        if _is_stop(line, place) or (place > first and (line.has("prepositions", place) or _is_verb(line, place))):
            return 0
        if place > first and _is_past(line, place):
            return 0
        return 1

    return _without_case(line, first, _walk(line, first, step))


def _is_short_form(line: Line, place: int) -> bool:
    """ "(ГИАЦ)" in "центра (ГИАЦ) МВД"."""
    bracketed = line.texts[place : place + 3]
    return len(bracketed) == 3 and bracketed[0] == "(" and bracketed[2] == ")" and bracketed[1].isupper()


def begins_another(line: Line, place: int) -> bool:
    """ "a dit au Monde | le préfet": in French an article inside of a name follows a small word ("de la Santé")."""
    article = line.has("determiners", place) and not line.has("genitive", place) and not line.is_capital(place)
    if line.speech.names_are_inflected:
        return article or line.has("told_listeners", place)  # "озвучил ТАСС | свои выводы", "Кузнецов | журналистам"
    if not line.speech.adjectives_follow or not article:
        return False
    return not any(line.has(words, place - 1) for words in ("links", "and", "prepositions", "determiners", "inner"))


def _leads_to_medium(line: Line, place: int) -> bool:
    """ "le préfet [sur BFM TV]", "une source [jointe par l'AFP]": whom somebody spoke to is no part of the name."""
    if line.teller(place):
        return True
    taken = line.phrase("told", place)
    return bool(taken) and any(line.medium(place + taken + step) for step in range(_TO_MEDIUM))


def is_stop_of_short(line: Line, place: int) -> bool:
    """The stop of an initial or a title: "J. Smith", "Gov. Asadullah Wafa"."""
    short = place > 0 and (len(line.texts[place - 1]) <= 2 or line.has("titles", place - 1))
    return short and line.texts[place] == "."


def _is_stop(line: Line, place: int) -> bool:
    """A word that cannot stand in a name, unless it is written as one ("Will Brand")."""
    if line.has("superlatives", place) and line.has("determiners", place - 1):
        return False  # "selon le plus récent bulletin"
    if line.has("nouns_too", place) and line.lows[place - 1] == "l'":
        return False  # "le maire de la ville de l'est"
    return line.has("stops", place) and not (line.is_capital(place) and line.is_capital(place + 1))


def _is_where(line: Line, place: int) -> bool:
    """ "министр Орлов на совещании": behind a name a preposition goes on only to another ("МВД по Москве")."""
    if line.has("areas", place + 1) or (line.has("areas", place + 2) and not line.is_capital(place + 1)):
        return False  # "ГУ МЧС по области"
    where = line.has("prepositions", place) and not line.has("genitive", place)
    return where and line.is_capital(place - 1) and not line.is_capital(place + 1)


def _is_verb(line: Line, place: int) -> bool:
    """Whether a verb of speaking ends the name. English has too many nouns of the same form."""
    if not line.speech.subjects_follow or line.is_upper(place) or line.has("before_nouns", place - 1):
        return False
    return any(not verb.is_participle and not verb.needs for verb in line.speech.verbs_of(line.lows[place]))


def _is_past(line: Line, place: int) -> bool:
    """ "polled by Thomson Reuters | expected": behind a name, no noun has this form."""
    past = line.lows[place].endswith("ed") and not line.is_upper(place) and line.is_capital(place - 1)
    return past and not line.speech.subjects_follow and bool(line.speech.verbs_of(line.lows[place]))


def _without_case(line: Line, first: int, end: int) -> int:
    """Links and short forms that nothing followed do not belong to the name."""
    if end > first + 3 and _is_short_form(line, end - 3):
        end -= 3
    trailing = ("links", "and", "of_data")
    if line.speech.adjectives_follow and line.has("by", end) and end > first + 1:
        end -= not line.is_upper(end - 1) and line.lows[end - 1].endswith(_AGENTED)  # "le territoire | contrôlé par"
    while end > first + 1 and any(line.has(name, end - 1) for name in trailing) and not line.is_capital(end - 1):
        end -= 1
    return end


def _goes_on(line: Line, place: int) -> bool:
    if line.is_number(place) or line.has("stops", place) or line.is_time(place) or line.has("asides", place):
        return False
    return not line.is_mark(place) or _quoted_mark(line, place)


def _quoted_mark(line: Line, place: int) -> bool:
    return place < len(line.texts) and line.texts[place] in OPENING and bool(_quoted_end(line, place))


def _past_attribute(line: Line, first: int) -> int:
    """ "Das [von der Miliz geführte] Ministerium": past what stands between the article and its noun."""
    if not line.has("determiners", first) or not line.has("prepositions", first + 1):
        return first
    for place in range(first + 2, min(len(line.texts) - 1, first + _LONGEST_ATTRIBUTE)):
        if line.is_mark(place):
            break
        participle = not line.is_capital(place) and line.lows[place].endswith(_PARTICIPLES)
        if participle and line.is_capital(place + 1):
            return place + 1
    return first


def _german_end(line: Line, first: int) -> int:
    """A noun ends the phrase unless a name, a genitive or a linked noun follows."""
    first = _past_attribute(line, first)
    kept = first
    waits = True  # for the noun that a determiner or a link announced

    def step(place: int) -> int:
        nonlocal kept, waits
        taken = _common_step(line, place)
        if taken is None:
            taken = _german_step(line, first, place, waits)
            if taken:
                waits = not line.is_capital(place) or (line.has("determiners", place) and place == first)
        elif taken:
            waits = False
        if taken and not waits:
            kept = place + taken
        return taken

    _walk(line, first, step)
    return kept


def _is_scene(line: Line, first: int, place: int) -> bool:
    """ "in der Videoschalte": behind a name without a determiner it tells where somebody spoke, not who that is."""
    bare = not line.has("determiners", first)
    origin = line.has("genitive", place) or line.has("from_data", place)  # "Quellen aus dem Ministerium"
    return bare and line.has("determiners", place + 1) and not origin


def _is_listener(line: Line, first: int, place: int) -> bool:
    """ "sagte ein Mitarbeiter des Amts der Agentur X": the second "der" is a dative, and X was spoken to."""
    if line.has("told_case", place) and line.has("agencies", place + 1):
        return True  # an agency has no offices that speak: "die Leitstelle [der APA]"
    medium = line.lows[place] == "der" and (line.has("media", place + 1) or line.has("media", place + 2))
    bare = not line.has("determiners", first)
    return medium and (bare or any(line.has("genitive", before) for before in range(first + 1, place)))


def _german_step(line: Line, first: int, place: int, waits: bool) -> int:
    if line.phrase("relay", place):
        return 0  # "das Institut [unter Berufung auf Ärzte]"
    if line.has("and", place):
        return int(not waits and _noun_follows(line, place + 1))
    if waits:
        denied = line.has("never", place) and line.lows[place + 1 : place + 2] and not line.is_mark(place + 1)
        return int(bool(denied) or not line.has("stops", place) or line.is_capital(place))
    if line.is_capital(place):
        return 1
    if _is_scene(line, first, place) or _is_listener(line, first, place):
        return 0
    linked = line.has("links", place) and not line.is_time(place)
    aside = (line.has("asides", place + 1) and not line.has("genitive", place)) or line.has("data", place + 1)
    return int(linked and not aside and _noun_follows(line, place + 1))


def _noun_follows(line: Line, place: int) -> bool:
    """Whether a noun comes within a few words, before any mark, number or time."""
    for further in range(place, place + 4):
        if line.is_time(further) or line.is_number(further) or line.has("stops", further):
            return False
        if _quoted_mark(line, further):
            return True
        if line.is_mark(further):
            return False
        if line.is_capital(further):
            return True
    return False


def _genitive_end(line: Line, name: Name) -> int:
    """A noun in the genitive ends the phrase unless an adjective in it, a name or a linked noun follows."""
    for place in range(name.first, name.end):
        small = line.is_word(place) and not line.is_upper(place)
        if not small or line.has("links", place) or line.has("links", place - 1):
            continue
        if place > name.first and not line.lows[place].endswith((*_GENITIVE_ADJECTIVES, *_GENITIVE_NOUNS)):
            return place
    return name.end
