"""Whether a number counts anything that somebody could contest."""

from claims.extraction.exclusions import looks_like_year
from claims.extraction.numbers import Number
from claims.extraction.qualifiers import NONE
from claims.extraction.scene import Candidate, Scene, is_name
from claims.extraction.tokens import Kind

BESIDE = 4  # what a verb right beside a number may be away; see outcomes.nearest
TOLL_REACH = 25  # words between "Zahl" and the number that it announces
_CLOSING, _OPENING = frozenset('»”“"'), frozenset('«„“"')
_LONGEST_TITLE = 4  # words on either side of its number
_TITLE_WORDS = range(2, 6)
_TITLE_HEAD = 2  # words from the mark to the number: an article may come first
_HYPHENS = frozenset("-–")
_GOES_ON = frozenset(",—–-")


def counts(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """`before` is the last figure of the same sentence that was accepted."""
    if candidate.unit:
        return True
    if _is_in_title(scene, candidate):
        return False
    if candidate.phrase.known:
        return True
    if candidate.phrase.noun_at is not None:
        return _counts_unknown(scene, candidate)
    return _counts_bare(scene, candidate, before)


def _counts_unknown(scene: Scene, candidate: Candidate) -> bool:
    """A noun that no table knows: what follows a year, or a name with a number, is one too."""
    number = candidate.number
    if _is_index(number) or (number.spread and scene.low(number.end - 2) in _HYPHENS):
        return False  # an hour or a score ("22-30")
    if candidate.amount.qualifier != NONE or not number.digits or number.scaled:
        return True
    return not looks_like_year(number) and not is_name(scene, candidate.amount.first - 1)


def _counts_bare(scene: Scene, candidate: Candidate, before: Candidate | None) -> bool:
    """A number without a noun counts only where something else says what."""
    number = candidate.number
    if number.spread and scene.low(number.end - 2) in _HYPHENS:
        return False
    if _is_index(number) or (number.vague and _is_titled(scene, candidate)):
        return False
    if number.vague or candidate.phrase.outcome or counts_people(scene, candidate):
        return True
    if scene.low(candidate.amount.end) in scene.lists.lists["after_bare"]:
        return not looks_like_year(number)
    if looks_like_year(number) and candidate.amount.qualifier == NONE:
        return False
    if looks_like_year(number):  # "more than 2015" compares; "more than 2000 were injured" counts
        return _is_told(scene, candidate)
    if candidate.amount.qualifier != NONE or number.scaled or number.is_grouped:
        return True
    if candidate.amount.first in scene.resumed and scene.before.counted_class:
        return True
    if before is not None and (candidate.included or _goes_on(scene, candidate)):
        return True
    return _is_announced(scene, candidate) or _is_told(scene, candidate)


def _is_index(number: Number) -> bool:
    """A decimal without a unit: an index, or the number of a paragraph."""
    return not number.scaled and number.low % 1 != 0


def _is_titled(scene: Scene, candidate: Candidate) -> bool:
    """The last word of something quoted: «Марш миллионов». One that is quoted alone is somebody's number."""
    return scene.low(candidate.amount.end) in _CLOSING and scene.low(candidate.number.first - 1) not in _OPENING


def _is_in_title(scene: Scene, candidate: Candidate) -> bool:
    """A number word of a short quotation in capitals: „Die zwölf Geschworenen“, « Les Mille Soleils »."""
    words, number = scene.words, candidate.number
    if number.digits:
        return False
    opening = next((at for at in _back(number.first) if scene.low(at) in _OPENING), None)
    if opening is None or number.first - opening > _TITLE_HEAD or not words[opening + 1].capital:
        return False
    closing = next((at for at in range(number.end, number.end + _LONGEST_TITLE) if scene.low(at) in _CLOSING), None)
    if closing is None or closing - opening - 1 not in _TITLE_WORDS:
        return False
    if any(word.kind is Kind.MARK for word in words[opening + 1 : closing]):
        return False
    told = any(opening < hit.first < closing for hit in scene.hits) or candidate.phrase.outcome
    return not (candidate.phrase.known and told)


def _back(first: int) -> range:
    return range(first - 1, max(-1, first - 1 - _LONGEST_TITLE), -1)


def counts_people(scene: Scene, candidate: Candidate) -> bool:
    """Some numbers count people without saying so: "пятеро"."""
    return scene.low(candidate.number.end - 1) in scene.rules.numbers.of_people


def _goes_on(scene: Scene, candidate: Candidate) -> bool:
    """Right behind a comma, a dash or an "and", after a figure of the same sentence: "187 dagegen"."""
    last = scene.low(candidate.amount.first - 1)
    return last in _GOES_ON or last in scene.lists.lists["ands"]


def _is_announced(scene: Scene, candidate: Candidate) -> bool:
    """ "Die Zahl der Haftbefehle ist mit 17 gering"."""
    first = candidate.amount.first
    lists = scene.lists.lists
    return scene.low(first - 1) in lists["before_bare"] and any(0 < first - at <= TOLL_REACH for at in scene.tolls)


def _is_told(scene: Scene, candidate: Candidate) -> bool:
    """A verb stands right beside it: "captured five", "250 were injured"."""
    near = scene.near(candidate)
    return near is not None and near.cost <= BESIDE
