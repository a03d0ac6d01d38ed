"""Marked passages with whom they name and what is stated in them, and how well a language's tables find it again.

A passage is a line; under it, indented, stands what is expected, one line each. For attributions, each figure in braces
has its source, after "<" the medium that relays it, "~" when it is carried over, and "-" when nobody is named. For
statements: speaker | kind of verb | quoted or reported | nature | the words. A line that begins with # is a comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.extraction import extract
from claims.extraction.attribution import attribute
from claims.extraction.proposals import Attribution, Statement
from claims.extraction.reading import read

ALIKE = 0.5  # of a name
SAME_WORDS = 0.75  # of a statement
_BRACES = re.compile(r"\{(.*?)\}")
# Words that say nothing about who is named; without them "der Feuerwehr" and "die Feuerwehr" are the same.
_EMPTY_WORDS = """
der die das des dem den ein eine einer eines einem einen von vom zu zum zur im in am an nach laut bei beim unter auf und
the a an of by from to on at according and s le la les l d de du un une par selon et à au aux
по данным словам в из на с и о об для
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Voiced:
    """A passage without its braces, where they stood, and the expected lines."""

    text: str
    spans: tuple[tuple[int, int], ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A figure's attribution as found, and as expected: None where nobody is named."""

    found: Attribution | None
    source: str | None
    medium: str | None

    @property
    def likeness(self) -> float:
        return likeness(self.found.source if self.found else None, self.source)

    @property
    def medium_likeness(self) -> float:
        return likeness(self.found.via if self.found else None, self.medium)


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement as expected, and what was found of it."""

    speaker: str | None
    verb_kind: str
    quoted: bool
    nature: str
    words: str
    found: Statement | None

    @property
    def is_right(self) -> bool:
        if not self.found or likeness(self.found.speaker, self.speaker) < ALIKE:
            return False
        return (self.found.verb_kind, self.found.quoted, self.found.nature) == (
            self.verb_kind,
            self.quoted,
            self.nature,
        )


def voiced(path: Path) -> list[Voiced]:
    """The passages of a file."""
    blocks: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            blocks[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            blocks.append((line, []))
    return [marked(text, tuple(expected)) for text, expected in blocks]


def marked(text: str, expected: tuple[str, ...] = ()) -> Voiced:
    """The text without its braces, and where they stood."""
    plain, spans = "", []
    for place, part in enumerate(_BRACES.split(text)):
        if place % 2:
            spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return Voiced(plain, tuple(spans), expected)


def sourced(corpus: list[Voiced], language: str) -> Iterator[Sourced]:
    """Each figure of a corpus with its attribution, found and expected."""
    for passage in corpus:
        reading = read(passage.text, language)
        for (start, end), line in zip(passage.spans, passage.expected, strict=True):
            source, _sign, medium = line.rstrip(" ~").partition(" < ")
            yield Sourced(attribute(reading, start, end), None if source == "-" else source, medium or None)


def stated(corpus: list[Voiced], language: str) -> Iterator[Stated]:
    """Each statement that a corpus expects."""
    for passage in corpus:
        found = extract(passage.text, language).statements
        for line in passage.expected:
            if line != "-":
                yield _stated(passage, line, found)


def unexpected(corpus: list[Voiced], language: str) -> int:
    """How many statements are proposed that nobody expects."""
    count = 0
    for passage in corpus:
        words = [line.split(" | ")[4] for line in passage.expected if line != "-"]
        found = [passage.text[one.start : one.end] for one in extract(passage.text, language).statements]
        count += sum(all(likeness(one, other) < SAME_WORDS for other in words) for one in found)
    return count


def likeness(found: str | None, expected: str | None) -> float:
    """Token F1 of two names, blind to case, endings and articles."""
    a, b = _tokens(found), _tokens(expected)
    if not a or not b:
        return float(a == b)
    common = sum(min(a.count(token), b.count(token)) for token in set(a))
    return 2 * common / (len(a) + len(b))


def _stated(passage: Voiced, line: str, found: tuple[Statement, ...]) -> Stated:
    speaker, verb_kind, own, nature, words = (part.strip() for part in line.split(" | "))
    near = (one for one in found if likeness(passage.text[one.start : one.end], words) >= SAME_WORDS)
    return Stated(None if speaker == "-" else speaker, verb_kind, own == "quoted", nature, words, next(near, None))


def _tokens(name: str | None) -> list[str]:
    words = re.findall(r"\w+", (name or "").lower())
    return [word[:6] for word in words if word not in _EMPTY]
