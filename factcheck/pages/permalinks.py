"""Addresses without a language: they lead to the reader's own, by the Accept-Language header."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sources.public_ids import PUBLIC_ID_PATTERN


@require_safe
def in_readers_language(request: HttpRequest, **_parts: str) -> HttpResponse:
    response = HttpResponseRedirect(f"/{get_language()}{request.get_full_path()}")
    patch_vary_headers(response, ["Accept-Language"])
    return response


urlpatterns = [
    re_path(r"^$", in_readers_language),
    re_path(rf"^(?:claims|topics|sources)/{PUBLIC_ID_PATTERN}/$", in_readers_language),
]
