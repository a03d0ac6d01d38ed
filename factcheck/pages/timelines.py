"""Two histories that are never mixed: what happened to a claim, and what we did about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from claims import locales, wording
from claims.choices import SubjectKind
from factcheck.pages.shown import Shown
from sources.choices import Precision, ReportState
from sources.moments import span
from sources.texts import visible

Body = dict[str, Any]
_SEEN = (ReportState.NEVER_CAPTURED, ReportState.PRESENT)


@dataclass(frozen=True)
class Event:
    """Something that happened at a moment, in a sentence."""

    at: str
    precision: str
    sentence: str
    why: Body = field(default_factory=dict)
    report: str | None = None  # the public id of the report that says so
    who: str = ""
    is_answer: bool = False  # to what was said before

    @property
    def order(self) -> datetime:
        """An answer that is known only to the day stands behind everything of that day."""
        start, end = span(datetime.fromisoformat(self.at), self.precision)
        return end if self.is_answer and self.precision != Precision.MINUTE else start


def what_happened(body: Body, shown: Shown) -> list[Event]:
    """What others said and did, oldest first."""
    # Several reports tell of the same event; what readers would see as the same stands once.
    events = {
        (locales.moment_words(event.at, event.precision), event.sentence): event
        for attribution in body["attributions"]
        for event in _of_chain(attribution, shown)
    }
    return sorted(events.values(), key=lambda event: event.order)


def _of_chain(attribution: Body, shown: Shown) -> Iterator[Event]:
    report = shown.body(attribution["report"])
    last = len(attribution["chain"]) - 1
    for position, hop in enumerate(attribution["chain"]):
        is_told_below = position == last > 0 and report and report["published"]
        if hop["said"] and not is_told_below:
            sentence = wording.hop_sentence(hop, shown.source(hop).text, is_origin=position == 0)
            yield Event(hop["said"]["at"], hop["said"]["precision"], sentence)
    if report:
        yield from _of_report(report, shown)
    for step in attribution["standings"]:
        sentence = wording.standing_sentence(step["code"], shown.source(step).text)
        at, precision = step["happened"]["at"], step["happened"]["precision"]
        yield Event(at, precision, sentence, step["reason"], step["report"], is_answer=True)


def _of_report(report: Body, shown: Shown) -> Iterator[Event]:
    if report["published"]:
        by = wording.name_words(shown.source(report["publisher"]).text)
        sentence = _("%(by)s published it.") % {"by": by}
        yield Event(report["published"]["at"], report["published"]["precision"], sentence, report=report["id"])
    if report["state"] not in _SEEN:
        sentence = wording.report_state_words(report["state"])
        yield Event(report["state_since"], Precision.MINUTE, sentence, report=report["id"])


def what_we_did(body: Body, shown: Shown) -> list[Event]:
    """Our own acts, oldest first; for a change of status, the words that readers were told until then."""
    events, before = [], ""
    for act in body["history"]:
        by = shown.actor(act)
        sentence = wording.act_sentence(act, by, before)
        events.append(Event(act["at"], Precision.MINUTE, sentence, act["reason"], who=wording.bylines_words(act["by"])))
        if "to" in act:
            before = wording.status_words(act["to"], act["reason_code"], by).words
    return events


def words_before(body: Body, shown: Shown) -> str:
    """What readers were told before the present status; empty for a claim that has had only one."""
    moves = [act for act in body["history"] if "to" in act]
    if len(moves) < 2:
        return ""
    return wording.status_words(moves[-2]["to"], moves[-2]["reason_code"], shown.actor(moves[-2])).words


def corrections(shown: Shown, claim: str) -> list[Body]:
    """Our corrections of one claim, newest first."""
    return [r.json for r in shown.of_kind(SubjectKind.CORRECTION) if r.json["claim"] == claim]


def title_of(report: Body) -> str:
    """What a report is called: its title, or its address."""
    return visible(report["title"] or report["url"] or report["id"])
