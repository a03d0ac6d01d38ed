"""HTML: the main text by trafilatura, all visible text by ourselves, and what the markup gives away."""

import re
from typing import Any

from lxml import html as lxml_html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from sources.extracting.about import headline_and_site
from sources.extracting.blocks import lines
from sources.extracting.decoding import decode
from sources.extracting.reading import LONGEST_MAIN, LONGEST_VISIBLE, Extracted

_LONGEST_PAGE = 2_000_000  # characters of markup: the largest news pages have half of that
_MOST_ELEMENTS = 60_000
_MOST_TAGS = 4 * _MOST_ELEMENTS  # of which half end elements; more are not even parsed, for a tree takes much memory
_LONGEST_HEADING = 300  # characters
_BEGINNING = 80  # characters by which a paragraph is known
# What walls leave in the markup. Names are those that `sources.recognising` weighs.
MARKS = {
    "password": re.compile(r"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE),
    "not_free": re.compile(r"isAccessibleForFree[\"']?\s*[:=]\s*[\"']?\s*false", re.IGNORECASE),
    "wall": re.compile(
        r"(?:class|id)\s*=\s*[\"'][^\"']{0,200}(?:pay-?wall|regwall|subscriber-only|abo-?wall)", re.IGNORECASE
    ),
    "challenge": re.compile(
        r"/cdn-cgi/challenge-platform/|_Incapsula_Resource|captcha-delivery\.com|ddos-guard|px-captcha"
        r"|AwsWafIntegration|g-recaptcha|h-captcha|smartcaptcha|cf-turnstile",
        re.IGNORECASE,
    ),
    "refresh": re.compile(r"<meta[^>]{0,100}http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE),
}
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s", "small"}
    | {"span", "strong", "sub", "sup", "time", "u", "wbr"}
)
# What markup says of the day, and no guess from the addresses, pictures and years that stand anywhere on the page.
_DATES = {"original_date": True, "extensive_search": False}
_STOPS = (".", "!", "?", "…", "”", "»")
_HOLDS_BOXES = ("li", "blockquote", "dd")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(body: bytes, charset: str) -> Extracted:
    markup = decode(body, charset)[:_LONGEST_PAGE].replace("\x00", "")
    marks = tuple(name for name, pattern in MARKS.items() if pattern.search(markup))
    if markup.count("<") > _MOST_TAGS:
        return Extracted("html", marks=marks, problem="too_many_elements")
    tree = _tree(markup)
    if tree is None:
        return Extracted("html", marks=marks, problem="unreadable")
    _part_boxes(tree)
    _space_sentences(tree)
    _unwrap_layout(tree)
    visible, headings = visible_text(tree), _headings(tree)
    headline, site = headline_and_site(tree)
    title, lang = _title(tree), (tree.get("lang") or "").strip()[:35]
    if sum(1 for _element in tree.iter()) > _MOST_ELEMENTS:
        return Extracted("html", title, visible=visible, lang=lang, marks=marks, problem="too_many_elements")
    found: Any = bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if found is None:
        return Extracted("html", title, visible=visible, lang=lang, marks=marks, problem="no_main_text")
    return Extracted(
        "html",
        headline=headline,
        site=site,
        title=(found.title or title)[:1000],
        text=_with_headings(lines(found.body), headings)[:LONGEST_MAIN],
        visible=visible,
        lang=lang or found.language or "",
        published_on=found.date or "",
        marks=marks,
    )


def _tree(markup: str) -> Any:
    # As bytes: lxml refuses text with an XML declaration that names a charset.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError):
        return None


def _part_boxes(tree: Any) -> None:
    """Make paragraphs of the boxes in an item or a quotation, whose words the extractor joins without a space."""
    depth = 0
    for event, element in lxml_html.etree.iterwalk(tree, events=("start", "end"), tag=("div", *_HOLDS_BOXES)):
        if element.tag in _HOLDS_BOXES:
            depth += 1 if event == "start" else -1
        elif depth and all(child.tag in _INLINE for child in element):
            element.tag = "p"


def _space_sentences(tree: Any) -> None:
    """A space between two spans that each hold a sentence: a style sets them as paragraphs."""
    for span in tree.iter("span"):
        behind = span.getnext()
        if behind is not None and behind.tag == "span" and not span.tail and (span.text or "").endswith(_STOPS):
            span.tail = " "


def _unwrap_layout(tree: Any) -> None:
    """Make boxes of tables that hold paragraphs or headings: a table for layout is no table, and one cell no line."""
    for table in list(tree.iter("table")):
        if any(next(table.iter(tag), None) is not None for tag in ("p", "h1", "h2", "article")):
            for part in (table, *table.iter("tbody", "thead", "tr", "td", "th")):
                part.tag = "div"


def _title(tree: Any) -> str:
    found = tree.find(".//title")
    text = found.text_content() if found is not None else ""
    return " ".join(text.split())[:1000]


def _headings(tree: Any) -> dict[str, str]:
    """Headings within a text, by the beginning of the paragraph that follows. The first one of several counts."""
    found: dict[str, str] = {}
    heading = ""
    for element in tree.iter("h2", "h3", "h4", "p"):
        text = " ".join(element.text_content().split())
        if element.tag == "p" and heading and text:
            found.setdefault(text[:_BEGINNING], heading)
        heading = "" if element.tag == "p" else text[:_LONGEST_HEADING]
    return found


def _with_headings(found: list[str], headings: dict[str, str]) -> str:
    """The main text with the headings that the extractor left out: it keeps some of a page and drops others."""
    text: list[str] = []
    for line in found:
        heading = headings.get(line[:_BEGINNING])
        if heading and text[-1:] != [heading]:
            text.append(heading)
        text.append(line)
    return "\n".join(text)


def visible_text(tree: Any) -> str:
    """What a reader sees, a line for each block, at most LONGEST_VISIBLE characters. Without recursion: pages nest."""
    parts: list[str] = []
    length = 0
    waiting = [(tree, False)]
    while waiting and length < LONGEST_VISIBLE:
        element, is_tail = waiting.pop()
        text = _after(element) if is_tail else _open(element, waiting, parts)
        if text:
            parts.append(text)
            length += len(text)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))[:LONGEST_VISIBLE]


def _open(element: Any, waiting: list[tuple[Any, bool]], parts: list[str]) -> str | None:
    """Go into an element: its children wait with their tails, and the text before them is returned."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or _is_hidden(element):
        return None
    if element.tag not in _INLINE:
        parts.append("\n")
    for child in reversed(element):
        waiting += [(child, True), (child, False)]
    text: str | None = element.text
    return text.replace("\n", " ") if text else None


def _after(element: Any) -> str:
    """The text behind an element, on a line of its own behind a block."""
    text = (element.tail or "").replace("\n", " ")
    return text if element.tag in _INLINE else "\n" + text


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
