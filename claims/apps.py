from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("Claims")
    default = True


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin with the desk as its site."""

    default = False
    default_site = "claims.desk.Desk"
