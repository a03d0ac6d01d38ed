"""What the record says, in plain words of the reader's language: desk, pages, API and feeds tell it alike.

Everything here reads bodies (claims.record), and speaks the language that is active. A body holds ids only, so names
are the caller's to look up and to pass in.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from claims.choices import (
    READERS_REASONS,
    STATUSES,
    Basis,
    Change,
    Counted,
    Inclusion,
    KnownBy,
    Qualifier,
    Reason,
    RelationKind,
    StandingCode,
    Status,
    Words,
)
from claims.locales import list_words, number_words
from claims.record import INVERSE
from sources.choices import ReportState
from sources.texts import visible

Body = dict[str, Any]


def name_words(name: str) -> str:
    """A name as it may stand inside a sentence: bidi controls made visible, and right-to-left letters isolated."""
    shown = visible(name)
    if any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in shown):
        return f"\u2068{shown}\u2069"
    return shown


# Statuses ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StatusWords:
    """A status as readers are told it, and the silhouette that goes with it."""

    code: str
    words: str
    icon: str
    always_with: str


def status_words(code: str, reason_code: str | None = None, by: str = "") -> StatusWords:
    """What readers are told. `by` is the name of the source who acted, for reasons that name one."""
    rule = STATUSES[Status(code)]
    words = READERS_REASONS.get(Reason(reason_code), rule.readers) if reason_code else rule.readers
    return StatusWords(code, _with_by(words, by), rule.icon, str(rule.always_with))


def _with_by(words: Words, by: str) -> str:
    """The sentence with the name in its place; a name that begins it begins with a capital."""
    sentence = str(words).replace("{by}", name_words(by) if by else _("a source that is not named"))
    return sentence[:1].upper() + sentence[1:]


# Figures -------------------------------------------------------------------------------------------------------

_FIGURES: dict[Qualifier, Words] = {
    Qualifier.NONE: "%(low)s",
    Qualifier.EXACTLY: _l("exactly %(low)s"),
    Qualifier.AT_LEAST: _l("at least %(low)s"),
    Qualifier.MORE_THAN: _l("more than %(low)s"),
    Qualifier.AT_MOST: _l("at most %(high)s"),
    Qualifier.FEWER_THAN: _l("fewer than %(high)s"),
    Qualifier.NEARLY: _l("nearly %(low)s"),
    Qualifier.ABOUT: _l("about %(low)s"),
    Qualifier.BETWEEN: _l("between %(low)s and %(high)s"),
    Qualifier.DOZENS: _l("dozens"),
    Qualifier.HUNDREDS: _l("hundreds"),
    Qualifier.THOUSANDS: _l("thousands"),
    Qualifier.TENS_OF_THOUSANDS: _l("tens of thousands"),
    Qualifier.HUNDREDS_OF_THOUSANDS: _l("hundreds of thousands"),
    Qualifier.MILLIONS: _l("millions"),
    Qualifier.NOT_YET_KNOWN: _l("not yet known"),
}
# No digits stand before the noun, so it takes the form that it has after a large round number.
_IN_WORDS_ONLY = frozenset(q for q, words in _FIGURES.items() if "%(" not in str(words))
_MANY = 100


def figure_words(figure: Body) -> str:
    """The qualifier and the bounds of a figure in words: "at least 164", "between 100 and 120", "hundreds"."""
    ends = {end: number_words(figure[end]) if figure[end] is not None else "" for end in ("low", "high")}
    return str(_FIGURES[Qualifier(figure["qualifier"])]) % ends


# Each takes the number that decides the plural, and gives the phrase that the words of the figure are put into.
_COUNTED: dict[Counted, Callable[[int], str]] = {
    Counted.DEAD: lambda n: ngettext("%(figure)s dead", "%(figure)s dead", n),
    Counted.INJURED: lambda n: ngettext("%(figure)s injured", "%(figure)s injured", n),
    Counted.MISSING: lambda n: ngettext("%(figure)s missing", "%(figure)s missing", n),
    Counted.DETAINED: lambda n: ngettext("%(figure)s detained", "%(figure)s detained", n),
    Counted.TROOPS: lambda n: ngettext("%(figure)s soldier", "%(figure)s soldiers", n),
    Counted.PROTESTERS: lambda n: ngettext("%(figure)s protester", "%(figure)s protesters", n),
    Counted.DISPLACED: lambda n: ngettext("%(figure)s displaced", "%(figure)s displaced", n),
    Counted.INFECTED: lambda n: ngettext("%(figure)s infected", "%(figure)s infected", n),
    Counted.CASUALTIES: lambda n: ngettext("%(figure)s dead or injured", "%(figure)s dead or injured", n),
    Counted.VEHICLES: lambda n: ngettext("%(figure)s vehicle", "%(figure)s vehicles", n),
    Counted.PEOPLE_OTHER: lambda n: ngettext("%(figure)s person", "%(figure)s people", n),
    Counted.PERCENT: lambda n: ngettext("%(figure)s percent", "%(figure)s percent", n),
}


def counted_words(figure: Body, measure: Body) -> str:
    """The figure with what is counted: "at least 164 dead", "nearly 8,000 detained", "5 million barrels"."""
    words = figure_words(figure)
    if figure["qualifier"] == Qualifier.NOT_YET_KNOWN or not measure:
        return words
    phrase = _COUNTED.get(Counted(measure["counted"]))
    if phrase is None:
        return f"{words} {visible(measure['unit'])}" if measure["unit"] else words
    return phrase(_plural_number(figure)) % {"figure": words}


def _plural_number(figure: Body) -> int:
    last = figure["high"] if figure["high"] is not None else figure["low"]
    if figure["qualifier"] in _IN_WORDS_ONLY or last is None or last != int(last):
        return _MANY
    return abs(int(last))


_PEOPLE_WHO_MAY_BE_FORCES = (
    *(Counted.DEAD, Counted.INJURED, Counted.MISSING, Counted.DETAINED, Counted.CASUALTIES, Counted.PEOPLE_OTHER),
)
_INCLUSION: dict[Inclusion, Words] = {
    Inclusion.INCLUDED: _l("Security forces are included."),
    Inclusion.EXCLUDED: _l("Security forces are not included."),
    Inclusion.UNCLEAR: _l("Whether security forces are included is unclear."),
}
_BASIS: dict[Basis, Words] = {
    Basis.CUMULATIVE: _l("A running total: everything up to the time of the count."),
    Basis.PERIOD: _l("Counted within a period."),
    Basis.MOMENT: _l("Counted at one moment, not added up."),
}


def inclusion_words(measure: Body) -> str:
    """Whether security forces are counted; empty where the question has no sense."""
    if measure["counted"] not in _PEOPLE_WHO_MAY_BE_FORCES:
        return ""
    return str(_INCLUSION[Inclusion(measure["security_forces"])])


def basis_words(measure: Body) -> str:
    """On which basis is counted; the days of a period are the caller's to add."""
    return str(_BASIS[Basis(measure["basis"])])


