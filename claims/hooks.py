"""What rooms above add to this one. Plain lists of functions, filled once when the program starts (docs/adr/0083)."""

from collections.abc import Callable

# Called with each append, in its transaction and under the lock of the log: they may wake somebody and nothing more.
after_append: list[Callable[[], None]] = []
