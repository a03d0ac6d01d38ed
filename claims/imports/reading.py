"""An uploaded file is kept as it came, and read by a worker: no request waits for a hundred thousand rows.

A short one is read in the request, so that what is wrong with it is told where it was chosen.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F, Max
from django.utils.translation import gettext as _

from claims.imports.choices import ImportState, RowOutcome
from claims.imports.files import SHORT, Table, is_short, table_of
from claims.imports.steps import go_on, loads
from claims.models import Import
from sources.texts import LONGEST_LINE

A_STEP = 5_000  # rows: half a second to a second of reading
_A_PART = 1024 * 1024  # bytes
# The file that this process is in the middle of, and the number of the row that it gave last: it would have to be read
# from its beginning otherwise. Another process may have gone on meanwhile: the rows that are stored tell.
_open: dict[int, tuple[Table, int]] = {}


def keep(run: Import, file: Any) -> None:
    """Keep the uploaded file of an import that was stored just now, and read it too where it is short.

    Raises ValidationError when that finds that it cannot be read.
    """
    _keep(run, file.chunks(_A_PART))
    file.seek(0)
    if file.size <= SHORT and is_short(run.file_name, file.read()):
        while run.state == ImportState.READING:
            read(run)
    if run.state == ImportState.UNREADABLE:
        raise ValidationError(run.problem)


def _keep(run: Import, pieces: Iterable[bytes]) -> None:
    """COPY in its binary form: bytes go as they are, which is eight times quicker than an INSERT that spells them."""
    command = "COPY claims_importpart (of_id, number, content) FROM STDIN (FORMAT binary)"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(command) as copy:
        copy.set_types(["int8", "int4", "bytea"])
        for number, piece in enumerate(pieces):
            copy.write_row((run.pk, number, piece))


def read(run: Import) -> None:
    """Store the next rows of the file; at its end the columns are to be named."""
    last = run.rows.aggregate(last=Max("number"))["last"] or 0
    try:
        table = _table(run, last)
        rows = list(loads(islice(table.rows, A_STEP), lambda row: row[1]))
        if not rows and not last:
            raise ValidationError(_("There are no rows below the header line."))
    except ValidationError as refusal:
        return _give_up(run, " ".join(refusal.messages))
    _store(run, rows)
    if rows:
        _open.clear()  # one is enough to hold in memory
        _open[run.pk] = (table, rows[-1][0])
        return None
    run.headers = table.headers
    Import.objects.filter(pk=run.pk).update(headers=table.headers)
    run.parts.all().delete()
    return go_on(run, ImportState.NAMING)


def _table(run: Import, last: int) -> Table:
    """The table, read up to the row that was stored last."""
    table, at = _open.pop(run.pk, (None, 0))
    if table is None or at != last:
        data = b"".join(bytes(piece) for piece in run.parts.order_by("number").values_list("content", flat=True))
        table = table_of(run.file_name, data)
        for number, _values in table.rows if last else ():
            if number >= last:
                break
    return table


def _store(run: Import, rows: Iterable[tuple[int, list[str]]]) -> None:
    command = "COPY claims_importrow (of_id, number, values, digest, outcome, problems) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(command) as copy:
        for number, values in rows:
            copy.write_row((run.pk, number, orjson.dumps(values).decode(), "", RowOutcome.UNCHECKED.value, "[]"))


def _give_up(run: Import, why: str) -> None:
    run.state, run.problem = ImportState.UNREADABLE, why[:LONGEST_LINE]
    Import.objects.filter(pk=run.pk).update(state=run.state, problem=run.problem, version=F("version") + 1)
    run.rows.all().delete()
    run.parts.all().delete()
