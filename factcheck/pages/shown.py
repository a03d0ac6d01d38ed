"""The Records that one page shows, and the names, words and addresses that it shows for ids."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims import reading, wording
from claims.choices import SubjectKind
from claims.reading import Stored
from claims.titles import best_name
from factcheck.pages.addresses import address
from sources.choices import SourceKind
from sources.texts import pick

Body = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """A thing's name to show, the language that it is in, and the page about it; no path when there is none."""

    text: str
    lang: str = ""
    path: str = ""


class Shown:
    """Records by public id: those that a page is about, what they mention, and what names the mentioned need."""

    def __init__(self, rows: Sequence[Stored], as_of: int | None = None) -> None:
        self.as_of = as_of
        self._records = {row.subject: row for row in rows} | reading.included(rows, as_of)
        missing = {i for record in self._records.values() for i in _named_by(record)} - self._records.keys()
        self._records |= reading.find(missing, as_of) if missing else {}

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._records)

    @cached_property
    def newest(self) -> Stored:
        """The Record with the highest index: the state of the log that the page shows."""
        return max(self._records.values(), key=lambda record: record.index)

    def body(self, public_id: str | None) -> Body:
        """A body; empty for what is not in the record (yet) or was removed from it."""
        record = self._records.get(public_id or "")
        return record.json if record else {}

    def of_kind(self, kind: SubjectKind) -> list[Stored]:
        """The Records of one kind whose bodies were not removed, newest first."""
        found = [r for r in self._records.values() if r.subject_kind == kind and r.json]
        return sorted(found, key=lambda record: -record.index)

    def source(self, ref: Body | str | None) -> Named:
        """The name of a source by its id, or by how a body refers to it; of a protected one no more than its kind."""
        if isinstance(ref, dict) and ref["protected"]:
            return Named(_("a protected source (%(kind)s)") % {"kind": SourceKind(ref["kind"]).label})
        body = self.body(ref["source"] if isinstance(ref, dict) else ref)
        if not body:
            return Named(_("a source that is not named"))
        text, lang = best_name(body["names"])
        return Named(text or body["id"], lang, address("source", body["id"], text, _here()))

    def claim(self, public_id: str) -> Named:
        return self._with_texts("claim", public_id, "summary")

    def topic(self, public_id: str) -> Named:
        return self._with_texts("topic", public_id, "title")

    def _with_texts(self, kind: str, public_id: str, field: str) -> Named:
        body = self.body(public_id)
        if not body:
            return Named(public_id)
        text, lang = pick(body[field], _here())
        return Named(text, lang, address(kind, public_id, text, _here()))

    def status(self, body: Body) -> wording.StatusWords:
        """The status of a claim's body in readers' words."""
        status = body["status"]
        return wording.status_words(status["code"], status["reason_code"], self.actor(status))

    def actor(self, act: Body) -> str:
        """The name of the source to whom a status or a change of it is attributed; empty for none."""
        return self.source(act["attributed_to"]).text if act.get("attributed_to") else ""


def _named_by(record: Stored) -> Iterator[str]:
    """The ids, besides those that a page is about, whose names are needed to tell readers of this Record."""
    body = record.json
    if not body:
        return
    if record.subject_kind == SubjectKind.REPORT:
        yield body["publisher"]
    elif record.subject_kind == SubjectKind.CLAIM:
        yield from filter(None, (body["measure"], (body["status"]["attributed_to"] or {}).get("source")))
        yield from filter(None, (chain[0]["source"] for chain in _chains(body)))


def _chains(body: Body) -> Iterable[list[Body]]:
    return (attribution["chain"] for attribution in body["attributions"])


def _here() -> str:
    return get_language() or "en"
