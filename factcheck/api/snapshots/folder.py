"""The folder that snapshots stand in: which there are, publishing one at once, and taking one away at once."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils import timezone

from claims import reading

MANIFEST = "manifest.json"
_DRAFT, _TRASH, _LOCK = "draft", "trash", "lock"


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: everything in it is as of the Record `index`, the last one that it knows."""

    index: int
    path: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return orjson.loads((self.path / MANIFEST).read_bytes())  # type: ignore[no-any-return]

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["made_at"])

    @property
    def seen_current_at(self) -> datetime:
        """When it was last found to hold all that there is."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

    def files(self) -> dict[str, dict[str, Any]]:
        """What the manifest says of each file, by name."""
        return {file["name"]: file for file in self.manifest["files"]}


def root() -> Path:
    return Path(settings.SNAPSHOTS_ROOT)


def snapshots() -> list[Snapshot]:
    """The snapshots that may be read, the newest first.

    A snapshot of another log (a demonstration that was taken out) is none of ours. One that was made before a body was
    removed by law may hold it still: nobody gets it any more.
    """
    log, removed = reading.identity(), reading.edition().removed
    return [one for one in _on_disk() if (one.manifest["log"], one.manifest["removed"]) == (log, removed)]


def find(index: int) -> Snapshot | None:
    return next((one for one in snapshots() if one.index == index), None)


def _on_disk() -> list[Snapshot]:
    if not root().is_dir():
        return []
    found = [Snapshot(int(path.name), path) for path in root().iterdir() if path.name.isdecimal()]
    return sorted(found, key=lambda one: -one.index)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this is the only process that makes snapshots now. The lock ends with its holder, however that ends."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / _LOCK).open("a") as lock:
        yield _taken(lock)


def is_being_made() -> bool:
    """Whether somebody holds the lock."""
    if not (root() / _LOCK).exists():
        return False
    with (root() / _LOCK).open("a") as lock:
        return not _taken(lock)


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def new_draft() -> Path:
    """An empty folder to make a snapshot in. What an earlier maker left half done goes."""
    draft = root() / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    return draft


def publish(draft: Path, index: int) -> Snapshot:
    """Give the finished draft its name. Everything in it is on the disk before, so the name never promises too much."""
    for path in [*draft.iterdir(), draft]:
        _sync(path)
    place = root() / str(index)
    if place.exists():
        take_away(Snapshot(index, place))
    draft.rename(place)
    _sync(root())
    return Snapshot(index, place)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_away(snapshot: Snapshot) -> None:
    """At once: it loses its name first. Whoever reads a file of it at this moment gets it to the end."""
    trash = root() / _TRASH
    shutil.rmtree(trash, ignore_errors=True)
    snapshot.path.rename(trash)
    shutil.rmtree(trash)


def clean() -> None:
    """Take away what nobody may read, and what is older than SNAPSHOT_DAYS unless it is the newest."""
    readable = {one.index: one for one in snapshots()}
    oldest = timezone.now() - timedelta(days=settings.SNAPSHOT_DAYS)
    for one in _on_disk():
        if one.index not in readable or (one.index != max(readable) and one.made_at < oldest):
            take_away(one)
