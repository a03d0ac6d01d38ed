"""What a second figure is to a first: rules on event, question, numbers and source. The editor decides.

Similar words find the event, and only numbers, bounds and sources tell a repetition from an update or a contradiction.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _l

from claims.choices import Counted, Words
from claims.matching import lexicon
from claims.matching.signals import Event, Given, Signals
from claims.matching.spelling import looks_like


class Kind(StrEnum):
    """What the second is to the first."""

    SAME = "same"
    UPDATE = "update"
    CONTRADICTION = "contradiction"
    PART_OF = "part_of"
    DIFFERENT_QUANTITY = "different_quantity"
    UNRELATED = "unrelated"


@dataclass(frozen=True)
class Verdict:
    """A kind, and in words why."""

    kind: Kind
    reason: Words


SAME_NUMBER = _l("the same number, and nothing says that something else is counted")
SAME_NUMBER_ELSE = _l("the same event, but others are counted, or elsewhere")
A_PART = _l("counted among the others, as the text says or as who and where show")
OTHER_WHO = _l("others are counted")
OTHER_PLACE = _l("counted elsewhere")
ON_TOP = _l("one comes on top of the other")
OTHER_CLASS = _l("something else is counted")
OTHER_EVENT = _l("nothing shows that it is about the same event")
OTHER_SOURCE = _l("another source gives another number")
ONE_TEXT = _l("one text sets the two numbers against each other")
SAME_SOURCE = _l("the same source gives another number, so one of the two is later")
NOT_SET_AGAINST = _l("one text tells both, and sets neither against the other")
TOLD_AS_LATER = _l("told as a later count")
NO_OTHER_SOURCE = _l("no other source is named, so one of the two is a later count")

SAME_EVENT = 2.0  # see `likeness`: a name that both texts surely hold, or several weaker signs
_ONE_TOWN = 1.0  # what it speaks for one event that the like is counted in one town
_MOST_NAMES = 80  # an article has fewer; each is held against each

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
_OF_CLASS: dict[str, str] = {Counted.PROTESTERS: "protest", Counted.INFECTED: "epidemic"}

# Classes that name the same people in different ways: a crew is "people" to one reporter and "troops" to another.
_INTERCHANGEABLE = (
    frozenset({Counted.PEOPLE_OTHER, Counted.PROTESTERS, Counted.TROOPS, Counted.DISPLACED}),
    frozenset({Counted.THINGS_OTHER, Counted.VEHICLES}),
)
# Of these, the class does not say what is counted.
_OTHERS = (Counted.PEOPLE_OTHER, Counted.THINGS_OTHER, Counted.VEHICLES, Counted.MONEY, Counted.PERCENT)
# Who is a part of whom; everybody is a part of those of whom nothing more is said.
_WITHIN: dict[str, frozenset[str]] = {
    "girls": frozenset({"children", "students", "civilians", "refugees"}),
    "boys": frozenset({"children", "students", "civilians", "refugees"}),
    "children": frozenset({"civilians", "refugees", "protesters", "foreigners", "staff"}),
    "women": frozenset({"civilians", "refugees", "protesters", "foreigners", "staff"}),
    "staff": frozenset({"civilians"}),
    "refugees": frozenset({"civilians"}),
    "protesters": frozenset({"civilians"}),
    "foreigners": frozenset({"civilians"}),
}


_OF_EVERYBODY = frozenset({"children", "women", "girls", "boys"})  # part of any people of whom nothing more is said


def kind_of(first: Given, second: Given) -> Verdict:
    """What `second` is to `first`; both are figures."""
    if not _same_event(first, second):
        return Verdict(Kind.UNRELATED, OTHER_EVENT)
    if not _same_class(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if _same_number(first, second):
        return _of_same_number(first.signals, second.signals)
    for rule in _RULES:
        if verdict := rule(first, second):
            return verdict
    return Verdict(Kind.UPDATE, NO_OTHER_SOURCE)


# The event --------------------------------------------------------------------------------------------------------


def _same_event(first: Given, second: Given) -> bool:
    if (first.passage and first.passage == second.passage) or _of_one_text(first, second):
        return True
    same_number = _same_number(first, second)
    if first.is_bare or second.is_bare:
        return same_number  # there is nothing else to go by
    score = likeness(_of_what(first), _of_what(second)) + 0.5 * same_number
    return score >= SAME_EVENT or (score + _ONE_TOWN >= SAME_EVENT and _of_one_town(first, second))


def _of_what(given: Given) -> Event:
    """The event, and what the class of the counted tells of it where the text has no word for it."""
    told = _OF_CLASS.get(given.counted, "")
    return replace(given.event, kinds=given.event.kinds | {told}) if told else given.event


def _of_one_town(first: Given, second: Given) -> bool:
    """Whether the like is counted in one town: that speaks for one event besides."""
    if first.counted != second.counted or not first.counted or _kinds_apart(first.event, second.event):
        return False
    one, two = first.signals, second.signals
    return any(map(lexicon.country_of, one.where & two.where)) or bool(_alike(one.spots, two.spots))


def _of_one_text(first: Given, second: Given) -> bool:
    return first.text == second.text and not first.is_bare


def likeness(one: Event, two: Event) -> float:
    """How much speaks for one event: names, places, what happened, and numbers that both texts hold."""
    all_one, all_two = one.names | one.maybe, two.names | two.maybe
    names = 1.0 * _alike(all_one, all_two) + 1.0 * (_alike(one.names, all_two) or _alike(two.names, all_one))
    where = _places_alike(one.places, two.places)
    score = names + (max(where, 0.0) if names >= SAME_EVENT else where) + 0.5 * len(one.numbers & two.numbers)
    if one.kinds & two.kinds:
        return score + 1.0
    return score - 1.0 * _kinds_apart(one, two)


def _kinds_apart(one: Event, two: Event) -> bool:
    """Whether they tell of different kinds of event, past what follows of any."""
    return not one.kinds & two.kinds and bool(one.kinds - _CONSEQUENCES and two.kinds - _CONSEQUENCES)


def _places_alike(one: frozenset[str], two: frozenset[str]) -> float:
    """How many places are shared, twice what tells more than a capital does; less for a city of a country; and other
    countries speak against it."""
    if shared := one & two:
        return sum(2.0 if lexicon.is_province(place) else 1.0 for place in shared)
    if _in(one, two) or _in(two, one):
        return 0.5
    return -0.5 if one and two else 0.0


def _alike(one: frozenset[str], two: frozenset[str]) -> int:
    """How many names of `one` have one in `two` that looks like it."""
    others = sorted(two)[:_MOST_NAMES]
    return sum(any(looks_like(name, other) for other in others) for name in sorted(one)[:_MOST_NAMES])


# The question -----------------------------------------------------------------------------------------------------


def _same_class(first: Given, second: Given) -> bool:
    if not first.counted or not second.counted or first.counted == second.counted:
        return True
    pair = {first.counted, second.counted}
    return _same_number(first, second) and any(pair <= group for group in _INTERCHANGEABLE)


def _same_number(first: Given, second: Given) -> bool:
    """Whether one bound is the same number and the other does not speak against it: "at least 99" and "99"."""
    bounds = ((first.low, second.low), (first.high, second.high))
    if any(one != two and None not in (one, two) for one, two in bounds):
        return False
    return {*bounds} == {(None, None)} or any(one == two and one is not None for one, two in bounds)


def _of_same_number(one: Signals, two: Signals) -> Verdict:
    if _apart(one.who, two.who) or _elsewhere(one, two):
        return Verdict(Kind.DIFFERENT_QUANTITY, SAME_NUMBER_ELSE)
    return Verdict(Kind.SAME, SAME_NUMBER)


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both say who is counted, and neither may be a part of the other."""
    return bool(one and two) and not (one & two) and not _among(one, two) and not _among(two, one)


