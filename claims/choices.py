"""Every list of codes, and the one table of statuses. Everything else looks things up here.

A code is for editors and machines and is never translated; `readers` holds the plain words that readers are told.
"""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class ClaimKind(TextChoices):
    FIGURE = "figure", _("figure")
    STATEMENT = "statement", _("statement")


class Nature(TextChoices):
    """Whether a statement can be checked at all; a figure always can."""

    CHECKABLE = "checkable", _("checkable")
    PLEDGE = "pledge", _("pledge")
    FORECAST = "forecast", _("forecast")
    OPINION = "opinion", _("opinion")


class Basis(TextChoices):
    CUMULATIVE = "cumulative", _("cumulative: everything up to the as-of time")
    PERIOD = "period", _("within a period")
    MOMENT = "moment", _("at a moment")


class Inclusion(TextChoices):
    INCLUDED = "included", _("included")
    EXCLUDED = "excluded", _("excluded")
    UNCLEAR = "unclear", _("unclear")


class Counted(TextChoices):
    DEAD = "dead", _("dead")
    INJURED = "injured", _("injured")
    MISSING = "missing", _("missing")
    DETAINED = "detained", _("detained")
    TROOPS = "troops", _("troops")
    PROTESTERS = "protesters", _("protesters")
    DISPLACED = "displaced", _("displaced")
    INFECTED = "infected", _("infected")
    CASUALTIES = "casualties", _("dead and injured together")
    MONEY = "money", _("money")
    VEHICLES = "vehicles", _("vehicles")
    PEOPLE_OTHER = "people_other", _("other people")
    THINGS_OTHER = "things_other", _("other things")
    PERCENT = "percent", _("percent")


class Bounds(TextChoices):
    """Which bounds a qualifier has."""

    POINT = "point", _("one number")
    FLOOR = "floor", _("a lowest number")
    CEILING = "ceiling", _("a highest number")
    SPAN = "span", _("a lowest and a highest number")
    NONE = "none", _("no number")


class Qualifier(TextChoices):
    """What stood before the number. NONE is a bare number, which is not the same as "exactly"."""

    NONE = "none", _("no qualifier")
    EXACTLY = "exactly", _("exactly")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    AT_MOST = "at_most", _("at most")
    FEWER_THAN = "fewer_than", _("fewer than")
    NEARLY = "nearly", _("nearly")
    ABOUT = "about", _("about")
    BETWEEN = "between", _("between")
    DOZENS = "dozens", _("dozens")
    HUNDREDS = "hundreds", _("hundreds")
    THOUSANDS = "thousands", _("thousands")
    TENS_OF_THOUSANDS = "tens_of_thousands", _("tens of thousands")
    HUNDREDS_OF_THOUSANDS = "hundreds_of_thousands", _("hundreds of thousands")
    MILLIONS = "millions", _("millions")
    NOT_YET_KNOWN = "not_yet_known", _("not yet known")


QUALIFIER_BOUNDS: dict[Qualifier, Bounds] = {
    Qualifier.NONE: Bounds.POINT,
    Qualifier.EXACTLY: Bounds.POINT,
    Qualifier.AT_LEAST: Bounds.FLOOR,
    Qualifier.MORE_THAN: Bounds.FLOOR,
    Qualifier.AT_MOST: Bounds.CEILING,
    Qualifier.FEWER_THAN: Bounds.CEILING,
    Qualifier.NEARLY: Bounds.POINT,
    Qualifier.ABOUT: Bounds.POINT,
    Qualifier.BETWEEN: Bounds.SPAN,
    Qualifier.DOZENS: Bounds.SPAN,
    Qualifier.HUNDREDS: Bounds.SPAN,
    Qualifier.THOUSANDS: Bounds.SPAN,
    Qualifier.TENS_OF_THOUSANDS: Bounds.SPAN,
    Qualifier.HUNDREDS_OF_THOUSANDS: Bounds.SPAN,
    Qualifier.MILLIONS: Bounds.FLOOR,
    Qualifier.NOT_YET_KNOWN: Bounds.NONE,
}


