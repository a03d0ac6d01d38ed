"""Makes what lists read anew from the record, after an upgrade that changed the rules or a doubt about the rows."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.projection import rebuild


class Command(BaseCommand):
    help = "Make lists and mentions anew from the stored bodies. Editors wait until it is done."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild():,} Records read; lists and mentions were made anew.")
