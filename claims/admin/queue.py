"""The review queue: every reason why a claim needs an editor, on one page; and the desk's first page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import clock, workflow
from claims.admin.deciding import page
from claims.admin.deciding.rows import sentence
from claims.admin.happened import happened
from claims.choices import DECISIONS, ProposalOutcome, ReviewReason, Status, Words
from claims.models import Claim, Hold, Proposal, ReviewItem, StatusChange, Tip
from claims.permissions import check_may_take_in, is_contributor, may_decide, may_operate

A_PAGE = 50
DUE_SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Tab:
    """One part of the queue."""

    label: Words
    of: Callable[[Any], Q]  # the items in it, for this person


def _because(*reasons: ReviewReason) -> Callable[[Any], Q]:
    return lambda person: Q(reason__in=reasons)


TABS: dict[str, Tab] = {
    "all": Tab(_l("All"), lambda person: Q()),
    "mine": Tab(_l("Mine"), lambda person: Q(assigned_to=person.pk)),
    "unclaimed": Tab(_l("Taken by nobody"), lambda person: Q(assigned_to=None)),
    "second": Tab(_l("Second pair of eyes"), _because(ReviewReason.SECOND_EDITOR)),
    "report": Tab(_l("Report gone or changed"), _because(ReviewReason.SOURCE_GONE, ReviewReason.SOURCE_CHANGED)),
    "conflict": Tab(_l("Conflicts"), _because(ReviewReason.CONFLICT)),
    "tip": Tab(_l("Tips"), _because(ReviewReason.TIP)),
    "new": Tab(_l("New claims"), _because(ReviewReason.NEW)),
    "due": Tab(_l("Due"), lambda person: Q(due_at__lte=clock.now() + DUE_SOON)),
}


def open_items() -> QuerySet[ReviewItem]:
    """Open items, the most urgent and then the oldest first, with what a row of the queue shows."""
    waiting = Proposal.objects.filter(outcome=ProposalOutcome.OPEN).select_related("made_by")
    return (
        ReviewItem.objects.filter(closed_at=None)
        .select_related("claim", "claim__topic", "report", "assigned_to")
        .defer("claim__search")
        .prefetch_related(Prefetch("claim__proposals", waiting, to_attr="waiting_proposals"))
        .order_by("priority", "opened_at", "pk")
    )


@dataclass(frozen=True)
class Row:
    """One item as the queue shows it, and what happened."""

    item: ReviewItem
    person: Any
    happened: str

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that the item is about."""
        waiting: Iterable[Proposal] = self.item.claim.waiting_proposals  # type: ignore[attr-defined]
        return next((p for p in waiting if self.item.cause == f"proposal:{p.pk}"), None)

    @property
    def is_own_proposal(self) -> bool:
        return bool(self.proposal and self.proposal.made_by_id == self.person.pk)

    @property
    def url(self) -> str:
        """Where it is dealt with."""
        claim = self.item.claim_id
        if self.item.reason == ReviewReason.TIP:
            return reverse("admin:claims_tip_change", args=[self.item.cause.partition(":")[2]])
        if self.proposal and self.proposal.kind in DECISIONS and not self.is_own_proposal:
            return page.address("approve", [claim])
        return reverse("admin:claims_claim_change", args=[claim])

    @property
    def is_mine(self) -> bool:
        return bool(self.item.assigned_to_id == self.person.pk)

    @property
    def token(self) -> str:
        """The item, and who the page says looks after it."""
        return f"{self.item.pk}:{self.item.assigned_to_id or 0}"

    @property
    def is_due(self) -> bool:
        return self.item.due_at is not None and self.item.due_at <= clock.now() + DUE_SOON


def rows(items: Iterable[ReviewItem], person: Any) -> list[Row]:
    items = list(items)
    told = happened(items)
    return [Row(item, person, told[item.pk]) for item in items]


