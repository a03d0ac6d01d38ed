"""Static files: collected for the web server, and only when one of them changed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_statics() -> bool:
    """Collect the static files unless all are as they were the last time; whether it was done."""
    seen = settings.VAR_DIR / "static.seen"
    fingerprint = _fingerprint()
    if seen.exists() and seen.read_text() == fingerprint:
        return False
    seen.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    seen.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """One value for names, sizes and times of all sources, and for how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for name, path in sorted(_sources()):
        status = path.stat()
        digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))
