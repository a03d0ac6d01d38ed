"""Which texts of the program lack a translation, found by extracting them anew and merging them with the catalogs."""

import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

_SOURCES = ("claims", "factcheck", "seeds", "sources", "templates")


@dataclass(frozen=True)
class Untranslated:
    """One text without a good translation into one language."""

    language: str
    text: str
    place: str
    why: str

    def __str__(self) -> str:
        return f"{self.language}: {self.why}: {self.text!r} ({self.place})"


def gettext_is_installed() -> bool:
    return all(shutil.which(program) for program in ("xgettext", "msgmerge", "msguniq"))


def untranslated() -> list[Untranslated]:
    """Every text of the sources that a language of LANGUAGES lacks. English is the language of the sources."""
    languages = [code for code, _name in settings.LANGUAGES if code != "en"]
    with TemporaryDirectory() as folder:
        catalogs = _extract(Path(folder), languages)
        return [gap for language in languages for gap in _gaps(language, catalogs / language / "LC_MESSAGES/django.po")]


def _extract(folder: Path, languages: list[str]) -> Path:
    """Let Django's makemessages work on a copy, so that looking changes nothing; returns the copy's catalogs."""
    for name in _SOURCES:
        kept = shutil.ignore_patterns("__pycache__", "static", "*.mo")
        shutil.copytree(settings.BASE_DIR / name, folder / name, ignore=kept)
    catalogs = folder / Path(settings.LOCALE_PATHS[0]).relative_to(settings.BASE_DIR)
    catalogs.mkdir(parents=True, exist_ok=True)
    with chdir(folder), override_settings(LOCALE_PATHS=[catalogs]):
        call_command("makemessages", locale=languages, no_obsolete=True, verbosity=0)
    return catalogs


def _gaps(language: str, path: Path) -> Iterator[Untranslated]:
    with path.open("rb") as source:
        catalog = read_po(source, locale=language)
    for message in catalog:
        if message.id and (why := _problem(message, catalog)):
            text = message.id if isinstance(message.id, str) else message.id[0]
            file, line = message.locations[0] if message.locations else ("?", None)
            yield Untranslated(language, text, f"{file}:{line}", why)


def _problem(message: Message, catalog: Catalog) -> str:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(forms):
        return "missing"
    if message.fuzzy:
        return "fuzzy, to be confirmed"
    return "; ".join(str(error) for error in message.check(catalog))  # such as a placeholder that was lost
