"""A few things, people or coins, told exactly and by nobody: no figure where a text counts nothing else.

"Mars has two moons", "the dress comes in three colours". Where anything in the text is contested, they stay.
"""

from collections.abc import Sequence

from claims.extraction.candidate import MONEY, Candidate
from claims.extraction.exclusions import looks_like_past_year
from claims.extraction.nouns import PEOPLE
from claims.extraction.qualifiers import NONE
from claims.extraction.scene import Scene

_THINGS = "things_other"
_FEW = 12
_MOST = {_THINGS: 50, PEOPLE: _FEW}
_COINS = 10  # of the dearest price of a listing, the part that nobody reports


def is_trifle(scene: Scene, candidate: Candidate) -> bool:
    """Whether it is little, and nothing in its sentence tells of a harm, a protest or a change."""
    number = candidate.number
    if candidate.counted_class == MONEY:
        return not number.scaled and candidate.amount.qualifier == NONE and _is_small_change(scene, candidate)
    if number.scaled or number.vague or number.low % 1 or _is_of_harm(scene):
        return False  # "5.6 tries a match" is an average
    if candidate.amount.qualifier != NONE:
        dated = candidate.is_bare and looks_like_past_year(number)  # "from about 1480"
        return dated or (number.low <= _FEW and candidate.counted_class in _MOST)
    return _is_countless(scene, candidate) or number.low <= _MOST.get(candidate.counted_class or "", 0)


def _is_small_change(scene: Scene, candidate: Candidate) -> bool:
    return candidate.number.low * _COINS <= scene.rules.exclusions.dearest


def _is_countless(scene: Scene, candidate: Candidate) -> bool:
    """A number of whatever size that has no noun, unlike "51 others"."""
    bare = candidate.is_bare and candidate.unit is None and candidate.counted_class == _THINGS
    return bare and scene.lists.after_bare.at(scene.words, candidate.amount.end) is None


def _is_of_harm(scene: Scene) -> bool:
    ruined = scene.lists.lists["ruined"]
    return bool(scene.hits or scene.rising) or scene.is_of_protest or any(word.low in ruined for word in scene.words)


def only_trifles(trifling: Sequence[bool], sourced: Sequence[bool]) -> bool:
    """Of all figures of a text: whether each is a trifle that nobody is named for."""
    return all(trifling) and not any(sourced)
