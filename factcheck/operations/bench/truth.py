"""Hand-made pairs of figures, and statements in other words, against which matching is measured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from claims.matching.signals import Given

_PASSAGE = re.compile(r"([a-z]{2}\d): (.*)")
_FIGURE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Pair:
    """Two figures, and what the second is to the first, as somebody decided who knows the language."""

    id: str
    kind: str
    first: Given
    second: Given

    @property
    def languages(self) -> str:
        return self.first.lang if self.first.lang == self.second.lang else "across"


@dataclass(frozen=True)
class Statement:
    """One statement in several wordings, by language and number: en1, en2, de1."""

    id: str
    wordings: dict[str, str]

    @property
    def first(self) -> tuple[str, str]:
        """The language and the wording that is tracked."""
        return _worded(next(iter(self.wordings.items())))

    @property
    def others(self) -> list[tuple[str, str]]:
        """Those that it is looked for in; no1 is another statement."""
        return [_worded(each) for each in list(self.wordings.items())[1:] if each[0] != "no1"]


def _worded(named: tuple[str, str]) -> tuple[str, str]:
    name, text = named
    return name[:2], text


FRESH = ("fresh.txt", *(f"fresh{number}.txt" for number in range(2, 10)))  # each measured before rules fitted it


def pairs(folder: Path) -> list[Pair]:
    """Those of stories.txt and of unrelated.txt, which the rules were made by."""
    figures, found = _stories(folder / "stories.txt")
    found += [("unrelated", *line.split()) for line in _lines(folder / "unrelated.txt")]  # type: ignore[misc]
    return _paired(figures, found)


def fresh(folder: Path, name: str) -> list[Pair]:
    """Those of one of FRESH."""
    return _paired(*_stories(folder / name))


Named = list[tuple[str, str, str]]  # the kind, and the names of two figures: story, passage, and place in it


def _stories(path: Path) -> tuple[dict[str, Given], Named]:
    figures: dict[str, Given] = {}
    found: Named = []
    story = ""
    for line in _lines(path):
        if line.startswith("## "):
            story = line[3:]
        elif passage := _PASSAGE.fullmatch(line):
            figures |= _figures(f"{story}/{passage[1]}", passage[1][:2], passage[2])
        elif line != "pairs:":
            kind, *ends = line.split()
            first, second = (end if "/" in end else f"{story}/{end}" for end in ends)
            found.append((kind, first, second))
    return figures, found


def _paired(figures: dict[str, Given], found: Named) -> list[Pair]:
    return [Pair(f"{first} {second}", kind, figures[first], figures[second]) for kind, first, second in found]


def statements(folder: Path, name: str = "statements.txt") -> list[Statement]:
    """Those of one file."""
    found: list[Statement] = []
    for line in _lines(folder / name):
        if line.startswith("## "):
            found.append(Statement(line[3:], {}))
        else:
            name, text = line.split(": ", 1)
            found[-1].wordings[name] = text
    return found


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## ") or (line.strip() and not line.startswith("#")):
            yield line.strip()


def _figures(passage: str, lang: str, marked: str) -> dict[str, Given]:
    parts = [found.split("|") for found in _FIGURE.findall(marked)]
    text = _FIGURE.sub(lambda found: found[1].split("|")[0], marked)
    return {
        f"{passage}.{number}": Given(
            text=text,
            lang=lang,
            span=part[0],
            counted=part[1],
            low=_bound(part[2]),
            high=_bound(part[-1]),
            passage=passage,
        )
        for number, part in enumerate(parts)
    }


def _bound(written: str) -> Decimal | None:
    return None if written == "-" else Decimal(written)
