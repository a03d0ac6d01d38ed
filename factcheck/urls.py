"""Every address the product answers."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from factcheck.accounts import doors
from factcheck.api.snapshots import desk as snapshots

doors.guard(admin.site)

handler400 = "factcheck.pages.errors.bad_request"
handler403 = "factcheck.pages.errors.forbidden"
handler404 = "factcheck.pages.errors.not_found"
handler500 = "factcheck.pages.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("factcheck.accounts.urls")),
    path("desk/snapshots/", admin.site.admin_view(snapshots.page), name="snapshots"),
    path("desk/", admin.site.urls),
    path("", include("factcheck.api.urls")),
    path("", include("factcheck.pages.permalinks")),
    *i18n_patterns(path("", include("factcheck.pages.urls"))),
]
