"""The work of an import: checking its rows, making their claims, and taking them out again. A step is a transaction.

What is due stands in Import.state. A worker takes one import under its row lock, does some hundred rows of it and lets
go; one that is killed has done nothing of its step, and the next goes on there (docs/adr/0004).
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, F, ForeignKey
from django.utils.translation import gettext as _

from claims.choices import ImportState, RowOutcome
from claims.imports.building import Builder, Built
from claims.imports.known import Known, Row, claim_id
from claims.models import Claim, Import, ImportRow
from claims.workflow.importing import publish_new_claims, take_in_new_claims

A_STEP = 500  # rows: a step of half a second, so that progress is seen and nobody waits long for the log


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


def _go_on(run: Import, state: ImportState) -> None:
    run.state = state
    Import.objects.filter(pk=run.pk).update(state=state, version=F("version") + 1)


def _next(run: Import, outcome: RowOutcome) -> list[ImportRow]:
    return list(ImportRow.objects.filter(of=run, outcome=outcome).order_by("number")[:A_STEP])


def named(run: Import, row: ImportRow) -> Row:
    """The values of a row by field; of columns that mean nothing, none."""
    return {field: value for field, value in zip(run.fields, row.values, strict=True) if field}


# Checking ---------------------------------------------------------------------------------------------------------


def _check(run: Import) -> None:
    rows = _next(run, RowOutcome.UNCHECKED)
    if not rows:
        return _go_on(run, ImportState.CHECKED)
    contents = [named(run, row) for row in rows]
    known = Known(contents, run.topic)
    builder = Builder(run, known, run.made_by)
    for row, content in zip(rows, contents, strict=True):
        row.digest = digest_of(content)
    earlier, imported = _same_before(run, rows), _imported({row.digest for row in rows})
    for row, content in zip(rows, contents, strict=True):
        _judge(row, content, builder, earlier, imported)
        earlier.setdefault(row.digest, row.number)
    ImportRow.objects.bulk_update(rows, ["digest", "outcome", "problems"])
    return None


def digest_of(content: Row) -> str:
    """SHA-256 of what the row says under which field; empty values say nothing."""
    told = {field: value for field, value in sorted(content.items()) if value}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _imported(digests: set[str]) -> set[str]:
    found = ImportRow.objects.filter(outcome=RowOutcome.IMPORTED, digest__in=digests, claim__isnull=False)
    return set(found.values_list("digest", flat=True))


def _same_before(run: Import, rows: Sequence[ImportRow]) -> dict[str, int]:
    """The number of an earlier row of this file with the same content, by its digest."""
    before = ImportRow.objects.filter(of=run, number__lt=rows[0].number, digest__in={row.digest for row in rows})
    return dict(before.order_by("-number").values_list("digest", "number"))


def _judge(row: ImportRow, content: Row, builder: Builder, earlier: dict[str, int], imported: set[str]) -> None:
    if row.digest in imported:
        row.outcome, row.problems = RowOutcome.KNOWN, []
        return
    built = builder.build(content)
    if row.digest in earlier:
        built.object_to("", _("This is row %(number)d again.") % {"number": earlier[row.digest]})
    elif content.get("key") and claim_id(content) in builder.known.claims:
        built.object_to("key", _("A claim with this key is here already, in other words: edit it on its page."))
    row.problems = built.problems
    row.outcome = RowOutcome.PROBLEM if built.problems else RowOutcome.NEW


# Importing --------------------------------------------------------------------------------------------------------


def _import(run: Import) -> None:
    rows = _next(run, RowOutcome.NEW)
    if not rows:
        return _go_on(run, ImportState.DONE)
    try:
        with transaction.atomic():
            _store(run, rows)
    except (ValidationError, IntegrityError, PermissionDenied):
        _store_one_by_one(run, rows)
    return None


def _store(run: Import, rows: Sequence[ImportRow]) -> None:
    """Make the claims of these rows. A row that has a problem by now is left with it."""
    contents = [named(run, row) for row in rows]
    builder = Builder(run, Known(contents, run.topic), run.made_by)
    ready = []
    for row, content in zip(rows, contents, strict=True):
        built = builder.build(content)
        if built.claim is None:
            row.outcome, row.problems = RowOutcome.PROBLEM, built.problems
        else:
            _settle(built)
            row.outcome = RowOutcome.IMPORTED
            ready.append((row, built.claim))
    claims = [claim for _row, claim in ready]
    if run.publishes:
        publish_new_claims(claims, by=run.made_by, reason=run.reason)
    else:
        take_in_new_claims(claims, by=run.made_by)
    for row, claim in ready:
        row.claim_id = claim.pk
    ImportRow.objects.bulk_update(rows, ["outcome", "problems", "claim"])
    if not run.skips_problems and len(ready) < len(rows):
        _go_on(run, ImportState.UNDOING)  # all or nothing, and something has changed since it was checked


def _settle(built: Built) -> None:
    """Store what has to be there before the claim, and tell the claim's parts the numbers that it got."""
    for thing in built.made:
        thing.save(force_insert=True)
    for part in built.parts:
        for column in part._meta.local_fields:
            if isinstance(column, ForeignKey) and (other := part.__dict__["_state"].fields_cache.get(column.name)):
                setattr(part, column.attname, other.pk)


def _store_one_by_one(run: Import, rows: Sequence[ImportRow]) -> None:
    """What was refused together: find the row that it is about, and say why."""
    for row in rows:
        try:
            with transaction.atomic():
                _store(run, [row])
        except (ValidationError, PermissionDenied) as refusal:
            _refuse(row, " ".join(getattr(refusal, "messages", [str(refusal)])))
        except IntegrityError as refusal:
            _refuse(row, str(refusal).split("\n", 1)[0])
    if not run.skips_problems and ImportRow.objects.filter(of=run, outcome=RowOutcome.PROBLEM).exists():
        _go_on(run, ImportState.UNDOING)


def _refuse(row: ImportRow, why: str) -> None:
    row.outcome, row.problems, row.claim_id = RowOutcome.PROBLEM, [["", why[:500]]], None
    row.save(update_fields=["outcome", "problems", "claim"])


# Undoing ----------------------------------------------------------------------------------------------------------


def _undo(run: Import) -> None:
    """Delete the drafts that nobody worked on since; what is public, or was touched, stays and is listed."""
    rows = _next(run, RowOutcome.IMPORTED)
    if not rows:
        return _go_on(run, ImportState.UNDONE)
    claims = Claim.objects.in_bulk([row.claim_id for row in rows if row.claim_id])
    for row in rows:
        claim = claims.get(row.claim_id) if row.claim_id else None
        row.outcome = RowOutcome.UNDONE if claim is None or _is_untouched(claim) else RowOutcome.KEPT
    gone = [row.claim_id for row in rows if row.claim_id and row.outcome == RowOutcome.UNDONE]
    ImportRow.objects.bulk_update(rows, ["outcome"])
    Claim.objects.filter(pk__in=gone).delete()
    return None


def _is_untouched(claim: Claim) -> bool:
    return not claim.is_public and claim.version == 0 and claim.changed_at == claim.created_at


def counts(run: Import) -> dict[str, int]:
    """How many rows there are of each outcome."""
    told: Any = ImportRow.objects.filter(of=run).order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(RowOutcome.values, 0) | dict(told)


_WORK = {ImportState.CHECKING: _check, ImportState.IMPORTING: _import, ImportState.UNDOING: _undo}
