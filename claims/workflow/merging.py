"""Claims that turn out to be one, and claims that should not have been published.

A merged claim keeps its own history and status; what it rests on goes to the other claim, marked with where it came
from, so that taking them apart is exact (docs/adr/0055). One step leads from a merged claim to the one that is tracked.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.choices import GUARDED_STATUSES, Change, ProposalKind
from claims.models import Attribution, Claim, Edit, Evidence, Proposal
from claims.permissions import check_may_decide
from claims.workflow import acting, proposing, reviewing
from claims.workflow.conditions import CONDITIONS, Grounds
from claims.workflow.errors import Refused
from sources.texts import Texts

# How a claim reached us and what bears on it goes with it. Relations, replies and corrections are about its own words.
_GOES_ALONG = (Attribution, Evidence)


@transaction.atomic
def merge_claims(claim: Claim, *, into: Claim, by: Any, reason: Texts, seen: int | None = None) -> Edit:
    """Say that `claim` is the same as `into`, which takes over its attributions and evidence.

    Readers of `claim` are led to `into`. A draft may be merged into a public claim: it was one more attribution.
    """
    claim, into = acting.lock_both(claim, into, seen, ended=True)
    check_may_decide(by)
    check_merge(claim, into)
    acting.check_reason(reason)
    act = acting.note_edit(claim.public_id, Change.MERGED, by=by, reason=reason)
    Claim.objects.filter(pk=claim.pk).update(merged_into=into, ending=act)
    for model in _GOES_ALONG:
        model._default_manager.filter(claim=claim).update(claim=into, merged_from=claim)
    reviewing.settle(claim, by=by)
    _tell(claim, into, Change.MERGED, by=by, reason=reason)
    return act


def check_merge(claim: Claim, into: Claim) -> None:
    """Raise Refused unless the two may be one claim."""
    for end in (claim, into):
        acting.check_not_ended(end)
        proposing.check_nothing_pends(end)
    if claim.pk == into.pk:
        raise Refused(_("Choose another claim than this one."), "into")
    if claim.is_public and not into.is_public:
        raise Refused(_("The other claim is a draft: publish it first, or merge it into this one."), "into")
    if claim.merged.all():
        raise Refused(_("Other claims are merged into this one: merge the other way round, or take them apart first."))
    _check_same(claim, into)
    if claim.status in GUARDED_STATUSES and claim.status != into.status:
        raise Refused(
            _("Readers were told “%(status)s” of this one: bring the other claim to this status first.")
            % {"status": claim.get_status_display()}
        )


def _check_same(claim: Claim, into: Claim) -> None:
    """Two words for one figure are kept as two hops of one claim; two figures are two claims (docs/adr/0055)."""
    if claim.kind != into.kind:
        raise Refused(_("A figure and a statement are not the same claim."), "into")
    if (claim.qualifier, claim.low, claim.high) != (into.qualifier, into.low, into.high):
        raise Refused(
            _(
                "“%(one)s” and “%(two)s” are not the same figure: relate the claims, or add an attribution with"
                " its own words."
            )
            % {"one": claim.words, "two": into.words},
            "into",
        )


@transaction.atomic
def unmerge_claims(claim: Claim, *, by: Any, reason: Texts, seen: int | None = None) -> Edit:
    """Take a merged claim apart from the other one again: each has what it had, and what was noted of it since."""
    claim, into = acting.lock_both(claim, check_merged(claim), seen, ended=True)
    check_may_decide(by)
    check_merged(claim)
    acting.check_reason(reason)
    for model in _GOES_ALONG:
        model._default_manager.filter(merged_from=claim).update(claim=claim, merged_from=None)
    act = acting.note_edit(claim.public_id, Change.UNMERGED, by=by, reason=reason)
    Claim.objects.filter(pk=claim.pk).update(merged_into=None, ending=None)
    _tell(claim, into, Change.UNMERGED, by=by, reason=reason)
    return act


def check_merged(claim: Claim) -> Claim:
    """The claim that this one is merged into. Raises Refused where there is none."""
    if claim.merged_into is None:
        raise Refused(_("This claim is not merged into another one."))
    return claim.merged_into


def _tell(claim: Claim, into: Claim, change: Change, *, by: Any, reason: Texts) -> None:
    """Count a version of each end, and append the Records of those that are public."""
    for end in (claim, into):
        acting.changed(end)
    if into.is_public:
        CONDITIONS["has_attribution"](acting.reload(into), Grounds())
        acting.note_edit(into.public_id, change, by=by, reason=reason)
    for draft in (end for end in (claim, into) if not end.is_public):
        acting.refresh(acting.reload(draft))
    acting.append({end: change for end in (claim, into) if end.is_public})


@transaction.atomic
def remove_claim(claim: Claim, *, by: Any, reason: Texts, seen: int | None = None) -> Proposal:
    """Propose to take a claim out of the record: it was published in error, or a lawful ground demands it."""
    locked = acting.lock(claim, seen)
    check_may_decide(by)
    check_removal(locked)
    proposing.check_nothing_waits(locked)
    acting.check_reason(reason)
    return proposing.propose(locked, ProposalKind.REMOVAL, by=by, reason=reason)


def check_removal(claim: Claim) -> None:
    """Raise Refused unless the claim may be taken out of the record."""
    acting.check_public(claim)
    if claim.merged.all():
        raise Refused(_("Other claims are merged into this one: take them apart first."))


def carry_out_removal(claim: Claim, proposal: Proposal, *, by: Any) -> Edit:
    """Leave nothing of the claim but its id and why it is gone. The checks are done."""
    act = acting.note_edit(claim.public_id, Change.REMOVED, by=proposal.made_by, approved_by=by, reason=proposal.reason)
    Claim.objects.filter(pk=claim.pk).update(ending=act)
    proposing.end_hold(claim, by=by)
    acting.changed(claim)
    reviewing.settle(claim, by=by)
    acting.append({claim: Change.REMOVED}, urgent=True)
    return act
