"""Reads the marked texts beside this file: passages, and under each, indented, what is expected of it."""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_BRACES = re.compile(r"\{(.*?)\}")
# Words that say nothing about who is named; without them "der Feuerwehr" and "die Feuerwehr" are the same.
_EMPTY_WORDS = """
der die das des dem den ein eine einer eines einem einen von vom zu zum zur im in am an nach laut bei beim unter auf und
the a an of by from to on at according and s le la les l d de du un une par selon et à au aux
по данным словам в из на с и о об для
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True)
class Marked:
    """A passage without its braces, where they stood, and the expected lines."""

    text: str
    spans: tuple[tuple[int, int], ...]
    expected: tuple[str, ...]


def passages(folder: str, language: str) -> list[Marked]:
    blocks: list[tuple[str, list[str]]] = []
    for line in (HERE / folder / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            blocks[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            blocks.append((line, []))
    return [marked(text, tuple(expected)) for text, expected in blocks]


def marked(text: str, expected: tuple[str, ...] = ()) -> Marked:
    """The text without its braces, and what stood in them."""
    parts, spans = "", []
    for place, part in enumerate(_BRACES.split(text)):
        if place % 2:
            spans.append((len(parts), len(parts) + len(part)))
        parts += part
    return Marked(parts, tuple(spans), expected)


def likeness(found: str | None, expected: str | None) -> float:
    """Token F1 of two names, blind to case, endings and articles."""
    a, b = _tokens(found), _tokens(expected)
    if not a or not b:
        return float(a == b)
    common = sum(min(a.count(token), b.count(token)) for token in set(a))
    return 2 * common / (len(a) + len(b))


def _tokens(name: str | None) -> list[str]:
    words = re.findall(r"\w+", (name or "").lower())
    return [word[:6] for word in words if word not in _EMPTY]
