"""The addresses of the interface for partners, and the pages of its kinds of errors."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from factcheck.api.answering import NotFound

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("factcheck.api.v1.urls")),
    re_path(r"^api/", NotFound.as_view()),
]
