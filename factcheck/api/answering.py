"""What every address of the interface has in common: methods, media types, errors, cross-origin reading, 304."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import override
from rest_framework.parsers import JSONParser
from rest_framework.views import APIView

from claims.reading import Edition
from factcheck.api import deprecations, keys, limits, problems
from factcheck.api.problems import Problem
from factcheck.partners.choices import Scope
from factcheck.partners.keys import Holder
from factcheck.serving import CACHE_CONTROL

logger = logging.getLogger(__name__)

# Any page may read: all of it is public, and no answer depends on who asks.
_CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Accept-Ranges, Content-Range, Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Authorization, If-Modified-Since, If-None-Match, If-Range, Range",
    "Access-Control-Max-Age": "86400",
}
# HTTP dates count seconds, and a Record can be seen a moment after the time that it bears.
_SETTLES_WITHIN = timedelta(seconds=5)


class ReadView(APIView):
    """One address; most are read, and some take something from whoever has a key for it.

    It is an APIView for its description (OpenAPI) alone. Its dispatch is our own: docs/adr/0040 has the measurements.
    """

    parser_classes = [JSONParser]

    media_type: str = "application/json"  # empty for one that depends on what is asked for
    methods: ClassVar[tuple[str, ...]] = ("GET", "HEAD")
    opens: ClassVar[Scope | None] = None  # what a key must be good for; None: nobody needs one
    cost: ClassVar[int] = 1  # of what a minute allows
    holder: Holder | None = None  # whose key came with the request
    told: Mapping[str, str] = {}  # what is left of the limit

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = self._respond(request, **kwargs)
        except Problem as problem:
            response = self.refused(problem)
        except (SuspiciousOperation, BadRequest) as refused:
            response = self.refused(Problem(problems.INVALID_PARAMETERS, f"The request was refused: {refused}"))
        except (OperationalError, InterfaceError) as error:
            response = self.refused(_failed(request, error, problems.UNAVAILABLE, {"Retry-After": "5"}))
        except Exception as error:
            response = self.refused(_failed(request, error, problems.INTERNAL_ERROR))
        for header, value in (*_CROSS_ORIGIN.items(), *self.told.items()):
            response.headers[header] = value
        response.is_of_no_language = True  # type: ignore[attr-defined]
        if deprecations.DEPRECATIONS and (described := getattr(self, "described", None)):
            told = described()
            operation = (told.get(request.method) if isinstance(told, Mapping) else told) or None
            if operation:
                deprecations.announce(response, deprecations.of(operation.operation, list(request.GET)))
        return response

    def refused(self, problem: Problem) -> HttpResponse:
        """The answer that tells of a problem; another shape for clients that know another one."""
        return problem.response()

    def _respond(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            allowed = {"Allow": self._allowed, "Access-Control-Allow-Methods": self._allowed}
            return HttpResponse(status=204, headers={**_PREFLIGHT, **allowed})
        if request.method not in self.methods:
            raise Problem(
                problems.METHOD_NOT_ALLOWED, f"{request.method} is not possible here.", headers={"Allow": self._allowed}
            )
        try:
            self.holder = keys.holder_of(request)
        finally:  # a key that is refused counts too, for the network that it came from
            self.told = limits.admit(request, self.holder, self.cost)
        if self.media_type and not request.accepts(self.media_type):
            raise Problem(problems.NOT_ACCEPTABLE, f"This address answers with {self.media_type}.")
        response = self._read(request, **kwargs) if self.opens is None else self._open(self.opens, request, **kwargs)
        if response.status_code == 412:
            raise Problem(problems.PRECONDITION_FAILED, "It has changed since.")
        return response

    def _open(self, scope: Scope, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Answer the holder of a key, in English whatever language is asked for. What is theirs is kept by nobody."""
        self.holder = keys.check_opens(self.holder, scope)
        method = "GET" if request.method == "HEAD" else str(request.method)
        with override("en"):
            response: HttpResponseBase = getattr(self, method.lower())(request, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        raise NotImplementedError

    def posted(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """What a form that is sent to this address asks for, where `methods` allows it."""
        raise NotImplementedError

    def _read(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return (self.posted if request.method == "POST" else self.get)(request, **kwargs)

    @property
    def _allowed(self) -> str:
        return ", ".join((*self.methods, "OPTIONS"))

    @property
    def allowed_methods(self) -> list[str]:
        """What is described."""
        return list(self.methods)


class NotFound(ReadView):
    """Whatever address is left below the interface."""

    schema = None

    def _respond(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method in ("GET", "HEAD") and _is_known(f"{request.path_info}/"):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{request.path}/" + (f"?{query}" if query else ""))
        raise Problem(problems.NOT_FOUND, "The addresses are listed in /api/v1/openapi.json.")


def _is_known(path: str) -> bool:
    return getattr(resolve(path).func, "cls", None) is not NotFound


def unless_unchanged(request: HttpRequest, edition: Edition, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` draws from the log, or 304 when the conditions of the request say that it is not needed (RFC 9110).

    The ETag is the highest index that there is: a list changes also by what is no longer in it.
    """
    etag = f'"{edition.head - 1}-{edition.removed}"' if edition.removed else f'"{edition.head - 1}"'
    date = settled(edition.changed_at)
    modified = int(date.timestamp()) if date else None
    response = get_conditional_response(request, etag, modified) or make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHE_CONTROL
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    return response


def settled(changed_at: datetime | None) -> datetime | None:
    """The time of a change, for Last-Modified; None while a later change may still come within the same second.

    Somebody who asks by the date alone must not be told that nothing changed when a figure was withdrawn just then.
    """
    return changed_at if changed_at and changed_at + _SETTLES_WITHIN <= timezone.now() else None


def _failed(
    request: HttpRequest, error: Exception, kind: problems.Kind, headers: dict[str, str] | None = None
) -> Problem:
    logger.error("%s %s failed", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=ReadView, request=request)
    return Problem(kind, "The details are in our log, not here.", headers=headers)
