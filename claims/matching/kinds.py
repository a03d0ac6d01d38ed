"""What a second figure is to a first: rules on event, question, numbers and source. The editor decides.

Similar words find the event, and only numbers, bounds and sources tell a repetition from an update or a contradiction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _l

from claims.choices import Counted, Words
from claims.matching import lexicon
from claims.matching.amounts import (
    addends_of,
    by_size,
    holds_number,
    is_number_of,
    makes_up,
    rounded,
    same_number,
    shuts_out,
    size,
)
from claims.matching.events import is_one_event
from claims.matching.phrasing import goes_from_to
from claims.matching.sides import disagree, same_side, whose
from claims.matching.signals import Given, Signals, of_one_text
from claims.matching.spelling import shared


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
OTHER_TIME = _l("told of another time")
OTHER_PLACE = _l("counted elsewhere")
ON_TOP = _l("one comes on top of the other")
OTHER_CLASS = _l("something else is counted")
OTHER_EVENT = _l("nothing shows that it is about the same event")
OTHER_SOURCE = _l("another source gives another number")
ONE_TEXT = _l("one text sets the two numbers against each other")
SAME_SOURCE = _l("the same source gives another number, so one of the two is later")
NOT_SET_AGAINST = _l("one text tells both, and sets neither against the other")
MADE_ROUND = _l("the same number, made round")
SHUT_OUT = _l("one is said to be the most, and the other is more")
TOLD_AS_LATER = _l("told as a later count")
NO_OTHER_SOURCE = _l("no other source is named, so one of the two is a later count")

# Classes that name the same people in different ways: a crew is "people" to one reporter and "troops" to another.
_INTERCHANGEABLE = (
    frozenset({Counted.PEOPLE_OTHER, Counted.PROTESTERS, Counted.TROOPS, Counted.DISPLACED}),
    frozenset({Counted.THINGS_OTHER, Counted.VEHICLES}),
    frozenset({Counted.PEOPLE_OTHER, Counted.DETAINED, Counted.MISSING}),  # the abducted, the captured
)
# Of these, the class does not say what is counted.
_OTHERS = (Counted.PEOPLE_OTHER, Counted.THINGS_OTHER, Counted.VEHICLES, Counted.MONEY, Counted.PERCENT)
_VALUED = (Counted.MONEY, Counted.PERCENT)  # of these a year may be that of the estimate
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
    "helpers": frozenset({"civilians", "staff"}),
}


_OF_EVERYBODY = frozenset(
    {"children", "women", "girls", "boys", "helpers"}
)  # part of any people of whom nothing more is said


_FAR = 10  # times another: nobody counts the same so, if one text tells both and says nothing of it


def kind_of(first: Given, second: Given) -> Verdict:
    """What `second` is to `first`; both are figures."""
    if not is_one_event(first, second):
        return Verdict(Kind.UNRELATED, OTHER_EVENT)
    if not _same_class(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if same_number(first, second):
        return _of_same_number(first, second)
    for rule in _RULES:
        if verdict := rule(first, second):
            return verdict
    return Verdict(Kind.UPDATE, NO_OTHER_SOURCE)


# The question -----------------------------------------------------------------------------------------------------


def _same_class(first: Given, second: Given) -> bool:
    if not first.counted or not second.counted or first.counted == second.counted:
        return True
    pair = {first.counted, second.counted}
    return same_number(first, second) and any(pair <= group for group in _INTERCHANGEABLE)


def _of_same_number(first: Given, second: Given) -> Verdict:
    one, two = first.signals, second.signals
    if _apart(one.who, two.who) or _elsewhere(one, two) or _in_one_breath(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, SAME_NUMBER_ELSE)
    return Verdict(Kind.SAME, SAME_NUMBER)


def _in_one_breath(first: Given, second: Given) -> bool:
    """Whether one sentence tells both, at two places: nobody counts the same twice there."""
    one, two = first.signals, second.signals
    return of_one_text(first, second) and one.sentence == two.sentence and one.at != two.at and bool(one.at[1])


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both say who is counted, and neither may be a part of the other."""
    return bool(one and two) and not (one & two) and not _among(one, two) and not _among(two, one)


