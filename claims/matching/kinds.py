"""What a second figure is to a first: rules on event, question, numbers and source. The editor decides.

Similar words find the event, and only numbers, bounds and sources tell a repetition from an update or a contradiction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _l

from claims.choices import Counted, Words
from claims.matching import lexicon
from claims.matching.amounts import by_size, same_number
from claims.matching.events import is_one_event
from claims.matching.sides import disagree
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
    if not is_one_event(first, second):
        return Verdict(Kind.UNRELATED, OTHER_EVENT)
    if not _same_class(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if same_number(first, second):
        return _of_same_number(first.signals, second.signals)
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
        mine and yours and not mine & yours and not lexicon.lies_in(mine, yours) and not lexicon.lies_in(yours, mine)
        for mine, yours in ((one.nationals, two.nationals), (one.where, two.where))
    )


# Other numbers ----------------------------------------------------------------------------------------------------


def _told_part(first: Given, second: Given) -> Verdict | None:
    less, more = (given.signals for given in by_size(first, second))
    one_text = of_one_text(first, second)
    summed = one_text and ((more.whole and not less.whole) or (less.more and more.later))
    told = less.part and not (more.part and not one_text) and not _other_places(first, second)
    return Verdict(Kind.PART_OF, A_PART) if told or summed else None


def _part(first: Given, second: Given) -> Verdict | None:
    small, large = by_size(first, second)
    less, more = small.signals, large.signals
    narrower = _among(less.who, more.who) or (less.who & _OF_EVERYBODY and not more.who)
    worse = "critical" in less.fates and "critical" not in more.fates
    here = of_one_text(first, second) and _narrows(less, more) and not disagree(first, second)
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
    return small.signals.town and bool(small.signals.spots) and not shared(small.signals.spots, names)


def _inside(less: Signals, more: Signals) -> bool:
    mine, yours = less.where, more.where or more.wide_places
    return not mine & yours and lexicon.lies_in(mine, yours)


def _other_places(first: Given, second: Given) -> bool:
    """Whether they are counted in two places, or of two nations; names that are in no table tell in one text only."""
    one, two = first.signals, second.signals
    if _elsewhere(one, two):
        return True
    small, large = by_size(first, second)
    spots = (small.signals.spots, large.signals.spots)
    return all(spots) and of_one_text(first, second) and not shared(*spots) and not small.signals.town


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
    return first.signals.besides != second.signals.besides


def _one_side_armed(one: Signals, two: Signals) -> bool:
    """Whether only one counts fighters: the other side's number of its own dead is about others."""
    return ("militants" in one.who) != ("militants" in two.who) and not (one.who and two.who)


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
        return _of_nobody_else(one, two)
    if one.bodies & two.bodies or shared(one.speakers, two.speakers):
        return Verdict(Kind.UPDATE, SAME_SOURCE)
    return None


def _of_nobody_else(one: Signals, two: Signals) -> Verdict:
    """Two numbers of one text, of which no two sides are known."""
    if bool(one.bodies | one.speakers) == bool(two.bodies | two.speakers):
        return Verdict(Kind.DIFFERENT_QUANTITY, NOT_SET_AGAINST)
    return Verdict(Kind.CONTRADICTION, ONE_TEXT)


_RULES: tuple[Callable[[Given, Given], Verdict | None], ...] = (
    _told_part,
    _others,
    _set_against,
    _part,
    _told_as_later,
    _by_source,
)
