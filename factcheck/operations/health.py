"""Answers for machines that watch over this one."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from factcheck.operations.starting import pending_migrations


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: the database does too, and is migrated.

    The first middleware: who asks does so by an address of its own, without TLS, and gets no cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/healthz":
                return HttpResponse("ok", content_type="text/plain")
            case "/readyz":
                return _readiness()
        return self._get_response(request)


def _readiness() -> HttpResponse:
    problem = _problem()
    return JsonResponse({"ready": not problem, "problem": problem}, status=503 if problem else 200)


def _problem() -> str:
    """What keeps us from serving, without any detail that an outsider should not read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "" if _is_migrated() else "database is not migrated"
    except DatabaseError:
        return "database does not answer"


_migrated = False


def _is_migrated() -> bool:
    """Asked of the database until it is so; a process's own migrations do not change while it lives."""
    global _migrated
    _migrated = _migrated or not pending_migrations()
    return _migrated
