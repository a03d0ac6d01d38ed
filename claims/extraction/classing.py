"""Which class a figure counts, and how sure that is: the outcome wins over who the people are."""

from claims.extraction.accepting import (
    BESIDE,
    PEOPLE,
    heading,
    is_bracketed,
    is_of_group,
    stands_in_brackets,
    whole_of,
)
from claims.extraction.announcing import announced_class, class_of_noun
from claims.extraction.candidate import MONEY, Candidate
from claims.extraction.defaults import class_by_default, is_of
from claims.extraction.money import is_of_sums, is_sum, sum_before
from claims.extraction.nouns import OUTCOME_NOUNS, OUTCOMES
from claims.extraction.outcomes import Near
from claims.extraction.scene import CROWDS, DEAD, DISPLACED, MISSING, TROOPS, Scene
from claims.extraction.tokens import Kind
from claims.extraction.topics import INFECTED, PROTESTERS
from claims.extraction.units import PERCENT
from claims.extraction.wholes import (
    counted_before_colon,
    is_corrected,
    is_out_of_all,
    part_of,
    things_before,
    whole_before,
    whole_of_people,
)
from claims.extraction.whom import body_of, inherit, leaves_noun_out, said_to_be

# How far away a verb may be: of those whom nothing else describes, and of those whom a noun describes.
_FAR, _NEARER = 25, 20
_LIKELY_PEOPLE, _UNKNOWN = 12, 3
_LONGEST_ALSO = 3  # words of "as well as"
_CLAUSE_ENDS = frozenset(",.;")
_WHO_REACH = 4  # words: "who were killed"
_FATE_REACH = 3  # words: "ont été tuées"
_RUIN_REACH = 3  # words: "were badly damaged"
_CASUALTIES, _INJURED = "casualties", "injured"
_ROLES, _WORSE = ("displaced", INFECTED), (DEAD, _INJURED, MISSING, "detained")
_FATES = (DEAD, MISSING, _CASUALTIES)
_ARMED = ("security_forces", "militants")
_OTHER_PEOPLE, _OTHER_THINGS = "people_other", "things_other"

Classed = tuple[str, float]


def classify(scene: Scene, candidate: Candidate, before: Candidate | None) -> None:
    """Fills in what is counted, its class, who they are, and the unit."""
    phrase = candidate.phrase
    candidate.counted_at = phrase.noun_at
    if phrase.noun:
        candidate.who = phrase.noun.who or body_of(scene, candidate)
        candidate.unit = candidate.unit or phrase.noun.unit
    elif candidate.is_bare:
        candidate.who = said_to_be(scene, candidate)
    if candidate.unit is None and candidate.is_bare and candidate.number.scaled:
        candidate.unit = sum_before(scene, candidate, before)
    candidate.counted_class, candidate.sure = _class(scene, candidate, before)
    if candidate.counted_class == _INJURED and scene.is_of_illness and _are_treated(scene):
        candidate.counted_class = INFECTED
    if candidate.counted_class == "protesters" and candidate.who is None:
        candidate.who = "protesters"
    if before is not None and candidate.unit is None and leaves_noun_out(scene, candidate):
        inherit(candidate, before)


def _are_treated(scene: Scene) -> bool:
    """ "17.500 hospitalisés" of an epidemic: nothing else says that they were hurt."""
    told = [scene.low(hit.first) for hit in scene.hits if hit.outcome == _INJURED]
    return all(word in scene.lists.lists["treated"] for word in told)


def _class(scene: Scene, candidate: Candidate, before: Candidate | None) -> Classed:
    noun = candidate.phrase.noun
    if candidate.unit:
        return (PERCENT if candidate.unit == PERCENT else MONEY), 0.99
    if is_of_sums(scene, candidate):
        return MONEY, 0.8
    if noun and noun.counted_class and not noun.is_people:
        return _class_of_things(scene, candidate, noun.counted_class)
    outcome = candidate.phrase.outcome
    if outcome == MISSING and scene.bodies_of(candidate):
        return DEAD, 0.9
    if (outcome in _ROLES or (noun and noun.counted_class in _ROLES)) and (fate := _fate_of_role(scene, candidate)):
        return fate, 0.9
    if noun and noun.counted_class in OUTCOME_NOUNS and (outcome == _OTHER_PEOPLE or noun.counted_class == INFECTED):
        return noun.counted_class, 0.95  # "nine bodies recovered", "hospitalized suspected cases"
    if noun and noun.counted_class == _CASUALTIES and scene.is_festive and not _are_victims(scene, candidate):
        return _OTHER_THINGS, 0.7  # "four wins and five losses"
    if outcome == _OTHER_PEOPLE and candidate.counts_thing:
        return _OTHER_THINGS, 0.6  # "thirty trusts affected"
    if outcome and (outcome not in CROWDS or noun is None or noun.anyone):
        return outcome, 0.95
    if _is_cheated(scene, candidate):
        return _OTHER_PEOPLE, 0.8
    if noun and noun.counted_class:
        return noun.counted_class, 0.95
    return _class_of_people(scene, candidate, before)