class KnownBy(TextChoices):
    VIDEO = "video", _("seen on video")
    TRANSCRIPT = "transcript", _("read in a transcript")
    DOCUMENT = "document", _("read in a document")
    RELAYED = "relayed", _("relayed by the next in the chain")


class StandingCode(TextChoices):
    """What became of one way the claim reached us."""

    STANDS = "stands", _("stands")
    WITHDRAWN = "withdrawn", _("withdrawn by its publisher")
    DENIED = "denied", _("denied by the named origin")
    CALLED_ERROR = "called_error", _("called an error by a responsible body")
    GIVEN_AGAIN = "given_again", _("given again")


# An origin whose latest standing is one of these no longer stands behind the claim.
FALLEN_STANDINGS = (StandingCode.WITHDRAWN, StandingCode.DENIED, StandingCode.CALLED_ERROR)


class Bearing(TextChoices):
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    CONTEXT = "context", _("gives context")


class RelationKind(TextChoices):
    CONTRADICTS = "contradicts", _("contradicts")
    UPDATES = "updates", _("updates")
    PART_OF = "part_of", _("is part of")
    REPEATS = "repeats", _("repeats")


# These compare what two claims say: of figures, only under one Measure.
COMPARING = (RelationKind.CONTRADICTS, RelationKind.REPEATS)


class CorrectionKind(TextChoices):
    CORRECTION = "correction", _("correction")
    CLARIFICATION = "clarification", _("clarification")


class ReviewReason(TextChoices):
    NEW = "new", _("new claim")
    SOURCE_GONE = "source_gone", _("report gone")
    SOURCE_CHANGED = "source_changed", _("report changed")
    CONFLICT = "conflict", _("conflict")
    SECOND_EDITOR = "second_editor", _("waits for a second editor")
    TIP = "tip", _("a reader's tip")
    RECHECK = "recheck", _("recheck due")


class Priority(TextChoices):
    URGENT = "1_urgent", _("urgent")
    HIGH = "2_high", _("high")
    NORMAL = "3_normal", _("normal")


class ProposalKind(TextChoices):
    STATUS = "status", _("status")
    REMOVAL = "removal", _("removal")
    EDIT = "edit", _("edit")


# What a second editor must approve; there is at most one open of these on a claim.
DECISIONS = (ProposalKind.STATUS, ProposalKind.REMOVAL)


class ProposalOutcome(TextChoices):
    OPEN = "open", _("open")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")
    LAPSED = "lapsed", _("lapsed: the claim changed in between")


class IntakeState(TextChoices):
    """How far the taking in of an article has come."""

    WAITING = "waiting", _("waiting to be fetched")
    FAILED = "failed", _("could not be read")
    OPEN = "open", _("open")
    DONE = "done", _("done")


class SubjectKind(TextChoices):
    """The public things that have Records."""

    CLAIM = "claim", _("claim")
    TOPIC = "topic", _("topic")
    MEASURE = "measure", _("measure")
    SOURCE = "source", _("source")
    REPORT = "report", _("report")
    CORRECTION = "correction", _("correction")


class Change(TextChoices):
    """What kind of change a Record tells of."""

    PUBLISHED = "published", _("published")
    EDITED = "edited", _("edited")
    STATUS_CHANGED = "status_changed", _("status changed")
    HELD = "held", _("held")
    HOLD_ENDED = "hold_ended", _("hold ended")
    STANDING_CHANGED = "standing_changed", _("standing changed")
    STATE_CHANGED = "state_changed", _("state of the report changed")
    RELATED = "related", _("related to another claim")
    REPLY_NOTED = "reply_noted", _("reply noted")
    CORRECTED = "corrected", _("corrected")
    MERGED = "merged", _("merged into another claim")
    UNMERGED = "unmerged", _("taken apart again")
    REMOVED = "removed", _("removed")
    REISSUED = "reissued", _("issued again in a newer format")


