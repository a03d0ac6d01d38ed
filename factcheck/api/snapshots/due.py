"""When a snapshot is due: each night, and when an operator has asked for one. What is due stands in the folder, so a
message that is lost delays it by a minute and no more."""

import logging
import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.utils import timezone

from factcheck.api.snapshots import folder
from factcheck.api.snapshots.folder import Snapshot
from factcheck.api.snapshots.making import make

logger = logging.getLogger(__name__)

_TRY_AGAIN_AFTER = timedelta(minutes=30)  # a disk that is full is not written full again each minute
_TOLD_EVERY = 0.5  # seconds


@dataclass(frozen=True)
class Progress:
    """How far the snapshot is that is being made."""

    done: int
    of: int
    begun_at: datetime

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.of, 1)


@dataclass(frozen=True)
class Failure:
    """Why the last attempt came to nothing."""

    at: datetime
    problem: str


def ask() -> None:
    """Have a snapshot made as soon as a worker is free."""
    folder.root().mkdir(parents=True, exist_ok=True)
    _wanted().touch()
    now = time.time()
    os.utime(_wanted(), (now, now))  # by the clock that dates failures: a file system's own may be a tick behind it


def asked_at() -> datetime | None:
    """When somebody asked for a snapshot that was not made since."""
    return _modified(_wanted())


def is_due() -> bool:
    """Whether a snapshot is to be made now."""
    asked, failed = asked_at(), failure()
    if failed and not (asked and asked > failed.at) and failed.at + _TRY_AGAIN_AFTER > timezone.now():
        return False
    if asked:
        return True
    newest = next(iter(folder.snapshots()), None)
    return settings.SNAPSHOT_DAYS > 0 and (newest is None or newest.seen_current_at < _last_night())


def _last_night() -> datetime:
    """The moment at which the last nightly snapshot was due."""
    now = timezone.localtime()
    night = now.replace(hour=settings.SNAPSHOT_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= now else night - timedelta(days=1)


def make_due() -> Snapshot | None:
    """Make the snapshot that is due, unless none is or somebody else is making one."""
    with folder.alone() as alone:
        return make_now() if alone and is_due() else None


def make_now() -> Snapshot | None:
    """Make a snapshot and clean up; None while nothing is published. Call it with `folder.alone()` held."""
    begun = time.time()
    try:
        made = make(_Teller(begun))
        folder.clean()
    except Exception as problem:
        _write(_failed(), {"at": time.time(), "problem": f"{type(problem).__name__}: {problem}"})
        raise
    finally:
        _progress().unlink(missing_ok=True)
    _failed().unlink(missing_ok=True)
    if (asked := asked_at()) and asked.timestamp() <= begun:
        _wanted().unlink(missing_ok=True)
    return made


class _Teller:
    """Writes down how far the snapshot is, a few times a second."""

    def __init__(self, begun: float) -> None:
        self._begun, self._told = begun, 0.0

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() - self._told >= _TOLD_EVERY:
            _write(_progress(), {"done": done, "of": of, "begun_at": self._begun})
            self._told = time.monotonic()


def progress() -> Progress | None:
    """How far the snapshot is that is being made now; None when none is."""
    told = _read(_progress()) if folder.is_being_made() else None
    return Progress(told["done"], told["of"], _moment(told["begun_at"])) if told else None


def failure() -> Failure | None:
    """Why the last attempt failed; None when it did not."""
    told = _read(_failed())
    return Failure(_moment(told["at"]), told["problem"]) if told else None


def _wanted() -> Path:
    return folder.root() / "wanted"


def _progress() -> Path:
    return folder.root() / "progress.json"


def _failed() -> Path:
    return folder.root() / "failed.json"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _modified(path: Path) -> datetime | None:
    try:
        return _moment(path.stat().st_mtime)
    except FileNotFoundError:
        return None


def _write(path: Path, value: dict[str, Any]) -> None:
    """At once: whoever reads it meanwhile reads the old words or the new ones."""
    draft = path.with_suffix(".new")
    draft.write_bytes(orjson.dumps(value))
    os.replace(draft, path)  # noqa: PTH105


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return orjson.loads(path.read_bytes())  # type: ignore[no-any-return]
    except FileNotFoundError:
        return None
