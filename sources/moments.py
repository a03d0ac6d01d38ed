"""Moments that are known to the minute, the day, the month or the year."""

from datetime import UTC, datetime, timedelta

from sources.choices import Precision


def span(moment: datetime, precision: str) -> tuple[datetime, datetime]:
    """The half-open stretch of time [start, end), in UTC, that `moment` known to `precision` may mean."""
    start = floor(moment, precision)
    if precision == Precision.MINUTE:
        return start, start + timedelta(minutes=1)
    if precision == Precision.DAY:
        return start, start + timedelta(days=1)
    if precision == Precision.MONTH:
        return start, (start + timedelta(days=31)).replace(day=1)
    return start, start.replace(year=start.year + 1)


def floor(moment: datetime, precision: str) -> datetime:
    """The beginning, in UTC, of the minute, day, month or year that `moment` lies in."""
    start = moment.astimezone(UTC).replace(second=0, microsecond=0)
    if precision == Precision.MINUTE:
        return start
    start = start.replace(hour=0, minute=0)
    if precision == Precision.DAY:
        return start
    start = start.replace(day=1)
    return start if precision == Precision.MONTH else start.replace(month=1)
