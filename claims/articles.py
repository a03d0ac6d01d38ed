"""The text of an article that somebody hands in: pasted, as a file of a kind that newsrooms have, or by its address."""

from datetime import UTC, datetime, time
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims.choices import IntakeState, Words
from claims.models import Intake
from claims.models.intake import LONGEST_ARTICLE
from claims.proposing import propose
from sources import connecting
from sources.choices import Precision
from sources.extracting.apart import extract
from sources.extracting.reading import DOCX, Extracted
from sources.texts import LONGEST_LINE, check_kept, storable

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


def text_of_file(file: Any) -> str:
    """The text of an uploaded file. Raises ValidationError with a sentence when it has none that can be read."""
    if file.size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than %(most)d MB."), params={"most": LARGEST_FILE // 2**20})
    media_type = MEDIA_TYPES.get(PurePath(file.name).suffix.lower())
    if media_type is None:
        kinds = {"kinds": ", ".join(MEDIA_TYPES)}
        raise ValidationError(_("Files of these kinds can be read: %(kinds)s."), params=kinds)
    return _text_of(extract(file.read(), media_type=media_type))


def _text_of(extracted: Extracted) -> str:
    if extracted.problem or not extracted.text.strip():
        raise ValidationError(str(_PROBLEMS.get(extracted.problem, _("It cannot be read."))))
    return tidy(extracted.text)


def read(intake: Intake) -> None:
    """Fill in what the text of an article holds; it is not stored here."""
    intake.lang, intake.proposals = propose(intake.text, intake.lang)
    if not intake.title:
        intake.title = storable(intake.text.split("\n", 1)[0]).strip()[:200]


# By its address -------------------------------------------------------------------------------------------------


def fetch_due() -> None:
    """Fetch every article that waits for it. A worker that dies lets go of its article, and the next one takes it."""
    while _fetch_one():
        pass


@transaction.atomic
def _fetch_one() -> bool:
    waiting = Intake.objects.select_for_update(skip_locked=True).filter(state=IntakeState.WAITING)
    intake = waiting.order_by("pk").first()
    if intake is None:
        return False
    try:
        _fetch(intake)
        intake.state = IntakeState.OPEN
    except connecting.Problem as problem:
        intake.state, intake.problem = IntakeState.FAILED, problem.sentence[:LONGEST_LINE]
    except ValidationError as refusal:
        intake.state, intake.problem = IntakeState.FAILED, " ".join(refusal.messages)[:LONGEST_LINE]
    fields = ("state", "problem", "text", "title", "lang", "proposals", "published_at", "published_precision")
    intake.save(update_fields=fields)
    return True


def _fetch(intake: Intake) -> None:
    """Fill in what stands at its address. Raises Problem when nothing came, and ValidationError for what did."""
    answer = connecting.get(intake.url, headers=[("User-Agent", settings.USER_AGENT)])
    if answer.status != 200:
        raise ValidationError(_("The server answered %(status)d."), params={"status": answer.status})
    media_type, _semicolon, rest = answer.header("content-type").partition(";")
    charset = rest.partition("charset=")[2].strip(" \"'")
    extracted = extract(answer.body, media_type=media_type.strip(), charset=charset)
    intake.text = _text_of(extracted)
    intake.title = intake.title or storable(extracted.title)[:LONGEST_LINE]
    day = parse_date(extracted.published_on) if extracted.published_on else None
    if day and intake.published_at is None:
        intake.published_at = datetime.combine(day, time(), UTC)
        intake.published_precision = Precision.DAY
    read(intake)
