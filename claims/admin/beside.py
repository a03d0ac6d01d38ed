"""Small things done from the page of a claim, beside its form: a note, a suggestion declined, a Record looked at."""

from functools import partial
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims import reading, workflow
from claims.admin.differences import differences
from claims.admin.fields import ProseFormField
from claims.admin.suggesting import open_suggestions
from claims.models import Claim, Note
from claims.permissions import check_may_take_in
from sources.texts import check_characters

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin


class NoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A note of the desk on a claim; never public."""

    text = ProseFormField(label="")

    class Meta:
        model = Note
        fields = ("text",)


def urls(admin: "ModelAdmin[Claim]") -> list[URLPattern]:
    """To stand before the admin's own addresses of a claim."""
    view = admin.admin_site.admin_view
    note, turn_down = require_POST(partial(add_note, admin)), require_POST(partial(decline, admin))
    return [
        path("<int:pk>/note/", view(note), name="claims_claim_note"),
        path("<int:pk>/suggestion/<int:number>/decline/", view(turn_down), name="claims_claim_decline_suggestion"),
        path("<int:pk>/record/<int:index>/", view(partial(record_page, admin)), name="claims_claim_record"),
    ]


def page_of(pk: int, section: str) -> str:
    return f"{reverse('admin:claims_claim_change', args=[pk])}#{section}"


def add_note(admin: "ModelAdmin[Claim]", request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a note; everybody who takes claims in may write one."""
    check_may_take_in(request.user)
    claim = _claim(pk)
    form = NoteForm(request.POST, instance=Note(claim=claim, made_by=request.user))  # type: ignore[misc]
    if form.is_valid():
        form.save()
        return HttpResponseRedirect(page_of(pk, "notes"))
    context = {**admin.admin_site.each_context(request), "form": form, "claim": claim, "title": _("Note")}
    return TemplateResponse(request, "admin/claims/claim/note.html", context)


def decline(admin: "ModelAdmin[Claim]", request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Turn a suggestion down, with a note to the one who made it."""
    proposal = get_object_or_404(open_suggestions(_claim(pk)), pk=number)
    note = request.POST.get("note", "")
    try:
        check_characters(note)
        workflow.decline(proposal, by=request.user, note=note)
        admin.message_user(request, _("The suggestion was declined."), messages.SUCCESS)
    except ValidationError as refusal:
        admin.message_user(request, " ".join(refusal.messages), messages.ERROR)
    return HttpResponseRedirect(page_of(pk, "suggestions"))


def record_page(admin: "ModelAdmin[Claim]", request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """What one Record changed for readers: its body beside that of the one before it."""
    check_may_take_in(request.user)
    claim = _claim(pk)
    history = reading.history(claim.public_id)
    place = next((i for i, stored in enumerate(history) if stored.index == index), None)
    if place is None:
        raise Http404
    before = history[place - 1] if place else None
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Record %(index)s") % {"index": index},
        "claim": claim,
        "stored": history[place],
        "before": before,
        "differences": differences(before.json if before else {}, history[place].json),
    }
    return TemplateResponse(request, "admin/claims/claim/record.html", context)


def _claim(pk: int) -> Claim:
    claim: Claim = get_object_or_404(Claim.objects.defer("search"), pk=pk)
    return claim
