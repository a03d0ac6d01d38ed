"""Taking an import out again."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from claims.choices import Status
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.steps import go_on, next_rows, save
from claims.models import Claim, Import


def undo(run: Import) -> None:
    """Delete the drafts that nobody worked on since; what is public, or was touched, stays and is listed."""
    rows = next_rows(run, RowOutcome.IMPORTED)
    if not rows:
        return go_on(run, ImportState.UNDONE)
    untouched = set(_untouched([row.claim_id for row in rows if row.claim_id]))
    for row in rows:
        is_gone = row.claim_id is None or row.claim_id in untouched
        row.outcome = RowOutcome.UNDONE if is_gone else RowOutcome.KEPT
    save(rows)
    Claim.objects.filter(pk__in=untouched).delete()
    return None


def _untouched(claims: Sequence[int]) -> Any:
    """The drafts among these that are as they were imported and that nothing refers to, locked to stay so."""
    alone = dict.fromkeys(("relations", "related_from", "proposals", "holds", "corrections", "replies", "notes"))
    drafts = Claim.objects.select_for_update(of=("self",)).filter(pk__in=claims, status=Status.DRAFT, version=0)
    return drafts.filter(changed_at=F("created_at"), **alone).order_by("pk").values_list("pk", flat=True)
