"""The product's addresses, and two views that do no more than any Django view must."""

import json
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from factcheck.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

_THIN = (
    "SELECT b.body FROM claims_listing l JOIN claims_body b ON b.index = l.index"
    " WHERE l.subject_kind = 'claim' AND l.until_index IS NULL ORDER BY l.index DESC LIMIT 100"
)


def constant(_request: HttpRequest, size: int) -> HttpResponse:
    """As many bytes as asked for."""
    return HttpResponse(b"x" * size)


def thin(_request: HttpRequest) -> HttpResponse:
    """A hundred stored bodies by one query."""
    with connection.cursor() as cursor:
        cursor.execute(_THIN)
        rows = cursor.fetchall()
    return HttpResponse(b'{"results":[' + b",".join(row[0] for row in rows) + b"]}", content_type="application/json")


_THIN_CHANGES = (
    "SELECT r.index, r.subject_kind, r.subject, r.change, r.status, r.recorded_at, b.body FROM claims_record r"
    " JOIN claims_body b ON b.index = r.index WHERE r.index > (SELECT next_index / 2 FROM claims_loghead)"
    " ORDER BY r.index LIMIT 1000"
)


def thin_changes(_request: HttpRequest) -> HttpResponse:
    """A thousand Records by one query, and Python's own JSON around their bytes."""
    with connection.cursor() as cursor:
        cursor.execute(_THIN_CHANGES)
        rows = cursor.fetchall()
    results = [_envelope(row[:6]) + bytes(row[6]) + b"}" for row in rows]
    return HttpResponse(b'{"results":[' + b",".join(results) + b"]}", content_type="application/json")


def _envelope(row: tuple[Any, ...]) -> bytes:
    names = ("index", "type", "id", "change", "status", "recorded_at")
    return json.dumps(dict(zip(names, row, strict=True)), default=str)[:-1].encode() + b',"body":'


urlpatterns = [
    path("bench/constant/<int:size>/", constant),
    path("bench/thin/", thin),
    path("bench/thin-changes/", thin_changes),
    *urlpatterns,
]
