"""What all pages about partners have in common: operators alone see them, and nothing is deleted by accident."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from factcheck.partners.permissions import may_look_after_partners


class ForOperators:
    """Rights of an admin page, asked of the person's role and not of Django's permission rows."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_look_after_partners(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look_after_partners(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look_after_partners(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_look_after_partners(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OperatorsAdmin(ForOperators, admin.ModelAdmin):  # type: ignore[type-arg]
    """A list and a page for operators."""


class OnlyShown(ForOperators, admin.TabularInline):  # type: ignore[type-arg]
    """Rows below a page, to be looked at."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
