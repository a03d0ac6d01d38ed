"""Importing checked rows: they become claims, whole steps at once, and row by row where the database refuses one."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, connection
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from claims.imports.building import Builder, Built
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.known import Known
from claims.imports.making import note_made
from claims.imports.parcels import MADE, Parcel, Stale
from claims.imports.steps import go_on, imported, named, next_rows, save, save_imported, whole
from claims.models import Import, ImportParcel, ImportRow
from claims.workflow.importing import publish_new_claims, take_in_new_claims

_ONE_AT_A_TIME = 0x696D_706F  # an advisory lock: "impo"
_BUILT_AGAIN = 500  # rows: half a second too, and nobody waits longer for the log when they are published


def store(run: Import) -> None:
    """Make the claims of the next rows: of a parcel where there is one, otherwise by building the rows again.

    One import at a time: two that name the same new source, or hold the same row, see what the other has made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    parcel = None if run.publishes else ImportParcel.objects.filter(of=run).order_by("first").first()
    if parcel:
        return _store_parcel(run, parcel)
    rows = next_rows(run, RowOutcome.NEW, _BUILT_AGAIN)
    if not rows:
        ImportParcel.objects.filter(of=run).delete()
        return go_on(run, ImportState.DONE)
    try:
        with whole():
            _store(run, rows)
    except PermissionDenied as refusal:  # of whoever imports: no row is better than the others
        _refuse(run, rows, str(refusal))
    except (ValidationError, IntegrityError, DataError):
        _store_one_by_one(run, rows)
    return None


def _store_parcel(run: Import, parcel: ImportParcel) -> None:
    """One that does not hold any more is thrown away: its rows are still to be imported, and are built again."""
    parcel.delete()
    rows = ImportRow.objects.filter(of=run, outcome=RowOutcome.NEW, number__range=(parcel.first, parcel.last))
    digests = dict(rows.values_list("number", "digest"))
    try:
        unpacked = Parcel(parcel.content)
        if set(unpacked.numbers) != set(digests):
            raise Stale  # what others of it rest on may have been made by a row that was refused since
        if imported(digests.values()):
            raise Stale  # the same file was imported twice at once
        with whole():
            save_imported(run, unpacked.take_in(by=run.made_by))
            note_made(run, {model: unpacked.column(model, "id") for model in MADE})
            _meet_constraints()
    except (Stale, ValidationError, IntegrityError, DataError, PermissionDenied):
        return


def _store(run: Import, rows: Sequence[ImportRow]) -> None:
    """Make the claims of these rows. One that has a problem by now is left with it; one that is in by now is known."""
    before = imported([row.digest for row in rows])
    for row in rows:
        row.outcome = RowOutcome.KNOWN if row.digest in before else row.outcome
    _store_new(run, [row for row in rows if row.outcome != RowOutcome.KNOWN])
    save([row for row in rows if row.outcome == RowOutcome.KNOWN])


def _store_new(run: Import, rows: Sequence[ImportRow]) -> None:
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
    _settle(run, sound)
    claims = [claim for _row, claim in ready]
    if run.publishes:
        publish_new_claims(claims, by=run.made_by, reason=run.reason)
    else:
        take_in_new_claims(claims, by=run.made_by)
    for row, claim in ready:
        row.claim_id = claim.pk
    save(rows)
    _meet_constraints()
    if not run.skips_problems and len(ready) < len(rows):
        go_on(run, ImportState.UNDOING)  # all or nothing, and something has changed since it was checked


def _settle(run: Import, sound: Sequence[Built]) -> None:
    """Store what has to be there before the claims, and tell the claims' parts the numbers that it got."""
    made = {model: [thing for built in sound for thing in built.made if type(thing) is model] for model in MADE}
    for model, things in made.items():
        model.objects.bulk_create(things)
    note_made(run, {model: [thing.pk for thing in things] for model, things in made.items()})
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
            with whole():
                _store(run, [row])
        except ValidationError as refusal:
            _refuse(run, [row], " ".join(refusal.messages))
        except (IntegrityError, DataError) as refusal:
            why = str(refusal).split("\n", 1)[0]
            _refuse(run, [row], _("The database does not take it: %(why)s") % {"why": why})


def _refuse(run: Import, rows: Sequence[ImportRow], why: str) -> None:
    """These rows stay out; where it is all or nothing, so does what came in before them."""
    for row in rows:
        row.outcome, row.problems, row.claim_id = RowOutcome.PROBLEM, [["", why[:500]]], None
    save(rows)
    if not run.skips_problems:
        go_on(run, ImportState.UNDOING)
