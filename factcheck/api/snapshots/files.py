"""The files of a snapshot, each written by a thread of its own, so that the reading does not wait for the packing.

Lists of Records are NDJSON: each line is the Record as lists and the feed have it, byte for byte.
"""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from io import RawIOBase
from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import IO, Any, Self

from isal import igzip

from claims.reading import Stored
from claims.stored import enveloped
from factcheck.api.v1 import spreadsheet
from factcheck.api.v1.envelopes import written
from factcheck.api.v1.spreadsheet import Cell, Facts

_PIECES_AHEAD = 4  # of some hundred kilobytes each
# Four hundred megabytes a second, and files a tenth larger than those of gzip's own default, at a tenth of its speed.
_LEVEL = 1


class Batch:
    """Some Records, and what tables show of them, drawn once for all tables."""

    def __init__(self, rows: list[Stored]) -> None:
        self.rows = rows

    @cached_property
    def table(self) -> list[list[Cell]]:
        """A row for each claim that lists show: those that were removed, or merged into another one, are left out."""
        listed = (facts for facts in map(spreadsheet.facts_of, self.rows) if not _is_gone(facts))
        return [[column.draw(facts) for column in spreadsheet.COLUMNS] for facts in listed]


def _is_gone(facts: Facts) -> bool:
    return bool(facts.get("merged_into") or facts.get("removed"))


class Hashing(RawIOBase):
    """Passes on what is written, and counts and hashes it."""

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("wb")
        self.bytes = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.bytes += memoryview(piece).nbytes
        self.digest.update(piece)
        return self._file.write(piece)

    def close(self) -> None:
        super().close()
        self._file.close()


class Writer:
    """A file that pieces are put into; `entry` is what the manifest says of it when it is finished."""

    media_type = "application/octet-stream"

    def __init__(self, folder: Path, name: str, about: str) -> None:
        self.name, self.about, self.rows = name, about, 0
        self._target = Hashing(folder / name)
        self._pieces: Queue[Any] = Queue(_PIECES_AHEAD)
        self._problem: BaseException | None = None
        self._thread = Thread(target=self._write, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pieces.put(None)
        self._thread.join()
        self._target.close()
        if self._problem and not error:
            raise self._problem

    def put(self, batch: Batch) -> None:
        if self._problem:
            raise self._problem
        self._pieces.put(self.drawn(batch))

    def drawn(self, batch: Batch) -> Any:
        """The piece that these make; counts them."""
        raise NotImplementedError

    def opened(self, target: Hashing) -> Any:
        """What the pieces are written to."""
        return target

    def entry(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "about": self.about,
            "media_type": self.media_type,
            "bytes": self._target.bytes,
            "rows": self.rows,
            "sha256": self._target.digest.hexdigest(),
        }

    def _write(self) -> None:
        try:
            out = self.opened(self._target)
            while (piece := self._pieces.get()) is not None:
                out.write(piece)
            if out is not self._target:
                out.close()
        except BaseException as problem:  # told to the thread that puts pieces, which would wait for ever otherwise
            self._problem = problem
            while self._pieces.get() is not None:
                pass


class Records(Writer):
    """NDJSON, packed with gzip."""

    media_type = "application/gzip"

    def drawn(self, batch: Batch) -> bytes:
        self.rows += len(batch.rows)
        return b"".join([written(enveloped(row)) + b"\n" for row in batch.rows])

    def opened(self, target: Hashing) -> Any:
        return igzip.IGzipFile(  # type: ignore[no-untyped-call]
            filename="", fileobj=target, mode="wb", compresslevel=_LEVEL, mtime=0
        )


class Table(Writer):
    """CSV (RFC 4180), one row a claim. A number has a decimal point in every row, so that programs which look at the
    first rows to learn what a column holds are right about the others."""

    media_type = "text/csv; charset=utf-8; header=present"

    def __enter__(self) -> Self:
        super().__enter__()
        self._pieces.put(spreadsheet.written([spreadsheet.HEADER]))
        return self

    def drawn(self, batch: Batch) -> bytes:
        self.rows += len(batch.table)
        return spreadsheet.written(map(_inert, batch.table))


def _inert(row: list[Cell]) -> Iterable[Cell]:
    for column, cell in zip(spreadsheet.COLUMNS, row, strict=True):
        yield float(cell) if column.type == "number" and cell is not None else spreadsheet.inert(cell)
