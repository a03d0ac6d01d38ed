"""A backup: one tar file with the database, the archived captures, and a manifest with which both are checked.

    database.dump   pg_dump's custom format
    archives/…      every file of MEDIA_ROOT
    manifest.json   format, time, the inventory of the database, and size and SHA-256 of every other part

The manifest stands last: a file without one is not a whole backup.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.management.base import CommandError

from factcheck.operations.inventory import Inventory

FORMAT = "factcheck-backup/1"
DATABASE = "database.dump"
FILES = "archives"
_MANIFEST = "manifest.json"


class _Hashing(io.RawIOBase):
    """Passes on what is read and hashes it, so that the hash is that of the bytes which went into the archive."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self.digest.update(block)
        return block


class Writer:
    """Adds parts to an archive and remembers their hashes for the manifest."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._parts: dict[str, dict[str, Any]] = {}

    def add(self, name: str, path: Path) -> None:
        with path.open("rb") as source:
            member = self._tar.gettarinfo(arcname=name, fileobj=source)
            hashing = _Hashing(source)
            self._tar.addfile(member, hashing)
        self._parts[name] = {"bytes": member.size, "sha256": hashing.digest.hexdigest()}

    def finish(self, inventory: Inventory) -> None:
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = {"format": FORMAT, "made_at": made_at, "inventory": inventory.as_dict(), "parts": self._parts}
        content = json.dumps(manifest, indent=1).encode()
        member = tarfile.TarInfo(_MANIFEST)
        member.size = len(content)
        self._tar.addfile(member, io.BytesIO(content))


def sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Write under another name, and give the archive its own when it is whole and on disk. Only its owner may read."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with draft.open("wb") as output:
            with tarfile.open(fileobj=output, mode="w") as tar:
                yield Writer(tar)
            output.flush()
            os.fsync(output.fileno())
        if target.exists():
            raise CommandError(f"{target} exists already. A backup never overwrites one.")
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


@dataclass(frozen=True)
class Archive:
    """A backup opened for reading."""

    tar: tarfile.TarFile
    inventory: Inventory
    made_at: str
    parts: dict[str, dict[str, Any]]

    def damages(self) -> Iterator[str]:
        """Sentences about every part that is missing or not as it was written."""
        members = {member.name for member in self.tar} - {_MANIFEST}
        yield from (f"{name} is missing." for name in sorted(self.parts.keys() - members))
        yield from (f"{name} does not belong to this backup." for name in sorted(members - self.parts.keys()))
        for name in sorted(self.parts.keys() & members):
            if self._hash(name) != self.parts[name]["sha256"]:
                yield f"{name} is damaged."

    def files(self) -> Iterator[tuple[str, PurePosixPath]]:
        """The archived captures: name in the tar, path below MEDIA_ROOT."""
        for name in self.parts:
            path = PurePosixPath(name)
            if path.is_relative_to(FILES):
                yield name, path.relative_to(FILES)

    def extract(self, name: str, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with self._open(name) as source, draft.open("wb") as output:
            shutil.copyfileobj(source, output)
        draft.rename(target)

    def _hash(self, name: str) -> str:
        with self._open(name) as source:
            return hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]

    def _open(self, name: str) -> IO[bytes]:
        return self.tar.extractfile(name) or io.BytesIO()


@contextmanager
def reading(source: Path) -> Iterator[Archive]:
    try:
        with tarfile.open(source, "r:") as tar:
            yield _archive(tar)
    except (tarfile.TarError, FileNotFoundError, IsADirectoryError) as error:
        raise CommandError(f"{source} is not a backup: {error}") from error


def _archive(tar: tarfile.TarFile) -> Archive:
    try:
        content = tar.extractfile(_MANIFEST)
    except KeyError as error:
        raise CommandError("The backup has no manifest: it was cut off. Use another one.") from error
    manifest = json.load(content) if content else {}
    if manifest.get("format") != FORMAT:
        raise CommandError(f"The backup's format is {manifest.get('format')!r}; this program reads {FORMAT!r}.")
    if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in manifest["parts"]):
        raise CommandError("The backup names files outside of its folder. Nothing was read from it.")
    return Archive(tar, Inventory(**manifest["inventory"]), manifest["made_at"], manifest["parts"])