def _is_cheated(scene: Scene, candidate: Candidate) -> bool:
    """ "£3m from more than 50 victims": of a fraud, where nobody was hurt."""
    if not scene.is_bloodless or not _are_victims(scene, candidate):
        return False
    return not any(hit.outcome in (DEAD, MISSING, "injured", _CASUALTIES) for hit in scene.hits)


def _are_victims(scene: Scene, candidate: Candidate) -> bool:
    at = candidate.phrase.noun_at
    return at is not None and scene.low(at) in scene.lists.lists["victims"]


def _fate_of_role(scene: Scene, candidate: Candidate) -> str | None:
    """ "300 personnes déplacées ont été tuées": what became of them in the end, right behind them."""
    end = candidate.span[1]
    told = (hit for hit in scene.hits if end <= hit.first <= end + _FATE_REACH and hit.outcome in _WORSE)
    fate = next(told, None)
    parted = fate and any(word.kind is Kind.MARK for word in scene.words[end : fate.first])
    return fate.outcome if fate and not parted else None


def _class_of_things(scene: Scene, candidate: Candidate, counted_class: str) -> Classed:
    """Cases are of an illness where the sentence speaks of one."""
    at = candidate.phrase.noun_at
    is_case = at is not None and scene.low(at) in scene.lists.lists["cases"]
    return (INFECTED, 0.8) if is_case and scene.is_of_illness else (counted_class, 0.9)


def _class_of_people(scene: Scene, candidate: Candidate, before: Candidate | None) -> Classed:
    if candidate.is_bare and (headed := heading(scene, candidate)):
        return class_of_noun(headed) or _OTHER_PEOPLE, 0.85
    if things := _OTHER_THINGS if scene.counts_act(candidate) else things_before(scene, candidate, before):
        return things, 0.7
    peopled = scene.lists.lists["peopled"]
    if candidate.counts_anyone and _is_ruined(scene, candidate):
        return _OTHER_THINGS, 0.7
    if candidate.counts_anyone and is_of(scene, candidate) and scene.low(candidate.amount.first - 2) in peopled:
        return _OTHER_PEOPLE, 0.8  # "a country of 54 million people"
    if (those := whole_of(scene, candidate)) and (those.value.counted_class or not scene.near(candidate)):
        candidate.counted_at, candidate.who = those.first, those.value.who
        return class_of_noun(those.value) or _OTHER_PEOPLE, 0.8
    if candidate.is_bare and is_of_group(scene, candidate):
        return _OTHER_PEOPLE, 0.8
    if candidate.is_bare and is_bracketed(scene, candidate) and (named := _bracketed(scene, candidate)):
        return named, 0.8
    if before is not None and before.counted_class and _is_against(scene, candidate):
        return before.counted_class, 0.85
    if candidate.is_bare and (subject := _counted_subject(scene, candidate)):
        return subject, 0.8
    bare, near = candidate.is_bare, _told(scene, candidate)
    of_people = bare or (candidate.phrase.noun is not None and candidate.phrase.noun.is_people)
    if near and near.outcome == MISSING and _died_after(scene, candidate):
        return DEAD, 0.8
    if near and near.outcome in _FATES and (_is_unharmed(scene, candidate) or _is_present(scene, candidate, near)):
        near = None
    if is_sum(scene, candidate, near) and not announced_class(scene, candidate):
        return MONEY, 0.7
    if among := part_of(scene, candidate):
        return among, 0.85
    parted = near is not None and _is_behind_comma(scene, near, candidate)
    corrects = before is not None and (near is None or parted) and is_corrected(scene, before, candidate)
    if before is not None and (corrects or is_out_of_all(scene, before, candidate)):
        return str(before.counted_class), 0.8
    vaguely = near is not None and near.outcome == _OTHER_PEOPLE and near.hit.first >= candidate.span[1]
    if vaguely and candidate.included and whole_before(scene, before) in OUTCOMES:
        near = None  # "among them four infants too young to be vaccinated"
    if before is not None and (whole := counted_before_colon(scene, candidate)):
        return whole, 0.8
    told_elsewise = near is not None and near.outcome != _OTHER_PEOPLE and not parted
    if not told_elsewise and before is not None and _is_listed(scene, before, candidate):
        return str(before.counted_class), 0.8
    if before is not None and candidate.amount.first in scene.resumed and before.counted_class in OUTCOMES:
        return str(before.counted_class), 0.7  # "… sterben Tausende, allein im Mai waren es 90"
    if near and near.cost <= BESIDE and near.outcome not in CROWDS and not _is_of_next_clause(scene, near, candidate):
        return near.outcome, 0.9
    if candidate.included and (own := _own_fate(scene, candidate)):
        return own, 0.8
    whole = whole_of_people(scene, candidate) or whole_before(scene, before)
    if candidate.included and whole in PEOPLE:
        return str(whole), 0.8
    announced = announced_class(scene, candidate) if candidate.phrase.noun is None or of_people else None
    if announced and not bare and not candidate.counts_anyone and announced not in OUTCOMES:
        announced = None  # "the number of schools with 28 teachers"
    if announced:
        return announced, 0.8
    if near:
        return near.outcome, 0.9 if near.cost <= 2 * BESIDE else 0.7
    return class_by_default(scene, candidate, before)


