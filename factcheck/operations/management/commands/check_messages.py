"""Fails when a text that people read lacks a translation."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.operations.messages import gettext_is_installed, untranslated


class Command(BaseCommand):
    help = "List every text that lacks a translation into one of LANGUAGES, or has a doubtful one. Needs GNU gettext."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not gettext_is_installed():
            self._refuse_without_gettext()
            return
        gaps = untranslated()
        for gap in gaps:
            self.stdout.write(f"{gap}")
        if gaps:
            raise CommandError(f"{len(gaps)} texts lack a translation; `manage.py makemessages -a` adds them.")
        self.stdout.write("Every text is translated.")

    def _refuse_without_gettext(self) -> None:
        """A laptop may lack gettext; a build that cannot check must not pass."""
        lacking = "Translations NOT CHECKED: GNU gettext is not installed (apt-get install gettext)."
        if os.environ.get("CI"):
            raise CommandError(lacking)
        self.stderr.write(lacking)