class Status(TextChoices):
    """Editors' words for each status. What readers are told stands in STATUSES."""

    DRAFT = "draft", _("Draft")
    UNVERIFIED = "unverified", _("Unverified")
    CORROBORATED = "corroborated", _("Corroborated")
    DISPUTED = "disputed", _("Disputed")
    UNPROVEN = "unproven", _("Unproven")
    MISLEADING = "misleading", _("Misleading")
    RETRACTED = "retracted", _("Retracted")
    REFUTED = "refuted", _("Refuted")
    NOT_CHECKABLE = "not_checkable", _("Not checkable")


class Reason(TextChoices):
    """The typed reason of a status that has several; readers' words with `{by}` name the source who acted."""

    INDEPENDENT_SOURCES = "independent_sources", _("independent sources")
    PRIMARY_EVIDENCE = "primary_evidence", _("primary evidence")
    SOURCES_CONFLICT = "sources_conflict", _("sources conflict")
    CHALLENGED = "challenged", _("challenged by a named source")
    OWN_ACT = "own_act", _("at odds with the speaker's own act")
    WITHDRAWN = "withdrawn", _("withdrawn by those who gave it")
    DENIED = "denied", _("the named origin denies having given it")
    CALLED_ERROR = "called_error", _("called an error by the body responsible")
    PLEDGE = "pledge", _("a pledge")
    FORECAST = "forecast", _("a forecast")
    OPINION = "opinion", _("an opinion")


READERS_REASONS: dict[Reason, Words] = {
    Reason.INDEPENDENT_SOURCES: _("Confirmed by independent sources"),
    Reason.PRIMARY_EVIDENCE: _("Confirmed by primary evidence"),
    Reason.SOURCES_CONFLICT: _("Disputed: sources conflict"),
    Reason.CHALLENGED: _("Disputed: challenged by {by}"),
    Reason.OWN_ACT: _("Disputed: at odds with the speaker's own act"),
    Reason.WITHDRAWN: _("Withdrawn by {by}"),
    Reason.DENIED: _("{by} denies having given it"),
    Reason.CALLED_ERROR: _("Called an error by {by}"),
    Reason.PLEDGE: _("Not checkable: a pledge"),
    Reason.FORECAST: _("Not checkable: a forecast"),
    Reason.OPINION: _("Not checkable: an opinion"),
}

# Readers are told who acted, so these reasons are incomplete without a named source.
REASONS_NAMING_A_SOURCE = (Reason.CHALLENGED, Reason.WITHDRAWN, Reason.DENIED, Reason.CALLED_ERROR)


@dataclass(frozen=True)
class StatusRule:
    """One row of the table: what a status means, looks like and needs."""

    readers: Words  # when no typed reason says it better
    meaning: Words  # one sentence for "How we check"
    icon: str  # the id of a symbol in templates/icons.svg; a silhouette of its own, never colour alone
    needs: Words  # what an editor must bring
    conditions: tuple[str, ...] = ()  # names of functions in claims.workflow.conditions, all of which must hold
    reasons: tuple[Reason, ...] = ()
    needs_second: bool = False
    kinds: tuple[ClaimKind, ...] = (ClaimKind.FIGURE, ClaimKind.STATEMENT)
    always_with: Words = field(default="")


