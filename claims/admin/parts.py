"""What belongs to a claim and has a page of its own: saved through the claim's door, and leading back to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import workflow
from claims.admin.fields import Moment, MomentField, PickField, TextsFormField
from claims.admin.forms import DeskForm
from claims.admin.passages import PassageForm
from claims.admin.picking import number_in
from claims.admin.saving import DeskAdmin
from claims.models import Claim, Evidence, Relation, Reply
from claims.permissions import may_decide, may_take_in
from sources.models import Source


def claim_asked_for(request: HttpRequest) -> Claim | None:
    """The claim that a new part is for: ?claim=<number>."""
    number = number_in(request.GET.get("claim", ""))
    return Claim.objects.defer("search").filter(pk=number).first() if number is not None else None


class PartForm(DeskForm):
    """A part of a claim: the version is the claim's, and an existing part can be taken away."""

    remove = forms.BooleanField(required=False, label=gettext_lazy("Take this away from the claim"))
    claim: ClassVar[Claim | None] = None  # for a new part

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("instance") is None and self.claim:
            kwargs["instance"] = self._meta.model(claim=self.claim)
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields.pop("remove", None)

    def versioned(self) -> Any:
        return self.instance.claim


class PartAdmin(DeskAdmin):
    """Reached from the page of the claim, where saving leads back to."""

    change_form_template = "admin/desk/part_form.html"
    add_form_template = "admin/desk/part_form.html"
    section = ""  # where on the page of the claim

    def is_public(self, obj: Any) -> bool:
        return bool(obj.claim.is_public)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Everybody sees it on the page of the claim; this page is for changing it."""
        return self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        claim = claim_asked_for(request)
        return may_decide(request.user) if claim and claim.is_public else may_take_in(request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("claim").defer("claim__search")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The claim is no field of the form."""
        return {name: value for name, value in super().get_changeform_initial_data(request).items() if name != "claim"}

    def is_publishing(self, request: HttpRequest, obj: Any) -> bool:
        claim = obj.claim if obj else claim_asked_for(request)
        return bool(claim and claim.is_public)

    def form_settings(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {**super().form_settings(request, obj), "claim": obj.claim if obj else claim_asked_for(request)}

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        if object_id is None and claim_asked_for(request) is None:
            messages.warning(request, _("Choose the claim first: this is added on its page."))
            return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))
        return super().changeform_view(request, object_id, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is none: parts stand on the pages of their claims."""
        return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))

    @contextmanager
    def door(self, request: HttpRequest, form: Any, change: bool) -> Iterator[None]:
        seen = form.cleaned_data["version"] or 0
        with workflow.editing(form.instance.claim, by=request.user, reason=self.reason(form), seen=seen):
            yield

    def write(self, request: HttpRequest, form: Any, change: bool) -> None:
        if form.cleaned_data.get("remove"):
            self._take_away(form.instance)
        else:
            self.store(form, change)

    def store(self, form: Any, change: bool) -> None:
        form.instance.save(update_fields=form.columns() if change else None)

    def _take_away(self, part: Model) -> None:
        try:
            type(part)._default_manager.filter(pk=part.pk).delete()
        except ProtectedError as error:
            raise ValidationError({"remove": _("It has a history by now, and stays.")}) from error

    def published_body(self, obj: Any) -> dict[str, Any]:
        return super().published_body(obj.claim)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        obj = kwargs.get("obj")
        context["claim"] = obj.claim if obj else claim_asked_for(request)
        return super().render_change_form(request, context, **kwargs)

    def page_after(self, obj: Any) -> str:
        return reverse("admin:claims_claim_change", args=[obj.claim_id]) + f"#{self.section}"


class EvidenceForm(PassageForm, PartForm):
    """What something shows, and where."""

    class Meta:
        model = Evidence
        fields = ("report", "bearing", "primary", "note")


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    """What supports or contradicts a claim, or puts it into its place."""

    form = EvidenceForm
    section = "evidence"
    fieldsets = (
        (None, {"fields": ("bearing", "primary", "note")}),
        *PassageForm.fieldsets,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("report", "excerpt")

    def store(self, form: Any, change: bool) -> None:
        form.store_passage()
        super().store(form, change)


class DecidedPartForm(PartForm):
    """A part that is made by sending the form in, also when all of it came filled in."""

    def is_edited(self) -> bool:
        return self.instance.pk is None or super().is_edited()


class DecidedPartAdmin(PartAdmin):
    """A part that an editor adds by a sentence of the workflow's own, which asks for no reason beyond what it says."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_decide(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_decide(request.user)

    def form_settings(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {**super().form_settings(request, obj), "demands_reason": False}

    @contextmanager
    def door(self, request: HttpRequest, form: Any, change: bool) -> Iterator[None]:
        yield  # the sentence is the door

    def write(self, request: HttpRequest, form: Any, change: bool) -> None:
        form.instance.pk = self.decide(form, by=request.user, seen=form.cleaned_data["version"] or 0).pk

    def decide(self, form: Any, *, by: Any, seen: int) -> Any:
        """Say the sentence; what it made."""
        raise NotImplementedError


class RelationForm(DecidedPartForm):
    """How the claim stands to another one. What was noted in error is taken back, and noted anew."""

    class Meta:
        model = Relation
        fields = ("kind", "other", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["reason"]  # the note says how so
        else:
            for name in self.Meta.fields:
                self.fields[name].disabled = True


@admin.register(Relation)
class RelationAdmin(DecidedPartAdmin):
    """How two claims stand to each other: it stands in the records of both."""

    form = RelationForm
    section = "relations"
    fieldsets = ((None, {"fields": ("kind", "other", "note")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("other").defer("claim__search", "other__search")

    def form_settings(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        taking_back = obj is not None and self.is_publishing(request, obj)
        return {**super().form_settings(request, obj), "demands_reason": taking_back}

    def decide(self, form: Any, *, by: Any, seen: int) -> Relation:
        given, relation = form.cleaned_data, form.instance
        if relation.pk is None:
            return workflow.relate_claims(
                relation.claim, given["kind"], given["other"], by=by, note=given["note"], seen=seen
            )
        workflow.unrelate_claims(relation, by=by, reason=self.reason(form), seen=seen)
        return relation  # type: ignore[no-any-return]


class ReplyForm(DecidedPartForm):
    """Whom we asked, and the answer."""

    reason = None  # type: ignore[assignment]
    remove = None  # type: ignore[assignment]
    asked = PickField(Source, label=gettext_lazy("Whom we asked"))
    asked_at = MomentField(day=True, label=gettext_lazy("Asked at"))
    deadline_at = MomentField(day=True, required=False, label=gettext_lazy("Answer wanted by"))
    answered_at = MomentField(exact=True, required=False, label=gettext_lazy("Answered at"))
    moments: ClassVar[dict[str, str]] = {"asked_at": "asked_precision", "deadline_at": "deadline_precision"}
    answer = TextsFormField(required=False, label=gettext_lazy("Answer"))

    class Meta:
        model = Reply
        fields = ("asked", "asked_at", "deadline_at", "answered_at", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("asked", "asked_at"):  # together they are the question; another question is another reply
            self.fields[name].disabled = bool(self.instance.pk)

    def clean(self) -> dict[str, Any]:
        if isinstance(moment := self.cleaned_data.get("answered_at"), Moment):
            self.cleaned_data["answered_at"] = moment.at
        if self.cleaned_data.get("answer") and not self.cleaned_data.get("answered_at"):
            self.add_error("answered_at", _("Say when the answer came."))
        given = super().clean()
        if self.instance.pk is None and self._is_noted(given):
            self.add_error("asked_at", _("This question is noted already: add the answer to it there."))
        return given

    def _is_noted(self, given: dict[str, Any]) -> bool:
        asked, moment = given.get("asked"), given.get("asked_at")
        if not asked or not isinstance(moment, Moment) or moment.at is None:
            return False
        return Reply.objects.filter(claim=self.instance.claim, asked=asked, asked_at=moment.at).exists()


@admin.register(Reply)
class ReplyAdmin(DecidedPartAdmin):
    """A question that we asked somebody about a claim, and the answer or the silence."""

    form = ReplyForm
    section = "replies"
    fieldsets = ((None, {"fields": ("asked", ("asked_at", "deadline_at"), "answered_at", "answer")}),)

    def decide(self, form: Any, *, by: Any, seen: int) -> Reply:
        given = {name: form.cleaned_data[name] for name in form.Meta.fields}
        given |= {precision: getattr(form.instance, precision) for precision in form.moments.values()}
        return workflow.note_reply(form.instance.claim, by=by, seen=seen, **given)
