"""What a number counts whose noun stands behind a word such as "number" or "toll", or moves: "cases rose to 300"."""

from bisect import bisect_left, bisect_right

from claims.extraction.accepting import TOLL_REACH
from claims.extraction.candidate import Candidate
from claims.extraction.counting import Phrase, phrase_after
from claims.extraction.nouns import OUTCOMES, Noun
from claims.extraction.scene import CROWDS, Scene
from claims.extraction.topics import INFECTED, PROTESTERS

_MOVE_GAP = 2  # words between the two numbers of "by five to 17"
_OTHER_PEOPLE, _OTHER_THINGS = "people_other", "things_other"


def announced_class(scene: Scene, candidate: Candidate) -> str | None:
    """ "Die Zahl der Todesopfer stieg auf 300": what the number counts stands behind the word "Zahl"."""
    first = candidate.amount.first
    for at in reversed([at for at in scene.tolls if 0 < first - at <= TOLL_REACH]):
        if at in scene.risen and not candidate.is_bare and scene.low(at) not in scene.lists.lists["death_tolls"]:
            continue  # "charges were dropped against 21 others"
        inner = scene.candidates[bisect_right(scene.firsts, at) : bisect_left(scene.firsts, first)]
        between = [other.number.first for other in inner if not _is_where(scene, other)]
        if between and not _is_moved(scene, at, between, first):
            return None
        code = _announced_at(scene, at, candidate)
        if code:
            return code
        told = [other.counted_class for other in scene.candidates[: bisect_left(scene.firsts, first)]]
        if told and told[-1] in OUTCOMES and candidate.is_bare:
            return told[-1]  # "605 décès, pour un total de 6.494"
        fates = [hit.outcome for hit in scene.hits if at < hit.first < first and hit.outcome not in CROWDS]
        if candidate.is_bare and fates and scene.is_of_protest:
            return fates[0]  # "Количество людей, погибших на протестах, возросло до 116"
        if candidate.is_bare and (scene.is_of_illness or scene.is_of_protest):
            if scene.before.counted_class in (_OTHER_THINGS, "vehicles"):
                return None  # "Bei dieser Gruppe stieg die Zahl auf 300": of what was counted before
            return INFECTED if scene.is_of_illness else PROTESTERS  # "in the neighbouring state the count rose to 56"
    return None


def announces_people(scene: Scene, candidate: Candidate) -> bool:
    """ "The number of people waiting is put at 6.5 million"."""
    first = candidate.amount.first
    tolls = [at for at in scene.tolls if 0 < first - at <= TOLL_REACH]
    phrases = (phrase_after(scene.words, at + 1, scene.lists, scene.rules.exclusions.units) for at in tolls)
    return any(phrase.noun is not None and phrase.noun.anyone for phrase in phrases)


def _is_where(scene: Scene, other: Candidate) -> bool:
    """ "число нуждающихся [в 68 странах] достигнет 339 миллионов": no number of those that are counted."""
    place = scene.rules.context.place_openers.at(scene.words, other.amount.first - 1)
    noun = other.phrase.noun
    return place is not None and noun is not None and noun.counted_class == _OTHER_THINGS


def _is_moved(scene: Scene, at: int, between: list[int], first: int) -> bool:
    """Whether one number between only tells by how much it rose, or from what: "выросло на пять, до 17"."""
    rises = any(at < place < between[0] for place in scene.rising)
    return rises and len(between) == 1 and first - between[0] - 1 <= _MOVE_GAP


def _announced_at(scene: Scene, at: int, candidate: Candidate) -> str | None:
    for place in (at, at - 1):  # "Totenzahl", "death toll"
        own = scene.lists.nouns.at(scene.words, place) if place >= 0 else None
        code = class_of_noun(own.value) if own else None
        if own and code and (candidate.is_bare or own.value.is_people):  # "in the list are 75 people"
            return _in_context(scene, place, code)
    if candidate.is_bare and (fate := _attribute_of(scene, at, candidate)):
        return fate
    phrase = phrase_after(scene.words, at + 1, scene.lists, scene.rules.exclusions.units)
    if phrase.end > candidate.amount.first or phrase.noun_at is None:
        return phrase.outcome if phrase.end <= candidate.amount.first else None
    if candidate.is_bare:
        candidate.counted_at = phrase.noun_at
    if phrase.noun:
        candidate.who = candidate.who or phrase.noun.who
    code = phrase.outcome or (class_of_noun(phrase.noun) if phrase.noun else _class_of_unknown(phrase))
    if phrase.noun is None and phrase.outcome is None and (scene.is_of_protest or scene.is_of_illness):
        return None  # "численность колонны": those who marched
    if phrase.noun and code:
        code = _in_context(scene, phrase.noun_at, code)
    if phrase.noun and phrase.noun.anyone and (fate := _told_of_them(scene, phrase.end, candidate)):
        return fate
    if code in OUTCOMES or candidate.is_bare:
        return code
    crowd = scene.lists.outcomes.at(scene.words, phrase.noun_at)  # "численность митинга": who came to it
    return crowd.value if crowd else None


def _attribute_of(scene: Scene, at: int, candidate: Candidate) -> str | None:
    """ "Die Zahl der bei den Angriffen im Norden getöteten Bewohner": a participle far before its noun."""
    endings = scene.lists.attributive_endings
    for place in range(at + 2, candidate.amount.first - 1 if endings else 0):
        if not scene.low(place).endswith(endings) or not scene.words[place + 1].capital:
            continue
        if found := scene.lists.outcomes.at(scene.words, place):
            return found.value
    return None


def _told_of_them(scene: Scene, end: int, candidate: Candidate) -> str | None:
    """ "Die Zahl der Menschen, die an einer Infektion gestorben sind, stieg auf 300": what their own clause tells."""
    if scene.low(end) != "," or scene.low(end + 1) not in scene.lists.stops:
        return None
    hits = [hit.outcome for hit in scene.hits if end < hit.first < candidate.amount.first]
    return hits[-1] if hits else None


def _class_of_unknown(phrase: Phrase) -> str:
    return _OTHER_PEOPLE if phrase.likely_people else _OTHER_THINGS


def _in_context(scene: Scene, at: int, code: str) -> str:
    """Cases are of the illness, and a crowd is of the protest, that a text speaks of."""
    if scene.is_of_illness and scene.low(at) in scene.lists.lists["cases"]:
        return INFECTED
    crowd = scene.is_of_protest and code == _OTHER_PEOPLE and scene.lists.gatherings.at(scene.words, at)
    return PROTESTERS if crowd else code


def class_of_noun(noun: Noun) -> str | None:
    return noun.counted_class or noun.default or (None if noun.anyone else _OTHER_PEOPLE)
