"""The way by which what a law or a court demands to be removed leaves the archives.

The file goes first and the rows follow in the same transaction: what breaks off in between leaves rows that name a file
that is gone, and is done again. What the captures told of the report stays: when, with which outcome, which digest.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sources import archiving
from sources.choices import Pace
from sources.models import Capture, Removal, TextChange, Watch
from sources.receiving import drop_unread_texts


@transaction.atomic
def remove(captures: QuerySet[Capture], *, ground: str, by: Any, approved_by: Any) -> int:
    """Remove texts and archives of these captures, and of others that hold the very same; from how many captures.

    The watch of their reports pauses: it would bring the text back. Raises ValueError when one person answers twice.
    """
    if by.pk == approved_by.pk:
        raise ValueError("two different people answer for a removal")
    held = _holding_the_same(captures)
    # First, since a look locks its watch before its captures: one that is being stored is waited for, and found below.
    _pause(held)
    found = list(held.select_for_update())
    if not found:
        return 0
    for path in {capture.archive_file for capture in found if capture.archive_file}:
        archiving.remove(path)
    keys, texts = [capture.pk for capture in found], {capture.text_id for capture in found}
    removal = Removal.objects.create(ground=ground, removed_by=by, approved_by=approved_by)
    gone = {"archive_file": "", "archive_offset": None, "archive_length": None}
    Capture.objects.filter(pk__in=keys).update(removal=removal, text=None, title="", note="", **gone)
    drop_unread_texts(texts)
    _forget_changes(keys)
    return len(found)


def _holding_the_same(captures: QuerySet[Capture]) -> QuerySet[Capture]:
    """Those that hold something, and every other capture with the same archive or text."""
    own = captures.exclude(text=None, archive_file="")
    files = own.exclude(archive_file="").values("archive_file")
    texts = own.exclude(text=None).values("text")
    return Capture.objects.filter(Q(pk__in=own.values("pk")) | Q(archive_file__in=files) | Q(text__in=texts))


def _pause(captures: QuerySet[Capture]) -> None:
    """Pause the watch of their reports. A look that is under way finds its turn gone, and stores nothing."""
    paused = {"pace": Pace.PAUSED, "due_at": None, "lease": None, "leased_until": None}
    fresh = {"baseline": None, "last_good": None, "unmodified_count": 0}
    Watch.objects.filter(report__in=captures.values("report")).update(**paused, **fresh)


def _forget_changes(captures: list[int]) -> None:
    for change in TextChange.objects.filter(Q(before__in=captures) | Q(after__in=captures)):
        findings = [{**finding, "was": "", "now": ""} for finding in change.findings]
        TextChange.objects.filter(pk=change.pk).update(findings=findings)
