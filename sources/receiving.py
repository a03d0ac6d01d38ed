"""Articles that the desk has before it before there is a report: fetched to be read, pasted, or a file.

What came is archived as the watch archives its looks: the file first, whole and flushed, then the row that names it.
When an editor takes the article in, the row becomes a capture of the report. One that was fetched is then a look at it
like any other, and the watch compares what it meets with what the editor read. One that was handed in shows nothing of
where the report stands: it is kept as a proof, and compared with nothing.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from sources import archiving, capturing, observing
from sources.archiving import Resource
from sources.choices import GOOD, ReportState, Vantage
from sources.connecting import Answer
from sources.extracting.reading import Extracted
from sources.fetching import Fetched
from sources.models import Capture, PageText, Report, StateChange, Watch
from sources.recognising import recognise
from sources.texts import storable


def keep_answer(answer: Answer, extracted: Extracted, *, url: str, at: datetime, by: Any) -> Capture:
    """Archive and store what a server sent when `url` was fetched for somebody to read. Raises OSError."""
    place = archiving.store(answer, name=_name())
    seen = recognise(capturing.met(url, Fetched(answer=answer), extracted))
    facts = {**capturing.answered(answer), **vars(place), "outcome": seen.state, "why": seen.why}
    return _stored(extracted, vantage=Vantage.FETCHED, url=url, requested_at=at, made_by=by, **facts)


def keep_handed_in(resource: Resource, extracted: Extracted, *, note: str, at: datetime, by: Any) -> Capture:
    """Archive and store what somebody pasted or chose as a file; `note` names the file. Raises OSError."""
    facts = {
        **vars(archiving.store_resource(resource, at=at, name=_name())),
        "media_type": resource.media_type,
        "body_length": len(resource.body),
        "body_sha256": archiving.sha256(resource.body),
        "note": storable(note),
    }
    return _stored(extracted, vantage=Vantage.HANDED_IN, requested_at=at, made_by=by, **facts)


def _name() -> str:
    return f"read-{uuid.uuid4()}"


@transaction.atomic
def _stored(extracted: Extracted, **facts: Any) -> Capture:
    capture = Capture(title=extracted.title[:500], text=capturing.text_of(extracted), **facts)
    capture.save()
    return capture


# When the report comes to be ------------------------------------------------------------------------------------


def adopt(capture: Capture, report: Report) -> Capture:
    """Make it a capture of this report, and the first look at it where nobody had looked before; the capture.

    One that another report has already is kept for this one as well: both name the same archive.
    """
    is_another = capture.report_id not in (None, report.pk)
    capture.report = report
    if is_another:
        capture.pk, capture.excerpts = None, {}
        capture.save(force_insert=True)
    else:
        capture.save(update_fields=["report"])
    if _is_a_look(capture, report):
        _begin_with(capture, report)
    return capture


def note_excerpts(capture: Capture) -> None:
    """Note how the excerpts of its report stand in it: those that were taken from it, and those that were not."""
    if capture.report and capture.text:
        found = capturing.refound(capture.report, capture)
        Capture.objects.filter(pk=capture.pk).update(excerpts=found)


def _is_a_look(capture: Capture, report: Report) -> bool:
    """Whether it shows the report where it stands. An editor may have said afterwards that it stands elsewhere."""
    return (
        capture.vantage == Vantage.FETCHED
        and capture.outcome in GOOD
        and report.url in (capture.url, capture.final_url)
    )


def _begin_with(capture: Capture, report: Report) -> None:
    # Asked under its lock: the watch may have looked since `report` was loaded.
    if locked := Report.objects.select_for_update().filter(pk=report.pk, state=ReportState.NEVER_CAPTURED).first():
        change = observing.observe(locked, capture)
        if change and not report.version:  # nothing of it is public, and no claim is to be asked about
            StateChange.objects.filter(pk=change.pk).update(drained_at=capture.requested_at)
        report.refresh_from_db()
    Watch.objects.filter(report=report, url=report.url, baseline=None, last_good=None).update(
        baseline=capture, last_good=capture
    )


# When nothing comes of it ---------------------------------------------------------------------------------------


def discard(capture: Capture) -> None:
    """Delete what no report has come of, with its archive. The file goes first: what breaks off is done again."""
    if capture.report_id is None:
        if capture.archive_file:
            archiving.remove(capture.archive_file)
        capture.delete()
        drop_unread_texts([capture.text_id])


def drop_unread_texts(texts: Iterable[int | None]) -> None:
    """Delete these texts where no capture has them any more."""
    read = PageText.objects.filter(pk__in=[text for text in texts if text])
    list(read.select_for_update().order_by("pk").values_list("pk"))  # a capture that is about to name one is waited for
    read.filter(captures=None).delete()
