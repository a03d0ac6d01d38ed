"""Which bare numbers are sums of money, by their size and by what the text speaks of."""

from claims.extraction.announcing import announced_class
from claims.extraction.candidate import Candidate
from claims.extraction.outcomes import Near
from claims.extraction.scene import Scene
from claims.extraction.units import PERCENT

_LEAST_SUM_ALONE = 1_000_000  # that is money in the sentence after one with sums
_LEAST_OF_MONEY = 1_000_000_000  # that is money whatever the text speaks of
_LEAST_SUM = 100_000  # that is money where a text speaks of sums


def sum_before(scene: Scene, candidate: Candidate, before: Candidate | None) -> str | None:
    """The currency that "2 Millionen davon" goes on with, where nothing says that it counts people."""
    if scene.near(candidate) or announced_class(scene, candidate):
        return None
    last = before.unit if before else scene.before.money if candidate.number.low >= _LEAST_SUM_ALONE else None
    return None if last == PERCENT else last or None


def is_sum(scene: Scene, candidate: Candidate, near: Near | None) -> bool:
    """Millions of nothing in a text about money: "собрала 236 млн, вторая — 215 млн рублей"."""
    number = candidate.number
    great = number.scaled and number.high is not None and number.low >= _LEAST_SUM
    return (
        candidate.phrase.noun_at is None
        and great
        and (scene.is_of_money or number.low >= _LEAST_OF_MONEY)
        and (near is None or near.cost > 1 or near.outcome == "casualties")
    )


def is_of_sums(scene: Scene, candidate: Candidate) -> bool:
    """ "52 milliards de bénéfices", "766 millions de pertes": what is counted in millions there is money."""
    at = candidate.phrase.noun_at
    if at is None or not candidate.number.scaled or candidate.number.low < _LEAST_SUM_ALONE:
        return False
    return scene.lists.sums.at(scene.words, at) is not None
