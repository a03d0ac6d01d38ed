"""Translations as the program loads them: .po files compiled with Babel, so that no gettext has to be installed."""

import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings


def compile_catalogs() -> list[Path]:
    """Compile every catalog that is newer than its compiled form; returns those."""
    outdated = [path for path in _catalogs() if _older(path.with_suffix(".mo"), path)]
    for path in outdated:
        _compile(path)
    return outdated


def _catalogs() -> Iterator[Path]:
    for folder in settings.LOCALE_PATHS:
        yield from Path(folder).glob("*/LC_MESSAGES/*.po")


def _older(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(path: Path) -> None:
    draft = path.with_suffix(f".{os.getpid()}.mo")  # renamed at the end: another process may be loading
    with path.open("rb") as source, draft.open("wb") as target:
        write_mo(target, read_po(source, locale=path.parent.parent.name))
    draft.replace(path.with_suffix(".mo"))
