"""The addresses of the reconciliation service."""

from django.urls import path, re_path

from factcheck.api.reconcile.views import Preview, Properties, Service, Suggest, View

urlpatterns = [
    path("", Service.as_view()),
    re_path(r"^suggest/(?P<what>entity|property|type)/$", Suggest.as_view()),
    path("properties/", Properties.as_view()),
    path("view/", View.as_view()),
    path("preview/", Preview.as_view()),
]
