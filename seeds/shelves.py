"""The things that rows may refer to, by their keys."""

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """Things of one kind: those of the files being loaded, and behind them those stored by an earlier load."""

    def __init__(self, called: str, stored: Callable[[str], Made | None] = lambda _key: None) -> None:
        self.called = called
        self._stored = stored
        self._things: dict[str, Made | None] = {}

    def __contains__(self, key: str) -> bool:
        if key not in self._things and (thing := self._stored(key)) is not None:
            self._things[key] = thing
        return key in self._things

    def put(self, key: str, thing: Made | None) -> None:
        """Keep what a row gave; None for a row with a problem, which is reported where it stands."""
        self._things[key] = thing

    def get(self, key: str) -> Made | None:
        """The thing; None for one that has a problem or does not exist."""
        return self._things.get(key)