def _among(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(wider in two for who in one for wider in _WITHIN.get(who, ()))


def _elsewhere(one: Signals, two: Signals) -> bool:
    """Whether both say where or whose, and neither place lies in the other."""
    return any(
        mine and yours and not mine & yours and not lexicon.lies_in(mine, yours) and not lexicon.lies_in(yours, mine)
        for mine, yours in ((whose(one), whose(two)), (one.where, two.where))
    )


# Other numbers ----------------------------------------------------------------------------------------------------


def _from_to(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals.at, second.signals.at
    told = of_one_text(first, second) and goes_from_to(first.text, one, two)
    return Verdict(Kind.UPDATE, TOLD_AS_LATER) if told else None


def _rounded(first: Given, second: Given) -> Verdict | None:
    return Verdict(Kind.SAME, MADE_ROUND) if rounded(first, second) else None


def _shut_out(first: Given, second: Given) -> Verdict | None:
    """At most so many against more, unless the same source has come down to it."""
    at_odds = shuts_out(first, second) and not same_side(first, second)
    return Verdict(Kind.CONTRADICTION, SHUT_OUT) if at_odds else None


def _at_another_time(first: Given, second: Given) -> Verdict | None:
    """Told of another year: no count of the same."""
    apart = first.signals.periods != second.signals.periods and first.counted not in _VALUED
    return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_TIME) if apart and not rounded(first, second) else None


def _sums_up(first: Given, second: Given) -> Verdict | None:
    """The numbers that follow a whole in its sentence and together make it up are its parts."""
    small, large = by_size(first, second)
    if makes_up(small, large):
        return Verdict(Kind.PART_OF, A_PART)
    if not of_one_text(first, second) or small.signals.sentence != large.signals.sentence:
        return None
    addends = addends_of(large)
    return Verdict(Kind.PART_OF, A_PART) if small.low in addends else None


def _in_its_own_text(first: Given, second: Given) -> Verdict | None:
    """What the text of one says of the number of the other: editors look there first."""
    for one, two in ((first, second), (second, first)):
        for other in one.others if not of_one_text(one, two) and holds_number(one, two) else ():
            if other.counted == two.counted and same_number(other, two) and not same_number(one, other):
                verdict = kind_of(one, other)
                at_odds = verdict.kind == Kind.CONTRADICTION and same_side(other, two)
                later = verdict.reason == TOLD_AS_LATER and not disagree(first, second)
                if verdict.reason == A_PART or at_odds or later:
                    return verdict
    return None


def _told_part(first: Given, second: Given) -> Verdict | None:
    small, large = by_size(first, second)
    less, more = small.signals, large.signals
    if less.whole_number:
        return Verdict(Kind.PART_OF, A_PART) if is_number_of(less.whole_number, large) else None
    one_text = of_one_text(first, second)
    whole = more.whole and not less.whole and not less.earlier
    summed = one_text and (whole or ((less.more or less.fresh) and (more.later or more.whole)))
    still = one_text and less.still and not less.earlier and less.sentence == more.sentence and more.at < less.at
    apart = _other_places(first, second) if one_text else _elsewhere(less, more)
    told = (less.part or still) and not (more.part and not one_text) and not apart
    return Verdict(Kind.PART_OF, A_PART) if told or summed else None


def _part(first: Given, second: Given) -> Verdict | None:
    small, large = by_size(first, second)
    less, more = small.signals, large.signals
    narrower = _among(less.who, more.who) or (less.who & _of_everybody(first, second) and not (more.who or more.own))
    worse = "critical" in less.fates and "critical" not in more.fates
    abroad = less.nation and not more.nationals and _is_elsewhere(less.nation, first, second, large)
    one_text = of_one_text(first, second)
    here = one_text and (_narrows(less, more) or _nested(small, large))
    told = (abroad or here) and not disagree(first, second)
    inside = (_inside(less, more) and (one_text or not more.spots_here)) or _in_a_town(small, large)
    return Verdict(Kind.PART_OF, A_PART) if narrower or worse or told or inside else None


def _of_everybody(first: Given, second: Given) -> frozenset[str]:
    """Who is a part of any people; soldiers and police too where it is not they that fight."""
    fought = "war" in first.event.kinds | second.event.kinds
    return _OF_EVERYBODY if fought else _OF_EVERYBODY | {"security_forces", "foreigners"}


def _is_elsewhere(nation: frozenset[str], first: Given, second: Given, large: Given) -> bool:
    """Whether what happened to everybody did so in another country than theirs, or one text tells both."""
    return of_one_text(first, second) or bool(large.event.places and not nation & large.event.places)


def _narrows(less: Signals, more: Signals) -> bool:
    """Whether only the smaller is said of a place, or the larger of a country."""
    of_countries = not any(map(lexicon.country_of, more.where | more.wide_places))
    return bool(less.spots_here or less.where - more.where) and not more.spots and of_countries


def _nested(small: Given, large: Given) -> bool:
    """Whether one source gives the smaller of a place, and the larger of no other than the text told of before."""
    less, more = small.signals, large.signals
    return bool(less.spots_here and not more.spots_here and not more.where) and same_side(small, large)


def _in_a_town(small: Given, large: Given) -> bool:
    """Whether the smaller is said of a town that the text of the larger does not know, or that lies in its region."""
    names = large.event.names | large.event.maybe
    less, region = small.signals, set(filter(lexicon.country_of, large.signals.where))
    if large.signals.everywhere and (less.spots_here or (_cities(less) and not large.signals.wide_places)):
        return True
    if less.spots_here and not less.where and less.wide_places & region:
        return True
    return small.signals.town and bool(small.signals.spots) and not shared(small.signals.spots, names)


def _inside(less: Signals, more: Signals) -> bool:
    mine, yours = less.where, more.where or more.wide_places
    return not mine & yours and lexicon.lies_in(mine, yours)


def _other_places(first: Given, second: Given) -> bool:
    """Whether they are counted in two places, or of two nations; names that are in no table tell in one text only."""
    one, two = first.signals, second.signals
    if _elsewhere(one, two):
        return True
    if first.counted == Counted.PROTESTERS and _in_two_towns(one, two):
        return True
    if not of_one_text(first, second):
        return False
    contested = "war" in first.event.kinds or any(each.claimed or each.contrast for each in (one, two))
    rivals = contested and disagree(first, second)
    if not rivals and any(_parted(one, two, places) for places in (_countries, _cities)):
        return True
    small, large = by_size(first, second)
    if _nested(small, large):
        return False
    spots = (small.signals.spots, large.signals.spots)
    return all(spots) and not shared(*spots) and not small.signals.town


def _parted(one: Signals, two: Signals, places: Callable[[Signals], frozenset[str]]) -> bool:
    return bool(places(one) and places(two)) and not places(one) & places(two)


def _cities(signals: Signals) -> frozenset[str]:
    return frozenset(filter(lexicon.country_of, signals.wide_places))


def _countries(signals: Signals) -> frozenset[str]:
    return frozenset(lexicon.country_of(place) or place for place in signals.wide_places)


def _in_two_towns(one: Signals, two: Signals) -> bool:
    """Whether each is said of a town in its own clause, and not of the same."""
    towns = [_cities(signals) for signals in (one, two)]
    if towns[0] & towns[1] or shared(one.spots_here, two.spots_here):
        return False
    return all(town or signals.spots_here for town, signals in zip(towns, (one, two), strict=True))


def _others(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if _apart(one.who, two.who) or (_one_side_armed(one, two) and disagree(first, second)):
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
    one, two = first.signals, second.signals
    return one.besides != two.besides or (of_one_text(first, second) and one.more != two.more)


def _one_side_armed(one: Signals, two: Signals) -> bool:
    """Whether only one counts fighters: the other side's number of its own dead is about others."""
    own = one.own or two.own  # who says how many of its own it lost speaks of those whom the others count
    return ("militants" in one.who) != ("militants" in two.who) and not (one.who and two.who) and not own


def _set_against(first: Given, second: Given) -> Verdict | None:
    """One text that says "on the other hand" of either."""
    against = of_one_text(first, second) and (first.signals.contrast or second.signals.contrast)
    return Verdict(Kind.CONTRADICTION, ONE_TEXT) if against else None


def _told_as_later(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    told = two.later or one.earlier or one.later or two.earlier
    return Verdict(Kind.UPDATE, TOLD_AS_LATER) if told and not disagree(first, second) else None


def _by_source(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if disagree(first, second):
        return Verdict(Kind.CONTRADICTION, OTHER_SOURCE)
    if of_one_text(first, second):
        return _of_nobody_else(first, second)
    if one.bodies & two.bodies or shared(one.speakers, two.speakers):
        return Verdict(Kind.UPDATE, SAME_SOURCE)
    crowd = first.counted == Counted.PROTESTERS and (one.named or two.named)
    if crowd or "aboard" in one.fates & two.fates:  # neither grows when it has gone
        return Verdict(Kind.CONTRADICTION, OTHER_SOURCE)
    return None


def _of_nobody_else(first: Given, second: Given) -> Verdict:
    """Two numbers of one text, of which no two sides are known."""
    small, large = by_size(first, second)
    less, more = small.signals, large.signals
    if less.bare and less.sentence == more.sentence and more.at < less.at:
        return Verdict(Kind.PART_OF, A_PART)
    if size(large) >= _FAR * size(small) and not (less.speakers or more.speakers):
        return Verdict(Kind.DIFFERENT_QUANTITY, NOT_SET_AGAINST)
    if less.named == more.named and bool(less.bodies | less.speakers) == bool(more.bodies | more.speakers):
        return Verdict(Kind.DIFFERENT_QUANTITY, NOT_SET_AGAINST)
    return Verdict(Kind.CONTRADICTION, ONE_TEXT)


def _unknown_of_others(first: Given, second: Given) -> Verdict | None:
    """What is not yet known of some is answered by a count of them alone."""
    one_unknown = (first.interval is None) != (second.interval is None)
    others = one_unknown and first.signals.who != second.signals.who
    return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_WHO) if others else None


_RULES: tuple[Callable[[Given, Given], Verdict | None], ...] = (
    _unknown_of_others,
    _from_to,
    _sums_up,
    _at_another_time,
    _told_part,
    _in_its_own_text,
    _others,
    _rounded,
    _shut_out,
    _set_against,
    _part,
    _told_as_later,
    _by_source,
)
