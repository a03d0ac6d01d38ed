"""Takes the demonstration out: an empty record in a new database takes its place."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError, connection
from psycopg.errors import ObjectInUse

from claims.models import LogHead
from factcheck.embedded import places
from factcheck.embedded.postgres import Cluster
from factcheck.embedded.servers import for_everything
from factcheck.operations import starting


class Command(BaseCommand):
    help = (
        "Drop the demonstration's database and make an empty one for real work. Refuses when the record is not a"
        " demonstration, and while the program runs."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("DATABASE_URL names a database of your own; only you drop it.")
        with for_everything(settings.VAR_DIR) as servers:
            if not servers.alone():
                raise CommandError("The program or another command is using the database. End it first (Ctrl-C).")
            if not is_demonstration():
                raise CommandError("This record is not a demonstration. Nothing was changed.")
            _replace_database(Cluster(settings.VAR_DIR))
        self.stdout.write("The demonstration is gone; the record is empty. `make run` starts it.")


def is_demonstration() -> bool:
    """Whether the record is marked as a demonstration, or is one that was never finished."""
    try:
        marked = LogHead.objects.filter(demonstration=True).exists()
    except ProgrammingError:  # not migrated yet
        marked = False
    finally:
        connection.close()
    return marked or starting.demonstration_due().exists()


def _replace_database(cluster: Cluster) -> None:
    """The cache goes too: pages are kept by the index they show, and indices begin again at 0."""
    starting.demonstration_due().unlink(missing_ok=True)
    try:
        cluster.drop_database(places.DATABASE)
    except ObjectInUse as error:
        raise CommandError(
            f"Somebody is connected to the database ({error.diag.message_detail}). End that first."
        ) from error
    cluster.create_database(places.DATABASE)
    cache.clear()
    starting.migrate()
    connection.close()
