"""The addresses of version 1."""

from django.urls import URLPattern, path, re_path
from django.views.generic import RedirectView

from claims.choices import SubjectKind
from factcheck.api.v1.linked import ClaimLinked, Reviews
from factcheck.api.v1.parameters import PLURALS
from factcheck.api.v1.reference import OpenAPI, Reference
from factcheck.api.v1.tables import ClaimsTable
from factcheck.api.v1.views import Changes, RecordDetail, RecordList
from factcheck.api.v1.webhooks import (
    Deliveries,
    DeliveryDetail,
    SubscriptionDetail,
    SubscriptionReplay,
    Subscriptions,
    SubscriptionSecret,
    SubscriptionTest,
)
from sources.public_ids import PUBLIC_ID_PATTERN


def _of(plural: str, kind: SubjectKind) -> list[URLPattern]:
    return [
        path(f"{plural}/", RecordList.as_view(kind=kind)),
        re_path(rf"^{plural}/(?P<public_id>{PUBLIC_ID_PATTERN})/$", RecordDetail.as_view(kind=kind)),
    ]


_ONE_SUBSCRIPTION = rf"^subscriptions/(?P<public_id>{PUBLIC_ID_PATTERN})/"

urlpatterns = [
    *(pattern for plural, kind in PLURALS.items() for pattern in _of(plural, kind)),
    path("claims.csv", ClaimsTable.as_view()),
    re_path(rf"^claims/(?P<public_id>{PUBLIC_ID_PATTERN})\.jsonld$", ClaimLinked.as_view()),
    path("reviews.jsonld", Reviews.as_view()),
    path("changes/", Changes.as_view()),
    path("subscriptions/", Subscriptions.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}$", SubscriptionDetail.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}secret/$", SubscriptionSecret.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}test/$", SubscriptionTest.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}replay/$", SubscriptionReplay.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}deliveries/$", Deliveries.as_view()),
    re_path(rf"{_ONE_SUBSCRIPTION}deliveries/(?P<message_id>msg_[0-9a-z]{{20}})/$", DeliveryDetail.as_view()),
    path("openapi.json", OpenAPI.as_view()),
    path("", RedirectView.as_view(pattern_name="api-reference")),
    path("docs/", Reference.as_view(), name="api-reference"),
]
