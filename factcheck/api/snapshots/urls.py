"""The addresses of snapshots."""

from django.urls import path, re_path

from factcheck.api.snapshots.views import Catalogue, Latest, SnapshotDetail, SnapshotFile, Snapshots

_INDEX = r"(?P<index>[0-9]{1,18})"
_NAME = r"(?P<name>[a-z]+(?:\.[a-z]+){1,2})"

urlpatterns = [
    path("", Snapshots.as_view()),
    path("catalogue.jsonld", Catalogue.as_view()),
    path("latest/", Latest.as_view()),
    re_path(rf"^latest/{_NAME}$", Latest.as_view()),
    re_path(rf"^{_INDEX}/$", SnapshotDetail.as_view()),
    re_path(rf"^{_INDEX}/{_NAME}$", SnapshotFile.as_view()),
]