@admin.register(ReviewItem)
class QueueAdmin(ModelAdmin):  # type: ignore[type-arg]
    """The queue stands where Django would list the items; each of them is dealt with on its claim's page."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        try:
            check_may_take_in(request.user)
        except PermissionDenied as refusal:
            return self._page(request, {"refusal": str(refusal)}, status=403)
        if request.method == "POST":
            _act_on_items(request)
            return HttpResponseRedirect(request.get_full_path())
        return self._page(request, _queue(request))

    def _page(self, request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": _("Review queue"), **context}
        return TemplateResponse(request, "admin/claims/queue.html", context, status=status)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        item = self.get_object(request, object_id)
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[item.claim_id]))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_contributor(request.user)

    def has_view_permission(self, request: HttpRequest, obj: ReviewItem | None = None) -> bool:
        return is_contributor(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReviewItem | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReviewItem | None = None) -> bool:
        return False


def _queue(request: HttpRequest) -> dict[str, Any]:
    person = request.user
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in TABS else "all"
    counts = ReviewItem.objects.filter(closed_at=None).aggregate(
        **{name: Count("pk", filter=tab.of(person)) for name, tab in TABS.items()}
    )
    paginator = Paginator(open_items().filter(TABS[chosen].of(person)), A_PAGE)
    paginator.count = counts[chosen]
    shown = paginator.get_page(request.GET.get("page"))
    return {
        "tabs": [(name, tab.label, counts[name]) for name, tab in TABS.items()],
        "chosen": chosen,
        "page": shown,
        "rows": rows(shown, person),
        "may_decide": may_decide(person),
    }


# Taking, giving back, closing ------------------------------------------------------------------------------------


def _take(item: ReviewItem, by: Any, holder: int | None) -> None:
    workflow.take_item(item, by=by, instead_of=holder)


def _release(item: ReviewItem, by: Any, holder: int | None) -> None:
    workflow.release_item(item, by=by)


def _close(item: ReviewItem, by: Any, holder: int | None) -> None:
    workflow.close_item(item, by=by)


_DOING: dict[str, tuple[Callable[[ReviewItem, Any, int | None], None], Words]] = {
    "take": (_take, _l("taken")),
    "release": (_release, _l("given back")),
    "close": (_close, _l("closed: looked at, nothing to do")),
}


def _act_on_items(request: HttpRequest) -> None:
    """Do with one item, or with those that are ticked, what the button says; tell of each that could not be."""
    verb = next((verb for verb in _DOING if verb in request.POST), None)
    if verb is None:
        return
    one = request.POST[verb]
    holders = dict(map(_parse, [one] if one != "ticked" else request.POST.getlist("item")))
    do, done = _DOING[verb]
    count = 0
    for item in ReviewItem.objects.filter(pk__in=holders).select_related("claim"):
        try:
            do(item, request.user, holders[item.pk])
            count += 1
        except (PermissionDenied, ValidationError) as refusal:
            messages.warning(request, f"{item}: {sentence(refusal)}")
    if count:
        messages.success(request, f"{count} {done}.")
    elif not holders:
        messages.warning(request, _("Tick the rows first."))


def _parse(token: str) -> tuple[int, int | None]:
    """The item, and who held it. What is no token names no item."""
    parts = [int(part) if part.isdecimal() and len(part) < 19 else 0 for part in (*token.split(":"), "", "")[:2]]
    return parts[0], parts[1] or None


# The first page --------------------------------------------------------------------------------------------------

FEW = 8
RECENT = timedelta(days=7)


def dashboard(person: Any) -> dict[str, Any]:
    """What needs this person, how the world changed, and what was decided last. Nothing for who only looks after
    people."""
    if not is_contributor(person):
        return {"needs_nobody": True, "may_operate": may_operate(person)}
    items = open_items()
    return {
        "may_operate": may_operate(person),
        "second": rows(_waiting_for(person, items), person),
        "mine": rows(items.filter(assigned_to=person)[:FEW], person),
        "due": rows(items.filter(TABS["due"].of(person)).exclude(assigned_to=person)[:FEW], person),
        "ended": _ended(person),
        "tips": Tip.objects.filter(answered_at=None).count(),
        "world": rows(items.filter(_WORLD)[:FEW], person),
        "decided": _decided_last(),
        "drafts": Claim.objects.filter(status=Status.DRAFT, created_by=person).count(),
    }


_WORLD = Q(reason__in=(ReviewReason.SOURCE_GONE, ReviewReason.SOURCE_CHANGED, ReviewReason.CONFLICT))


def _waiting_for(person: Any, items: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    """What waits for a second editor, except what this person proposed or holds."""
    own = [f"proposal:{pk}" for pk in _made_by(person, Proposal.objects.filter(outcome=ProposalOutcome.OPEN))]
    own += [f"hold:{pk}" for pk in _made_by(person, Hold.objects.filter(ended_at=None))]
    return items.filter(reason=ReviewReason.SECOND_EDITOR).exclude(cause__in=own)[:FEW]


def _made_by(person: Any, things: QuerySet[Any]) -> QuerySet[Any, int]:
    return things.filter(made_by=person).values_list("pk", flat=True)


def _ended(person: Any) -> list[Proposal]:
    """What this person proposed lately that lapsed or was declined."""
    outcomes = (ProposalOutcome.LAPSED, ProposalOutcome.DECLINED)
    ended = Proposal.objects.filter(made_by=person, outcome__in=outcomes, decided_at__gte=clock.now() - RECENT)
    return list(ended.select_related("claim", "decided_by").order_by("-decided_at")[:FEW])


def _decided_last() -> list[StatusChange]:
    newest = StatusChange.objects.select_related("claim", "made_by", "approved_by").order_by("-pk")
    return list(newest.exclude(previous=None)[:FEW])
