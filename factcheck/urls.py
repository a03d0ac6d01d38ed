"""Every address the product answers."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from factcheck.accounts import doors

doors.guard(admin.site)

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("factcheck.accounts.urls")),
    path("desk/", admin.site.urls),
]
