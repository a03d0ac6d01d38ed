"""The one page on which editors decide: what it is about, what readers will see, and what cannot be done and why."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin.deciding import rows as on_page
from claims.admin.deciding.act import Act
from claims.admin.deciding.acts import ACTS
from claims.admin.deciding.forms import DecisionForm
from claims.admin.deciding.rows import MOST, Outcome, Row
from claims.admin.fields import Moment
from claims.admin.picking import number_in
from claims.models import Claim
from claims.permissions import check_may_decide, who_may_approve

FILTERS = "_changelist_filters"  # Django's own name for the way back to the list as it was


def address(code: str, claims: list[int], **more: Any) -> str:
    """The decision page for these claims."""
    more = {name: value for name, value in more.items() if value}
    query = urlencode({"claims": ",".join(map(str, claims)), **more}, safe=",")
    return f"{reverse('admin:claims_claim_decide', args=[code])}?{query}"


def decide(request: HttpRequest, admin: "ModelAdmin[Claim]", code: str) -> HttpResponse:
    """Show the page, or carry out what it was sent in with."""
    act = ACTS.get(code)
    if act is None:
        raise Http404
    page = Page(request, admin, act)
    try:
        check_may_decide(request.user)
    except PermissionDenied as refusal:
        return page.refused(str(refusal))
    return page.answer()


class Page:
    """One request for the decision page."""

    def __init__(self, request: HttpRequest, admin: "ModelAdmin[Claim]", act: Act) -> None:
        self.request, self.admin, self.act, self.by = request, admin, act, request.user
        self.seen = on_page.seen_by(request)

    def answer(self) -> HttpResponse:
        if not self.seen or len(self.seen) > MOST:
            text = _("Choose from 1 to %(most)d claims for one decision.") % {"most": MOST}
            messages.warning(self.request, text)
            return HttpResponseRedirect(self.list_url)
        rows = on_page.load(self.seen)
        if not rows:
            raise Http404
        form = self.form(rows)
        if "decide" in self.request.POST and form.is_valid():
            return self.carry_out(rows, form)
        return self.show(rows, form)

    def form(self, rows: list[Row]) -> DecisionForm:
        data = self.request.POST if self.request.method == "POST" else None
        claims = [row.claim for row in rows]
        return self.act.make_form(data, claims=claims, initial={} if data else self.initial(claims))

    def initial(self, claims: list[Claim]) -> dict[str, Any]:
        """The claim to merge with, or what a proposal said that lapsed, to propose it again."""
        if (into := number_in(self.request.GET.get("into", ""))) is not None:
            return {"into": Claim.objects.defer("search").filter(pk=into).first()}
        again = self.request.GET.get("again", "")
        proposals = (p for claim in claims for p in claim.proposals.all() if str(p.pk) == again)
        proposal = next(proposals, None)
        if proposal is None:
            return {}
        said = {name: getattr(proposal, name) for name in ("reason", "reason_code", "attributed_to")}
        return {**said, "happened": Moment(proposal.happened_at, proposal.happened_precision)}

    # Doing it -----------------------------------------------------------------------------------------------------

    def carry_out(self, rows: list[Row], form: DecisionForm) -> HttpResponse:
        outcome = on_page.carry_out(rows, self.act, self.by, form.cleaned_data)
        self.tell(outcome)
        if not outcome.problems:
            return HttpResponseRedirect(self.way_back(rows))
        remaining = on_page.load({row.seen.claim: row.seen for row in rows if row.claim.pk in outcome.problems})
        if len(rows) == 1 and outcome.refusals:
            blame(form, next(iter(outcome.refusals.values())))
        else:
            for row in remaining:
                row.problem = outcome.problems[row.claim.pk]
        return self.show(remaining, form)

    def tell(self, outcome: Outcome) -> None:
        if count := len(outcome.done):
            text = ngettext("%(act)s: done for %(count)d claim.", "%(act)s: done for %(count)d claims.", count)
            messages.success(self.request, text % {"act": self.act.label, "count": count})
        if count := len(outcome.proposed):
            text = ngettext("%(act)s: proposed for %(count)d claim.", "%(act)s: proposed for %(count)d claims.", count)
            messages.success(self.request, f"{text % {'act': self.act.label, 'count': count}} {self.who_approves()}")

    def who_approves(self) -> str:
        """That a second editor must approve, and who is told so."""
        if names := ", ".join(str(person) for person in who_may_approve(self.by)):
            return _("A second editor must approve. Told by mail: %(names)s.") % {"names": names}
        return _("A second editor must approve, and there is none but you: ask an operator to invite one.")

    # Showing it ---------------------------------------------------------------------------------------------------

    def show(self, rows: list[Row], form: DecisionForm) -> HttpResponse:
        given = form.cleaned_data if form.is_bound and form.is_valid() else None
        on_page.check(rows, self.act, self.by, given)
        for row in rows:
            row.boxes = form.boxes_of(row.claim)
        context = {
            "rows": rows,
            "form": form,
            "given": given,
            "possible": sum(not row.problem for row in rows),
            "lacking": any(row.lacks for row in rows),
            **self.asked_of_a_second(rows),
            "filters": self.filters,
        }
        return self.render(context)

    def asked_of_a_second(self, rows: list[Row]) -> dict[str, Any]:
        """What the button says, and who must approve."""
        second = [row.needs_second for row in rows if not row.problem]
        button = _("Propose: %(act)s") % {"act": self.act.label} if second and all(second) else self.act.label
        possible, total = len(second), len(rows)
        if 0 < possible < total:
            button = _("%(act)s (%(possible)d of %(total)d)") % {"act": button, "possible": possible, "total": total}
        return {"button": button, "who_approves": self.who_approves() if any(second) else ""}

    def refused(self, why: str) -> HttpResponse:
        response = self.render({"refusal": why, "rows": []})
        response.status_code = 403
        return response

    def render(self, context: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(
            self.request,
            "admin/claims/decide.html",
            {
                **self.admin.admin_site.each_context(self.request),
                "title": self.act.label,
                "opts": Claim._meta,
                "act": self.act,
                "list_url": self.list_url,
                **context,
            },
        )

    # Going back ---------------------------------------------------------------------------------------------------

    @property
    def filters(self) -> str:
        return self.request.POST.get(FILTERS, "") or self.request.GET.get(FILTERS, "")

    @property
    def list_url(self) -> str:
        return reverse("admin:claims_claim_changelist") + (f"?{self.filters}" if self.filters else "")

    def way_back(self, rows: list[Row]) -> str:
        if len(rows) == 1:
            return reverse("admin:claims_claim_change", args=[rows[0].claim.pk])
        return self.list_url


def blame(form: Form, refusal: ValidationError) -> None:
    """Show a refusal at the field that could mend it."""
    errors = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in errors.items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))