def _told(scene: Scene, candidate: Candidate) -> Near | None:
    """The verb that tells; where it only tells that they gathered and their noun says so too, the next one."""
    near = scene.near(candidate)
    cheers = near is not None and near.outcome == PROTESTERS and scene.is_festive
    if near and near.outcome in CROWDS and (cheers or not _tells(scene, near, candidate)):
        if near.outcome == TROOPS and near.cost <= BESIDE:
            return None  # "70 pompiers ont été dépêchés": nothing else became of them
        near = scene.near(candidate, crowds=False)
    return near if near and _tells(scene, near, candidate) else None


def _counted_subject(scene: Scene, candidate: Candidate) -> str | None:
    """ "Les assaillants seraient une centaine": those whom the verb before the number is about."""
    at = candidate.amount.first - 2
    noun = scene.lists.nouns.at(scene.words, at) if at >= 0 else None
    told = scene.low(at + 1) in scene.lists.lists["copulas"]
    if noun is None or not told or noun.end != at + 1 or noun.value.counted_class is not None:
        return None
    candidate.counted_at, candidate.who = at, noun.value.who
    return PROTESTERS if noun.value.anyone and scene.is_of_protest else noun.value.default or _OTHER_PEOPLE


def _is_against(scene: Scene, candidate: Candidate) -> bool:
    """ "38 cas, contre 17 un an plus tôt"."""
    return candidate.is_bare and scene.low(candidate.amount.first - 1) in scene.lists.lists["against"]


def _is_behind_comma(scene: Scene, near: Near, candidate: Candidate) -> bool:
    """ "тела девяти женщин и двух младенцев, остальные числятся пропавшими"."""
    end = candidate.span[1]
    return near.hit.first > end and scene.low(end) == ","


def _is_of_next_clause(scene: Scene, near: Near, candidate: Candidate) -> bool:
    """ "Число заболевших выросло до 2418, скончались …": the verb behind the comma has a figure of its own."""
    return candidate.is_bare and _is_behind_comma(scene, near, candidate)


def _bracketed(scene: Scene, candidate: Candidate) -> str | None:
    """What is counted in "visitors (1.4 million)"."""
    noun = scene.lists.nouns.at(scene.words, candidate.amount.first - 2)
    if noun is None:
        return None
    candidate.counted_at, candidate.who = noun.first, noun.value.who
    return class_of_noun(noun.value) or _OTHER_PEOPLE


def _is_ruined(scene: Scene, candidate: Candidate) -> bool:
    """ "One bridge collapsed and two others [were damaged]"."""
    end, noun = candidate.span[1], candidate.phrase.noun_at
    if noun is None or scene.low(noun) not in scene.lists.lists["others"]:
        return False
    return any(word.low in scene.lists.lists["ruined"] for word in scene.words[end : end + _RUIN_REACH])