STATUSES: dict[Status, StatusRule] = {
    Status.UNVERIFIED: StatusRule(
        readers=_("Reported, not independently confirmed"),
        meaning=_("Somebody said it and we know through whom. Nobody independent has confirmed it."),
        icon="reported",
        needs=_("at least one attribution"),
        conditions=("has_attribution",),
    ),
    Status.CORROBORATED: StatusRule(
        readers=_("Confirmed"),
        meaning=_("Origins that do not rest on each other say the same, or we saw the thing itself."),
        icon="confirmed",
        needs=_("two origins without shared upstream and compatible values, or primary evidence"),
        conditions=("is_corroborated",),
        reasons=(Reason.INDEPENDENT_SOURCES, Reason.PRIMARY_EVIDENCE),
        needs_second=True,
    ),
    Status.DISPUTED: StatusRule(
        readers=_("Disputed"),
        meaning=_("Somebody with standing to know challenges it, or sources contradict each other."),
        icon="disputed",
        needs=_("a typed reason; a named, dated challenge is enough"),
        conditions=("has_challenge",),
        reasons=(Reason.SOURCES_CONFLICT, Reason.CHALLENGED, Reason.OWN_ACT),
    ),
    Status.UNPROVEN: StatusRule(
        readers=_("We looked and found no evidence either way"),
        meaning=_("We searched, say where, and found nothing that supports or contradicts it."),
        icon="unproven",
        needs=_("a note on what was searched"),
    ),
    Status.MISLEADING: StatusRule(
        readers=_("True in part, important context missing"),
        meaning=_("What is said holds in part, but it leaves out what a reader needs to judge it."),
        icon="misleading",
        needs=_("evidence and a reason"),
        conditions=("has_evidence",),
        needs_second=True,
    ),
    Status.RETRACTED: StatusRule(
        readers=_("Withdrawn by those who gave it"),
        meaning=_("Those who gave it took it back or deny having given it, or the body responsible calls it an error."),
        icon="withdrawn",
        needs=_("every origin withdrew or denied it, or the body responsible called it an error"),
        conditions=("has_fallen",),
        reasons=(Reason.WITHDRAWN, Reason.DENIED, Reason.CALLED_ERROR),
        needs_second=True,
        always_with=_("Withdrawn does not mean false."),
    ),
    Status.REFUTED: StatusRule(
        readers=_("Wrong: evidence shows otherwise"),
        meaning=_("Evidence that anyone can look at shows that it is not so."),
        icon="refuted",
        needs=_("evidence that contradicts it, and a reason"),
        conditions=("has_contradicting_evidence",),
        needs_second=True,
    ),
    Status.NOT_CHECKABLE: StatusRule(
        readers=_("Not checkable"),
        meaning=_("A pledge, a forecast or an opinion: there is nothing yet, or nothing at all, to check it against."),
        icon="not-checkable",
        needs=_("a statement, and which of the three it is"),
        conditions=("has_attribution",),
        reasons=(Reason.PLEDGE, Reason.FORECAST, Reason.OPINION),
        kinds=(ClaimKind.STATEMENT,),
    ),
}

PUBLIC_STATUSES: tuple[Status, ...] = tuple(STATUSES)
# A claim enters the public record here; every other status is reached by a move that readers can follow.
FIRST_STATUSES = (Status.UNVERIFIED, Status.NOT_CHECKABLE)
# Taking these back changes what readers were told most strongly, so leaving them needs a second editor too.
GUARDED_STATUSES = (Status.RETRACTED, Status.REFUTED)


@dataclass(frozen=True, order=True)
class Move:
    """A permitted change of status. The table claims_transition holds exactly these rows."""

    from_status: Status
    to_status: Status
    needs_second: bool


def _moves() -> tuple[Move, ...]:
    first = [Move(Status.DRAFT, to, False) for to in FIRST_STATUSES]
    later = [
        Move(before, to, STATUSES[to].needs_second or before in GUARDED_STATUSES)
        for before in PUBLIC_STATUSES
        for to in PUBLIC_STATUSES
        # Staying is a move only where the typed reason can change: challenged, then sources conflict.
        if before != to or len(STATUSES[to].reasons) > 1
    ]
    return tuple(first + later)


MOVES: tuple[Move, ...] = _moves()
MOVE_BY_ENDS: dict[tuple[Status, Status], Move] = {(move.from_status, move.to_status): move for move in MOVES}
