"""The desk: Django's admin under its own name.

It stands outside of claims.admin because Django makes the site by importing this module: an import that also ran
the registrations there would register everything on a second site, which is then thrown away.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """The editors' desk."""

    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("Desk")
    # The few places that editors go to stand in the head of each page; a second list would only take room.
    enable_nav_sidebar = False
    empty_value_display = "—"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")  # nothing public is deleted, and a draft on its own page

    def get_urls(self) -> list[URLResolver | URLPattern]:
        from claims.admin.picking import suggest

        return [path("pick/<slug:name>/", self.admin_view(suggest), name="pick"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What needs this person, above the list of everything."""
        from claims.admin.queue import dashboard

        return super().index(request, {**dashboard(request.user), **(extra_context or {})})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Lazily: a page that does not list the models need not ask for each one's permissions and addresses."""
        return SimpleLazyObject(lambda: super(Desk, self).get_app_list(request, app_label))
