"""An article on the desk, with proposals that are said here and not left to extraction."""

import hashlib
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils import timezone

from claims.choices import ClaimKind, Counted, IntakeState, Nature, Qualifier
from claims.models import Intake, Topic
from claims.proposing import Row
from sources.choices import Vantage
from sources.models import Capture, PageText
from tests import factories
from tests.claims.admin.browsing import form_on

TEXT = (
    "Medien berichteten unter Berufung auf das Gesundheitsministerium von mindestens 164 Toten. "
    "Der Bericht wurde ohne Begründung gelöscht. "
    "Präsident Tokajew sagte, die Ordnung sei wiederhergestellt."
)


def row_of(words: str, kind: str, /, *, about: str = TEXT, **more: Any) -> dict[str, Any]:
    """A proposal that rests on these words of the text, in the sentence around them."""
    start = about.index(words)
    begin = about.rfind(". ", 0, start) + 2 if ". " in about[:start] else 0
    until = about.index(".", start) + 1
    return asdict(Row(kind=kind, start=start, end=start + len(words), from_=begin, until=until, **more))


def dead(about: str = TEXT, **more: Any) -> dict[str, Any]:
    given = {
        "words": "mindestens 164",
        "qualifier": Qualifier.AT_LEAST,
        "low": "164",
        "counted": "Tote",
        "counted_class": Counted.DEAD,
        "chain": ("Gesundheitsministerium", "Medien"),
        **more,
    }
    return row_of("mindestens 164 Toten", ClaimKind.FIGURE, about=about, **given)


def deleted() -> dict[str, Any]:
    return row_of("Der Bericht wurde ohne Begründung gelöscht", ClaimKind.STATEMENT, takes_back=True, concerns=(0,))


def restored() -> dict[str, Any]:
    words = "die Ordnung sei wiederhergestellt"
    return row_of(words, ClaimKind.STATEMENT, chain=("Präsident Tokajew",), nature=Nature.CHECKABLE)


def make_article(topic: Topic | None = None, **fields: Any) -> Intake:
    """An open article with a figure, a deletion that is about it, and a statement."""
    outlet = fields.pop("publisher", None) or factories.make_source("Tagesblatt", "outlet")
    proposals = fields.pop("proposals", None) or [dead(), deleted(), restored()]
    given = {"state": IntakeState.OPEN, "title": "Nach den Unruhen", "lang": "de", "text": TEXT, **fields}
    made_by = given.pop("made_by", None) or factories.anna()
    topic = topic or factories.make_topic()
    capture = given.pop("capture", None) or make_capture(given["text"], made_by)
    about = {"topic": topic, "publisher": outlet, "capture": capture, "made_by": made_by}
    return Intake.objects.create(proposals=proposals, **about, **given)


def make_capture(text: str, by: Any, **fields: Any) -> Capture:
    """A text that somebody pasted, without its archive."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept, _made = PageText.objects.get_or_create(sha256=digest, defaults={"text": text})
    given = {"requested_at": timezone.now(), "vantage": Vantage.HANDED_IN, "made_by": by, "text": kept, **fields}
    return Capture.objects.create(**given)


def page_of(intake: Intake) -> str:
    return reverse("admin:claims_intake_change", args=[intake.pk])


def decide(client: Any, intake: Intake, *decisions: str, button: str = "take_in", **typed: Any) -> Any:
    """Open the page of an article, decide its proposals in their order, and press a button.

    In the names of inputs, `__` stands for a hyphen.
    """
    form = form_on(client.get(page_of(intake)), "version")
    form |= {f"p{number}-decision": decision for number, decision in enumerate(decisions)}
    form |= {name.replace("__", "-"): value for name, value in typed.items()}
    return client.post(page_of(intake), {**form, button: "1"})
