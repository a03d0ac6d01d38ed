"""The text of an article that somebody hands in: pasted, as a file of a kind that newsrooms have, or by its address.

What came is archived at once (sources.receiving), so that a claim can be shown to rest on what an editor had.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import clock
from claims.choices import IntakeState, Words
from claims.extraction.published import published_on
from claims.models import Intake
from claims.models.intake import LONGEST_ARTICLE
from claims.proposing import MOST_PROPOSED, propose
from sources import connecting, receiving, removing
from sources.archiving import Resource
from sources.capturing import read_body
from sources.choices import Precision
from sources.extracting.apart import extract
from sources.extracting.reading import DOCX, LONGEST_VISIBLE, Extracted
from sources.leasing import database_now
from sources.models import Capture, Report
from sources.publishers import known_publisher
from sources.texts import LONGEST_LINE, check_kept, storable

_LONGEST_TITLE = 150  # characters
_LONGEST_KICKER = 3  # words
LARGEST_FILE = 10 * 1024 * 1024  # bytes
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": DOCX,
}
_PROBLEMS: dict[str, Words] = {
    "encrypted": _l("It is locked with a password."),
    "too_slow": _l("Reading it took too long."),
    "too_large": _l("It is too large once it is unpacked."),
    "no_main_text": _l("There is no text in it; a scan has none."),
}
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HandedIn:
    """What an editor pasted or chose as a file, as it came and as it was read."""

    text: str
    extracted: Extracted
    body: bytes
    media_type: str
    name: str = ""  # of the file

    @property
    def description(self) -> str:
        """Where it is from, for whoever opens the archive one day."""
        return f"The file “{self.name}”, handed in by an editor" if self.name else "Pasted by an editor"


def tidy(text: str) -> str:
    """The text with line ends as the record keeps them. Raises ValidationError for what it cannot keep."""
    tidied = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").strip()
    check_kept(tidied)
    if len(tidied) > LONGEST_ARTICLE:
        raise ValidationError(
            _("The text has %(length)d characters; at most %(most)d are taken in at once. Cut it in parts."),
            params={"most": LONGEST_ARTICLE, "length": len(tidied)},
        )
    if not tidied:
        raise ValidationError(_("There is no text in it."))
    return tidied


def pasted(text: str) -> HandedIn:
    """A text that was pasted and is tidy."""
    extracted = Extracted("text", text=text, visible=text[:LONGEST_VISIBLE])
    return HandedIn(text, extracted, text.encode(), "text/plain; charset=utf-8")


def file_of(file: Any) -> HandedIn:
    """An uploaded file. Raises ValidationError with a sentence when it has no text that can be read."""
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)d MB."), params={"most": LARGEST_FILE // 2**20})
    media_type = MEDIA_TYPES.get(PurePath(file.name).suffix.lower())
    if media_type is None:
        kinds = {"kinds": ", ".join(MEDIA_TYPES)}
        raise ValidationError(_("Files of these kinds can be read: %(kinds)s."), params=kinds)
    body = file.read()
    extracted = extract(body, media_type=media_type)
    return HandedIn(_text_of(extracted), extracted, body, media_type, storable(file.name)[:LONGEST_LINE])


def _text_of(extracted: Extracted) -> str:
    if extracted.problem or not extracted.text.strip():
        raise ValidationError(str(_PROBLEMS.get(extracted.problem, _("It cannot be read."))))
    # What was typed has its own line ends, and they may mean nothing. Of other kinds, every line is a paragraph.
    return tidy(extracted.text if extracted.kind == "text" else extracted.text.replace("\n", "\n\n"))


def read(intake: Intake) -> None:
    """Fill in what the text of an article holds; it is not stored here."""
    intake.lang, intake.proposals = propose(intake.text, intake.lang, intake.first)
    if not intake.title:
        intake.title = _first_words(storable(_headline(intake.text)).strip())
    _publish_on(intake, published_on(intake.text, intake.lang))


def _publish_on(intake: Intake, day: date | None) -> None:
    """Propose the day of publication where none is known. One that is still to come is a slip or an announcement."""
    if day and intake.published_at is None and day <= clock.now().date() + timedelta(days=1):
        intake.published_at = datetime.combine(day, time(), UTC)
        intake.published_precision = Precision.DAY


def _headline(text: str) -> str:
    """The first line of a text, or the second behind a kicker: a word or two in capitals."""
    first, *rest = list(islice(filter(str.strip, text.split("\n")), 2)) or [""]
    is_kicker = first.isupper() and len(first.split()) <= _LONGEST_KICKER and any(map(_is_a_headline, rest))
    return rest[0] if is_kicker else first


def _is_a_headline(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.isupper() and not line.rstrip().endswith(".")


def _first_words(line: str) -> str:
    """The line, which is the headline where the text has one, and otherwise a paragraph."""
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def learn(intake: Intake, extracted: Extracted) -> None:
    """Fill in what a page says of itself, where nobody has said otherwise."""
    intake.title = intake.title or storable(extracted.headline or extracted.title)[:LONGEST_LINE]
    intake.publisher = intake.publisher or known_publisher(extracted.site, intake.url)
    _publish_on(intake, parse_date(extracted.published_on) if extracted.published_on else None)


def archive(intake: Intake, given: HandedIn) -> None:
    """Keep what was handed in as a capture. Raises ValidationError when the archive takes nothing."""
    resource = Resource(given.body, given.media_type, given.description, via=intake.url)
    try:
        intake.capture = receiving.keep_handed_in(
            resource, given.extracted, note=given.name, at=clock.now(), by=intake.made_by
        )
    except OSError as error:
        raise _not_archived(error) from error


def _not_archived(error: OSError) -> ValidationError:
    logger.error("an article could not be archived", exc_info=error)
    told = {"problem": error.strerror or type(error).__name__}
    why = _("It cannot be archived: %(problem)s. Tell your operators; nothing was kept.") % told
    return ValidationError({NON_FIELD_ERRORS: [why]})


# By its address -------------------------------------------------------------------------------------------------


def fetch_due() -> None:
    """Fetch every article that waits for it. A worker that dies lets go of its article, and the next one takes it."""
    while _fetch_one():
        pass


@transaction.atomic
def _fetch_one() -> bool:
    waiting = Intake.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=IntakeState.WAITING)
    intake = waiting.select_related("made_by").order_by("pk").first()
    if intake is None:
        return False
    with translation.override(intake.told_in or settings.LANGUAGE_CODE):
        problem = _problem_of_fetching(intake)
    if problem:
        failed = {"state": IntakeState.FAILED, "problem": problem[:LONGEST_LINE]}
        Intake.objects.filter(pk=intake.pk).update(**failed)
        return True
    intake.state = IntakeState.OPEN
    known = ("title", "publisher", "published_at", "published_precision")
    intake.save(update_fields=("state", "text", "lang", "proposals", "capture", *known))
    return True


def _problem_of_fetching(intake: Intake) -> str:
    """Fetch it; why that did not work, in a sentence."""
    try:
        with transaction.atomic():
            _fetch(intake)
    except connecting.Problem as problem:
        return problem.sentence
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except Exception:
        # Whatever it was, the articles behind this one must be fetched. The operator finds it in the log.
        logger.exception("could not fetch article %s", intake.pk)
        return _("Something went wrong here; your operators find it in the log.")
    return ""


def _fetch(intake: Intake) -> None:
    """Fill in what stands at its address. Raises Problem when nothing came, and ValidationError for what did."""
    began = database_now()
    answer = connecting.get(intake.url)
    if answer.status != 200:
        raise ValidationError(_("The server answered %(status)d."), params={"status": answer.status})
    extracted = read_body(answer)
    intake.text = _text_of(extracted)
    learn(intake, extracted)
    read(intake)
    try:
        intake.capture = receiving.keep_answer(answer, extracted, url=intake.url, at=began, by=intake.made_by)
    except OSError as error:
        raise _not_archived(error) from error


# The rest of it, and the end of it ------------------------------------------------------------------------------


SHARED = (  # by all parts of an article
    *("topic", "publisher", "report", "url", "title", "kind"),
    *("lang", "published_at", "published_precision", "text"),
)


def earlier(intake: Intake) -> QuerySet[Intake]:
    """Articles with the same text or address that were begun before, and not discarded: the newest three."""
    same = Q(capture__text=intake.capture.text) if intake.capture and intake.capture.text else Q(pk=None)
    if intake.url:
        same |= Q(url=intake.url)
    found = Intake.objects.filter(same, pk__lt=intake.pk, first=0).exclude(state=IntakeState.FAILED)
    return found.select_related("made_by").defer("text", "proposals", "decisions").order_by("-pk")[:3]


def is_cut(intake: Intake) -> bool:
    """Whether it may hold more than is proposed at once."""
    return len(intake.proposals) >= MOST_PROPOSED


@transaction.atomic
def rest_of(intake: Intake, by: Any) -> Intake | None:
    """The part of a long article that begins after the last proposal of this one, as an article of its own.

    None when there is no more. Both parts share the capture, and so the report. Made once: whoever else wants it, or
    discards or removes the capture, waits for its lock.
    """
    held = Capture.objects.select_for_update(no_key=True).filter(pk=intake.capture_id or 0, removal=None)
    if not is_cut(intake) or not held.values_list("pk").first():
        return None
    same = {"capture": intake.capture, "first": intake.first + len(intake.proposals)}
    if known := Intake.objects.filter(**same).first():
        return known
    part = Intake(**same, **{name: getattr(intake, name) for name in SHARED}, made_by=by)
    read(part)
    if not part.proposals:
        return None
    part.save()
    return part


@transaction.atomic
def discard(intake: Intake) -> bool:
    """Delete an article that nothing came of, with what was archived of it.

    False when it is being fetched, or done, or somebody decided something since `intake` was loaded.
    """
    locked = Intake.objects.select_for_update(skip_locked=True, of=("self",)).exclude(state=IntakeState.DONE)
    gone = locked.filter(pk=intake.pk, version=intake.version).first()
    if gone is None:
        return False
    gone.delete()
    # Locked before the others are looked for: of two parts that are discarded at once, the later one takes it along.
    capture = Capture.objects.select_for_update().filter(pk=gone.capture_id or 0).first()
    if capture and not capture.intakes.exists():
        receiving.discard(capture)
    return True


@transaction.atomic
def take_out(report: Report, *, ground: str, by: Any, approved_by: Any) -> int:
    """Remove what the archives hold of a report on a lawful ground, and what is on its way in; from how many captures.

    The excerpts that claims rest on are public words: they go by editing and redacting. Raises ValueError.
    """
    # Whoever takes in, discards or fetches an article locks it before its capture, and so it is done here. What is
    # being fetched is waited for, and found below.
    under_way = Intake.objects.select_for_update().filter(state__in=(IntakeState.OPEN, IntakeState.WAITING))
    list(under_way.order_by("pk").values_list("pk"))
    of_it = Q(report=report) | Q(intakes__report=report)
    if report.url:
        of_it |= Q(intakes__url=report.url)
    held = Capture.objects.filter(pk__in=Capture.objects.filter(of_it).values("pk"))
    count = removing.remove(held, ground=ground, by=by, approved_by=approved_by)
    emptied = {"text": "", "proposals": [], "decisions": {}}
    removed = Intake.objects.filter(capture__removal__isnull=False)
    removed.filter(state=IntakeState.OPEN).update(
        state=IntakeState.FAILED, problem=_("Its text was removed on a lawful ground."), **emptied
    )
    removed.update(title="")  # often the first words of the text
    return count
