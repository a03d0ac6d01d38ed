"""What a body says, by its kind. Pure: bytes in, a dataclass out; raises nothing on garbage."""

import logging
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_MAIN = 400_000  # characters: a book chapter; more is no news report
LONGEST_VISIBLE = 20_000  # enough to know a wall or an error page by

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Extracted:
    """`kind` is html, pdf, docx, text, other or none; `problem` is empty, or says why there is no more text than this.

    `text` is the main text with a line for each paragraph, heading, item of a list and row of a table, whose cells have
    a tab between them; `visible` the beginning of all that a reader sees, `marks` what the markup gives away of walls
    (see html.MARKS), `published_on` an ISO day. `title` is what the watch compares, `headline` what the article is
    called, without the name of its `site`, where the page tells the one and the other.
    """

    kind: str
    title: str = ""
    text: str = ""
    visible: str = ""
    lang: str = ""
    published_on: str = ""
    headline: str = ""
    site: str = ""
    marks: tuple[str, ...] = ()
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(body: bytes, media_type: str, charset: str) -> Extracted:
    """Read `body` by its declared media type (parameters are ignored) and charset; the bytes overrule both."""
    kind = kind_of(body, media_type)
    if not body or kind not in _READERS:
        return Extracted(kind if body else "none")
    try:
        return _READERS[kind](body, charset)
    except MemoryError:
        return Extracted(kind, problem="memory")
    except Exception:  # parsers of what strangers wrote raise anything; the answer says that it could not be read
        logger.info("unreadable %s", kind, exc_info=True)
        return Extracted(kind, problem="unreadable")


def title_of(written: str) -> str:
    """What a file or page says that it is called; nothing where that is the name of a file or an address."""
    title = " ".join(written.split())[:1000]
    return "" if _FILE_NAME.search(title) else title


def kind_of(body: bytes, media_type: str) -> str:
    """html, pdf, docx, text or other. A PDF is known by its first bytes and HTML by a tag, whatever a server says."""
    declared = media_type.split(";")[0].strip().lower()
    head = body[:1024].lstrip()
    if b"%PDF-" in head:
        return "pdf"
    if declared == DOCX and head.startswith(b"PK"):
        return "docx"
    if declared in _HTML or head[:200].lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    if declared.startswith("text/"):
        return "text"
    return "other" if declared or b"<" not in head else "html"


# "tig.html", "Microsoft Word - Bericht_final.docx", "https://example.org/a": programs put in what they have.
_FILE_NAME = re.compile(
    r"\.(?:html?|php|aspx?|pdf|docx?|rtf|odt|txt|md|tex|dvi|ps|indd|qxd|pages|xml)$|^\w+://\S+$|^about:blank$|^untitled\b",
    re.IGNORECASE,
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})


def _html(body: bytes, charset: str) -> Extracted:
    from sources.extracting.html import read_html

    return read_html(body, charset)


def _pdf(body: bytes, _charset: str) -> Extracted:
    from sources.extracting.pdf import read_pdf

    return read_pdf(body)


def _docx(body: bytes, _charset: str) -> Extracted:
    from sources.extracting.docx import read_docx

    return read_docx(body)


def _text(body: bytes, charset: str) -> Extracted:
    from sources.extracting.decoding import decode

    text = decode(body[: LONGEST_MAIN * 4], charset)[:LONGEST_MAIN]
    return Extracted("text", text=text, visible=text[:LONGEST_VISIBLE])


# The libraries behind these are large, so each is loaded when the first body of its kind comes.
_READERS: dict[str, Callable[[bytes, str], Extracted]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "text": _text,
}