def _is_listed(scene: Scene, before: Candidate, candidate: Candidate) -> bool:
    """Right behind another figure and an "and": "the bodies of 15 villagers and two soldiers were found"."""
    gap = scene.words[before.span[1] : candidate.amount.first]
    if _is_unharmed(scene, candidate):
        return False
    first = candidate.amount.first
    starts = range(max(before.span[1], first - _LONGEST_ALSO), first)
    also = next((found for at in starts if (found := scene.lists.also.at(scene.words, at))), None)
    joined = len(gap) == 1 and (gap[0].low in scene.lists.lists["ands"] or gap[0].text in ",:")
    joined |= stands_in_brackets(scene, before) and stands_in_brackets(scene, candidate)
    joined = joined or (also is not None and also.end == first)
    own = gap and gap[0].text == "," and scene.low(candidate.span[1]) in scene.lists.lists["finite"]
    return joined and not own and before.counted_class in OUTCOMES  # "250 Tote, 215 Menschen konnten gerettet werden"


def _is_present(scene: Scene, candidate: Candidate, near: Near) -> bool:
    """ "… drowned after their boat set off with some 86 people on board": what was told far before is of others."""
    behind = scene.words[candidate.span[1] : candidate.span[1] + 2]
    there = any(word.low in scene.lists.lists["present"] for word in behind)
    return there and near.cost > BESIDE and near.hit.first < candidate.amount.first


def _died_after(scene: Scene, candidate: Candidate) -> bool:
    """ "Fourteen workers who were trapped when a mine collapsed had died": the end of them, where no others follow."""
    alone = scene.candidates[-1] is candidate and scene.low(candidate.span[1]) in scene.lists.lists["breaks"]
    return alone and any(hit.outcome == DEAD and hit.first > candidate.span[1] for hit in scene.hits)


def _own_fate(scene: Scene, candidate: Candidate) -> str | None:
    """ "44 were shot, including five [who were killed]": what a clause of their own tells."""
    end = candidate.span[1]
    if scene.low(end) == "," and scene.lists.capital_nouns and scene.low(end + 1) in scene.lists.stops:
        comma = next((at for at in range(end + 2, len(scene.words)) if scene.low(at) in _CLAUSE_ENDS), len(scene.words))
        own = [hit.outcome for hit in scene.hits if end < hit.first < comma]
        return own[-1] if own else None  # "darunter 79 Menschen, die in der Nacht getötet worden seien"
    told = scene.low(end) in scene.lists.lists["breaks"] and scene.low(end) in scene.lists.stops
    return next((hit.outcome for hit in scene.hits if told and 0 < hit.first - end < _WHO_REACH), None)


def _is_unharmed(scene: Scene, candidate: Candidate) -> bool:
    """ "seven bodies and 354 survivors": whatever became of those before."""
    at = candidate.phrase.noun_at
    return at is not None and scene.low(at) in scene.lists.lists["unharmed"]


def _tells(scene: Scene, near: Near, candidate: Candidate) -> bool:
    """Whether the verb is near enough; a noun that no table knows may be a thing, and things are not killed."""
    crowd = near.outcome in CROWDS
    if candidate.is_bare or candidate.counts_anyone:
        reach = BESIDE if near.outcome == TROOPS and candidate.counts_anyone else _LIKELY_PEOPLE
        return near.cost <= (reach if crowd else _FAR)
    if candidate.phrase.noun is not None:
        if near.outcome == TROOPS and candidate.who not in _ARMED:
            return False  # "die Feuerwehr war mit 180 Kräften im Einsatz"
        if crowd and near.outcome != TROOPS:
            mere = candidate.phrase.noun.default not in OUTCOMES and candidate.who != "security_forces"
            return near.cost <= BESIDE and mere  # "thousands of students marched"
        if candidate.who is None and candidate.phrase.noun.default in (INFECTED, DISPLACED):
            return near.cost <= _LIKELY_PEOPLE
        kept = candidate.phrase.noun.default == "detained"
        if kept and near.hit.first < candidate.amount.first and near.cost > 2 * BESIDE:
            return False  # "Guards fled as hundreds of inmates fought"
        return near.cost <= (_FAR if len(scene.candidates) == 1 else _NEARER)
    if crowd or near.outcome == _OTHER_PEOPLE:
        return False
    return near.cost <= (_LIKELY_PEOPLE if candidate.phrase.likely_people else _UNKNOWN)
