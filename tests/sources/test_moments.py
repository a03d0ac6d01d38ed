"""What a moment known to a precision may mean."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.choices import Precision
from sources.moments import span

MOMENT = datetime(2022, 1, 9, 18, 30, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (Precision.MINUTE, datetime(2022, 1, 9, 18, 30, tzinfo=UTC), datetime(2022, 1, 9, 18, 31, tzinfo=UTC)),
        (Precision.DAY, datetime(2022, 1, 9, tzinfo=UTC), datetime(2022, 1, 10, tzinfo=UTC)),
        (Precision.MONTH, datetime(2022, 1, 1, tzinfo=UTC), datetime(2022, 2, 1, tzinfo=UTC)),
        (Precision.YEAR, datetime(2022, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_span_of_a_moment(precision: str, start: datetime, end: datetime) -> None:
    assert span(MOMENT, precision) == (start, end)


@given(
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9998, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(Precision.values),
)
def test_a_moment_lies_in_its_span(moment: datetime, precision: str) -> None:
    start, end = span(moment, precision)
    assert start <= moment < end


def test_the_span_is_counted_in_utc() -> None:
    almaty = timezone(timedelta(hours=6))
    assert span(datetime(2022, 1, 9, 3, tzinfo=almaty), Precision.DAY)[0] == datetime(2022, 1, 8, tzinfo=UTC)
