"""The Records that an answer speaks of, and the names and words that it has for them in one language."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from claims import reading
from claims.reading import Stored
from claims.titles import title
from claims.wording import StatusWords, status_words
from factcheck.structured import Names
from sources.choices import SourceKind

Body = dict[str, Any]


class Known:
    """Some claims with what they mention and what the words about them need. The language is the active one."""

    def __init__(self, rows: Sequence[Stored], language: str, as_of: int | None = None) -> None:
        self._language = language
        self._records = {row.subject: row for row in rows} | reading.included(rows, as_of)
        self.names = Names(self.body, self.name, language)

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._records)

    @property
    def newest(self) -> Stored:
        return max(self._records.values(), key=lambda row: row.index)

    def body(self, public_id: str | None) -> Body:
        row = self._records.get(public_id or "")
        return row.json if row else {}

    def name(self, ref: Body) -> str:
        """The name of a source, from how bodies refer to it; of a protected one no more than its kind."""
        if ref["protected"]:
            return _("a protected source (%(kind)s)") % {"kind": SourceKind(ref["kind"]).label}
        body = self.body(ref["source"])
        return title(body, self._language) if body else _("a source that is not named")

    def status(self, body: Body) -> StatusWords:
        status = body["status"]
        by = self.name(status["attributed_to"]) if status["attributed_to"] else ""
        return status_words(status["code"], status["reason_code"], by)
