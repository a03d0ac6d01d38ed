"""An article on the desk, with proposals that are said here and not left to extraction."""

from dataclasses import asdict
from typing import Any

from django.urls import reverse

from claims.choices import ClaimKind, Counted, IntakeState, Nature, Qualifier
from claims.models import Intake, Topic
from claims.proposing import Row
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


def dead(**more: Any) -> dict[str, Any]:
    given = {
        "words": "mindestens 164",
        "qualifier": Qualifier.AT_LEAST,
        "low": "164",
        "counted": "Tote",
        "counted_class": Counted.DEAD,
        "chain": ("Gesundheitsministerium", "Medien"),
        **more,
    }
    return row_of("mindestens 164 Toten", ClaimKind.FIGURE, **given)


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
    return Intake.objects.create(topic=topic, publisher=outlet, proposals=proposals, made_by=made_by, **given)


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
