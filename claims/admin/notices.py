"""What readers send in: reading a tip, saying which claim it is about, answering it."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.deciding.page import blame
from claims.admin.fields import PickField, ProseFormField
from claims.models import Claim, Tip
from claims.permissions import check_may_decide, check_may_take_in, is_contributor
from claims.templatetags.desk import brief
from sources.texts import LONGEST_TEXT, check_characters, visible


class TipForm(forms.Form):
    """Which claim a tip is about, and the answer. `seen` is when the answer that is shown was given."""

    claim = PickField(
        Claim, label=_l("About the claim"), required=False, help_text=_l("Words of it, or its public id.")
    )
    answer = ProseFormField(
        label=_l("Answer"),
        required=False,
        max_length=LONGEST_TEXT,
        validators=[check_characters],
        help_text=_l("Whoever has the receipt number reads this. Empty: nothing is answered yet."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None
        except ValueError as error:
            raise ValidationError(_("This form was damaged on the way. Open the page again.")) from error


class AnsweredFilter(admin.SimpleListFilter):
    title = _l("answered")
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _l("not yet")), ("yes", _l("answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tip]) -> QuerySet[Tip]:
        if self.value() is None:
            return queryset
        return queryset.filter(answered_at__isnull=self.value() == "no")


@admin.register(Tip)
class TipAdmin(ModelAdmin):  # type: ignore[type-arg]
    list_display = ("receipt", "beginning", "claim", "sent_in", "answered")
    list_filter = (AnsweredFilter,)
    list_select_related = ("claim",)
    search_fields = ("receipt", "text")
    ordering = ("-pk",)
    show_full_result_count = False

    @admin.display(description=_l("message"))
    def beginning(self, tip: Tip) -> str:
        return Truncator(" ".join(visible(tip.text).split())).chars(90)

    @admin.display(description=_l("sent in"), ordering="made_at")
    def sent_in(self, tip: Tip) -> str:
        return brief(tip.made_at)

    @admin.display(description=_l("answered at"), ordering="answered_at")
    def answered(self, tip: Tip) -> str:
        return brief(tip.answered_at)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        check_may_take_in(request.user)
        tip = self.get_object(request, unquote(object_id))
        if tip is None:
            raise Http404
        initial = {"claim": tip.claim, "answer": tip.answer, "seen": _moment(tip.answered_at)}
        form = TipForm(request.POST or None, initial=initial, label_suffix="")
        if request.method == "POST" and form.is_valid() and self._save(request, tip, form):
            return HttpResponseRedirect(reverse("admin:claims_tip_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Tip %(receipt)s") % {"receipt": tip.receipt},
            "opts": self.opts,
            "tip": tip,
            "form": form,
            "refusal": _why_not_answer(request.user),
        }
        return TemplateResponse(request, "admin/claims/tip.html", context)

    def _save(self, request: HttpRequest, tip: Tip, form: TipForm) -> bool:
        """Whether all of it was stored; otherwise nothing, and the form says why."""
        given = form.cleaned_data
        try:
            with transaction.atomic():
                if given["claim"] != tip.claim:
                    workflow.link_tip(tip, given["claim"], by=request.user)
                if given["answer"] != tip.answer:
                    workflow.answer_tip(tip, by=request.user, answer=given["answer"], seen=given["seen"])
        except ValidationError as refusal:
            blame(form, refusal)
            return False
        except PermissionDenied as refusal:
            form.add_error("answer", str(refusal))
            return False
        messages.success(request, _("Stored: tip %(receipt)s.") % {"receipt": tip.receipt})
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_contributor(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        return is_contributor(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        return is_contributor(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Tip | None = None) -> bool:
        return False


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _why_not_answer(person: Any) -> str:
    try:
        check_may_decide(person)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""
