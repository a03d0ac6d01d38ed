"""The addresses of the interface for partners, and of its kinds of errors."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from factcheck.api import problems
from factcheck.api.answering import NotFound
from factcheck.api.factchecktools import Search
from factcheck.api.v1.reference import to_problem

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("factcheck.api.v1.urls")),
    path("api/v1/reconcile/", include("factcheck.api.reconcile.urls")),
    path("api/v1/snapshots/", include("factcheck.api.snapshots.urls")),
    *(path(kind.path[1:], to_problem, {"slug": kind.slug}) for kind in problems.KINDS),
    path("api/factchecktools/v1alpha1/claims:search", Search.as_view()),
    re_path(r"^api(/|$)", NotFound.as_view()),
]
