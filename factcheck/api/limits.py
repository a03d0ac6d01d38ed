"""Limits as requests meet them: 429, Retry-After, and the headers of draft-ietf-httpapi-ratelimit-headers."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest

from factcheck.api import problems
from factcheck.api.problems import Problem
from factcheck.partners import limits
from factcheck.partners.keys import Holder
from factcheck.serving import network_of


@cache
def limiter() -> limits.Limiter:
    return limits.limiter_of_settings()


def admit(request: HttpRequest, holder: Holder | None, cost: int) -> dict[str, str]:
    """Count the request; headers that say what is left. Raises a Problem when it is one too many."""
    if holder is None:
        policy, client, limit = "anonymous", network_of(request), settings.RATE_LIMIT_ANONYMOUS
    else:
        policy, client, limit = "key", f"key {holder.key}", settings.RATE_LIMIT_KEY
    if not limit:
        return {}
    remaining, reset = limiter().count(client, cost, limit)
    told = {
        "RateLimit-Policy": f'"{policy}";q={limit};w={limits.WINDOW}',
        "RateLimit": f'"{policy}";r={max(remaining, 0)};t={reset}',
    }
    if remaining < 0:
        detail = f"{limit} requests a minute are allowed here, and some count for several."
        raise Problem(problems.TOO_MANY_REQUESTS, detail, headers={**told, "Retry-After": str(reset)})
    return told
