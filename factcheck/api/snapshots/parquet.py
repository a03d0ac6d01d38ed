"""The table of claims in Parquet, where pyarrow is installed (the extra `parquet`), with the columns of the CSV."""

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from factcheck.api.snapshots.files import Batch, Hashing, Writer
from factcheck.api.v1.spreadsheet import COLUMNS, Cell

if TYPE_CHECKING:
    import pyarrow as pa

# Rows in one group: enough for columns to pack well, few enough to be kept in memory.
_IN_A_GROUP = 4_000
_READ: dict[str, Callable[[Any], Any]] = {"datetime": datetime.fromisoformat, "number": float}


def is_possible() -> bool:
    return find_spec("pyarrow") is not None


class Parquet(Writer):
    """Parquet. Texts are as they were given: no spreadsheet program opens it, so nothing can become a formula."""

    media_type = "application/vnd.apache.parquet"

    def drawn(self, batch: Batch) -> "pa.RecordBatch":
        import pyarrow as pa

        self.rows += len(batch.table)
        columns = [[_value(c.type, row[place]) for row in batch.table] for place, c in enumerate(COLUMNS)]
        return pa.record_batch(columns, schema=_schema())

    def opened(self, target: Hashing) -> "_Groups":
        return _Groups(target)


class _Groups:
    """Puts batches together to groups of rows."""

    def __init__(self, target: Hashing) -> None:
        from pyarrow.parquet import ParquetWriter

        self._writer = ParquetWriter(target, _schema(), compression="zstd")
        self._batches: list[pa.RecordBatch] = []

    def write(self, batch: "pa.RecordBatch") -> None:
        self._batches.append(batch)
        if sum(each.num_rows for each in self._batches) >= _IN_A_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches))
        self._batches = []


def _schema() -> "pa.Schema":
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "datetime": pa.timestamp("us", "UTC"),
    }
    return pa.schema([pa.field(c.name, types[c.type], metadata={"description": c.meaning}) for c in COLUMNS])


def _value(kind: str, cell: Cell) -> Any:
    return _READ[kind](cell) if cell is not None and kind in _READ else cell
