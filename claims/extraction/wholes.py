"""Of what a figure is a part: those counted before it, in its sentence or in the one before."""

from bisect import bisect_left, bisect_right

from claims.extraction.accepting import BESIDE, PEOPLE
from claims.extraction.candidate import Candidate
from claims.extraction.nouns import OUTCOME_NOUNS, OUTCOMES
from claims.extraction.scene import Scene

_AMONG_REACH = 4  # words: "Среди убитых — 438"
_WHOM_REACH = 2  # words: "of whom a dozen", "a dozen of whom"
_PARTS_REACH = 20  # words from the colon to the last of the parts behind it
_TO_ALL = 2  # words and marks before "из 112"
_CLAUSE_REACH = 15  # words of a clause between two commas
_CASUALTIES, _INJURED = "casualties", "injured"
_HURT = ("dead", _INJURED)
_OTHER_PEOPLE, _OTHER_THINGS = "people_other", "things_other"


def things_before(scene: Scene, candidate: Candidate, before: Candidate | None) -> str | None:
    """ "Eleven cars were stolen, two of which were found": whatever the verb, a part of the things before it."""
    whole = whole_before(scene, before)
    if whole not in ("vehicles", _OTHER_THINGS) or not candidate.is_bare:
        return None
    said = candidate.phrase.noun_at is not None or candidate.phrase.outcome is not None
    if candidate.amount.end not in scene.includes and (said or not candidate.included):
        return None
    near = scene.near(candidate)
    hurt = near is not None and near.outcome == _INJURED and near.cost <= _WHOM_REACH
    return None if hurt or whole_of_people(scene, candidate) else whole


def whole_before(scene: Scene, before: Candidate | None) -> str | None:
    return before.counted_class if before else scene.before.counted_class


def whole_of_people(scene: Scene, candidate: Candidate) -> str | None:
    """ "80 injured were taken to three hospitals, [of whom] a dozen are in danger": of the last people counted."""
    first, end = candidate.amount.first, candidate.amount.end
    if scene.lists.lists["wholly_people"].isdisjoint(scene.lows):
        return None
    near = scene.words[max(0, first - _WHOM_REACH) : first], scene.words[end : end + _WHOM_REACH]
    if not any(word.low in scene.lists.lists["wholly_people"] for words in near for word in words):
        return None
    earlier = (other.counted_class for other in reversed(scene.candidates) if other.amount.first < first)
    return next((code for code in earlier if code in PEOPLE), None)


def part_of(scene: Scene, candidate: Candidate) -> str | None:
    """ "Среди убитых — 438 детей": what became of those of whom these are a part."""
    place = bisect_left(scene.among, candidate.amount.first) - 1
    noun = scene.lists.nouns.at(scene.words, scene.among[place]) if place >= 0 else None
    behind = _past_clause(scene, noun.end) if noun else 0
    if noun is None or candidate.amount.first < behind or not _reaches(scene, behind or scene.among[place], candidate):
        return None
    if noun.value.counted_class in OUTCOME_NOUNS:
        earlier = [other.counted_class for other in scene.candidates if other.amount.first < candidate.amount.first]
        hurt = next((code for code in (*reversed(earlier), scene.before.counted_class) if code in _HURT), None)
        return hurt or _CASUALTIES if noun.value.counted_class == _CASUALTIES else noun.value.counted_class
    of_people = noun.value.counted_class is None and candidate.is_bare
    return (noun.value.default or _OTHER_PEOPLE) if of_people and scene.near(candidate) is None else None


def _reaches(scene: Scene, among: int, candidate: Candidate) -> bool:
    """Right behind it, or in a list that goes on: "среди погибших — 464 бойца, 57 боевиков и 32 жителя"."""
    if candidate.amount.first <= among + _AMONG_REACH:
        return True
    head = scene.numbers[bisect_right(scene.numbers, among)]
    hit = bisect_right(scene.hits, head, key=lambda hit: hit.first)
    told = hit < len(scene.hits) and scene.hits[hit].first < candidate.span[1] + BESIDE
    return head <= among + _AMONG_REACH and candidate.phrase.known and not told


def _past_clause(scene: Scene, comma: int) -> int:
    """ "Unter den Verletzten, die in Kliniken kamen, | sind …": where the sentence goes on; 0 where it has none."""
    if scene.low(comma) != "," or scene.low(comma + 1) not in scene.lists.stops:
        return 0
    behind = range(comma + 2, min(len(scene.words), comma + _CLAUSE_REACH))
    return next((at for at in behind if scene.low(at) == ","), 0)


def counted_before_colon(scene: Scene, candidate: Candidate) -> str | None:
    """ "34 blessés : quatre passants, 21 pompiers et neuf policiers": parts of the whole right before the colon."""
    first, at = candidate.amount.first, bisect_left(scene.firsts, candidate.amount.first)
    reach = range(first - 1, max(0, first - _PARTS_REACH), -1)
    colon = next((place for place in reach if scene.words[place].text == ":"), 0)
    if not colon:
        return None
    whole = next((other for other in reversed(scene.candidates[:at]) if other.span[1] <= colon), None)
    if whole is None or whole.span[1] != colon or whole.counted_class not in OUTCOMES:
        return None
    return None if any(hit.first > colon for hit in scene.hits) else whole.counted_class


def is_out_of_all(scene: Scene, before: Candidate, candidate: Candidate) -> bool:
    """ "96 сбитых дронов из 112 запущенных": all of which those before are a part."""
    gap = scene.words[before.span[1] : candidate.amount.first]
    unsaid = candidate.phrase.noun_at is None or not candidate.phrase.known
    things = before.counted_class in ("vehicles", _OTHER_THINGS)
    return things and unsaid and 0 < len(gap) <= _TO_ALL and gap[-1].low in scene.lists.lists["links"]


def is_corrected(scene: Scene, before: Candidate, candidate: Candidate) -> bool:
    """ "погибли не 12, а 7 рабочих"."""
    gap = scene.words[before.span[1] : candidate.amount.first]
    negated = scene.low(before.amount.first - 1) in scene.lists.lists["negations"]
    joins = scene.lists.lists["ands"] | scene.lists.lists["breaks"]
    joined = all(word.text == "," or word.low in joins for word in gap)
    return negated and joined and before.counted_class is not None
