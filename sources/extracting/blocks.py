"""The lines of an extracted text: a paragraph, a heading, an item of a list or a row of a table is one each."""

from html import unescape
from typing import Any

# Elements as the extractor names them: what begins and ends a line. Whatever else there is stands within one.
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "lb", "div", "ab", "code"})
_CELL = "cell"


def lines(body: Any) -> list[str]:
    """The lines of the extractor's tree in order, none of them empty; the cells of a row have a tab between them.

    The extractor's own text runs together what two elements of one item or quotation say, and adds marks of its own
    for items and cells, which stand on no page.
    """
    parts: list[str] = []
    waiting: list[tuple[Any, bool]] = [(body, False)]
    while waiting:  # without recursion: pages nest
        element, is_behind = waiting.pop()
        if is_behind:
            parts += [_edge(element), _blank(element.tail)]
            continue
        parts += [_edge(element), _blank(element.text)]
        for child in reversed(element):
            waiting += [(child, True), (child, False)]
    return [line for written in "".join(parts).split("\n") if (line := _tidy(written))]


def _edge(element: Any) -> str:
    if element.tag in _BLOCKS:
        return "\n"
    return "\t" if element.tag == _CELL else ""


def _blank(text: str | None) -> str:
    return (text or "").replace("\n", " ").replace("\t", " ")


def _tidy(line: str) -> str:
    cells = (" ".join(unescape(cell).split()) for cell in line.split("\t"))
    return "\t".join(cell for cell in cells if cell)
