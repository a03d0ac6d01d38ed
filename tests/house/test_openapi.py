"""docs/openapi.json describes the interface that is served."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from factcheck.api.management.commands import openapi


def test_the_description_is_current() -> None:
    call_command("openapi", check=True)


def test_another_description_is_noticed_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openapi, "DOCUMENT", tmp_path / "openapi.json")
    with pytest.raises(CommandError, match="out of date"):
        call_command("openapi", check=True)
    call_command("openapi")
    call_command("openapi", check=True)
