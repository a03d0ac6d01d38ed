"""The work of an import: checking its rows, making their claims, and taking them out again. A step is a transaction."""

from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from claims.imports.checking import check
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.files import Table
from claims.imports.storing import store
from claims.imports.undoing import undo
from claims.models import Import, ImportRow


def work_due() -> None:
    """Do everything that is due, step by step, the oldest import first."""
    while _step():
        pass


@transaction.atomic
def _step() -> bool:
    due = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(state__in=_WORK)
    run = due.select_related("topic", "made_by").order_by("pk").first()
    if run is None:
        return False
    _WORK[ImportState(run.state)](run)
    return True


def store_rows(run: Import, table: Table) -> None:
    """Keep the rows of a file, not checked yet. Raises ValidationError for a file that breaks off or has none."""
    rows = (ImportRow(of=run, number=number, values=values) for number, values in table.rows)
    while batch := list(islice(rows, 1_000)):
        ImportRow.objects.bulk_create(batch)
    if not run.rows.exists():
        raise ValidationError(_("There are no rows below the header line."))


def counts(run: Import) -> dict[str, int]:
    """How many rows there are of each outcome."""
    told: Any = ImportRow.objects.filter(of=run).order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(RowOutcome.values, 0) | dict(told)


_WORK = {ImportState.CHECKING: check, ImportState.IMPORTING: store, ImportState.UNDOING: undo}
