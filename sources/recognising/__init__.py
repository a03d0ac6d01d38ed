"""What an answer means: is the report there, gone, elsewhere, behind a wall, or did we only fail to reach it?

One look proves no absence: `sources.observing` asks for a second one, and for a sign that our own network lives.
"""

from dataclasses import dataclass

from sources.choices import ReportState
from sources.recognising.looking import Good, Look, Met
from sources.recognising.signs import SIGNS, is_challenge, is_teaser
from sources.recognising.why import STATES, Why

__all__ = ["Good", "Met", "Recognised", "Why", "recognise"]

_STATUSES = {
    304: Why.NOT_MODIFIED,
    401: Why.UNAUTHORIZED,
    402: Why.PAYWALL,
    403: Why.FORBIDDEN,
    404: Why.NOT_FOUND,
    407: Why.UNAUTHORIZED,
    410: Why.GONE,
    429: Why.THROTTLED,
    451: Why.LEGAL,
}
_WITH_CONTENT = frozenset({200, 203, 206})


@dataclass(frozen=True)
class Recognised:
    """The state that this one look shows, and the sign by which it was known."""

    state: ReportState
    why: Why


def recognise(met: Met, good: Good | None = None) -> Recognised:
    """What `met` means, compared with the last good capture if there is one."""
    look = Look(met, good)
    why = _by_status(look) or _by_content(look)
    return Recognised(STATES[why], why)


def _by_status(look: Look) -> Why | None:
    """What the status settles; None for an answer whose content has to be read."""
    status = look.met.status
    if not status:
        return Why.NO_ANSWER
    if status >= 400 and is_challenge(look):
        return Why.BOT_CHECK
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return Why.SERVER_ERROR
    if look.met.problem:
        return Why.CUT_SHORT
    return None if status in _WITH_CONTENT else Why.ODD_STATUS


def _by_content(look: Look) -> Why:
    if look.is_here and not is_teaser(look):
        return _here(look)
    return next((why for why, is_so in SIGNS if is_so(look)), None) or _here(look)


def _here(look: Look) -> Why:
    if look.was_sent:
        return Why.ELSEWHERE if look.is_other and look.good else Why.MOVED
    return Why.NOT_TEXT if look.met.kind == "other" else Why.HERE
