"""Taking an import out again: its drafts, and then what it made for them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from claims.choices import Status
from claims.imports import steps
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.making import unmake, unreferred
from claims.imports.steps import go_on, next_rows, save
from claims.models import Attribution, Claim, Import
from sources.models import Excerpt


def undo(run: Import) -> None:
    """Delete the drafts that nobody worked on since; what is public, or was touched, stays and is listed."""
    rows = next_rows(run, RowOutcome.IMPORTED)
    if not rows:
        if not unmake(run, steps.A_STEP):
            run.parcels.all().delete()  # of rows that were never reached
            go_on(run, ImportState.UNDONE)
        return
    untouched = set(_untouched([row.claim_id for row in rows if row.claim_id]))
    for row in rows:
        is_gone = row.claim_id is None or row.claim_id in untouched
        row.outcome = RowOutcome.UNDONE if is_gone else RowOutcome.KEPT
    save(rows)
    excerpts = list(Attribution.objects.filter(claim__in=untouched).values_list("excerpt", flat=True))
    Claim.objects.filter(pk__in=untouched).delete()
    _delete_excerpts([excerpt for excerpt in excerpts if excerpt])


def _untouched(claims: Sequence[int]) -> Any:
    """The drafts among these that are as they were imported and that nothing refers to, locked to stay so."""
    alone = dict.fromkeys(("relations", "related_from", "proposals", "holds", "corrections", "replies", "notes"))
    drafts = Claim.objects.select_for_update(of=("self",)).filter(pk__in=claims, status=Status.DRAFT, version=0)
    return drafts.filter(changed_at=F("created_at"), **alone).order_by("pk").values_list("pk", flat=True)


def _delete_excerpts(keys: Sequence[int]) -> None:
    """Every row of an import makes an excerpt of its own. What the watch found names those of reports it looked at."""
    alone = unreferred(Excerpt.objects.filter(pk__in=keys, report__captures=None))
    Excerpt.objects.filter(pk__in=list(alone.select_for_update(of=("self",)).values_list("pk", flat=True))).delete()
