"""A model of three numbers for tests: whether a text is about water, fire or neither, in any language."""

from collections.abc import Sequence

_ABOUT = ({"water", "drink", "wasser", "trinkbar"}, {"fire", "burnt", "brand"})


def query(texts: Sequence[str]) -> list[list[float]]:
    return [_row(set(text.casefold().replace(".", " ").split())) for text in texts]


def _row(words: set[str]) -> list[float]:
    about = [float(bool(words & those)) for those in _ABOUT]
    length = sum(about) ** 0.5
    return [number / length for number in about] + [0.0] if length else [0.0, 0.0, 1.0]
