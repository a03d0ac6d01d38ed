"""Addresses without a language: those of pages lead to the reader's own, by the Accept-Language header."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from factcheck.pages import crawlers
from sources.public_ids import PUBLIC_ID_PATTERN


@require_safe
def in_readers_language(request: HttpRequest, **_parts: str) -> HttpResponse:
    response = HttpResponseRedirect(f"/{get_language()}{request.get_full_path()}")
    patch_vary_headers(response, ["Accept-Language"])
    return response


urlpatterns = [
    re_path(r"^$", in_readers_language),
    re_path(rf"^(?:claims|topics|sources)/{PUBLIC_ID_PATTERN}/$", in_readers_language),
    path("robots.txt", crawlers.robots),
    path("favicon.ico", crawlers.favicon),
    path(".well-known/security.txt", crawlers.security_txt),
    path("sitemap.xml", crawlers.sitemap_index),
    path("sitemap-pages.xml", crawlers.sitemap_of_pages),
    path("sitemap-<int:stretch>.xml", crawlers.sitemap),
]
