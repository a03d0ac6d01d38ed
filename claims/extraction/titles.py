"""Numbers in names: of a film or a march, of a lake, of a bus."""

from claims.extraction.candidate import Candidate
from claims.extraction.exclusions import looks_like_year
from claims.extraction.numbers import Number
from claims.extraction.qualifiers import NONE
from claims.extraction.scene import Scene, is_name
from claims.extraction.tokens import Kind

# What may open a title, and what then closes it; the same mark opens in one language and closes in another.
_CLOSERS = {"«": "»", "»": "«", "„": '“”"', "“": '”"', '"': '"'}
_CLOSING, _OPENING = frozenset('»”“"'), frozenset('«„“"')
_LONGEST_TITLE = 4  # words on either side of its number
_TITLE_WORDS = range(2, 6)
_TITLE_HEAD = 2  # words from the mark to the number: an article may come first
_MOST_CAPITALS = 0.6  # of the words of a sentence; a headline has more


def is_in_name(scene: Scene, candidate: Candidate) -> bool:
    """ "le lac des Deux Montagnes": a number word with a capital in front of another capital."""
    first, end = candidate.number.first, candidate.number.end
    if candidate.number.digits or end >= len(scene.words):
        return False
    return _is_noun(scene, candidate.number) or (is_name(scene, first) and is_name(scene, end))


def _is_noun(scene: Scene, number: Number) -> bool:
    """ "die Runde der letzten Acht": in German a number word with a capital inside of a sentence, but no "Million"."""
    first = number.first
    if not scene.lists.capital_nouns or number.scaled or number.vague or not scene.words[first].capital:
        return False
    return first > 0 and scene.words[first - 1].kind is Kind.WORD


def is_titled(scene: Scene, candidate: Candidate) -> bool:
    """The last word of something quoted: «Марш миллионов». One that is quoted alone is somebody's number."""
    opened = any(scene.low(candidate.number.first - back) in _OPENING for back in (1, 2))  # «ein paar hundert»
    return scene.low(candidate.amount.end) in _CLOSING and not opened


def is_in_title(scene: Scene, candidate: Candidate) -> bool:
    """A number word of a short quotation in capitals: „Die zwölf Geschworenen“, « Les Mille Soleils »."""
    words, number = scene.words, candidate.number
    if number.digits:
        return _is_named_title(scene, candidate) or _is_quoted_title(scene, candidate)
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


def _is_quoted_title(scene: Scene, candidate: Candidate) -> bool:
    """« 7000 danses », «1000 мелочей»: a short quotation that begins with the number, and tells of nobody's fate."""
    opening, end = candidate.number.first - 1, candidate.number.end
    closers = _CLOSERS.get(scene.low(opening), "")
    if not closers or scene.low(opening - 1) == ":" or candidate.amount.qualifier != NONE:
        return False
    inside = range(end, min(end + _LONGEST_TITLE, len(scene.words)))
    closing = next((at for at in inside if scene.low(at) in closers), None)
    if closing is None or closing == end or any(scene.words[at].kind is not Kind.WORD for at in range(end, closing)):
        return False
    return not candidate.phrase.outcome and not any(opening < hit.first < closing for hit in scene.hits)


def _is_named_title(scene: Scene, candidate: Candidate) -> bool:
    """ "is followed by 12 Angry Men": a common noun in capitals, with what is before it, where little else has any."""
    at, end = candidate.phrase.noun_at, candidate.number.end
    if at is None or at <= end or not candidate.phrase.known or scene.lists.capital_nouns:
        return False
    inside = scene.words[end : at + 1]
    if not all(word.kind is Kind.WORD and word.capital and not word.text.isupper() for word in inside):
        return False
    others = [word for word in scene.words if word.kind is Kind.WORD]
    return sum(word.capital for word in others) < len(others) * _MOST_CAPITALS


def _back(first: int) -> range:
    return range(first - 1, max(-1, first - 1 - _LONGEST_TITLE), -1)


def is_routed(scene: Scene, candidate: Candidate) -> bool:
    """ "the last 516 bus": one of them, which the number names."""
    at = candidate.phrase.noun_at
    return at is not None and candidate.number.is_bare_digits and scene.low(at) in scene.lists.lists["routed"]


def opens_with_year(scene: Scene, candidate: Candidate) -> bool:
    """ "2015 verwüsteten Beben das Land": a year at the head of a German clause, with its verb behind it."""
    number, following = candidate.number, scene.words[candidate.number.end : candidate.number.end + 1]
    opens = number.first == 0 or scene.words[number.first - 1].kind is Kind.MARK
    if not opens or not scene.lists.capital_nouns or not looks_like_year(number):
        return False
    return bool(following) and following[0].kind is Kind.WORD and not following[0].capital
