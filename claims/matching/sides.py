"""Who gives a figure, and whether two figures are given by two sides."""

from claims.matching import lexicon
from claims.matching.signals import Given, Signals, of_one_text
from claims.matching.spelling import shared


def disagree(first: Given, second: Given) -> bool:
    """Whether two sides give the numbers, or one party alone against a report that names nobody."""
    return are_two_sides(first, second) or _is_party_against_nobody(first, second)


def are_two_sides(first: Given, second: Given) -> bool:
    """Two countries, two parties, or a party and a state, each named."""
    one, two = first.signals, second.signals
    one_text = of_one_text(first, second)
    mine, yours = of_speakers(one), of_speakers(two)
    if mine and yours and not mine & yours:
        return True
    if one.disputes != two.disputes:
        return True
    if same_side(first, second):
        return False
    if _voices(one) and _voices(two):
        return one_text or _contends(one) or _contends(two) or bool(_parties(one) or _parties(two))
    if _parties(one) or _parties(two):
        other = two if _parties(one) else one
        return bool(_voices(other)) or (one_text and _names_somebody(other)) or _is_known_to(first, second, other)
    return one_text and _names_somebody(one) and _names_somebody(two)


def _is_known_to(first: Given, second: Given, named: Signals) -> bool:
    """Whether the text of a party knows a name that gives the other number: a name alone may be of this very party."""
    party = second if named is first.signals else first
    return bool(named.speakers and shared(named.speakers, party.event.names | party.event.maybe))


def _is_party_against_nobody(first: Given, second: Given) -> bool:
    one, two = first.signals, second.signals
    party, other = (one, two) if _parties(one) else (two, one)
    alone = bool(_parties(one)) != bool(_parties(two)) and not _voices(other) and not same_side(first, second)
    if party.later or party.earlier or other.earlier:  # it may have corrected itself
        return False
    return alone and (of_one_text(first, second) or not (other.bodies or other.speakers))


def same_side(first: Given, second: Given) -> bool:
    """Whether bodies of one kind, or the same name, give both."""
    one, two = first.signals, second.signals
    return bool(one.bodies & two.bodies or shared(one.speakers, two.speakers))


def _names_somebody(signals: Signals) -> bool:
    """Whether those who give it are named, and are not only media that pass it on."""
    return bool(_voices(signals) or (signals.speakers and not signals.bodies))


def _voices(signals: Signals) -> frozenset[str]:
    return signals.bodies - lexicon.camp("silent")


def _parties(signals: Signals) -> frozenset[str]:
    """The kinds of those whose own number it is not, and of those with only a name who claim it or have counted it."""
    counted = signals.tally and signals.speakers and not _voices(signals)
    contends = signals.disputes or (signals.claimed and not signals.bodies)
    unknown = {"claimant"} if counted or contends else set()
    return (_voices(signals) | unknown) - lexicon.camp("official")


def _contends(signals: Signals) -> bool:
    return signals.claimed or signals.disputes


def of_speakers(signals: Signals) -> frozenset[str]:
    """The countries of those who say so."""
    places = {speaker[1:] for speaker in signals.speakers if speaker.startswith("@")}
    return frozenset(lexicon.country_of(place) or place for place in places)


def whose(signals: Signals) -> frozenset[str]:
    """Of which country the counted are: an army that names no other tells of its own."""
    own = signals.own or "defence" in signals.bodies
    return signals.nationals or (of_speakers(signals) if own and "militants" not in signals.who else frozenset())
