"""What keeping the record current costs a bulk load: the import against PostgreSQL's own COPY of the same rows."""

import time

from django.apps import apps

from claims.workflow.importing import publish_new_claims
from factcheck.operations.bench.copying import copy_out, replace, tables_of, timed_copy
from factcheck.operations.bench.ground import empty_database
from factcheck.operations.bench.report import Line
from factcheck.operations.bench.synthetic import Synthetic
from sources.texts import texts

CLAIMS = 10_000
_MODELS = ("StatusChange", "Claim", "Attribution", "Hop", "Record", "Body", "Listing", "Mention")
# Rows that these refer to; they are there before either side is timed.
_BEFORE = ("accounts_user", "sources_source", "sources_report", "claims_topic", "claims_measure")


def measure() -> list[Line]:
    """Load the same claims twice, into the same tables with the same indexes, constraints and triggers."""
    tables = tables_of(apps.get_model("claims", name) for name in _MODELS)
    with empty_database("bench_load"):
        imported = _import()
        rows = {table: copy_out(table, columns) for table, columns in tables.items()}
        before = {table: copy_out(table) for table in _BEFORE}
    with empty_database("bench_copy"):
        for table, data in before.items():
            replace(table, data)
        copied = timed_copy(rows, tables)
    return [
        Line("import, with bodies and search vectors built", CLAIMS / imported, "claims/s"),
        Line("COPY of the finished rows", CLAIMS / copied, "claims/s"),
        Line("import : COPY", copied / imported, "", 0.5),
    ]


def _import() -> float:
    synthetic = Synthetic(CLAIMS)
    synthetic.sources = synthetic.make_sources()
    seconds = 0.0
    for batch in synthetic.batches():
        begin = time.perf_counter()
        publish_new_claims(batch, by=synthetic.editor, reason=texts(en="Imported."))
        seconds += time.perf_counter() - begin
    return seconds
