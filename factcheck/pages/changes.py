"""What was done to claims, one step each: for the home page, the log of notices and the feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language

from claims import wording
from claims.choices import Change
from claims.reading import Stored
from claims.wording import StatusWords
from factcheck.pages.addresses import address
from factcheck.pages.shown import Named, Shown
from sources.texts import Texts, pick

Body = dict[str, Any]

# What readers are told as news of a status: entered, changed, or under question.
TOLD = (Change.PUBLISHED, Change.STATUS_CHANGED, Change.HELD, Change.HOLD_ENDED)
WORDS_OF_REASON = 40  # a list tells the gist; the claim's own page has the whole


@dataclass(frozen=True)
class Told:
    """One Record of a claim as the step that it tells of."""

    index: int
    at: datetime
    subject: str
    claim: Named
    before: StatusWords | None  # none for the first status, and where the status stays
    after: StatusWords
    moved: bool  # whether it is a status, first or new, and not a word about the one that stays
    sentence: str
    reason: Texts
    by: str

    @property
    def short_reason(self) -> Texts:
        return shortened(self.reason)


def tell(rows: Sequence[Stored]) -> list[Told]:
    """The steps that these Records tell of, in their order; without those whose bodies were removed."""
    rows = [row for row in rows if row.json]
    shown = Shown(rows)
    return [_told(row, shown) for row in rows]


def _told(row: Stored, shown: Shown) -> Told:
    history = row.json["history"]
    act = [act for act in history if act["change"] == row.change][-1]
    steps = [step for step in history if "to" in step]
    moved = "to" in act
    before = _words(steps[-2], shown) if moved and len(steps) > 1 else None
    return Told(
        index=row.index,
        at=row.recorded_at,
        subject=row.subject,
        claim=claim_of(row),
        before=before,
        after=_words(steps[-1], shown),
        moved=moved,
        sentence=wording.act_sentence(act, shown.actor(act), before.words if before else ""),
        reason=act["reason"],
        by=wording.bylines_words(act["by"]),
    )


def _words(step: Body, shown: Shown) -> StatusWords:
    return wording.status_words(step["to"], step["reason_code"], shown.actor(step))


def claim_of(row: Stored) -> Named:
    """The sentence of a claim's Record, and the address of its page."""
    language = get_language() or ""
    text, written_in = pick(row.json["summary"], language)
    return Named(text, written_in, address("claim", row.subject, text, language))


def shortened(texts: Texts) -> Texts:
    return {
        language: {**entry, "text": Truncator(entry["text"]).words(WORDS_OF_REASON)}
        for language, entry in texts.items()
    }
