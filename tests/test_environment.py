"""environment.py: the packages are installed when a lock changed, and a half-made environment is made whole."""

import runpy
from pathlib import Path

import pytest

import environment


def note(calls: list[str], call: str) -> bool:
    calls.append(call)
    return True


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """A checkout with two locks and a working environment; what would be done is only written down."""
    calls: list[str] = []
    for name in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(f"{name}==1\n")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "HERE", tmp_path)
    monkeypatch.setattr(environment, "INSTALLED", tmp_path / ".venv" / "installed")
    monkeypatch.setattr(environment, "works", lambda: True)
    monkeypatch.setattr(environment, "make", lambda: calls.append("make"))
    monkeypatch.setattr(environment, "with_uv", lambda locks: note(calls, "uv"))
    monkeypatch.setattr(environment, "with_pip", lambda locks: note(calls, "pip"))
    return calls


def test_first_call_installs_and_second_does_nothing(calls: list[str]) -> None:
    environment.main([])
    environment.main([])
    assert calls == ["uv"]


def test_changed_lock_is_installed(calls: list[str]) -> None:
    environment.main([])
    (environment.HERE / "requirements.lock").write_text("django==6\n")
    environment.main([])
    assert calls == ["uv", "uv"]


def test_running_needs_no_more_after_testing(calls: list[str]) -> None:
    environment.main(["--dev"])
    environment.main([])
    assert calls == ["uv"]


def test_pip_installs_where_uv_cannot(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "with_uv", lambda locks: False)
    environment.main([])
    assert calls == ["pip"]


def test_half_made_environment_is_made_anew(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    environment.main([])
    monkeypatch.setattr(environment, "works", lambda: False)
    environment.main([])
    assert calls == ["uv", "make", "uv"]


def test_failed_installation_is_tried_again(calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as context:
        context.setattr(environment, "with_uv", lambda locks: False)
        context.setattr(environment, "with_pip", lambda locks: False)
        with pytest.raises(SystemExit, match="could not be installed"):
            environment.main([])
    environment.main([])
    assert calls == ["uv"]


def test_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 6, 15))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        runpy.run_path(environment.__file__)
