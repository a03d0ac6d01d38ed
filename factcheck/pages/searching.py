"""Search over wording, names in any spelling and numbers in any writing. What was withdrawn is found like the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import overviews, reading, wording
from claims.choices import PUBLIC_STATUSES, ClaimKind, SubjectKind
from claims.reading import Filters, Stored
from claims.search import LONGEST_QUERY, numbers_in
from factcheck.keeping import Document
from factcheck.pages.paging import ON_A_PAGE, cursor
from factcheck.pages.rendering import Page, render, same_path
from factcheck.pages.shown import Shown
from factcheck.serving import answer
from sources.public_ids import PUBLIC_ID_PATTERN
from sources.texts import folded, pick, visible

MOST_TOPICS = 200  # to choose from; the others are found by their words
MOST_NAMES = 5
_NUMBERS = re.compile(r"\d[\d.,'’ \u00a0\u202f]*")
_TOKEN = re.compile(r"(\d(?:[\d.,'’ \u00a0\u202f]*\d)?|\w+)")


@dataclass(frozen=True)
class Asked:
    """What a reader asked for. Anything that the record does not know is left out, and said to be so."""

    text: str = ""
    status: str = ""
    topic: str = ""
    kind: str = ""
    before: int | None = None
    was_longer: bool = False
    left_out: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.status or self.topic or self.kind)

    @property
    def filters(self) -> Filters:
        status = [self.status] if self.status else []
        return Filters(status=status, topic=self.topic, kind=self.kind, text=self.text)

    @property
    def query(self) -> str:
        """The part of an address that asks for this."""
        given = {"q": self.text, "status": self.status, "topic": self.topic, "kind": self.kind, "before": self.before}
        return urlencode({name: value for name, value in given.items() if value not in ("", None)})


def asked(request: HttpRequest) -> Asked:
    given = request.GET
    written = "".join(c if c.isprintable() else " " for c in given.get("q", "")).strip()
    narrowed = {name: given.get(name, "") for name in _KNOWN}
    known = {name: value if value and _KNOWN[name](value) else "" for name, value in narrowed.items()}
    return Asked(
        text=written[:LONGEST_QUERY].strip(),
        **known,
        before=cursor(given.get("before")),
        was_longer=len(written) > LONGEST_QUERY,
        left_out=tuple(name for name, value in narrowed.items() if value != known[name]),
    )


_KNOWN: dict[str, Callable[[str], object]] = {
    "status": lambda code: code in PUBLIC_STATUSES,
    "topic": re.compile(PUBLIC_ID_PATTERN).fullmatch,
    "kind": lambda code: code in ClaimKind,
}


class Words:
    """The words and numbers of a query, to mark them in what was found."""

    def __init__(self, text: str) -> None:
        self._numbers = set(numbers_in(text))
        self.words = tuple(word for word in folded(_NUMBERS.sub(" ", text)).split() if len(word) > 2)

    def marked(self, text: str) -> list[tuple[str, bool]]:
        """The text in parts, and of each whether it was looked for."""
        return [(part, self._has(part)) for part in _TOKEN.split(visible(text)) if part]

    def _has(self, part: str) -> bool:
        if part[0].isdigit():
            return not self._numbers.isdisjoint(numbers_in(part))
        return bool(self.words) and folded(part).startswith(self.words)


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    return answer(request, _draw(asked(request), request.path))


def _draw(asked: Asked, path: str) -> Document:
    query = f"?{asked.query}" if asked.query else ""
    page = Page(
        title=_("Search: %(text)s") % {"text": asked.text} if asked.text else _("Search"),
        paths={language: address + query for language, address in same_path("search").items()},
        hidden=True,
    )
    choices = {"statuses": _statuses(), "topics": _topics(), "kinds": ClaimKind.choices}
    html = render("pages/search.html", page, {"asked": asked, "longest": LONGEST_QUERY, **choices, **_found(asked)})
    return Document(html.encode(), path)


def _found(asked: Asked) -> dict[str, Any]:
    """What the template shows of the claims found, and of the topics and sources with such a name."""
    page = _page(asked.filters, asked.before, ON_A_PAGE)
    claims, older = page.rows, page.before
    named = [] if asked.before or asked.is_narrowed or not asked.text else _named(asked.text)
    words = Words(asked.text)
    alike = [] if claims or older or named else [row for word in words.words for row in overviews.spelled_like(word)]
    return {
        "shown": Shown([*claims, *named, *alike]),
        "results": [(claim.json, *_sentence(claim, words)) for claim in claims if claim.json],
        "named": named,
        "alike": list({row.subject: row for row in alike}.values()),
        "anywhere": Asked(text=asked.text).query,
        "older": replace(asked, before=older).query if older is not None else "",
    }


def _page(filters: Filters, below: int | None, limit: int) -> reading.Page:
    """What is in force now; a search that takes long goes on in the next page."""
    head = reading.head()
    return reading.page(filters, pinned=head, before=head if below is None else below, limit=limit)


def _sentence(claim: Stored, words: Words) -> tuple[list[tuple[str, bool]], str]:
    text, language = pick(claim.json["summary"], get_language() or "")
    return words.marked(text), language


def _named(text: str) -> list[Stored]:
    """Topics and sources that have these words in their names."""
    kinds = [Filters(subject_kind=kind, text=text) for kind in (SubjectKind.TOPIC, SubjectKind.SOURCE)]
    return [row for filters in kinds for row in _page(filters, None, MOST_NAMES).rows if row.json]


def _statuses() -> list[tuple[str, str]]:
    return [(status, wording.status_words(status).words) for status in PUBLIC_STATUSES]


def _topics() -> list[tuple[str, str]]:
    topics = [row for row in reading.listed(Filters(subject_kind=SubjectKind.TOPIC), limit=MOST_TOPICS) if row.json]
    return [(row.subject, visible(pick(row.json["title"], get_language() or "")[0])) for row in topics]
