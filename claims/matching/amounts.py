"""How two numbers stand to each other, whatever they count."""

from typing import Any

from claims.matching.signals import Given


def same_number(first: Given, second: Given) -> bool:
    """Whether one bound is the same number and the other does not speak against it: "at least 99" and "99"."""
    bounds = ((first.low, second.low), (first.high, second.high))
    if any(one != two and None not in (one, two) for one, two in bounds):
        return False
    return {*bounds} == {(None, None)} or any(one == two and one is not None for one, two in bounds)


def by_size(first: Given, second: Given) -> list[Given]:
    return sorted((first, second), key=size)


def size(counted: Any) -> float:
    """By which the part is told from the whole: what a figure or a claim counts, at the least if that is known."""
    bounds = [float(bound) for bound in (counted.low, counted.high) if bound is not None]
    return bounds[0] if bounds else 0.0
