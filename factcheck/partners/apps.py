from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "factcheck.partners"
    label = "partners"
    verbose_name = _("Partners")

    def ready(self) -> None:
        from claims import hooks
        from factcheck.partners import tasks

        hooks.after_append.append(tasks.wake_dispatcher)
