"""What is wrong with a data file: where, and in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST = 300  # characters shown of a sentence or a value: a bad row must not flood the terminal


@dataclass(frozen=True, order=True)
class Place:
    """Where a value stands: the file, the line counted from 1, and the field as a path from the top of the file."""

    file: str
    line: int
    field: str = ""

    def child(self, name: str, line: int | None = None) -> "Place":
        """The place of the entry `name` in the mapping or list that stands here."""
        dot = "." if self.field and not name.startswith("[") else ""
        return Place(self.file, line or self.line, f"{self.field}{dot}{legible(name, 60)}")


@dataclass(frozen=True, order=True)
class Problem:
    place: Place
    sentence: str

    def __str__(self) -> str:
        field = f"{self.place.field}: " if self.place.field else ""
        return f"{self.place.file}:{self.place.line}: {field}{legible(self.sentence)}"


class SeedsRefused(Exception):
    """The files cannot be loaded, and nothing of them was."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def legible(text: str, longest: int = _LONGEST) -> str:
    """The text cut short, with every character that a terminal might not show or would obey written as its code."""
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in cut)
