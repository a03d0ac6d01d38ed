"""The work of an import: checking its rows, making their claims, and taking them out again. A step is a transaction.

What is due stands in Import.state. A worker takes one import under its row lock, does some hundred rows of it and lets
go; one that is killed has done nothing of its step, and the next goes on there (docs/adr/0004).
"""

import hashlib
import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Count, F, ForeignKey
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from claims.choices import Status
from claims.imports.building import Builder, Built
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.files import Table
from claims.imports.known import Known, Row, claim_id
from claims.models import Claim, Import, ImportRow, Measure
from claims.workflow.importing import publish_new_claims, take_in_new_claims
from sources.models import Excerpt, Report, Source, SourceName

# What a claim rests on, in the order in which one of these refers to another.
_MADE_BEFORE: tuple[Any, ...] = (Source, SourceName, Measure, Report, Excerpt)
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


def store_rows(run: Import, table: Table) -> None:
    """Keep the rows of a file, not checked yet. Raises ValidationError for a file that breaks off or has none."""
    rows = (ImportRow(of=run, number=number, values=values) for number, values in table.rows)
    while batch := list(islice(rows, 1_000)):
        ImportRow.objects.bulk_create(batch)
    if not run.rows.exists():
        raise ValidationError(_("There are no rows below the header line."))


def _next(run: Import, outcome: RowOutcome) -> list[ImportRow]:
    return list(ImportRow.objects.filter(of=run, outcome=outcome).order_by("number")[:A_STEP])


def _save(rows: Sequence[ImportRow]) -> None:
    """What became of rows. In one statement that reads them as a table: bulk_update asks for each row of each row."""
    told = [{name: getattr(row, name) for name in ("id", "digest", "outcome", "problems", "claim_id")} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_importrow SET digest = n.digest, outcome = n.outcome, problems = n.problems,"
            " claim_id = n.claim_id FROM json_to_recordset(%s)"
            " AS n (id bigint, digest text, outcome text, problems jsonb, claim_id bigint)"
            " WHERE claims_importrow.id = n.id",
            [json.dumps(told)],
        )


def named(run: Import, row: ImportRow) -> Row:
    """The values of a row by field; of columns that mean nothing, none."""
    return {field: value for field, value in zip(run.fields, row.values, strict=True) if field}


# Checking ---------------------------------------------------------------------------------------------------------


def _check(run: Import) -> None:
    rows = _next(run, RowOutcome.UNCHECKED)
    if not rows:
        _refuse_repeated_keys(run)
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
    _save(rows)
    return None


def digest_of(content: Row) -> str:
    """SHA-256 of what the row says under which field; empty values say nothing."""
    told = {field: value for field, value in sorted(content.items()) if value}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_repeated_keys(run: Import) -> None:
    """Two rows of one file with one key would be one claim: the first has it."""
    if "key" not in run.fields:
        return
    values = f"values__{run.fields.index('key')}"
    rows = run.rows.exclude(outcome=RowOutcome.KNOWN).exclude(**{values: ""}).order_by("number")
    first: dict[str, int] = {}
    repeated = []
    for pk, number, written, problems in rows.values_list("pk", "number", KT(values), "problems"):
        if first.setdefault(written, number) != number:
            sentence = _("Row %(number)d has this key already.") % {"number": first[written]}
            repeated.append(ImportRow(pk=pk, outcome=RowOutcome.PROBLEM, problems=[*problems, ["key", sentence]]))
    ImportRow.objects.bulk_update(repeated, ["outcome", "problems"], batch_size=100)


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
    except (ValidationError, IntegrityError, DataError, PermissionDenied):
        _store_one_by_one(run, rows)
    return None


def _store(run: Import, rows: Sequence[ImportRow]) -> None:
    """Make the claims of these rows. A row that has a problem by now is left with it."""
    contents = [named(run, row) for row in rows]
    builder = Builder(run, Known(contents, run.topic), run.made_by, is_checked=True)
    ready, sound = [], []
    for row, content in zip(rows, contents, strict=True):
        built = builder.build(content)
        if built.claim is None:
            row.outcome, row.problems = RowOutcome.PROBLEM, built.problems
        else:
            row.outcome = RowOutcome.IMPORTED
            ready.append((row, built.claim))
            sound.append(built)
    _settle(sound)
    claims = [claim for _row, claim in ready]
    if run.publishes:
        publish_new_claims(claims, by=run.made_by, reason=run.reason)
    else:
        take_in_new_claims(claims, by=run.made_by)
    for row, claim in ready:
        row.claim_id = claim.pk
    _save(rows)
    _meet_constraints()
    if not run.skips_problems and len(ready) < len(rows):
        _go_on(run, ImportState.UNDOING)  # all or nothing, and something has changed since it was checked


def _settle(sound: Sequence[Built]) -> None:
    """Store what has to be there before the claims, and tell the claims' parts the numbers that it got."""
    made = [thing for built in sound for thing in built.made]
    for model in _MADE_BEFORE:
        model.objects.bulk_create(thing for thing in made if type(thing) is model)
    for part in (part for built in sound for part in built.parts):
        for column in part._meta.local_fields:
            if isinstance(column, ForeignKey) and (other := part._state.fields_cache.get(column.name)):
                setattr(part, column.attname, other.pk)


def _meet_constraints() -> None:
    """Some constraints wait for the end of the transaction; here their refusal can still be told of a row."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _store_one_by_one(run: Import, rows: Sequence[ImportRow]) -> None:
    """What was refused together: find the row that it is about, and say why."""
    for row in rows:
        try:
            with transaction.atomic():
                _store(run, [row])
        except (ValidationError, PermissionDenied) as refusal:
            _refuse(row, " ".join(getattr(refusal, "messages", [str(refusal)])))
        except (IntegrityError, DataError) as refusal:
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
    untouched = set(_untouched([row.claim_id for row in rows if row.claim_id]))
    for row in rows:
        is_gone = row.claim_id is None or row.claim_id in untouched
        row.outcome = RowOutcome.UNDONE if is_gone else RowOutcome.KEPT
    _save(rows)
    Claim.objects.filter(pk__in=untouched).delete()
    return None


def _untouched(claims: Sequence[int]) -> Any:
    """The drafts among these that are as they were imported and that nothing refers to, locked to stay so."""
    alone = dict.fromkeys(("relations", "related_from", "proposals", "holds", "corrections", "replies", "notes"))
    drafts = Claim.objects.select_for_update(of=("self",)).filter(pk__in=claims, status=Status.DRAFT, version=0)
    return drafts.filter(changed_at=F("created_at"), **alone).order_by("pk").values_list("pk", flat=True)


def counts(run: Import) -> dict[str, int]:
    """How many rows there are of each outcome."""
    told: Any = ImportRow.objects.filter(of=run).order_by().values_list("outcome").annotate(Count("pk"))
    return dict.fromkeys(RowOutcome.values, 0) | dict(told)


_WORK = {ImportState.CHECKING: _check, ImportState.IMPORTING: _import, ImportState.UNDOING: _undo}
