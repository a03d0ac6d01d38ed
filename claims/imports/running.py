"""The work of an import: checking its rows, making their claims, and taking them out again. A step is a transaction.

An import that cannot go on keeps no other one waiting. A turn is counted before its step and forgotten after it, so
that whatever ends the step, be it an exception or the death of the worker, is known to the next: after some turns
that came to nothing the import is set aside as it stands, until an editor has it tried again.
"""

import logging
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, F
from django.utils import translation

from claims.imports.checking import check, clear
from claims.imports.choices import DUE, ImportState, RowOutcome
from claims.imports.reading import read
from claims.imports.storing import store
from claims.imports.undoing import undo
from claims.models import Import, ImportRow

MOST_TURNS = 3  # that come to nothing, at least half a minute apart (factcheck.celery)
# Classes of errors (PostgreSQL, appendix A) that say nothing about an import: the connection, a race that was lost,
# a full disk, a lock, somebody who shuts the server down. Errors without a code are those of a connection too.
_PASSING = ("08", "40", "53", "55", "57")
logger = logging.getLogger(__name__)


def work_due() -> None:
    """Do everything that is due, step by step, the oldest import first. What fails is left to a later call."""
    failed: set[int] = set()
    while _step(failed):
        pass


def _step(failed: set[int] | None = None) -> bool:
    """Do the next step of an import that is not among the failed; False when there is none."""
    failed = set() if failed is None else failed
    pk = _take_turn(failed)
    if pk is None:
        return False
    try:
        _work(pk)
    except (OperationalError, InterfaceError) as error:
        if _is_passing(error):
            Import.objects.filter(pk=pk, turns__gt=0).update(turns=F("turns") - 1)
            raise
        _note_failure(pk, failed)
    except Exception:  # whatever it is: the imports behind have to go on
        _note_failure(pk, failed)
    return True


@transaction.atomic
def _take_turn(failed: Collection[int]) -> int | None:
    """The number of the import whose turn it is, those first that do not fail; it is set aside after too many."""
    due = Import.objects.select_for_update(skip_locked=True).filter(state__in=DUE).exclude(pk__in=failed)
    for run in due.order_by("turns", "pk"):
        if run.turns < MOST_TURNS:
            Import.objects.filter(pk=run.pk).update(turns=F("turns") + 1)
            return run.pk
        _set_aside(run)
    return None


@transaction.atomic
def _work(pk: int) -> None:
    """One step, unless another worker has the import."""
    due = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, state__in=DUE)
    if run := due.select_related("topic", "made_by").first():
        with translation.override(run.told_in or settings.LANGUAGE_CODE):
            _WORK[ImportState(run.state)](run)
        Import.objects.filter(pk=pk).update(turns=0)


def _is_passing(error: Exception) -> bool:
    return (getattr(error.__cause__, "sqlstate", None) or "08").startswith(_PASSING)


def _note_failure(pk: int, failed: set[int]) -> None:
    logger.exception("A step of import %s failed", pk)
    failed.add(pk)


def _set_aside(run: Import) -> None:
    logger.error("Import %s failed %s times while %s, and is set aside", run.pk, run.turns, run.state)
    Import.objects.filter(pk=run.pk).update(
        state=ImportState.STOPPED, stopped_in=run.state, turns=0, version=F("version") + 1
    )


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