# Origins, standings, reports -----------------------------------------------------------------------------------


def origins_words(origins: Body) -> str:
    """How many origins and reports there are: nine reports that relay one ministry are one origin."""
    reports = ngettext("%(count)s report", "%(count)s reports", origins["reports"]) % {
        "count": number_words(origins["reports"])
    }
    if not origins["count"]:
        return _("No identified origin. %(reports)s.") % {"reports": reports}
    if origins["reports"] == 1:
        return _("One origin, one report.")
    sentence = ngettext(
        "%(count)s origin, repeated by %(reports)s.", "%(count)s independent origins in %(reports)s.", origins["count"]
    )
    count = _("One") if origins["count"] == 1 else number_words(origins["count"])
    return sentence % {"count": count, "reports": reports}


_STANDS: dict[StandingCode, tuple[Words, Words]] = {
    # (beside the name of the one who acted, as an event)
    StandingCode.STANDS: (_l("stands by it"), _l("{by} stood by it.")),
    StandingCode.WITHDRAWN: (_l("has withdrawn it"), _l("{by} withdrew it.")),
    StandingCode.DENIED: (_l("denies having given it"), _l("{by} denied having given it.")),
    StandingCode.CALLED_ERROR: (_l("calls it an error"), _l("{by} called it an error.")),
    StandingCode.GIVEN_AGAIN: (_l("has given it again"), _l("{by} gave it again.")),
}


