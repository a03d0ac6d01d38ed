"""What every act of the desk has in common: lock the claim first, append its Records last."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from claims import clock, log, record
from claims.choices import DECISIONS, Change, ProposalOutcome
from claims.matching.meanings import remember
from claims.models import Claim, Edit, Proposal, ReviewItem
from claims.search import index_for_desk
from claims.workflow.errors import Conflict, Refused
from sources.texts import Texts, check_texts

# Acts that leave a claim's version as it is: what was proposed of it stays true.
UNCOUNTED = (Change.HELD, Change.HOLD_ENDED)


def lock(claim: Claim, seen: int | None = None, *, ended: bool = False) -> Claim:
    """The claim as it is now, locked to the end of the transaction, with what is asked before it is changed. The
    Record of the change is built from another loading, after the last write.

    Raises Conflict when `seen`, the version that the editor was shown, is no longer the current one, and Refused for a
    claim that was merged or removed, unless the act may be done to one (`ended`).
    """
    version = Claim.objects.select_for_update().values_list("version", flat=True).get(pk=claim.pk)
    if seen is not None and seen != version:
        raise Conflict(seen, version)
    locked: Claim = Claim.objects.with_grounds().get(pk=claim.pk)
    if not ended:
        check_not_ended(locked)
    return locked


def lock_both(claim: Claim, other: Claim, seen: int | None = None, *, ended: bool = False) -> tuple[Claim, Claim]:
    """Both claims, always locked in the same order, so that two editors never wait for each other. `seen` is of the
    first."""
    ends = {
        end.pk: lock(end, seen if end.pk == claim.pk else None, ended=ended)
        for end in sorted((claim, other), key=lambda end: end.pk)
    }
    return ends[claim.pk], ends[other.pk]


def reload(claim: Claim) -> Claim:
    """The claim as it stands in this transaction, with all that belongs to it."""
    fresh: Claim = Claim.objects.whole().get(pk=claim.pk)
    return fresh


def check_reason(reason: Texts, field: str = "reason") -> None:
    """Raise Refused unless a reason was given in at least one language."""
    if not reason:
        raise Refused(_("Give a reason: readers are told why."), field)
    try:
        check_texts(reason)
    except ValidationError as error:
        raise Refused(error.messages, field) from error


def check_public(claim: Claim) -> None:
    """Raise Refused for a draft, and for what is no longer on the lists."""
    if not claim.is_public:
        raise Refused(_("This claim is a draft: publish it first."))
    check_not_ended(claim)


def check_not_ended(claim: Claim) -> None:
    """Raise Refused for a claim that was merged into another one or removed."""
    if claim.merged_into:
        raise Refused(_("This claim is merged into “%(claim)s”: decide there.") % {"claim": claim.merged_into})
    if claim.is_ended:
        raise Refused(_("This claim was removed from the record."))


def note_edit(subject: str, change: Change, *, by: Any, reason: Texts, approved_by: Any = None) -> Edit:
    """Write an act that is no change of status into the ledger."""
    return Edit.objects.create(
        subject=subject, change=change, made_by=by, approved_by=approved_by, reason=reason, made_at=clock.now()
    )


def changed(claim: Claim, *, keeps_proposals: bool = False) -> None:
    """Count a new version. What waited for a second editor was about the old one, and lapses."""
    now = clock.now()
    Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1, changed_at=now, reviewed_at=now)
    waiting = Proposal.objects.filter(claim=claim, outcome=ProposalOutcome.OPEN, kind__in=DECISIONS)
    if keeps_proposals:
        waiting.update(claim_version=F("claim_version") + 1)
    elif waiting.update(outcome=ProposalOutcome.LAPSED, decided_at=now):
        ReviewItem.objects.filter(claim=claim, cause__startswith="proposal:", closed_at=None).update(closed_at=now)


def refresh(claim: Claim) -> None:
    """Bring what lists at the desk show of a claim, loaded just now, up to date: the search vector, what a
    statement means, and whether it waits."""
    index_for_desk(claim)
    remember(claim)
    refresh_waiting(claim)


def refresh_waiting(claim: Claim) -> None:
    open_things = (
        Q(review_items__isnull=False, review_items__closed_at=None)
        | Q(proposals__outcome=ProposalOutcome.OPEN)
        | Q(holds__isnull=False, holds__ended_at=None)
    )
    waiting = Claim.objects.filter(open_things, pk=claim.pk).exists()
    Claim.objects.filter(pk=claim.pk).exclude(waiting=waiting).update(waiting=waiting)


def append(changes: dict[Claim, Change], *, also: list[log.Entry] | None = None, urgent: bool = False) -> range:
    """Append a Record for each claim, after first Records of what they refer to. The last write of an act."""
    fresh = {claim.pk: claim for claim in Claim.objects.whole().filter(pk__in=[claim.pk for claim in changes])}
    for claim in fresh.values():
        refresh(claim)
    entries = first_entries(fresh.values())
    entries += also or []
    entries += record.claim_entries({fresh[claim.pk]: change for claim, change in changes.items()}, urgent=urgent)
    return log.append(entries)


def first_entries(claims: Iterable[Claim]) -> list[log.Entry]:
    """Entries for the public things that these claims refer to and that have no Record yet; they have one now."""
    things = record.references(claims)
    fresh: set[Any] = set()
    for model in {type(thing) for thing in things}:
        # The lock makes the second of two editors wait who publish on the same source: it has its Record then.
        rows = model._default_manager.select_for_update().filter(pk__in=[t.pk for t in things if type(t) is model])
        keys = list(rows.filter(version=0).order_by("pk").values_list("pk", flat=True))
        model._default_manager.filter(pk__in=keys).update(version=1)
        fresh |= {(model, key) for key in keys}
    for thing in things:
        thing.version = 1
    return [record.entry_of(thing, Change.PUBLISHED) for thing in things if (type(thing), thing.pk) in fresh]


def append_things(things: Mapping[Any, Change]) -> range:
    """Append Records of sources, reports, topics, measures or corrections, and count their versions."""
    for thing in things:
        if hasattr(thing, "version"):
            type(thing)._default_manager.filter(pk=thing.pk).update(version=F("version") + 1)
    return log.append([record.entry_of(thing, change) for thing, change in things.items()])
