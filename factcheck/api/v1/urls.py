"""The addresses of version 1."""

from django.urls import URLPattern, path, re_path

from claims.choices import SubjectKind
from factcheck.api.v1.parameters import PLURALS
from factcheck.api.v1.views import Changes, RecordDetail, RecordList
from sources.public_ids import PUBLIC_ID_PATTERN


def _of(plural: str, kind: SubjectKind) -> list[URLPattern]:
    return [
        path(f"{plural}/", RecordList.as_view(kind=kind)),
        re_path(rf"^{plural}/(?P<public_id>{PUBLIC_ID_PATTERN})/$", RecordDetail.as_view(kind=kind)),
    ]


urlpatterns = [
    *(pattern for plural, kind in PLURALS.items() for pattern in _of(plural, kind)),
    path("changes/", Changes.as_view()),
]
