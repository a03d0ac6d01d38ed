"""The desk: Django's admin under its own name."""

from django.contrib.admin import AdminSite


class Desk(AdminSite):
    """The editors' desk."""
