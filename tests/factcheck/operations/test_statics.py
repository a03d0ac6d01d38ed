"""Static files are collected when they changed, and not at every start."""

from pathlib import Path

import pytest
from pytest_django import Settings

from factcheck.operations.statics import collect_statics


@pytest.fixture
def style(settings: Settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "sources").mkdir()
    style = tmp_path / "sources" / "desk.css"
    style.write_text("a {}")
    return style


def test_first_start_collects(style: Path, tmp_path: Path) -> None:
    assert collect_statics()
    assert (tmp_path / "static" / "desk.css").read_text() == "a {}"


def test_second_start_does_not(style: Path) -> None:
    collect_statics()
    assert not collect_statics()


def test_changed_file_is_collected(style: Path, tmp_path: Path) -> None:
    collect_statics()
    style.write_text("a { color: black }")
    assert collect_statics()


def test_interrupted_collection_is_done_again(style: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr("factcheck.operations.statics.call_command", interrupted)
        with pytest.raises(KeyboardInterrupt):
            collect_statics()
    assert collect_statics()