def standing_words(code: str) -> str:
    """What the one who acted says of it now, to stand beside the name: "denies having given it"."""
    return str(_STANDS[StandingCode(code)][0])


def standing_sentence(code: str, by: str) -> str:
    """A step in the history of an attribution as a sentence."""
    return _with_by(_STANDS[StandingCode(code)][1], by)


def hop_words(hop: Body, is_origin: bool) -> str:
    """What a source of a chain did, to stand beside its name. Who only is named may deny it."""
    if not is_origin:
        return _("passed it on")
    return _("is named as having said it") if hop["known_by"] == KnownBy.RELAYED else _("said it")


def hop_sentence(hop: Body, by: str, is_origin: bool) -> str:
    """The same as a sentence."""
    if not is_origin:
        return _with_by(_("{by} passed it on."), by)
    named = _("{by} is named as having said it.")
    return _with_by(named if hop["known_by"] == KnownBy.RELAYED else _("{by} said it."), by)


_REPORT_STATES: dict[ReportState, Words] = {
    ReportState.NEVER_CAPTURED: _l("We have not looked for this report yet."),
    ReportState.PRESENT: _l("The report is still there."),
    ReportState.CHANGED: _l("The report has been changed since."),
    ReportState.ABSENT: _l("The report was deleted, no reason given."),
    ReportState.REDIRECTED: _l("The address of the report leads elsewhere now."),
    ReportState.BLOCKED: _l("We are not let in to see the report."),
    ReportState.UNREACHABLE: _l("We could not reach the report; that does not mean that it is gone."),
}


def report_state_words(state: str) -> str:
    """What we saw when we looked for a report. Deletion is not withdrawal, and our own trouble is not deletion."""
    return str(_REPORT_STATES[ReportState(state)])


# What we did ---------------------------------------------------------------------------------------------------

_ACTS: dict[Change, Words] = {
    Change.EDITED: _l("We changed our entry."),
    Change.HELD: _l("We told readers of something reported, while the decision waits for a second editor."),
    Change.HOLD_ENDED: _l("We looked into what was reported: the status stays."),
    Change.STANDING_CHANGED: _l("We noted what became of it."),
    Change.RELATED: _l("We related it to another claim."),
    Change.REPLY_NOTED: _l("We noted whom we asked, and the answer."),
    Change.CORRECTED: _l("We corrected our record."),
    Change.MERGED: _l("We merged it with another claim."),
    Change.UNMERGED: _l("We took it apart from another claim again."),
    Change.REMOVED: _l("We took it out of the record."),
}


def act_sentence(act: Body, by: str = "", before: str = "") -> str:
    """One entry of a body's history as a sentence.

    For a change of status `by` names the source who acted, and `before` is what readers were told until then.
    """
    if "to" not in act:
        unanswered = act["change"] == Change.REPLY_NOTED and not act["reason"]  # the reason is the answer
        return _("We noted whom we asked.") if unanswered else str(_ACTS[Change(act["change"])])
    after = status_words(act["to"], act["reason_code"], by).words
    if act["from"] is None:
        return _("We published it as “%(after)s”.") % {"after": after}
    before = before or status_words(act["from"]).words
    if act["from"] == act["to"]:
        return _("The status stays, for another reason: “%(after)s”.") % {"after": after}
    return _("The status went from “%(before)s” to “%(after)s”.") % {"before": before, "after": after}


_RELATIONS: dict[str, Words] = {
    RelationKind.CONTRADICTS: _l("Contradicts"),
    RelationKind.UPDATES: _l("Later count than"),
    RelationKind.PART_OF: _l("Part of"),
    RelationKind.REPEATS: _l("Repeats"),
    INVERSE["contradicts"]: _l("Contradicted by"),
    INVERSE["updates"]: _l("Later count"),
    INVERSE["part_of"]: _l("Has as a part"),
    INVERSE["repeats"]: _l("Repeated by"),
}


def relation_words(kind: str) -> str:
    """How the claim stands to the other one, to stand before the other."""
    return str(_RELATIONS[kind])


def bylines_words(bylines: list[str | None]) -> str:
    """Who decided, as readers see them: bylines, and "the desk" for those who have none."""
    shown = [visible(line) if line else _("the desk") for line in bylines]
    return list_words(list(dict.fromkeys(shown)))
