"""States of the past: which moment a reader asks for, and the headers of RFC 7089 (Memento)."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import http_date

from claims import reading


class NoSuchMoment(ValueError):
    """What stands in `as_of` is not a moment."""


@dataclass(frozen=True)
class Past:
    """A moment by the record's own clock, and how many Records there were."""

    moment: datetime
    head: int

    @property
    def query(self) -> str:
        return f"?as_of={self.moment.astimezone(UTC).isoformat().replace('+00:00', 'Z')}"

    def headers(self, original: str) -> dict[str, str]:
        """`original` is the address of the page as it is now."""
        return {
            "Memento-Datetime": http_date(self.moment.timestamp()),
            "Link": f'<{original}>; rel="original latest-version"',
        }


def asked_for(request: HttpRequest) -> Past | None:
    """The moment in `as_of`, such as 2022-01-09T18:00Z, without a zone in the site's; None when none is asked for."""
    if not request.META.get("QUERY_STRING") or "as_of" not in request.GET:
        return None
    moment = _moment(request.GET["as_of"].strip())
    return Past(moment, reading.head_at(moment))


def _moment(written: str) -> datetime:
    try:
        # A plus sign in an address means a space, and people forget to write it as %2B.
        moment = parse_datetime(written.replace(" ", "+") if "T" in written else written)
        if moment is None and (day := parse_date(written)):
            moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - made aware below
        if moment is None:
            raise NoSuchMoment(written)
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    except (ValueError, OverflowError) as error:
        raise NoSuchMoment(written) from error
