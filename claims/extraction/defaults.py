"""Which class a figure counts where its sentence does not say what became of those who are counted."""

from claims.extraction.accepting import PEOPLE, counts_people, is_item, leads
from claims.extraction.announcing import announces_people
from claims.extraction.candidate import Candidate
from claims.extraction.nouns import OUTCOMES
from claims.extraction.scene import Scene
from claims.extraction.topics import PROTESTERS

_OTHER_PEOPLE, _OTHER_THINGS = "people_other", "things_other"


def class_by_default(scene: Scene, candidate: Candidate, before: Candidate | None) -> tuple[str, float]:
    """Where the sentence says nothing: as the figure before it, or as whoever they are."""
    if (candidate.is_bare and not candidate.number.vague) or candidate.counts_anyone:
        known = before is not None and before.counted_class in PEOPLE | {_OTHER_THINGS, "vehicles"}
        if before is not None and known and before.counted_class and _is_next(scene, before, candidate):
            return before.counted_class, 0.6
    if scene.names_protest and candidate.counts_anyone and not is_of(scene, candidate):
        return PROTESTERS, 0.6  # "the demonstrators claimed there were 200,000 people out"
    counts_them = candidate.phrase.noun_at is None or candidate.counts_anyone
    first = candidate.amount.first - (scene.low(candidate.amount.first - 1) == ",")
    resumed = PEOPLE if scene.is_of_protest else PEOPLE | {_OTHER_THINGS}
    if counts_them and first in scene.resumed and scene.before.counted_class in resumed:
        return str(scene.before.counted_class), 0.6
    if candidate.is_bare and first in scene.resumed and scene.lists.noun_first:
        return PROTESTERS if scene.is_of_protest else _OTHER_PEOPLE, 0.5  # "ils étaient 2 000 à franchir la porte"
    if candidate.is_bare and scene.is_of_protest and is_item(scene, candidate):
        return PROTESTERS, 0.6
    if candidate.is_bare and leads(scene, candidate) and scene.before.counted_class not in PEOPLE:
        return _OTHER_PEOPLE, 0.5
    goes_on = candidate.amount.first == 0 and scene.before.counted_class == _OTHER_PEOPLE
    if candidate.is_bare and (goes_on or announces_people(scene, candidate) or _is_of_them(scene, candidate)):
        return _OTHER_PEOPLE, 0.6
    if candidate.is_bare and scene.names_protest and not scene.near(candidate):
        return PROTESTERS, 0.5  # "Die Veranstalter zählten an die 4.000"
    if candidate.is_bare and not candidate.number.vague and not counts_people(scene, candidate):
        anything = scene.near(candidate)
        if anything or scene.before.counted_class in PEOPLE:
            return anything.outcome if anything else str(scene.before.counted_class), 0.4
        return scene.topic or _OTHER_THINGS, 0.5
    if candidate.is_bare and candidate.number.vague:
        return scene.topic or _OTHER_PEOPLE, 0.5
    if candidate.counts_thing and not counts_people(scene, candidate):
        return _OTHER_THINGS, 0.5
    noun = candidate.phrase.noun
    if noun and noun.gathers and scene.is_of_protest:
        return PROTESTERS, 0.7
    return (noun.default if noun else None) or _OTHER_PEOPLE, 0.7


def _is_of_them(scene: Scene, candidate: Candidate) -> bool:
    """ "17,991 of them", where nothing was counted before."""
    told = scene.before.counted_class is None and len(scene.candidates) == 1
    return told and candidate.amount.end in scene.includes


def is_of(scene: Scene, candidate: Candidate) -> bool:
    """ "a town of 20,000 people"."""
    return scene.low(candidate.amount.first - 1) in scene.lists.lists["links"]


def _is_next(scene: Scene, before: Candidate, candidate: Candidate) -> bool:
    """Without a noun, or right behind an "and": "600 задержанных в Москве и 1000 человек по всей России"."""
    joined = scene.low(candidate.amount.first - 1) in scene.lists.lists["ands"]
    joined = joined and scene.low(candidate.span[1]) not in scene.lists.lists["plural_verbs"]
    return candidate.is_bare or (joined and before.counted_class in OUTCOMES)
