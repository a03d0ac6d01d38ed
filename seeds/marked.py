"""YAML as a tree of text in which every value knows its line.

Only plain data is read: mappings, lists and text. Whether a text is a number or a day is decided by the field that it
stands in, so that `no` stays a language and `1e3` is no number. Aliases, tags and repeated keys are refused: a reader
of the file would not see what they do.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
from yaml.reader import ReaderError

from seeds.problems import Place, Problem

DEEPEST = 12  # levels; the deepest of ours, the figure of a hop, is at 8


@dataclass(frozen=True)
class Scalar:
    place: Place
    text: str


@dataclass(frozen=True)
class Sequence:
    place: Place
    items: tuple["Node", ...]


@dataclass(frozen=True)
class Mapping:
    place: Place
    entries: dict[str, "Node"]


Node = Scalar | Sequence | Mapping


def read(path: Path, problems: list[Problem]) -> Node | None:
    """The tree of one file; None where it is no YAML at all. What is wrong is added to `problems`."""
    try:
        data = path.read_bytes()
        return _Reader(path.name, data.decode("utf-8-sig"), problems).document()
    except OSError as error:
        problems.append(Problem(Place(path.name, 1), f"The file cannot be read: {error.strerror}."))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(Place(path.name, line), "This is not UTF-8."))
    except _Unreadable as error:
        problems.append(error.problem)
    return None


class _Unreadable(Exception):
    """From here on the file makes no sense."""

    def __init__(self, place: Place, sentence: str) -> None:
        self.problem = Problem(place, sentence)


class _Reader:
    """Builds the tree from the parser's events, which come one by one: what is refused is not read to its end."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.top = Place(file, 1)
        self.problems = problems
        try:
            self._loader = yaml.SafeLoader(text)
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            code = f"U+{ord(text[error.position]):04X}"
            raise _Unreadable(Place(file, line), f"The character {code} is not allowed in a file.") from error

    def document(self) -> Node | None:
        self._next(self.top)  # the stream begins
        if isinstance(self._next(self.top), yaml.StreamEndEvent):
            raise _Unreadable(self.top, "The file is empty.")
        node = self._node(self._next(self.top), self.top, 0)
        self._next(self.top)  # the document ends
        after = self._next(self.top)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Unreadable(self._at(after, self.top), "A file holds one document: take out the “---”.")
        return node

    def _next(self, place: Place) -> yaml.Event:
        try:
            return self._loader.get_event()  # type: ignore[no-untyped-call, no-any-return]
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else place.line
            sentence = f"This is not YAML: {error.problem}."
            raise _Unreadable(Place(place.file, line, place.field), sentence) from error
        except (ValueError, OverflowError) as error:  # numbers in directives and escapes that Python cannot make
            line = self._loader.line + 1
            raise _Unreadable(
                Place(place.file, line, place.field), "This is not YAML: a number is too large."
            ) from error

    def _at(self, event: yaml.Event, place: Place) -> Place:
        line = event.start_mark.line + 1 if event.start_mark else place.line
        return Place(place.file, line, place.field)

    def _node(self, event: yaml.Event, place: Place, depth: int) -> Node:
        if depth > DEEPEST:
            raise _Unreadable(place, f"More than {DEEPEST} levels deep.")
        if isinstance(event, AliasEvent):
            self._refuse(place, f"Aliases (*{event.anchor}) are not allowed: write it out.")
            return Scalar(place, "")
        if tag := getattr(event, "tag", None):
            self._refuse(place, f"Tags ({tag}) are not allowed.")
        if isinstance(event, ScalarEvent):
            return Scalar(place, event.value)
        return self._mapping(place, depth) if isinstance(event, MappingStartEvent) else self._sequence(place, depth)

    def _sequence(self, place: Place, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(place), SequenceEndEvent):
            item_place = self._at(event, place).child(f"[{len(items)}]")
            items.append(self._node(event, item_place, depth + 1))
        return Sequence(place, tuple(items))

    def _mapping(self, place: Place, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        while not isinstance(event := self._next(place), MappingEndEvent):
            key = self._key(event, place)
            key_place = self._at(event, place).child(key)
            if key in entries:
                self._refuse(key_place, "This stands here twice.")
            entries[key] = self._node(self._next(key_place), key_place, depth + 1)
        return Mapping(place, entries)

    def _key(self, event: yaml.Event, place: Place) -> str:
        if not isinstance(event, ScalarEvent):
            raise _Unreadable(self._at(event, place), "A key is one word.")
        return str(event.value)

    def _refuse(self, place: Place, sentence: str) -> None:
        self.problems.append(Problem(place, sentence))
