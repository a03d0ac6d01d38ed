"""Checking the rows of an import: what is wrong with each, and, kept for the import, what became of the others."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress

from django.db import DataError, connection
from django.utils.translation import gettext as _

from claims.imports.building import Builder, Built
from claims.imports.choices import ImportState, RowOutcome
from claims.imports.known import Found, Known, Row
from claims.imports.parcels import pack
from claims.imports.steps import go_on, imported, named, next_rows, save, whole
from claims.models import Import, ImportParcel, ImportRow


def check(run: Import) -> None:
    """Check the next rows."""
    rows = next_rows(run, RowOutcome.UNCHECKED)
    if not rows:
        _refuse_repeated_keys(run)
        return go_on(run, ImportState.CHECKED)
    contents = [named(run, row) for row in rows]
    known = Known(contents, run.topic)
    builder = Builder(run, known, run.made_by)
    for row, content in zip(rows, contents, strict=True):
        row.digest = digest_of(content)
    earlier, before = _same_before(run, rows), imported({row.digest for row in rows})
    sound: list[tuple[int, Built]] = []
    for row, content in zip(rows, contents, strict=True):
        built = _judge(row, content, builder, earlier, before)
        if row.outcome == RowOutcome.NEW and built:
            sound.append((row.number, built))
        earlier.setdefault(row.digest, row.number)
    save(rows)
    _keep(run, rows, sound, known.found)
    return None


def clear(run: Import) -> None:
    """Take back what an earlier check found."""
    ImportRow.objects.filter(of=run).exclude(outcome=RowOutcome.UNCHECKED).update(
        outcome=RowOutcome.UNCHECKED, problems=[]
    )
    ImportParcel.objects.filter(of=run).delete()
    go_on(run, ImportState.CHECKING)


def _keep(run: Import, rows: Sequence[ImportRow], sound: Sequence[tuple[int, Built]], found: Found) -> None:
    """Pack what was built; rows with something too large for that come in one by one, which finds the one."""
    if not sound:
        return
    with suppress(DataError), whole():
        content = pack(((number, [*built.made, *built.parts]) for number, built in sound), found)
        ImportParcel.objects.create(of=run, first=rows[0].number, last=rows[-1].number, content=content)


def digest_of(content: Row) -> str:
    """SHA-256 of what the row says under which field; empty values say nothing."""
    told = {field: value for field, value in sorted(content.items()) if value}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _refuse_repeated_keys(run: Import) -> None:
    """Two rows of one file with one key would be one claim: the first has it."""
    if "key" not in run.fields:
        return
    told = {"key": run.fields.index("key"), "run": run.pk, "problem": RowOutcome.PROBLEM, "known": RowOutcome.KNOWN}
    before, after = _("Row %(number)d has this key already.").split("%(number)d")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_importrow AS r SET outcome = %(problem)s,"
            " problems = problems || jsonb_build_array(jsonb_build_array('key', %(before)s || n.first || %(after)s))"
            " FROM (SELECT id, number, min(number) OVER (PARTITION BY values ->> %(key)s::int) AS first"
            " FROM claims_importrow WHERE of_id = %(run)s AND outcome <> %(known)s AND values ->> %(key)s::int <> '')"
            " AS n WHERE r.id = n.id AND n.first < n.number",
            told | {"before": before, "after": after},
        )


def _same_before(run: Import, rows: Sequence[ImportRow]) -> dict[str, int]:
    """The number of an earlier row of this file with the same content, by its digest."""
    before = ImportRow.objects.filter(of=run, number__lt=rows[0].number, digest__in={row.digest for row in rows})
    return dict(before.order_by("-number").values_list("digest", "number"))


def _judge(row: ImportRow, content: Row, builder: Builder, earlier: dict[str, int], before: set[str]) -> Built | None:
    if row.digest in before:
        row.outcome, row.problems = RowOutcome.KNOWN, []
        return None
    built = builder.build(content)
    if row.digest in earlier:
        built.object_to("", _("This is row %(number)d again.") % {"number": earlier[row.digest]})
    if built.problems:
        builder.known.forget_row()  # whatever was the matter, it makes nothing that others could rest on
    row.problems = built.problems
    row.outcome = RowOutcome.PROBLEM if built.problems else RowOutcome.NEW
    return built
