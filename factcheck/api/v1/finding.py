"""Finding one thing by its id: what is there, where what was merged went, and that what was removed is gone."""

from dataclasses import replace

from django.http import HttpRequest

from claims import reading
from claims.choices import Change, SubjectKind
from claims.reading import Stored
from factcheck.api import problems
from factcheck.api.problems import Problem
from factcheck.api.v1.envelopes import written
from factcheck.keeping import Document


def found(kind: SubjectKind, public_id: str, as_of: int | None) -> Stored:
    """The Record in force. Raises a Problem where there is none, or nothing left of it."""
    row = reading.find([public_id], as_of).get(public_id)
    if row is None or row.subject_kind != kind:
        raise Problem(problems.NOT_FOUND, f"No {kind.value} {'has' if as_of is None else 'had'} this id.")
    if row.body is None or row.change == Change.REMOVED:
        raise Problem(problems.REMOVED, f"Record {row.index} has no content any more.")
    return row


def moved(row: Stored, path: str, media_type: str = "application/json") -> Document | None:
    """From a claim that was merged to the one that it was merged into; None for any other thing."""
    merged_into = row.json.get("merged_into")
    if not merged_into:
        return None
    location = path.replace(row.subject, merged_into["claim"])
    headers = {"Content-Type": media_type, "Location": location}
    content = written({"merged_into": merged_into["claim"]})
    return Document(content, path, shown=frozenset([row.subject]), headers=headers, status=301)


def with_question(document: Document, request: HttpRequest) -> Document:
    """A redirection keeps the parameters that it was asked with."""
    if document.status != 301 or not request.GET:
        return document
    location = f"{document.headers['Location']}?{request.GET.urlencode()}"
    return replace(document, headers={**document.headers, "Location": location})
