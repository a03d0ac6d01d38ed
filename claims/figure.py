"""The figure as a value: its words, its bounds, and how two of them stand to each other.

The stored bounds are those that were said: *nearly 8000* keeps 8000 twice. What such a figure may mean is an
interval, computed here and never stored.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from claims.choices import QUALIFIER_BOUNDS, Basis, Bounds, Qualifier
from sources.moments import span

# "Nearly" is below and close, "about" on either side. A tenth is what readers and style guides take "close" to mean;
# the number decides only which suggestions an editor sees.
CLOSE = Decimal("0.1")
LARGEST = 10**15  # up to here every number kept is exact in the double that JSON readers use


@dataclass(frozen=True)
class Interval:
    """Numbers from `low` to `high`; None is an open end, and each end may be left out."""

    low: Decimal | None
    high: Decimal | None
    without_low: bool = False
    without_high: bool = False

    def meets(self, other: "Interval") -> bool:
        """Whether some number lies in both."""
        return not (self._below(other) or other._below(self))

    def _below(self, other: "Interval") -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.without_high or other.without_low))

    def within(self, other: "Interval") -> bool:
        """Whether every number of this interval lies in `other`."""
        return self._low_within(other) and self._high_within(other)

    def _low_within(self, other: "Interval") -> bool:
        if other.low is None or self.low is None:
            return other.low is None
        return self.low > other.low or (self.low == other.low and (self.without_low or not other.without_low))

    def _high_within(self, other: "Interval") -> bool:
        if other.high is None or self.high is None:
            return other.high is None
        return self.high < other.high or (self.high == other.high and (self.without_high or not other.without_high))


@dataclass(frozen=True)
class Figure:
    """A figure as it was given: the words as reported, what stood before the number, and the bounds."""

    words: str
    qualifier: str
    low: Decimal | None
    high: Decimal | None

    def check(self) -> None:
        """Raise ValidationError, naming the field, when the bounds are not those of the qualifier."""
        for field, value in (("low", self.low), ("high", self.high)):
            _check_size(field, value)
        shape = QUALIFIER_BOUNDS[Qualifier(self.qualifier)]
        _check_presence(shape, self.low, self.high)
        if self.low is not None and self.high is not None:
            if self.low > self.high:
                raise ValidationError({"low": _g("The lowest number is above the highest.")})
            if shape == Bounds.POINT and self.low != self.high:
                raise ValidationError({"high": _g("One number was given, so both bounds are that number.")})
            if shape == Bounds.SPAN and self.low == self.high:
                raise ValidationError({"high": _g("A span has two different ends.")})

    @property
    def interval(self) -> Interval | None:
        """The numbers that the figure may mean; None for one that is not yet known."""
        low, high = self.low, self.high
        match self.qualifier:
            case Qualifier.NOT_YET_KNOWN:
                return None
            case Qualifier.MORE_THAN:
                return Interval(low, None, without_low=True)
            case Qualifier.FEWER_THAN:
                return Interval(None, high, without_high=True)
            case Qualifier.NEARLY if low is not None:
                return Interval(low - abs(low) * CLOSE, high, without_high=True)
            case Qualifier.ABOUT if low is not None and high is not None:
                return Interval(low - abs(low) * CLOSE, high + abs(high) * CLOSE)
        return Interval(low, high)


def _check_size(field: str, value: Decimal | None) -> None:
    if value is None:
        return
    if not value.is_finite() or abs(value) > LARGEST:
        raise ValidationError({field: _g("Numbers go up to %(largest)s.") % {"largest": f"{LARGEST:,}"}})
    if value != value.quantize(Decimal("0.01")) or (value % 1 and abs(value) > LARGEST / 100):
        raise ValidationError({field: _g("At most two decimals, and none on numbers this large.")})


def _check_presence(shape: Bounds, low: Decimal | None, high: Decimal | None) -> None:
    wants_low = shape in (Bounds.POINT, Bounds.FLOOR, Bounds.SPAN)
    wants_high = shape in (Bounds.POINT, Bounds.CEILING, Bounds.SPAN)
    for field, value, wanted in (("low", low, wants_low), ("high", high, wants_high)):
        if wanted and value is None:
            raise ValidationError({field: _g("This qualifier needs this number.")})
        if not wanted and value is not None:
            raise ValidationError({field: _g("This qualifier leaves this end open: remove the number.")})


class Comparison(StrEnum):
    """How a second figure stands to a first."""

    SAME = "same"
    REFINES = "refines"
    COMPATIBLE = "compatible"
    UPDATES = "updates"
    CONTRADICTS = "contradicts"
    ANSWERS = "answers"
    NOT_COMPARABLE = "not_comparable"


COMPARISON_WORDS = {
    Comparison.SAME: _("the same figure"),
    Comparison.REFINES: _("narrows the other figure down"),
    Comparison.COMPATIBLE: _("compatible: some number fits both"),
    Comparison.UPDATES: _("a later count"),
    Comparison.CONTRADICTS: _("contradicts: no number fits both"),
    Comparison.ANSWERS: _("gives the number that was not yet known"),
    Comparison.NOT_COMPARABLE: _("not comparable: another question is counted"),
}


@dataclass(frozen=True)
class Count:
    """A figure together with the question that it answers and the time for which it was given."""

    figure: Figure
    measure: str  # public id
    basis: str
    as_of: datetime | None
    as_of_precision: str


def compare(first: Count, second: Count) -> Comparison:
    """How `second` stands to `first`. A suggestion for editors: nothing is ever set from it.

    A cumulative count may only grow, so a later and higher one updates and a later but lower one contradicts; counts
    at different moments never contradict each other; counts of one closed period always can.
    """
    if first.measure != second.measure:
        return Comparison.NOT_COMPARABLE
    one, two = first.figure.interval, second.figure.interval
    if one is None or two is None:
        return _with_an_unknown(one, two)
    if one.meets(two):
        return _fitting(one, two)
    order = _order_in_time(first, second)
    if first.basis == Basis.PERIOD or order == 0:
        return Comparison.CONTRADICTS
    if first.basis == Basis.MOMENT:
        return Comparison.UPDATES if order > 0 else Comparison.COMPATIBLE
    return _cumulative(one, two, order)


def _with_an_unknown(one: Interval | None, two: Interval | None) -> Comparison:
    if one is None and two is None:
        return Comparison.SAME
    return Comparison.ANSWERS if one is None else Comparison.COMPATIBLE


def _fitting(one: Interval, two: Interval) -> Comparison:
    if one == two:
        return Comparison.SAME
    return Comparison.REFINES if two.within(one) else Comparison.COMPATIBLE


def _cumulative(one: Interval, two: Interval, order: int) -> Comparison:
    second_is_higher = one._below(two)
    if second_is_higher != (order > 0):
        return Comparison.CONTRADICTS
    return Comparison.UPDATES if order > 0 else Comparison.COMPATIBLE


def _order_in_time(first: Count, second: Count) -> int:
    """1 when the second is surely later, -1 when surely earlier, 0 when they overlap or one is not known."""
    if first.as_of is None or second.as_of is None:
        return 0
    one, two = span(first.as_of, first.as_of_precision), span(second.as_of, second.as_of_precision)
    if one[1] <= two[0]:
        return 1
    return -1 if two[1] <= one[0] else 0
