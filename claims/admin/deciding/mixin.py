"""What ClaimAdmin gets: the actions of its list, the decision page, and the buttons of a claim's own page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.text import format_lazy

from claims.admin.deciding import page, shown
from claims.admin.deciding.act import Act
from claims.admin.deciding.acts import ACTS
from claims.admin.deciding.endings import Remove
from claims.admin.deciding.rows import MOST, sentence
from claims.admin.deciding.shown import Shown
from claims.choices import DECISIONS, ProposalOutcome, Words
from claims.models import Claim, Hold, Proposal
from claims.permissions import who_may_approve
from claims.workflow import proposing

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Claim]
else:
    Base = object


@dataclass(frozen=True)
class Button:
    """A decision on one claim: where it is taken, or why it cannot be."""

    label: Words
    url: str
    why_not: str
    needs_second: bool


@dataclass(frozen=True)
class Waiting:
    """The decision that waits for a second editor."""

    proposal: Proposal
    readers_would_see: Shown
    approve: Button
    decline: Button
    told: list[Any]

    @property
    def was_told(self) -> bool:
        """Of a proposal that the demonstration retells, nobody was."""
        told_at = self.proposal.told_at
        return told_at is not None and told_at > self.proposal.made_at


@dataclass(frozen=True)
class Ended:
    """A decision that lapsed or was declined, with the page that proposes it again."""

    proposal: Proposal
    again: str


@dataclass(frozen=True)
class Decisions:
    """What can be decided on one claim now, what waits, and what became of what waited last."""

    buttons: list[Button]
    waiting: Waiting | None
    ended: Ended | None
    hold: Hold | None

    @property
    def impossible(self) -> list[Button]:
        return [button for button in self.buttons if button.why_not]


def decisions_on(claim: Claim, by: Any) -> Decisions:
    claim = shown.loaded().get(pk=claim.pk)
    buttons = [_button(ACTS[code], claim, by) for code in _fitting(claim)]
    return Decisions(buttons, _waiting(claim, by), _ended(claim, by), proposing.open_hold(claim))


def _fitting(claim: Claim) -> list[str]:
    """The decisions to offer: of a draft how it stops being one, of the two ends of a hold the one that is next."""
    if claim.is_ended:
        return ["unmerge"] if claim.merged_into_id else []
    if not claim.is_public:
        return ["publish", "merge"]
    unfit = {"publish", "approve", "decline", "unmerge", "hold" if proposing.open_hold(claim) else "end-hold"}
    return [code for code in ACTS if code not in unfit]


def _waiting(claim: Claim, by: Any) -> Waiting | None:
    proposal = proposing.waiting_proposal(claim)
    if proposal is None:
        return None
    approve, decline = (_button(ACTS[code], claim, by) for code in ("approve", "decline"))
    told = list(who_may_approve(proposal.made_by))
    return Waiting(proposal, shown.proposed(proposal), approve, decline, told)


def _ended(claim: Claim, by: Any) -> Ended | None:
    """The newest decision that was proposed, if it lapsed, or was declined to its proposer, after the last change of
    status: what came before that has been answered by it."""
    proposal = next((p for p in claim.proposals.all() if p.kind in DECISIONS), None)
    if proposal is None or claim.latest_change is None or proposal.decided_at is None:
        return None
    concerns = {ProposalOutcome.LAPSED: True, ProposalOutcome.DECLINED: proposal.made_by_id == by.pk}
    if not concerns.get(ProposalOutcome(proposal.outcome)) or proposal.decided_at < claim.latest_change.made_at:
        return None
    return Ended(proposal, page.address(proposal.to_status or Remove.code, [claim.pk], again=proposal.pk))


def _button(act: Act, claim: Claim, by: Any) -> Button:
    why_not = ""
    try:
        act.check(claim, by)
    except (PermissionDenied, ValidationError) as refusal:
        why_not = sentence(refusal)
    return Button(act.label, page.address(act.code, [claim.pk]), why_not, act.needs_second(claim))


def _action(act: Act) -> Callable[[Any, HttpRequest, QuerySet[Claim]], HttpResponse]:
    def go(_admin: Any, request: HttpRequest, claims: QuerySet[Claim]) -> HttpResponse:
        numbers = list(claims.values_list("pk", flat=True)[: MOST + 1])
        return HttpResponseRedirect(page.address(act.code, numbers, **{page.FILTERS: request.GET.urlencode()}))

    return go


class Deciding(Base):
    """A mixin to stand before the ModelAdmin of claims."""

    def get_actions(self, request: HttpRequest) -> Any:
        """One action for each decision; the page that it leads to says who may."""
        actions = super().get_actions(request)
        return actions | {
            f"decide-{code}": (_action(act), f"decide-{code}", format_lazy("{label} …", label=act.label))
            for code, act in ACTS.items()
        }

    def get_urls(self) -> list[URLPattern]:
        decide = path("decide/<slug:code>/", self.admin_site.admin_view(self.decide), name="claims_claim_decide")
        return [decide, *super().get_urls()]

    def decide(self, request: HttpRequest, code: str) -> HttpResponse:
        return page.decide(request, self, code)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Claim | None = None,
    ) -> HttpResponse:
        if obj is not None:
            context["decisions"] = decisions_on(obj, request.user)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)
