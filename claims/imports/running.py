"""The work of an import: checking its rows, making their claims, and taking them out again. A step is a transaction."""

from typing import Any

from django.db import transaction
from django.db.models import Count

from claims.imports.checking import check, clear
from claims.imports.choices import DUE, ImportState, RowOutcome
from claims.imports.reading import read
from claims.imports.storing import store
from claims.imports.undoing import undo
from claims.models import Import, ImportRow


def work_due() -> None:
    """Do everything that is due, step by step, the oldest import first."""
    while _step():
        pass


@transaction.atomic
def _step() -> bool:
    due = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(state__in=DUE)
    run = due.select_related("topic", "made_by").order_by("pk").first()
    if run is None:
        return False
    _WORK[ImportState(run.state)](run)
    return True


def counts(run: Import) -> dict[str, int]:
    """How many rows there are of each outcome."""
    told: Any = ImportRow.objects.filter(of=run).order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(RowOutcome.values, 0) | dict(told)


_WORK = {
    ImportState.READING: read,
    ImportState.CLEARING: clear,
    ImportState.CHECKING: check,
    ImportState.IMPORTING: store,
    ImportState.UNDOING: undo,
}
