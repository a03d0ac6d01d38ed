"""What public things are called in a reader's language, from their bodies."""

from typing import Any

from django.utils.translation import get_language

from sources.choices import NameKind
from sources.texts import pick

Body = dict[str, Any]

# Where the texts stand that a thing is called by. Names of sources and titles of reports have shapes of their own.
_TEXTS = {"claim": "summary", "topic": "title", "measure": "label", "correction": "is_right"}


def best_name(names: list[Body], language: str = "") -> tuple[str, str]:
    """The name to show to readers of a language (the active one), and its own language; ("", "") for none."""
    by_language: dict[str, dict[str, Any]] = {}
    for name in sorted(names, key=lambda name: name["kind"] != NameKind.PREFERRED):
        if name["kind"] != NameKind.ABBREVIATION:
            by_language.setdefault(name["lang"], name)
    return pick(by_language, language or get_language() or "en")  # type: ignore[arg-type]  # names are texts for this purpose


def title(body: Body, language: str) -> str:
    """What the thing is called; its id where it has no words, and nothing for a body that was removed."""
    kind, public_id = body.get("type"), str(body.get("id", ""))
    if kind == "source":
        words = best_name(body.get("names", []), language)[0]
    elif kind == "report":
        words = body.get("title") or body.get("url") or ""
    else:
        words = pick(body.get(_TEXTS.get(kind or "", ""), {}), language)[0]
    return words or public_id
