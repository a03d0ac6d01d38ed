"""What a load makes or finds: a shelf for each kind of thing, and the count of new ones."""

from collections import Counter
from typing import Any, TypeVar

from django.db.models import Model

from claims.models import Attribution, Claim, Measure, Topic
from seeds.problems import Place
from seeds.rows import Keys, Row
from seeds.shelves import Shelf
from sources.models import Report, Role, Source
from sources.public_ids import id_of_key

Thing = TypeVar("Thing", bound=Model)


class Things:
    """The shelves. What is stored is known by its public id, which follows from its key for ever."""

    def __init__(self) -> None:
        self.people: Shelf[Any] = Shelf("editor")
        self.sources: Shelf[Source] = _shelf("source", Source, "s")
        self.roles: Shelf[Role] = Shelf("role")
        self.topics: Shelf[Topic] = _shelf("topic", Topic, "t")
        self.measures: Shelf[Measure] = _shelf("measure", Measure, "m")
        self.reports: Shelf[Report] = _shelf("report", Report, "r")
        self.claims: Shelf[Claim] = _shelf("claim", Claim, "c")
        self.attributions: Shelf[Attribution] = _shelf("attribution", Attribution, "a")
        self.new: Counter[str] = Counter()
        self._rows: dict[tuple[str, str], Place] = {}

    def is_new(self, shelf: Shelf[Thing], key: str, row: Row) -> bool:
        """Whether the thing of this row is to be made. What is stored stays as it is: the desk may have edited it."""
        first = self._rows.setdefault((shelf.called, key), row.place)
        if first is not row.place:
            row.refuse(f"This {shelf.called} stands in {first.file}, line {first.line}, already.")
            return False
        return key not in shelf

    def keep(self, shelf: Shelf[Thing], key: str, row: Row, thing: Thing, keys: Keys = None) -> Thing | None:
        """Store the new thing of this row, if it can be; None, with notes, if not."""
        can_be = row.check(thing, keys)
        if can_be:
            thing.save()
            self.new[shelf.called] += 1
        shelf.put(key, thing if can_be else None)
        return shelf.get(key)


def _shelf(called: str, model: type[Thing], letter: str) -> Shelf[Thing]:
    def stored(key: str) -> Thing | None:
        return model._default_manager.filter(public_id=id_of_key(letter, key)).first()

    return Shelf(called, stored)
