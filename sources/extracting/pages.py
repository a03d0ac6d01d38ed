"""Printed pages: from the lines of a PDF, with the place of each, to paragraphs.

A PDF knows no paragraphs: it sets pieces of lines on paper. What belongs together is told by the space between lines,
their size, and whether the next word would have fitted in the line before.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

_MARGIN = 0.14  # of a page's height, at its head and at its foot: where running heads stand
_SAME_PLACE = 3.0  # points
_WIDER = 1.15  # times the usual space between two lines: a paragraph ends
_OTHER_SIZE = 0.1  # of a line's size
_LARGE = 1.3  # times what most letters have: a headline
_FULL = 0.8  # of the longest line nearby: a shorter one was ended on purpose
_NEARBY = 4  # lines
_LONGEST_HEAD = 300  # characters: more is no running head
_LONGEST_WORD = 60
_ENDS = (".", "!", "?", ":", "…", "»", "“", "”", '"')
# Letters that are set as one glyph, and shapes of letters; no other compatibility form, which would lose its meaning.
_SHAPES = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,])")
_BULLET = re.compile(r"[•▪●◦‣·*–—-]\s")
_DIVIDERS = ("-", "\u2010", "\u00ad")
_FIRST_WORD = re.compile(r"[\w\u2010-]+")
_HYPHENATED = re.compile(r"(?<!\w)\w++(?:[-\u2010]\w++)+")
# Browsers print the address and the number of the page at the foot, even of a single one.
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s+\d+(?:/| of )\d+)?")
# Words that follow half of a word: "Kranken- und Pflegekassen".
_AND = frozenset(["und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "et", "ou", "и", "или"])


@dataclass
class Line:
    """A line of a page: its text, how high it stands and how large it is, both in points; 0 where that is unknown."""

    text: str
    height: float = 0.0
    size: float = 0.0


def shaped(text: str) -> str:
    """The text with ligatures as the letters that they stand for."""
    return _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


# What stands on each page -----------------------------------------------------------------------------------------


def without_running(pages: Sequence[Sequence[Line]], tall: float, title: str = "") -> list[list[Line]]:
    """The pages, each `tall` points, without heads and feet: the same words in the same place, but for their number.

    What a browser prints around a page called `title` goes even from a single one.
    """
    keys = Counter(
        chain.from_iterable(
            {key for line in page if _is_in_margin(line, tall) for key in _keys(line, number)}
            for number, page in enumerate(pages)
        )
    )
    enough = max(2, (len(pages) + 1) // 2)

    def runs(line: Line, number: int) -> bool:
        if not _is_in_margin(line, tall):
            return False
        return any(keys[key] >= enough for key in _keys(line, number)) or _is_a_browsers(line.text, title)

    return [[line for line in page if not runs(line, number)] for number, page in enumerate(pages)]


def _is_in_margin(line: Line, tall: float) -> bool:
    return (
        line.height > 0 and len(line.text) <= _LONGEST_HEAD and not _MARGIN * tall < line.height < (1 - _MARGIN) * tall
    )


def _keys(line: Line, number: int) -> Iterator[tuple[str, int]]:
    """What the line would be on any page: as it is, and with one number that counts pages made alike."""
    place = round(line.height / _SAME_PLACE)
    yield line.text, place
    for found in _NUMBER.finditer(line.text):
        counted = f"#{int(found.group()) - number}"
        yield line.text[: found.start()] + counted + line.text[found.end() :], place


def _is_a_browsers(text: str, title: str) -> bool:
    return bool(_ADDRESS.fullmatch(text)) or bool(title and text[:1].isdigit() and text.endswith(title))


def headline(page: Sequence[Line]) -> str:
    """The lines of a page that are set larger than all others, where they are much larger than most."""
    letters = Counter[float]()
    for line in page:
        letters[line.size] += len(line.text)
    usual, largest = max(letters, key=lambda size: letters[size], default=0.0), max(letters, default=0.0)
    found = " ".join(line.text for line in page if line.size == largest)
    return found if largest > _LARGE * usual > 0 and len(found) <= _LONGEST_HEAD else ""


# Paragraphs -------------------------------------------------------------------------------------------------------


def paragraphs(pages: Sequence[Sequence[Line]]) -> str:
    """The text, a line for each paragraph. One that goes on from page to page is one."""
    kept = [line for page in pages for line in page]
    usual = _usual_space(kept)
    hyphenated = frozenset(word for line in kept for word in _HYPHENATED.findall(line.text))
    parts: list[list[str]] = []
    for number, line in enumerate(kept):
        if number and not _begins(kept, number, usual):
            parts[-1][-1:] = _set_together(parts[-1][-1], line.text, hyphenated)
        else:
            parts.append([line.text])
    return "\n".join("".join(part) for part in parts)


def _usual_space(lines: Sequence[Line]) -> float:
    """The space from one line to the next that most have, in sizes of their letters; 0 where none is known."""
    spaces = Counter(
        round(space, 1)
        for one, other in pairwise(lines)
        if one.size and (space := (one.height - other.height) / one.size) > 0
    )
    return spaces.most_common(1)[0][0] if spaces else 0.0


def _begins(lines: Sequence[Line], number: int, usual: float) -> bool:
    """Whether a paragraph begins with this line."""
    before, line = lines[number - 1], lines[number]
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size) or _BULLET.match(line.text):
        return True
    space = before.height - line.height
    if space > 0 and usual and space > _WIDER * usual * line.size:
        return True
    if line.text[:1].islower() or _half(before.text):
        return False
    near = [other for other in lines[max(0, number - _NEARBY) : number + _NEARBY] if other.size == line.size]
    full = _FULL * max(len(other.text) for other in near)
    fitting = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0])
    return fitting < full or (before.text.endswith(_ENDS) and len(before.text) < full)


def _half(line: str) -> str:
    """The word at the end of a line that may go on in the next one, with its hyphen."""
    word = line[-_LONGEST_WORD:].split()[-1]
    return word if word.endswith(_DIVIDERS) and word[-2:-1].isalpha() else ""


def _set_together(before: str, line: str, hyphenated: frozenset[str]) -> tuple[str, str]:
    """The two lines as they follow each other; a word that was divided between them is one again."""
    half, first = _half(before), _FIRST_WORD.match(line)
    if not half or not first or first.group() in _AND:
        return before, f" {line}"
    is_compound = "-" in first.group() or half + first.group() in hyphenated or not line[0].islower()
    return (before if is_compound and half[-1] != "\u00ad" else before[:-1]), line
