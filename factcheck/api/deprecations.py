"""What partners should stop using, since when, and when it ends. Nothing goes without having stood here first.

Each answer of such an operation says so in its headers: Deprecation (RFC 9745), Sunset (RFC 8594) and links to the
page that tells what to use instead. The OpenAPI description marks it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http.response import HttpResponseBase
from django.utils.http import http_date


@dataclass(frozen=True)
class Deprecation:
    """An operation of the OpenAPI description, by its id; or a parameter of it, whose use alone is deprecated."""

    operation: str
    since: date
    ends: date | None
    advice: str  # the address of a page that says what to use instead
    parameter: str = ""


DEPRECATIONS: tuple[Deprecation, ...] = ()


def of(operation: str, parameters: Sequence[str] = ("",)) -> list[Deprecation]:
    """What is deprecated about a request that uses these parameters."""
    return [d for d in DEPRECATIONS if d.operation == operation and (not d.parameter or d.parameter in parameters)]


def announce(response: HttpResponseBase, deprecated: Sequence[Deprecation]) -> None:
    """Tell in the headers of an answer what is deprecated; of several things, the dates that come first."""
    if not deprecated:
        return
    response.headers["Deprecation"] = f"@{int(min(_moment(d.since) for d in deprecated))}"
    links = [f'<{d.advice}>; rel="deprecation"; type="text/html"' for d in deprecated]
    if ends := [d.ends for d in deprecated if d.ends]:
        response.headers["Sunset"] = http_date(min(map(_moment, ends)))
        links += [f'<{d.advice}>; rel="sunset"; type="text/html"' for d in deprecated if d.ends]
    others = response.headers.get("Link")
    response.headers["Link"] = ", ".join(([others] if others else []) + links)


def _moment(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp()
