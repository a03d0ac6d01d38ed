"""One row of a data file, read field by field. What is wrong is noted with its place, and reading goes on."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, TextChoices

from seeds import marked, values
from seeds.problems import Place, Problem, SeedsRefused
from seeds.shelves import Shelf
from sources.choices import Precision
from sources.texts import Text, Texts, check_language

Made = TypeVar("Made")
Value = TypeVar("Value")
Keys = Mapping[str, str] | None  # the keys of fields that are called otherwise in the files

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_KEY = 80


class Reading:
    """All that is read in one load: the problems found so far, and the rows, so that none leaves a key unread."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.rows: list[Row] = []
        self.has_gaps = False  # a file could not be read, so what others refer to may stand in it

    def report_unread(self) -> None:
        """Note every key that nothing asked for: it would be a spelling mistake, or a wish that nobody fulfils."""
        for row in self.rows:
            row.report_unread()

    def raise_problems(self) -> None:
        """Raise SeedsRefused if there are any."""
        if self.problems:
            raise SeedsRefused(self.problems)


class Row:
    """One mapping of a file."""

    def __init__(self, node: marked.Node, reading: Reading) -> None:
        self.place = node.place
        self.bad: set[str] = set()  # keys with a problem
        self._reading = reading
        self._asked: set[str] = set()
        self._entries: dict[str, marked.Node] = {}
        if isinstance(node, marked.Mapping):
            self._entries = dict(node.entries)
        else:
            self.refuse("Here belong keys with values.")
        reading.rows.append(self)

    def miss(self, sentence: str, key: str) -> None:
        """Note that what `key` names is nowhere, unless it may stand in a file that could not be read."""
        self.bad.add(key)
        if not self._reading.has_gaps:
            self.refuse(sentence, key)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def refuse(self, sentence: str, key: str = "") -> None:
        """Note a problem with the value of `key`, or with the whole row."""
        self.bad.add(key)
        self._note(self.place_of(key), sentence)

    def place_of(self, key: str) -> Place:
        if key in self._entries:
            return self._entries[key].place
        return self.place.child(key) if key else self.place

    def report_unread(self) -> None:
        for key in self._entries.keys() - self._asked:
            known = ", ".join(sorted(self._asked))
            self.refuse(f"Unknown here. Known are: {known}." if known else "Unknown here.", key)

    def ignore(self, *keys: str) -> None:
        """Do not call these keys unknown, or any: a problem that was noted keeps them from being read."""
        self._asked.update(keys or self._entries)

    def leave_out(self, key: str) -> None:
        """Go on as if `key` were not there."""
        del self._entries[key]

    def text(self, key: str, *, must: bool = False) -> str:
        """The text of `key`, free of forbidden characters; empty where there is none."""
        node = self._node(key, must)
        return (self._checked(node, key) or "") if node else ""

    def code(self, key: str, codes: type[TextChoices], default: str | None = None) -> str:
        """One of a list of codes. Without a default it must be there."""
        return self._parsed(key, lambda text: values.code(text, codes), must=default is None) or default or ""

    def number(self, key: str) -> Decimal | None:
        return self._parsed(key, values.number)

    def day(self, key: str) -> date | None:
        return self._parsed(key, values.day)

    def moment(self, key: str, *, must: bool = False) -> datetime | None:
        """A moment to the minute or finer, with its zone."""
        return self._parsed(key, values.moment, must=must)

    def dated(self, key: str, *, must: bool = False) -> tuple[datetime | None, str]:
        """A moment, and how exactly it is known: just as exactly as it is written."""
        return self._parsed(key, values.dated, must=must) or (None, Precision.DAY)

    def texts(self, key: str, *, must: bool = False) -> Texts:
        """Texts by language."""
        row = self.row(key, must=must)
        if row is None:
            return {}
        found = {language: text for language in row._entries if (text := row._language(language))}
        self.bad |= {key} if row.bad else set()
        return found

    def row(self, key: str, *, must: bool = False) -> "Row | None":
        """The mapping that stands at `key`."""
        node = self._node(key, must)
        return Row(node, self._reading) if node else None

    def rows(self, key: str) -> "list[Row]":
        """The mappings in the list that stands at `key`."""
        return [Row(node, self._reading) for node in self._list(key)]

    def keyed(self, key: str) -> "dict[str, Row]":
        """The mappings, by their own keys, in the mapping that stands at `key`."""
        row = self.row(key)
        if row is None:
            return {}
        row.ignore()
        return {name: Row(node, self._reading) for name, node in row._entries.items() if row._is_key(name)}

    def lines(self, key: str) -> "list[tuple[Place, str]]":
        """The texts in the list that stands at `key`, each with its place."""
        found = ((node.place, self._checked(node, key)) for node in self._list(key))
        return [(place, text) for place, text in found if text]

    def by_language(self, key: str) -> "list[tuple[str, list[tuple[Place, str]]]]":
        """Lists of texts by language."""
        row = self.row(key)
        return [(language, row.lines(language)) for language in row._entries] if row else []

    def refer(self, key: str, shelf: Shelf[Made], *, must: bool = False) -> Made | None:
        """The thing whose key stands at `key`; None, too, where that thing has a problem of its own."""
        node = self._node(key, must)
        return self._found(node, shelf, key) if node else None

    def refer_all(self, key: str, shelf: Shelf[Made]) -> list[Made]:
        """The things whose keys stand in the list at `key`, which must name some."""
        nodes = self._list(key)
        if not nodes and key not in self.bad:
            self.refuse("This is missing.", key)
        return [thing for node in nodes if (thing := self._found(node, shelf, key)) is not None]

    def check(self, thing: Model, keys: Keys = None, *, at: Place | None = None) -> bool:
        """Whether `thing`, which was made of this row, can be stored; what hinders is noted.

        `keys` names the key for a field that is called otherwise, `at` the one place where all of it stands. What
        it refers to may have a problem, or not be stored yet: those fields are left out.
        """
        fields = thing._meta.concrete_fields
        unset = [f.name for f in fields if f.is_relation and not f.null and getattr(thing, f.attname) is None]
        noted = [f.name for f in fields if (keys or {}).get(f.name, f.name) in self.bad]
        try:
            thing.full_clean(exclude={*unset, *noted})
        except ValidationError as error:
            if at is None:
                self.note_error(error, keys)
            else:
                self._note_at(at, error.messages)
        return not self.bad and all(getattr(thing, name, None) for name in unset)

    def note_error(self, error: ValidationError, keys: Keys = None) -> None:
        """Note what the check of a whole thing found, at the keys that its fields came from, unless noted already."""
        found: dict[str, list[str]] = {"": error.messages}
        if hasattr(error, "error_dict"):
            found = dict(error.message_dict)
        named = {**(keys or {}), NON_FIELD_ERRORS: ""}
        by_key = {named.get(field, field): messages for field, messages in found.items()}
        for key in by_key.keys() - self.bad:
            for message in by_key[key]:
                self.refuse(message, key)

    def _note_at(self, place: Place, sentences: Iterable[str]) -> None:
        self.bad.add("")
        for sentence in sentences:
            self._note(place, sentence)

    def _note(self, place: Place, sentence: str) -> None:
        self._reading.problems.append(Problem(place, sentence))

    def _node(self, key: str, must: bool = False) -> marked.Node | None:
        self._asked.add(key)
        if must and key not in self._entries:
            self.refuse("This is missing.", key)
        return self._entries.get(key)

    def _list(self, key: str) -> Sequence[marked.Node]:
        node = self._node(key)
        if node is not None and not isinstance(node, marked.Sequence):
            self.refuse("Here belongs a list.", key)
        return node.items if isinstance(node, marked.Sequence) else ()

    def _checked(self, node: marked.Node, key: str) -> str | None:
        """The text of a node that belongs to `key`; None, with a note, for what is no acceptable text."""
        if isinstance(node, marked.Scalar) and not (sentence := values.why_refused(node.text)):
            return node.text
        self.bad.add(key)
        self._note(node.place, sentence if isinstance(node, marked.Scalar) else "Here belongs a text.")
        return None

    def _is_key(self, name: str) -> bool:
        if len(name) <= _LONGEST_KEY and _KEY.fullmatch(name):
            return True
        self.refuse("A key is made of small Latin letters, digits and single hyphens.", name)
        return False

    def _parsed(self, key: str, parse: Callable[[str], Value], *, must: bool = False) -> Value | None:
        text = self.text(key, must=must)
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, OverflowError) as error:
            self.refuse(f"{error}", key)
            return None

    def _language(self, language: str) -> Text | None:
        text = self.text(language)
        try:
            check_language(language)
        except ValidationError as error:
            self._note_at(self.place_of(language), error.messages)
        return Text(text=text, by="", machine=False) if text else None

    def _found(self, node: marked.Node, shelf: Shelf[Made], key: str) -> Made | None:
        name = self._checked(node, key)
        if name is None:
            return None
        if name not in shelf:
            self.miss(f"There is no {shelf.called} “{name}”.", key)
        thing = shelf.get(name)
        if thing is None:
            self.bad.add(key)
        return thing
