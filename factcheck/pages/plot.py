"""Where reported counts lie on one scale from 0: one mark for each count, never an average, never a curve.

The marks stand in a column of a table, so the table is their text alternative and both grow with the reader's text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from django.utils.translation import gettext as _

from claims.choices import QUALIFIER_BOUNDS, Bounds, Qualifier
from claims.locales import number_words
from claims.wording import figure_words

Body = dict[str, Any]
# Percent of the width that the scale takes: room for half a mark before it, and for an arrow behind it.
_FIRST, _LAST = 3.0, 86.0
_MOST_TICKS = 4


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Scale:
    """The axis of one measure, from 0 to a round number not below any count."""

    top: float

    @property
    def ticks(self) -> list[Tick]:
        step = _step(self.top)
        return [Tick(self.x(step * n), number_words(step * n)) for n in range(round(self.top / step) + 1)]

    def x(self, value: float) -> str:
        """Where a value lies, as SVG wants it in every language."""
        return f"{_FIRST + (_LAST - _FIRST) * value / self.top:.2f}%"


@dataclass(frozen=True)
class Mark:
    """One reported count as it is drawn; `shape` names what templates/pages/_mark.html draws."""

    shape: str
    x: str
    x_end: str
    withdrawn: bool
    title: str
    description: str
    word_before: bool  # where the word “withdrawn” stands: before a mark that leaves no room behind it


def scale_of(figures: Iterable[Body]) -> Scale | None:
    """A scale for figures of one measure; None when none of them has a number above 0."""
    highest = max((end for figure in figures for end in (figure["low"], figure["high"]) if end is not None), default=0)
    if highest <= 0:
        return None
    step = _step(highest)
    return Scale(step * ceil(highest / step))


def _step(top: float) -> float:
    """The distance of the ticks: 1, 2 or 5 times a power of ten, so that at most _MOST_TICKS + 1 of them stand."""
    power: float = 10 ** floor(log10(top / _MOST_TICKS))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * _MOST_TICKS >= top)
    return int(step) if step >= 1 else step


def mark_of(figure: Body, withdrawn: bool, scale: Scale) -> Mark | None:
    """How a figure is drawn; None for one without a number, which is told in words only."""
    shape = shape_of(figure)
    low, high = figure["low"], figure["high"]
    first = low if low is not None else high
    if shape is None or first is None or first < 0:
        return None
    last = high if high is not None else first
    return Mark(
        shape=shape,
        x=scale.x(first),
        x_end=scale.x(last),
        withdrawn=withdrawn,
        title=figure_words(figure),
        description=_described(shape, withdrawn),
        word_before=last > scale.top * 0.6,
    )


def shape_of(figure: Body) -> str | None:
    """The shape that tells the qualifier of a figure without colour."""
    qualifier = Qualifier(figure["qualifier"])
    if qualifier in (Qualifier.NEARLY, Qualifier.ABOUT):
        return "hollow"
    return _SHAPES[QUALIFIER_BOUNDS[qualifier]]


_SHAPES: dict[Bounds, str | None] = {
    Bounds.POINT: "dot",
    Bounds.FLOOR: "floor",
    Bounds.CEILING: "ceiling",
    Bounds.SPAN: "bar",
    Bounds.NONE: None,
}


def _described(shape: str, withdrawn: bool) -> str:
    drawn = {
        "dot": _("A filled dot: one number."),
        "hollow": _("A hollow dot: close to this number."),
        "floor": _("A dot with an arrow to the right: this number or more."),
        "ceiling": _("A dot with an arrow to the left: this number or fewer."),
        "bar": _("A bar with two ends: between two numbers."),
    }[shape]
    return drawn + " " + _("Struck through: withdrawn.") if withdrawn else drawn
