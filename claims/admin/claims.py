"""The desk's page of a claim, and the list of claims."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import workflow
from claims.admin import beside, panels, suggesting
from claims.admin.deciding import Deciding
from claims.admin.forms import DeskForm, FigureForm
from claims.admin.listing import ClaimList
from claims.admin.saving import DeskAdmin
from claims.models import Claim, Proposal
from claims.permissions import check_may_take_in, is_editor, may_decide, may_take_in


class ClaimForm(FigureForm, DeskForm):
    """What is claimed, and the figure."""

    suggestion = forms.IntegerField(required=False, widget=forms.HiddenInput)
    moments = {"as_of": "as_of_precision"}
    suggested: ClassVar[Proposal | None] = None  # what somebody would write otherwise, to begin with

    class Meta:
        model = Claim
        fields = (
            *("kind", "topic", "wording", "wording_lang", "summary", "nature"),
            *("words", "qualifier", "low", "high", "measure", "as_of"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if self.suggested and not args:
            kwargs["initial"] = suggesting.initial(self.suggested)
        super().__init__(*args, **kwargs)


@admin.register(Claim)
class ClaimAdmin(Deciding, DeskAdmin):
    """Claims: the list, and the page on which they are written, attributed, published and decided."""

    form = ClaimForm
    change_form_template = "admin/claims/claim/change_form.html"
    add_form_template = "admin/claims/claim/change_form.html"
    change_list_template = "admin/claims/claim/change_list.html"
    delete_confirmation_template = "admin/desk/delete_confirmation.html"
    list_display = ("__str__",)  # what the action form looks at; the columns are those of listing.ClaimList
    fieldsets = (
        (
            gettext_lazy("What is claimed"),
            {"fields": (("topic", "kind", "nature"), "summary", ("wording", "wording_lang"))},
        ),
        (
            gettext_lazy("Figure"),
            {
                "fields": (("words", "qualifier", "low", "high"), ("measure", "as_of")),
                "classes": ("figure-fields",),
                "description": gettext_lazy("For a figure only. The words are never dropped, on any page."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return Claim.objects.defer("search").select_related("topic", "measure")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ClaimList]:
        return ClaimList

    def get_urls(self) -> list[URLPattern]:
        return [*beside.urls(self), *super().get_urls()]

    # Who may -------------------------------------------------------------------------------------------------

    def is_public(self, obj: Claim) -> bool:
        return obj.is_public

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a public claim, a contributor's change is a suggestion."""
        return may_take_in(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or obj.is_public:
            return False
        mine = obj.created_by_id == request.user.pk
        return is_editor(request.user) or (mine and may_take_in(request.user))

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Whoever may delete a draft may delete what only it has."""
        listed, counts, _perms_needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Claim) -> None:
        """Unless somebody has published it since the page was opened."""
        if Claim.objects.select_for_update().get(pk=obj.pk).is_public:
            raise PermissionDenied(_("This claim is public by now."))
        super().delete_model(request, obj)

    # Saving --------------------------------------------------------------------------------------------------

    def form_settings(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {**super().form_settings(request, obj), "suggested": suggesting.asked_for(request, obj)}

    @contextmanager
    def door(self, request: HttpRequest, form: Any, change: bool) -> Iterator[None]:
        claim, by = form.instance, request.user
        if not change:
            check_may_take_in(by)
            claim.created_by = by
            yield
            with workflow.editing(claim, by=by, reason={}):
                """From now on it is found by search."""
            if not may_decide(by):
                workflow.announce_draft(claim)
            return
        with workflow.editing(claim, by=by, reason=self.reason(form), seen=form.cleaned_data["version"] or 0):
            yield
            suggesting.take_over(form, by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if change and form.instance.is_public and not may_decide(request.user):
            suggesting.suggest(form, request.user)
        else:
            super().save_related(request, form, formsets, change)

    def after_saving(self, request: HttpRequest, form: Any) -> None:
        """Publish, where that is what was pressed, and to show what a draft would look like to readers."""
        claim = form.instance
        wanted = "_publish" in request.POST or "_preview" in request.POST
        if wanted and not claim.is_public:
            seen = (form.cleaned_data["version"] or 0) + form.is_edited()  # an edit that was just saved counts one
            workflow.publish_claim(claim, by=request.user, reason=self.reason(form), seen=seen)

    # What is shown -------------------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        obj: Claim | None = kwargs.get("obj")
        context["may_publish"] = may_decide(request.user) and not (obj and obj.is_public)
        context["suggests"] = bool(obj and obj.is_public and not may_decide(request.user))
        if obj is not None:
            context["panels"] = panels.Panels(obj, request.user)
            context["note_form"] = beside.NoteForm()
            if suggesting.is_asked(request, obj):
                context["tracked"] = suggesting.tracked(context["panels"].claim)
            context["suggestions"] = suggesting.suggestions(obj, self.get_form(request, obj, change=True)(instance=obj))
        return super().render_change_form(request, context, **kwargs)

    def may_preview(self, request: HttpRequest, obj: Any) -> bool:
        """Of a draft too: it shows what readers would get, or what is missing."""
        return may_decide(request.user)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if obj.is_public and not may_decide(request.user):
            messages.success(request, _("Your suggestion waits for an editor. Readers see no change yet."))
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)