def _among(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(wider in two for who in one for wider in _WITHIN.get(who, ()))


def _elsewhere(one: Signals, two: Signals) -> bool:
    """Whether both say where or whose, and neither place lies in the other."""
    return any(
        mine and yours and not mine & yours and not _in(mine, yours) and not _in(yours, mine)
        for mine, yours in ((one.nationals, two.nationals), (one.where, two.where))
    )


def _of_speakers(signals: Signals) -> frozenset[str]:
    """The countries of those who say so."""
    places = {speaker[1:] for speaker in signals.speakers if speaker.startswith("@")}
    return frozenset(lexicon.country_of(place) or place for place in places)


def _in(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(lexicon.country_of(place) in two for place in one if lexicon.country_of(place))


# Other numbers ----------------------------------------------------------------------------------------------------


def _told_part(first: Given, second: Given) -> Verdict | None:
    less, more = (given.signals for given in _by_size(first, second))
    one_text = _of_one_text(first, second)
    summed = one_text and ((more.whole and not less.whole) or (less.more and more.later))
    told = less.part and not (more.part and not one_text) and not _other_places(first, second)
    return Verdict(Kind.PART_OF, A_PART) if told or summed else None


def _part(first: Given, second: Given) -> Verdict | None:
    small, large = _by_size(first, second)
    less, more = small.signals, large.signals
    narrower = _among(less.who, more.who) or (less.who & _OF_EVERYBODY and not more.who)
    worse = "critical" in less.fates and "critical" not in more.fates
    here = _of_one_text(first, second) and _narrows(less, more) and not _disagree(first, second)
    return (
        Verdict(Kind.PART_OF, A_PART)
        if narrower or worse or here or _inside(less, more) or _in_a_town(small, large)
        else None
    )


def _narrows(less: Signals, more: Signals) -> bool:
    """Whether only the smaller is said of a place, or the larger of a country."""
    of_countries = not any(map(lexicon.country_of, more.where))
    return bool(less.spots or less.where - more.where) and not more.spots and of_countries


def _in_a_town(small: Given, large: Given) -> bool:
    """Whether the smaller is said of a town that the text of the larger does not know."""
    names = large.event.names | large.event.maybe
    return small.signals.town and bool(small.signals.spots) and not _alike(small.signals.spots, names)


def _inside(less: Signals, more: Signals) -> bool:
    mine, yours = less.where, more.where or more.wide_places
    return not mine & yours and _in(mine, yours)


def _other_places(first: Given, second: Given) -> bool:
    """Whether they are counted in two places, or of two nations; names that are in no table tell in one text only."""
    one, two = first.signals, second.signals
    if _elsewhere(one, two):
        return True
    small, large = _by_size(first, second)
    spots = (small.signals.spots, large.signals.spots)
    return all(spots) and _of_one_text(first, second) and not _alike(*spots) and not small.signals.town


def _by_size(first: Given, second: Given) -> list[Given]:
    return sorted((first, second), key=size)


def size(counted: Any) -> float:
    """By which the part is told from the whole: what a figure or a claim counts, at the least if that is known."""
    bounds = [float(bound) for bound in (counted.low, counted.high) if bound is not None]
    return bounds[0] if bounds else 0.0


def _others(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if _apart(one.who, two.who) or (_one_side_armed(one, two) and _disagree(first, second)):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_WHO)
    if first.counted in _OTHERS and one.fates and two.fates and not one.fates & two.fates:
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if _on_top(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, ON_TOP)
    if _other_places(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_PLACE)
    return None


def _on_top(first: Given, second: Given) -> bool:
    """Whether either comes on top of the other: neither is counted in it."""
    return first.signals.besides != second.signals.besides


def _one_side_armed(one: Signals, two: Signals) -> bool:
    """Whether only one counts fighters: the other side's number of its own dead is about others."""
    return ("militants" in one.who) != ("militants" in two.who) and not (one.who and two.who)


def _set_against(first: Given, second: Given) -> Verdict | None:
    """One text that says "on the other hand" of either."""
    against = _of_one_text(first, second) and (first.signals.contrast or second.signals.contrast)
    return Verdict(Kind.CONTRADICTION, ONE_TEXT) if against else None


def _told_as_later(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    told = two.later or one.earlier or one.later or two.earlier
    return Verdict(Kind.UPDATE, TOLD_AS_LATER) if told and not _disagree(first, second) else None


def _by_source(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if _disagree(first, second):
        return Verdict(Kind.CONTRADICTION, OTHER_SOURCE)
    if _of_one_text(first, second):
        return _of_nobody_else(one, two)
    if one.bodies & two.bodies or _alike(one.speakers, two.speakers):
        return Verdict(Kind.UPDATE, SAME_SOURCE)
    return None


def _of_nobody_else(one: Signals, two: Signals) -> Verdict:
    """Two numbers of one text, of which no two sides are known."""
    if bool(one.bodies | one.speakers) == bool(two.bodies | two.speakers):
        return Verdict(Kind.DIFFERENT_QUANTITY, NOT_SET_AGAINST)
    return Verdict(Kind.CONTRADICTION, ONE_TEXT)


def _disagree(first: Given, second: Given) -> bool:
    """Whether two sides give the numbers: two countries, two parties, or a party and a state or the report itself."""
    one, two = first.signals, second.signals
    one_text = _of_one_text(first, second)
    mine, yours = _of_speakers(one), _of_speakers(two)
    if mine and yours and not mine & yours:
        return True
    if one.bodies & two.bodies or _alike(one.speakers, two.speakers):
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


_RULES: tuple[Callable[[Given, Given], Verdict | None], ...] = (
    _told_part,
    _others,
    _set_against,
    _part,
    _told_as_later,
    _by_source,
)
