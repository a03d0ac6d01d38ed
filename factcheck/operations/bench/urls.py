"""The product's addresses, and two views that do no more than any Django view must."""

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


urlpatterns = [path("bench/constant/<int:size>/", constant), path("bench/thin/", thin), *urlpatterns]
