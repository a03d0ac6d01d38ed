"""Words for codes, in the language that a partner asks for with `lang=`. The codes themselves are never translated."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from claims import reading
from claims.choices import Change, ClaimKind, CorrectionKind, Counted, SubjectKind
from claims.reading import Stored
from claims.titles import title
from claims.wording import figure_words, status_words
from sources.choices import ReportKind, ReportState, SourceKind

Body = dict[str, Any]
Labels = dict[str, str | None]

_KINDS: Mapping[str, Any] = {
    SubjectKind.CLAIM: ClaimKind,
    SubjectKind.SOURCE: SourceKind,
    SubjectKind.REPORT: ReportKind,
    SubjectKind.CORRECTION: CorrectionKind,
}
# The words that only some kinds of things have: from a field of the body, nothing where it is missing or null.
_OF_FIELDS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "figure": ("figure", figure_words),
    "counted": ("counted", lambda code: str(Counted(code).label)),
    "state": ("state", lambda code: str(ReportState(code).label)),
}


def labels(rows: Sequence[Stored], language: str, as_of: int | None = None) -> list[Labels]:
    """The words for each of these Records, in their order."""
    with override(language):
        actors = reading.find(filter(None, map(_actor, rows)), as_of)
        return [_labels(row, actors, language) for row in rows]


def _actor(row: Stored) -> str:
    """The id of the source to whom the status is attributed: its name belongs into the words of the status."""
    status = row.json.get("status") or {}
    return (status.get("attributed_to") or {}).get("source") or ""


def _labels(row: Stored, actors: Mapping[str, Stored], language: str) -> Labels:
    body = row.json
    kinds = _KINDS.get(row.subject_kind)
    return {
        "lang": language,
        "title": title(body, language) or None,
        "type": str(SubjectKind(row.subject_kind).label),
        "change": str(Change(row.change).label),
        "kind": str(kinds(body["kind"]).label) if kinds and body.get("kind") else None,
        "status": _status(row, actors, language),
        **{name: words(body[field]) if body.get(field) else None for name, (field, words) in _OF_FIELDS.items()},
    }


def _status(row: Stored, actors: Mapping[str, Stored], language: str) -> str | None:
    status = row.json.get("status")
    if not status:
        return None
    actor = actors.get(_actor(row))
    return status_words(status["code"], status["reason_code"], title(actor.json, language) if actor else "").words
