"""Numbers that only describe what a text names: an age limit, a catalogue, a family, a share in some."""

from claims.extraction.candidate import Candidate
from claims.extraction.qualifiers import NONE
from claims.extraction.scene import Scene

_OLDEST_LIMIT = 21  # years, of "18+"
_CATALOGUE_DIGITS = 5  # of "99942 Apophis", "80331 München"
_FAMILY = 12  # children that one may have
_PARENT_REACH = 5  # words between "mother" and her children


def is_incidental(scene: Scene, candidate: Candidate) -> bool:
    """Whether the words around the number say that it only describes."""
    return (
        _is_age_limit(scene, candidate)
        or _is_catalogued(scene, candidate)
        or _is_short_scale(scene, candidate)
        or _is_family(scene, candidate)
    )


def _is_age_limit(scene: Scene, candidate: Candidate) -> bool:
    """ "«Секретные материалы» (16+)"."""
    number = candidate.number
    return candidate.is_bare and scene.low(number.end - 1) == "+" and number.low <= _OLDEST_LIMIT


def _is_catalogued(scene: Scene, candidate: Candidate) -> bool:
    """ "Asteroid 99942 Apophis": many digits that are not round, ungrouped, before a name."""
    number, phrase = candidate.number, candidate.phrase
    odd = number.digits.isdigit() and len(number.digits) >= _CATALOGUE_DIGITS and number.low % 10 != 0
    bare = not number.scaled and candidate.amount.qualifier == NONE and not phrase.known
    named = number.end < len(scene.words) and scene.words[number.end].capital
    return odd and bare and named


def _is_short_scale(scene: Scene, candidate: Candidate) -> bool:
    """ "managed 8.13m", "221B Baker Street": a letter that means millions only where it counts or costs something."""
    number = candidate.number
    last = scene.words[number.end - 1]
    letter = number.scaled and bool(number.digits) and last.glued and len(last.text) == 1
    alone = candidate.is_bare and candidate.amount.qualifier == NONE and scene.before.counted_class is None
    return letter and alone and not scene.is_risen(number)


def _is_family(scene: Scene, candidate: Candidate) -> bool:
    """ "Mutter von zwei Töchtern", "has three children"."""
    at, lists = candidate.phrase.noun_at, scene.rules.exclusions
    if at is None or scene.hits or candidate.number.low > _FAMILY or lists.offspring.of(scene.low(at)) is None:
        return False
    first = candidate.amount.first
    return any(scene.low(first - back) in lists.parents for back in range(1, _PARENT_REACH + 1))
