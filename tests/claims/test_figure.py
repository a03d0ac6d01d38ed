"""Figures as values: which bounds a qualifier has, and how two figures stand to each other."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.choices import Basis, Qualifier
from claims.figure import Comparison, Count, Figure, Interval, compare

numbers = st.decimals(min_value=-1000, max_value=1000, places=0)
ends = st.none() | numbers


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    point = low is not None and low == high
    return Interval(low, high, not point and draw(st.booleans()), not point and draw(st.booleans()))


def figure(qualifier: str, low: int | None = None, high: int | None = None) -> Figure:
    return Figure("words", qualifier, None if low is None else Decimal(low), None if high is None else Decimal(high))


def count(fig: Figure, day: int | None = 9, basis: str = Basis.CUMULATIVE, measure: str = "m1") -> Count:
    as_of = datetime(2022, 1, day, tzinfo=UTC) if day else None
    return Count(fig, measure, basis, as_of, "day")


def bare(number: int) -> Figure:
    return figure(Qualifier.NONE, number, number)


@given(intervals(), intervals())
def test_meeting_is_mutual(one: Interval, two: Interval) -> None:
    assert one.meets(two) == two.meets(one)


@given(intervals())
def test_an_interval_meets_and_lies_within_itself(one: Interval) -> None:
    assert one.meets(one)
    assert one.within(one)


@given(intervals(), intervals(), intervals())
def test_within_is_passed_on(one: Interval, two: Interval, three: Interval) -> None:
    if one.within(two) and two.within(three):
        assert one.within(three)


@given(intervals(), intervals(), numbers)
def test_a_number_in_both_makes_them_meet(one: Interval, two: Interval, number: Decimal) -> None:
    point = Interval(number, number)
    if point.within(one) and point.within(two):
        assert one.meets(two)


@pytest.mark.parametrize(
    ("fig", "field"),
    [
        (figure(Qualifier.AT_LEAST), "low"),
        (figure(Qualifier.AT_LEAST, 1, 2), "high"),
        (figure(Qualifier.AT_MOST, 1, 2), "low"),
        (figure(Qualifier.NONE, 1), "high"),
        (figure(Qualifier.EXACTLY, 1, 2), "high"),
        (figure(Qualifier.BETWEEN, 2, 1), "low"),
        (figure(Qualifier.BETWEEN, 2, 2), "high"),
        (figure(Qualifier.NOT_YET_KNOWN, 1), "low"),
        (figure(Qualifier.NONE, 10**16, 10**16), "low"),
        (Figure("w", Qualifier.NONE, Decimal("NaN"), Decimal("NaN")), "low"),
        (Figure("w", Qualifier.NONE, Decimal("0.001"), Decimal("0.001")), "low"),
    ],
)
def test_bounds_that_do_not_fit_the_qualifier_are_refused_by_field(fig: Figure, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        fig.check()
    assert field in refused.value.message_dict


def test_a_figure_not_yet_known_has_no_bounds_and_is_valid() -> None:
    unknown = figure(Qualifier.NOT_YET_KNOWN)
    unknown.check()
    assert unknown.interval is None


def test_at_least_164_is_open_above() -> None:
    assert figure(Qualifier.AT_LEAST, 164).interval == Interval(Decimal(164), None)


def test_nearly_8000_is_below_and_close() -> None:
    nearly = figure(Qualifier.NEARLY, 8000, 8000).interval
    assert nearly is not None
    assert not Interval(Decimal(8000), Decimal(8000)).within(nearly)
    assert Interval(Decimal(7900), Decimal(7900)).within(nearly)
    assert not Interval(Decimal(5135), Decimal(5135)).within(nearly)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (count(bare(164)), count(bare(164)), Comparison.SAME),
        (count(figure(Qualifier.AT_LEAST, 164)), count(bare(225)), Comparison.REFINES),
        (count(bare(225)), count(figure(Qualifier.AT_LEAST, 164)), Comparison.COMPATIBLE),
        (count(bare(164)), count(bare(225)), Comparison.CONTRADICTS),
        (count(bare(164), 9), count(bare(225), 15), Comparison.UPDATES),
        (count(bare(225), 9), count(bare(164), 15), Comparison.CONTRADICTS),
        (count(bare(164), 15), count(bare(100), 9), Comparison.COMPATIBLE),
        (count(bare(2500), 9, Basis.MOMENT), count(bare(2030), 15, Basis.MOMENT), Comparison.UPDATES),
        (count(bare(2500), 9, Basis.PERIOD), count(bare(2030), 15, Basis.PERIOD), Comparison.CONTRADICTS),
        (count(bare(164), None), count(bare(225), 15), Comparison.CONTRADICTS),
        (count(bare(164)), count(bare(225), 15, measure="m2"), Comparison.NOT_COMPARABLE),
        (count(figure(Qualifier.NOT_YET_KNOWN)), count(bare(19)), Comparison.ANSWERS),
    ],
)
def test_how_a_second_figure_stands_to_a_first(first: Count, second: Count, expected: Comparison) -> None:
    assert compare(first, second) == expected


@given(intervals(), intervals())
def test_figures_of_different_measures_are_never_compared(one: Interval, two: Interval) -> None:
    first = Count(Figure("w", Qualifier.BETWEEN, one.low, one.high), "m1", Basis.CUMULATIVE, None, "day")
    second = Count(Figure("w", Qualifier.BETWEEN, two.low, two.high), "m2", Basis.CUMULATIVE, None, "day")
    assert compare(first, second) == Comparison.NOT_COMPARABLE
