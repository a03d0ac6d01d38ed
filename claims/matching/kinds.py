"""What a second figure is to a first: rules on event, question, numbers and source. The editor decides.

Similar words find the event, and only numbers, bounds and sources tell a repetition from an update or a contradiction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext_lazy as _l

from claims.choices import Counted, Words
from claims.matching import lexicon
from claims.matching.signals import Event, Given, Signals


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
OTHER_CLASS = _l("something else is counted")
OTHER_EVENT = _l("nothing shows that it is about the same event")
OTHER_SOURCE = _l("another source gives another number")
ONE_TEXT = _l("one text sets the two numbers against each other")
SAME_SOURCE = _l("the same source gives another number, so one of the two is later")
TOLD_AS_LATER = _l("told as a later count")
NO_OTHER_SOURCE = _l("no other source is named, so one of the two is a later count")

SAME_EVENT = 2.0  # see `likeness`: a name that both texts surely hold, or several weaker signs
_LIKE = 0.8
_MOST_NAMES = 80  # an article has fewer; each is held against each
_LONGEST_NAME = 40  # letters that are held against each other one by one

# Classes that name the same people in different ways: a crew is "people" to one reporter and "troops" to another.
_INTERCHANGEABLE = (
    frozenset({Counted.PEOPLE_OTHER, Counted.PROTESTERS, Counted.TROOPS, Counted.DISPLACED}),
    frozenset({Counted.THINGS_OTHER, Counted.VEHICLES}),
)
# Of these, the class does not say what is counted.
_OTHERS = (Counted.PEOPLE_OTHER, Counted.THINGS_OTHER, Counted.VEHICLES)
# Who is a part of whom; everybody is a part of those of whom nothing more is said.
_WITHIN: dict[str, frozenset[str]] = {
    "children": frozenset({"civilians", "refugees", "protesters", "foreigners", "staff"}),
    "women": frozenset({"civilians", "refugees", "protesters", "foreigners", "staff"}),
    "staff": frozenset({"civilians"}),
    "refugees": frozenset({"civilians"}),
    "protesters": frozenset({"civilians"}),
    "foreigners": frozenset({"civilians"}),
}


def kind_of(first: Given, second: Given) -> Verdict:
    """What `second` is to `first`; both are figures."""
    one, two = first.signals, second.signals
    if not _same_event(first, second):
        return Verdict(Kind.UNRELATED, OTHER_EVENT)
    if not _same_class(first, second):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if _same_number(first, second):
        return _of_same_number(one, two)
    for rule in _RULES:
        if verdict := rule(first, second):
            return verdict
    return Verdict(Kind.UPDATE, NO_OTHER_SOURCE)


# The event --------------------------------------------------------------------------------------------------------


def _same_event(first: Given, second: Given) -> bool:
    if _of_one_text(first, second):
        return True
    same_number = _same_number(first, second)
    if first.is_bare or second.is_bare:
        return same_number  # there is nothing else to go by
    return likeness(first.signals.event, second.signals.event) + 0.5 * same_number >= SAME_EVENT


def _of_one_text(first: Given, second: Given) -> bool:
    if first.passage and second.passage:
        return first.passage == second.passage
    return first.text == second.text and not first.is_bare


def likeness(one: Event, two: Event) -> float:
    """How much speaks for one event: names, places, what happened, and numbers that both texts hold."""
    all_one, all_two = one.names | one.maybe, two.names | two.maybe
    score = 1.0 * _alike(all_one, all_two) + 1.0 * (_alike(one.names, all_two) or _alike(two.names, all_one))
    score += len(one.places & two.places) + 0.5 * len(one.numbers & two.numbers)
    if one.kinds and two.kinds:
        score += 1.0 if one.kinds & two.kinds else -1.0
    return score


def _alike(one: frozenset[str], two: frozenset[str]) -> int:
    """How many names of `one` have one in `two` that looks like it."""
    others = sorted(two)[:_MOST_NAMES]
    return sum(any(looks_like(name, other) for other in others) for name in sorted(one)[:_MOST_NAMES])


@lru_cache(maxsize=65_536)
def looks_like(one: str, two: str) -> bool:
    """Whether two keys of names are one name in two languages or cases: Kaspan and Каспане."""
    if one == two:
        return True
    if one[:1] != two[:1] or min(len(one), len(two)) < 4:
        return False
    stem = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if stem >= 4 and max(len(one), len(two)) - stem <= 3:
        return True
    if not 5 < min(len(one), len(two)) <= max(len(one), len(two)) <= _LONGEST_NAME:
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _LIKE


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
    return frozenset(speaker[1:] for speaker in signals.speakers if speaker.startswith("@"))


def _in(one: frozenset[str], two: frozenset[str]) -> bool:
    return any(lexicon.country_of(place) in two for place in one if lexicon.country_of(place))


# Other numbers ----------------------------------------------------------------------------------------------------


def _part(first: Given, second: Given) -> Verdict | None:
    small, large = sorted((first, second), key=_size)
    less, more = small.signals, large.signals
    narrower = _among(less.who, more.who) or (less.who & {"children", "women"} and not more.who)
    if narrower or (less.part and not more.part) or _inside(less, more):
        return Verdict(Kind.PART_OF, A_PART)
    return None


def _inside(less: Signals, more: Signals) -> bool:
    mine, yours = less.where, more.where or more.wide_places
    return not mine & yours and _in(mine, yours)


def _size(given: Given) -> float:
    bounds = [float(bound) for bound in (given.low, given.high) if bound is not None]
    return bounds[0] if bounds else 0.0


def _others(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if _apart(one.who, two.who):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_WHO)
    if first.counted in _OTHERS and one.fates and two.fates and not one.fates & two.fates:
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_CLASS)
    if _elsewhere(one, two):
        return Verdict(Kind.DIFFERENT_QUANTITY, OTHER_PLACE)
    return None


def _told_as_later(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    told = two.later or one.earlier or one.later or two.earlier
    return Verdict(Kind.UPDATE, TOLD_AS_LATER) if told and not _disagree(first, second) else None


def _by_source(first: Given, second: Given) -> Verdict | None:
    one, two = first.signals, second.signals
    if _disagree(first, second):
        return Verdict(Kind.CONTRADICTION, OTHER_SOURCE)
    if _of_one_text(first, second):
        return Verdict(Kind.CONTRADICTION, ONE_TEXT)
    if one.bodies & two.bodies or _alike(one.speakers, two.speakers):
        return Verdict(Kind.UPDATE, SAME_SOURCE)
    return None


def _disagree(first: Given, second: Given) -> bool:
    """Whether both say who gives the number, and it is not the same."""
    one, two = first.signals, second.signals
    if one.carried or two.carried:
        return False
    mine, yours = _of_speakers(one), _of_speakers(two)
    if mine and yours and not mine & yours:
        return True
    if one.bodies and two.bodies:
        return not one.bodies & two.bodies
    if (one.bodies or two.bodies) and not _of_one_text(first, second):
        return False  # a body by its name in one text, and by its kind in the other
    return bool(one.bodies | one.speakers and two.bodies | two.speakers) and not _alike(one.speakers, two.speakers)


_RULES: tuple[Callable[[Given, Given], Verdict | None], ...] = (_part, _others, _told_as_later, _by_source)
