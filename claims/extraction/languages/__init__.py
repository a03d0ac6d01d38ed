"""One folder a language, with tables that a linguist can read and change; docs/adr/0050 says why and how."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def codes() -> tuple[str, ...]:
    """The languages that figures can be found in: those whose folder has a table of numbers."""
    return tuple(sorted(path.parent.name for path in _FOLDER.glob("*/numbers.toml")))


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """`languages/<language>/<name>.toml`; empty where the language has none. The caller must not change it."""
    path = _FOLDER / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
