"""One mark for each reported count, told by its shape, on a scale from 0."""

from typing import Any

import pytest
from django.utils.translation import override

from claims.choices import Qualifier
from factcheck.pages.plot import Scale, mark_of, scale_of


def figure(qualifier: str, low: float | None, high: float | None) -> dict[str, Any]:
    return {"words": "…", "qualifier": qualifier, "low": low, "high": high}


SHAPES = {
    Qualifier.NONE: ("dot", 164, 164),
    Qualifier.EXACTLY: ("dot", 164, 164),
    Qualifier.AT_LEAST: ("floor", 164, None),
    Qualifier.MORE_THAN: ("floor", 164, None),
    Qualifier.AT_MOST: ("ceiling", None, 164),
    Qualifier.FEWER_THAN: ("ceiling", None, 164),
    Qualifier.NEARLY: ("hollow", 164, 164),
    Qualifier.ABOUT: ("hollow", 164, 164),
    Qualifier.BETWEEN: ("bar", 100, 164),
    Qualifier.DOZENS: ("bar", 20, 100),
    Qualifier.HUNDREDS: ("bar", 200, 1000),
    Qualifier.THOUSANDS: ("bar", 2000, 10_000),
    Qualifier.TENS_OF_THOUSANDS: ("bar", 20_000, 100_000),
    Qualifier.HUNDREDS_OF_THOUSANDS: ("bar", 200_000, 1_000_000),
    Qualifier.MILLIONS: ("floor", 1_000_000, None),
}


@pytest.mark.parametrize("qualifier", [q for q in Qualifier if q != Qualifier.NOT_YET_KNOWN])
def test_each_qualifier_has_its_shape(qualifier: Qualifier) -> None:
    shape, low, high = SHAPES[qualifier]
    mark = mark_of(figure(qualifier, low, high), False, Scale(2_000_000))
    assert mark is not None
    assert mark.shape == shape


def test_what_is_not_yet_known_has_no_mark() -> None:
    assert mark_of(figure(Qualifier.NOT_YET_KNOWN, None, None), False, Scale(100)) is None


def test_a_withdrawn_count_is_struck_through_and_says_so() -> None:
    mark = mark_of(figure(Qualifier.AT_LEAST, 164, None), True, Scale(200))
    assert mark is not None
    assert mark.withdrawn
    assert mark.description.endswith("Struck through: withdrawn.")


def test_a_bar_goes_from_one_bound_to_the_other() -> None:
    scale = Scale(200)
    mark = mark_of(figure(Qualifier.BETWEEN, 50, 150), False, scale)
    assert mark is not None
    assert (mark.x, mark.x_end) == (scale.x(50), scale.x(150))


@pytest.mark.parametrize(("highest", "top"), [(1, 1), (16, 20), (164, 200), (8000, 8000), (8001, 10_000), (0.3, 0.3)])
def test_the_scale_ends_at_a_round_number(highest: float, top: float) -> None:
    scale = scale_of([figure(Qualifier.NONE, highest, highest)])
    assert scale is not None
    assert scale.top == pytest.approx(top)


@pytest.mark.parametrize("highest", [1, 7, 16, 164, 2500, 8000, 99_999, 10**15, 0.25])
def test_ticks_begin_at_0_and_are_few(highest: float) -> None:
    scale = scale_of([figure(Qualifier.NONE, highest, highest)])
    assert scale is not None
    assert scale.ticks[0].label == "0"
    assert 2 <= len(scale.ticks) <= 5


@pytest.mark.parametrize("end", [None, 0, -5])
def test_without_a_number_above_0_there_is_no_scale(end: float | None) -> None:
    assert scale_of([figure(Qualifier.NONE, end, end)]) is None


def test_no_figures_have_no_scale() -> None:
    assert scale_of([]) is None


@pytest.mark.parametrize("language", ["en", "de", "ru"])
def test_places_are_written_as_svg_wants_them_in_every_language(language: str) -> None:
    with override(language):
        assert Scale(200).x(164) == "71.06%"
