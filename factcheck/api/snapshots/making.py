"""Making a snapshot: the record is read once, in pieces, and gets its name when all of it is written."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

from claims import reading
from claims.choices import SubjectKind
from claims.reading import Edition
from claims.record import VERSION
from factcheck.api.snapshots import catalogue, folder, parquet
from factcheck.api.snapshots.files import Batch, Records, Table, Writer
from factcheck.api.snapshots.folder import Snapshot

FORMAT = "factcheck-snapshot/1"
# Some hundred kilobytes: what the processor still has at hand when they are packed.
AT_ONCE = 250

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Stand:
    """What a snapshot is of."""

    log: str
    edition: Edition

    @property
    def index(self) -> int:
        return self.edition.head - 1

    def is_held_by(self, snapshot: Snapshot) -> bool:
        manifest = snapshot.manifest
        return (manifest["format"], snapshot.index) == (FORMAT, self.index)


def make(tell: Tell = lambda done, of: None) -> Snapshot | None:
    """The snapshot of now, made unless it is there already; None while nothing is published.

    `tell` hears how many Records are written, and of how many. Call it with `folder.alone()` held.
    """
    stand = Stand(reading.identity(), reading.edition())
    if not stand.log:
        return None
    if (newest := next(iter(folder.snapshots()), None)) and stand.is_held_by(newest):
        os.utime(newest.path)
        return newest
    draft = folder.new_draft()
    files = [writer.entry() for writer in _written(draft, stand.edition.head, tell)]
    _describe(draft, _manifest(stand, files))
    return folder.publish(draft, stand.index)


def _written(draft: Path, head: int, tell: Tell) -> Iterator[Writer]:
    """Write every list; the writers, finished."""
    of, done = reading.count_in_force(head), 0
    for kind in SubjectKind:
        with ExitStack() as stack:
            writers = [stack.enter_context(writer) for writer in _writers(draft, kind)]
            for rows in reading.all_in_force(kind, head, AT_ONCE):
                batch = Batch(rows)
                for writer in writers:
                    writer.put(batch)
                done += len(rows)
                tell(done, of)
        yield from writers


def _writers(draft: Path, kind: SubjectKind) -> Iterator[Writer]:
    yield Records(draft, f"{kind.value}s.ndjson.gz", f"The Records in force of all {kind.value}s, by index.")
    if kind == SubjectKind.CLAIM:
        yield Table(draft, "claims.csv", "Claims as a table, one row a claim.")
        if parquet.is_possible():
            yield parquet.Parquet(draft, "claims.parquet", "The same table with types, for programs that analyse it.")


def _manifest(stand: Stand, files: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "index": stand.index,
        "follow": f"/api/v1/changes/?after={stand.index}",
        "made_at": timezone.now().isoformat(timespec="seconds").replace("+00:00", "Z"),
        "body_version": VERSION,
        "demonstration": reading.is_demonstration(),
        "publisher": settings.PUBLISHER_NAME or None,
        "licence": settings.DATA_LICENCE or None,
        "log": stand.log,
        "removed": stand.edition.removed,
        "rows": sum(file["rows"] for file in files if file["name"].endswith(".ndjson.gz")),
        "files": files,
    }


def _describe(draft: Path, manifest: dict[str, Any]) -> None:
    for name, content in ((folder.MANIFEST, manifest), (catalogue.PACKAGE, catalogue.data_package(manifest))):
        (draft / name).write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
