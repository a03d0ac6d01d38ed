"""Translations: compiled when they changed, and checked against the sources."""

import os
import shutil
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from factcheck.operations import messages
from factcheck.operations.catalogs import compile_catalogs

SOURCE = 'from django.utils.translation import gettext as _\n_("Disputed")\n'
CATALOG = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Disputed"
msgstr "Umstritten"
"""


@pytest.fixture
def catalog(tmp_path: Path, settings: Settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOG)
    return path


def test_catalog_is_compiled(catalog: Path) -> None:
    compile_catalogs()
    with catalog.with_suffix(".mo").open("rb") as compiled:
        assert GNUTranslations(compiled).gettext("Disputed") == "Umstritten"


def test_catalog_is_compiled_again_only_when_it_changed(catalog: Path) -> None:
    assert compile_catalogs() == [catalog]
    assert compile_catalogs() == []
    later = catalog.stat().st_mtime_ns + 10**9
    os.utime(catalog, ns=(later, later))
    assert compile_catalogs() == [catalog]


@pytest.fixture
def sources(tmp_path: Path, settings: Settings) -> Path:
    """A small program with one text, in place of ours."""
    for name in messages._SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "claims" / "status.py").write_text(SOURCE)
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "factcheck" / "locale"]
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    return tmp_path


def write_catalog(sources: Path, text: str) -> None:
    path = sources / "factcheck" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(text)


needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="needs GNU gettext (apt-get install gettext)")


@needs_gettext
def test_text_without_catalog_is_untranslated(sources: Path) -> None:
    assert [f"{gap}" for gap in messages.untranslated()] == ["de: missing: 'Disputed' (claims/status.py:2)"]


@needs_gettext
def test_translated_text_is_no_gap(sources: Path) -> None:
    write_catalog(sources, CATALOG)
    assert messages.untranslated() == []


@needs_gettext
def test_doubtful_translation_is_a_gap(sources: Path) -> None:
    write_catalog(sources, CATALOG.replace('msgid "Disputed"', '#, fuzzy\nmsgid "Disputed"'))
    assert [gap.why for gap in messages.untranslated()] == ["fuzzy, to be confirmed"]


@needs_gettext
def test_unknown_placeholder_is_a_gap(sources: Path) -> None:
    (sources / "claims" / "status.py").write_text(SOURCE.replace("Disputed", "By %(name)s"))
    entry = '#, python-format\nmsgid "By %(name)s"\nmsgstr "Von %(namen)s"\n'
    write_catalog(sources, CATALOG.partition('\nmsgid "Disputed"')[0] + "\n" + entry)
    assert len(messages.untranslated()) == 1


@needs_gettext
@pytest.mark.parametrize("name", ["_", "_l", "_g"])
def test_text_marked_by_a_short_name_is_found(sources: Path, name: str) -> None:
    """Our makemessages knows them, Django's does not."""
    (sources / "claims" / "status.py").write_text(f'{name}("Disputed")\n')
    assert [gap.text for gap in messages.untranslated()] == ["Disputed"]


@needs_gettext
def test_looking_changes_nothing(sources: Path) -> None:
    write_catalog(sources, CATALOG)
    before = {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()}
    messages.untranslated()
    assert {path: path.read_bytes() for path in sources.rglob("*") if path.is_file()} == before


def test_build_server_without_gettext_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(CommandError, match="NOT CHECKED"):
        call_command("check_messages")


def test_laptop_without_gettext_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("CI", raising=False)
    call_command("check_messages")
    assert "NOT CHECKED" in capsys.readouterr().err
