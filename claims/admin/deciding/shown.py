"""What readers are shown of a claim, before a decision and after it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.choices import ProposalKind
from claims.locales import moment_words
from claims.models import Claim, Edit, Proposal, StatusChange
from claims.record import INVERSE
from claims.wording import StatusWords, relation_words, status_words
from claims.workflow.acting import UNCOUNTED
from claims.workflow.moving import Decision
from claims.workflow.proposing import open_hold
from sources.models import Source
from sources.names import name_here
from sources.texts import Texts, pick, visible


@dataclass(frozen=True)
class Shown:
    """The status in readers' words, why, and what else stands beside it. A draft has no status yet."""

    status: StatusWords | None
    reason: str = ""
    lang: str = ""
    notes: tuple[str, ...] = ()


def loaded() -> QuerySet[Claim]:
    """Claims with everything that the decision page shows and asks, in a fixed number of queries."""
    return Claim.objects.whole().prefetch_related(
        "latest_change__attributed_to__names",
        "attributions__hops__source__names",
        "proposals__made_by",
        "proposals__decided_by",
        "proposals__attributed_to__names",
    )


def in_editors_language(value: Texts) -> tuple[str, str]:
    """The text to show here, with its bidi controls made visible, and its language."""
    text, lang = pick(value, get_language() or settings.LANGUAGE_CODE)
    return visible(text), lang


def readers_name(source: Source | None) -> str:
    """The name that readers know the source by; of a protected one there is none."""
    if source is None or source.protected:
        return ""
    return name_here(source)


def told(
    code: str, reason_code: str, attributed_to: Source | None, reason: Texts, notes: tuple[str, ...] = ()
) -> Shown:
    status = status_words(code, reason_code or None, readers_name(attributed_to))
    return Shown(status, *in_editors_language(reason), notes)


def now(claim: Claim, *, without_hold: bool = False) -> Shown:
    """What readers are shown now."""
    change, hold = claim.latest_change, open_hold(claim)
    if claim.merged_into:
        return Shown(None, notes=(_("Readers are led to: %(claim)s") % {"claim": visible(str(claim.merged_into))},))
    if claim.is_ended:
        return removed({})
    if change is None:
        return Shown(None)
    notes = happened_words(change.happened_at, change.happened_precision)
    if hold and not without_hold:
        notes += [hold_words(hold.reason, hold.reported_at)]
    return told(change.to_status, change.reason_code, change.attributed_to, change.reason, tuple(notes))


def hold_words(reason: Texts, reported_at: datetime) -> str:
    words = {"when": moment_words(reported_at), "what": in_editors_language(reason)[0]}
    return _("The decision awaits a second editor. Reported %(when)s: %(what)s") % words


def with_notes(claim: Claim, *notes: str) -> Shown:
    """What readers are shown now, and more."""
    shown = now(claim)
    return Shown(shown.status, shown.reason, shown.lang, (*shown.notes, *notes))


def decided(decision: Decision) -> Shown:
    notes = [f"{visible(str(item))}: {in_editors_language(item.note)[0]}" for item in decision.evidence]
    notes = happened_words(decision.happened_at, decision.happened_precision) + notes
    return told(decision.to, decision.reason_code, decision.attributed_to, decision.reason, tuple(notes))


def happened_words(at: datetime | None, precision: str) -> list[str]:
    """When somebody did what the status tells of them, where that was noted."""
    return [_("Said so: %(when)s") % {"when": moment_words(at, precision)}] if at else []


def removed(reason: Texts) -> Shown:
    """What readers are shown of a claim that was taken out of the record."""
    return Shown(None, *in_editors_language(reason), (_("Removed from the record"),))


def proposed(proposal: Proposal) -> Shown:
    if proposal.kind == ProposalKind.REMOVAL:
        return removed(proposal.reason)
    notes = tuple(happened_words(proposal.happened_at, proposal.happened_precision))
    return told(proposal.to_status, proposal.reason_code, proposal.attributed_to, proposal.reason, notes)


# What else rests on it -------------------------------------------------------------------------------------------


def resting_on(claim: Claim) -> list[tuple[str, Claim]]:
    """The public claims that stand in a relation to this one, and in which."""
    outward = [(relation_words(relation.kind), relation.other) for relation in claim.relations.all()]
    inward = [(relation_words(INVERSE[relation.kind]), relation.claim) for relation in claim.related_from.all()]
    return [(words, other) for words, other in outward + inward if other.is_public]


# What somebody else did meanwhile --------------------------------------------------------------------------------


def done_since(versions: dict[Claim, int]) -> dict[Claim, list[str]]:
    """What made each claim newer than the version that was shown, as sentences, oldest first."""
    edits: dict[str, list[Edit]] = {claim.public_id: [] for claim in versions}
    counted = Edit.objects.filter(subject__in=edits).exclude(change__in=UNCOUNTED)
    for edit in counted.select_related("made_by") if edits else []:
        edits[edit.subject].append(edit)
    return {claim: _newest(claim, edits[claim.public_id], seen) for claim, seen in versions.items()}


def _newest(claim: Claim, edits: list[Edit], seen: int) -> list[str]:
    acts: list[Any] = sorted([*claim.status_changes.all(), *edits], key=lambda act: (act.made_at, act.pk))
    # Each of these counted one version; of a draft's versions nothing is written down.
    return [_sentence(act) for act in acts[-(claim.version - seen) :]] or [_("Somebody saved it anew.")]


def _sentence(act: StatusChange | Edit) -> str:
    what = str(act) if isinstance(act, StatusChange) else act.get_change_display()
    reason = in_editors_language(act.reason)[0]
    words = {"when": moment_words(act.made_at), "who": act.made_by, "what": what, "why": reason}
    if reason:
        return _("%(when)s, %(who)s: %(what)s. “%(why)s”") % words
    return _("%(when)s, %(who)s: %(what)s.") % words
