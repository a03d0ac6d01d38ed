"""Who gives a figure, and whether two figures are given by two sides."""

from claims.matching import lexicon
from claims.matching.signals import Given, Signals, of_one_text
from claims.matching.spelling import shared


def disagree(first: Given, second: Given) -> bool:
    """Whether two sides give the numbers: two countries, two parties, or a party and a state or the report itself."""
    one, two = first.signals, second.signals
    one_text = of_one_text(first, second)
    mine, yours = of_speakers(one), of_speakers(two)
    if mine and yours and not mine & yours:
        return True
    if one.bodies & two.bodies or shared(one.speakers, two.speakers):
        return False
    if _voices(one) and _voices(two):
        return one_text or one.claimed or two.claimed or bool(_parties(one) or _parties(two))
    if _parties(one) or _parties(two):
        other = two if _parties(one) else one
        return (
            one_text or bool(_voices(other)) or not (other.bodies or other.speakers)
        )  # a name alone may be of this very party
    return one_text and _names_somebody(one) and _names_somebody(two)


def _names_somebody(signals: Signals) -> bool:
    """Whether those who give it are named, and are not only media that pass it on."""
    return bool(_voices(signals) or (signals.speakers and not signals.bodies))


def _voices(signals: Signals) -> frozenset[str]:
    return signals.bodies - lexicon.camp("silent")


def _parties(signals: Signals) -> frozenset[str]:
    """The kinds of those whose own number it is not, and of those with only a name who claim it or have counted it."""
    counted = signals.tally and signals.speakers and not _voices(signals)
    unknown = {"claimant"} if counted or (signals.claimed and not signals.bodies) else set()
    return (_voices(signals) | unknown) - lexicon.camp("official")


def of_speakers(signals: Signals) -> frozenset[str]:
    """The countries of those who say so."""
    places = {speaker[1:] for speaker in signals.speakers if speaker.startswith("@")}
    return frozenset(lexicon.country_of(place) or place for place in places)
