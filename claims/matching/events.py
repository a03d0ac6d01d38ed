"""Whether two texts tell of one event: names, places, what happened, and numbers that both hold."""

from dataclasses import replace

from claims.choices import Counted
from claims.matching import lexicon
from claims.matching.amounts import is_telling, same_number
from claims.matching.signals import Event, Given, of_one_text
from claims.matching.spelling import shared

SAME_EVENT = 2.0  # see `likeness`: a name that both texts surely hold, or several weaker signs
_MOST_KINDS = 2  # of events that tell more than one
_ONE_DAY = 0.5  # that both name the same day of the week
_ONE_TOWN = 1.0  # what it speaks for one event that the like is counted in one town

# What follows of events of every kind, and speaks against none.
_CONSEQUENCES = frozenset(
    (
        "deployment",
        "prison",
        "migration",
        "collapse",
        "famine",
        "hostages",
        "trial",
        "power",
        "budget",
        "prices",
        "crime",
    )
)

# What happened, where who is counted tells it.
_SAME_KIND = {"protest", "strike"}  # who is counted at either is of one class
_OF_CLASS: dict[str, str] = {Counted.PROTESTERS: "protest", Counted.INFECTED: "epidemic"}


def is_one_event(first: Given, second: Given) -> bool:
    if (first.passage and first.passage == second.passage) or of_one_text(first, second):
        return True
    alike = same_number(first, second)
    if first.is_bare or second.is_bare:
        return alike  # there is nothing else to go by
    score = likeness(of_what(first), of_what(second)) + 0.5 * alike + 0.5 * (alike and is_telling(first))
    return score >= SAME_EVENT or (score + _ONE_TOWN >= SAME_EVENT and _of_one_town(first, second))


def of_what(given: Given) -> Event:
    """The event, and what the class of the counted tells of it where the text has no word for it."""
    told = _OF_CLASS.get(given.counted, "")
    return replace(given.event, kinds=given.event.kinds | {told}) if told else given.event


def _of_one_town(first: Given, second: Given) -> bool:
    """Whether the like is counted in one town: that speaks for one event besides."""
    if first.counted != second.counted or not first.counted or _kinds_apart(first.event, second.event):
        return False
    towns = any(map(lexicon.country_of, first.event.places & second.event.places))
    return towns or bool(shared(first.signals.spots, second.signals.spots))


def likeness(one: Event, two: Event) -> float:
    """How much speaks for one event: names, places, what happened, and numbers that both texts hold."""
    all_one, all_two = one.names | one.maybe, two.names | two.maybe
    names = 1.0 * shared(all_one, all_two) + 1.0 * (shared(one.names, all_two) or shared(two.names, all_one))
    where = _places_alike(one.places, two.places)
    score = names + (max(where, 0.0) if names >= SAME_EVENT else where) + 0.5 * len(one.numbers & two.numbers)
    score += _ONE_DAY * bool(one.days & two.days)
    if kinds := one.kinds & two.kinds:
        return score + 0.5 + 0.5 * min(len(kinds) - (kinds >= _SAME_KIND), _MOST_KINDS)
    return score - 1.0 * _kinds_apart(one, two)


def _kinds_apart(one: Event, two: Event) -> bool:
    """Whether they tell of different kinds of event, past what follows of any."""
    return not one.kinds & two.kinds and bool(one.kinds - _CONSEQUENCES and two.kinds - _CONSEQUENCES)


def _places_alike(one: frozenset[str], two: frozenset[str]) -> float:
    """How many places are shared, twice what tells more than a capital does; less for a city of a country; and other
    countries speak against it."""
    if shared := one & two:
        return sum(2.0 if lexicon.is_province(place) else 1.0 for place in shared)
    if lexicon.lies_in(one, two) or lexicon.lies_in(two, one):
        return 0.5
    return -1.5 if one and two else 0.0
