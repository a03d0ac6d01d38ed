"""Decisions by which a claim leaves the lists: merged into another one, taken apart again, removed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.forms import MergeForm, ReasonForm
from claims.admin.deciding.shown import Shown
from claims.models import Claim, Proposal
from claims.permissions import check_may_decide
from claims.workflow import acting, merging, proposing


class Merge(Act):
    code = "merge"
    label = _l("Merge into another claim")
    explanation = _l(
        "For two entries of one claim. Attributions and evidence go to the other claim, and readers are led there."
        " It can be undone exactly."
    )
    form = MergeForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        acting.check_not_ended(claim)
        proposing.check_nothing_pends(claim)
        if given is not None:
            merging.check_merge(claim, _whole(given))

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.merge_claims(claim, into=given["into"], by=by, reason=given["reason"], seen=seen.version)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if given is None:
            return shown.now(claim)
        reason = shown.in_editors_language(given["reason"])
        return Shown(None, *reason, (_("Readers are led to: %(claim)s") % {"claim": given["into"]},))


def _whole(given: Given) -> Claim:
    whole: Claim = shown.loaded().get(pk=given["into"].pk)
    return whole


class Unmerge(Act):
    code = "unmerge"
    label = _l("Take apart again")
    explanation = _l("Each of the two has again what it had, and its page of its own.")
    form = ReasonForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        merging.check_merged(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.unmerge_claims(claim, by=by, reason=given["reason"], seen=seen.version)


class Remove(Act):
    code = "remove"
    label = _l("Remove from the record")
    explanation = _l(
        "For what was published in error, or must go on a lawful ground. Readers and partners are told why, and nothing"
        " of what it said. It cannot be undone."
    )
    form = ReasonForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        merging.check_removal(claim)
        proposing.check_nothing_waits(claim)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> Proposal:
        return workflow.remove_claim(claim, by=by, reason=given["reason"], seen=seen.version)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        return shown.removed(given["reason"] if given else {})

    def needs_second(self, claim: Claim) -> bool:
        return True

    def warns_of(self, claim: Claim) -> list[tuple[str, Claim]]:
        return shown.resting_on(claim)
