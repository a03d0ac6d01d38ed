"""Lines that do not rest: what was seen to change at every look, or to come and go, says nothing about the article.

Which words noise is made of cannot be known beforehand, but a few looks show how it behaves.
"""

from collections.abc import Sequence
from itertools import pairwise

from sources.comparing.document import outline, read_lines

LOOKS = 6  # that are remembered: with two looks in a day, three days
_COUNTED = 4  # looks in a row with other digits each time; a toll rises too, but seldom between each two of four
_TURNS = 2  # from there to gone or back: what is taken out and put back once has turned twice


def restless(versions: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Outlines of the lines that do not rest, from the titles and texts of the last looks in their order."""
    read = {version: _seen(*version) for version in set(versions)}
    seen = [read[version] for version in versions[-LOOKS:]]
    outlines = {line for look in seen for line in look}
    return frozenset(line for line in outlines if _is_restless([look.get(line, ()) for look in seen]))


def _seen(title: str, text: str) -> dict[str, tuple[str, ...]]:
    """By outline, how the lines were written that have it. The title, which tells what the report is about, is none."""
    found: dict[str, tuple[str, ...]] = {}
    for line in read_lines(title, text):
        if line.paragraph:
            found[outline(line.key)] = (*found.get(outline(line.key), ()), line.key)
    return found


def _is_restless(written: list[tuple[str, ...]]) -> bool:
    last = written[-_COUNTED:]
    counts = len(last) == _COUNTED and all(last) and all(one != two for one, two in pairwise(last))
    return counts or sum(bool(one) != bool(two) for one, two in pairwise(written)) >= _TURNS
