"""Raw SQL at the database, for what it refuses from everybody."""

import pytest
from django.db import IntegrityError, connection, transaction


def run(sql: str) -> None:
    """Run it with every deferred guard asked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(sql: str) -> None:
    with pytest.raises(IntegrityError):
        run(sql)
