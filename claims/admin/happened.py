"""What opened an item of the queue, in the language of whoever looks. Its cause holds a code and keys, no sentence."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from claims.choices import StandingCode, Status
from claims.models import Claim, Correction, Hold, Proposal, ReviewItem
from sources.choices import ReportState
from sources.models import Source, StateChange
from sources.names import name_here
from sources.texts import shown


@dataclass(frozen=True)
class Cause:
    """One kind of cause: of which row its last part is the key, and how that is told."""

    model: type[Model]
    told: Callable[[Any, ReviewItem], str]  # the row, the item
    key: str = "pk"
    beside: tuple[str, ...] = ()  # what the words need beside the row


def _standing(source: Source, item: ReviewItem) -> str:
    code = item.cause.split(":")[1]
    return f"{StandingCode(code).label}: {name_here(source)}"


def _fallen(claim: Claim, _item: ReviewItem) -> str:
    words = {"status": Status(claim.status).label, "claim": claim}
    return _("A figure that this one is a part or the total of is now “%(status)s”: %(claim)s") % words


def _corrected(correction: Correction, _item: ReviewItem) -> str:
    words = {"claim": correction.claim}
    return _("We corrected a figure that this one is a part or the total of: %(claim)s") % words


def _seen(change: StateChange, _item: ReviewItem) -> str:
    words = {"report": change.report, "state": ReportState(change.to_state).label}
    return _("%(report)s: %(state)s") % words


CAUSES: dict[str, Cause] = {
    "standing": Cause(Source, _standing, beside=("names",)),
    "claim": Cause(Claim, _fallen, key="public_id"),
    "correction": Cause(Correction, _corrected, key="public_id", beside=("claim",)),
    "statechange": Cause(StateChange, _seen, beside=("report",)),
    "proposal": Cause(Proposal, lambda proposal, _item: str(proposal), beside=("claim",)),
    "hold": Cause(Hold, lambda hold, _item: shown(hold.reason)),
}


def happened(items: Iterable[ReviewItem]) -> dict[int, str]:
    """What happened, by the key of the item; what a cause of another kind tells stands in its note."""
    wanted: dict[str, list[ReviewItem]] = defaultdict(list)
    told = {}
    for item in items:
        told[item.pk] = item.note
        wanted[item.cause.partition(":")[0]].append(item)
    for kind in wanted.keys() & CAUSES.keys():
        cause = CAUSES[kind]
        keys = {item.pk: item.cause.rpartition(":")[2] for item in wanted[kind]}
        rows = cause.model._default_manager.filter(**{f"{cause.key}__in": set(keys.values())})
        found = {str(getattr(row, cause.key)): row for row in rows.prefetch_related(*cause.beside)}
        told |= {item.pk: cause.told(found[key], item) for item in wanted[kind] if (key := keys[item.pk]) in found}
    return told
