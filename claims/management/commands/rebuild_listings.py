"""Makes what lists and searches read anew, after an upgrade that changed the rules or a doubt about the rows."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.matching.meanings import remember
from claims.models import Claim, ImportParcel
from claims.projection import rebuild
from claims.search import index_for_desk

_AT_ONCE = 500  # claims in memory


class Command(BaseCommand):
    help = "Make lists and mentions anew from the stored bodies, and what the desk searches in from its claims."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild():,} Records read; lists and mentions were made anew.")
        claims = Claim.objects.prefetch_related("attributions__hops__source", "attributions__excerpt")
        for claim in claims.iterator(chunk_size=_AT_ONCE):
            index_for_desk(claim)
            remember(claim)
        ImportParcel.objects.all().delete()  # they hold what is searched in by yesterday's rules
        self.stdout.write(f"{Claim.objects.count():,} claims are found at the desk by today's rules.")
