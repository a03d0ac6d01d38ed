"""Partners and their keys. A key is shown in the answer to the form that makes it, and never again."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from factcheck.partners import keys
from factcheck.partners.admin.operators import OnlyShown, OperatorsAdmin
from factcheck.partners.choices import Scope
from factcheck.partners.models import Key, Partner


class Keys(OnlyShown):
    model = Key
    fields = readonly_fields = ("prefix", "name", "scopes", "expires_at", "revoked_at", "last_used_on")


@admin.register(Partner)
class PartnerAdmin(OperatorsAdmin):
    list_display = ["name", "contact", "created_at", "created_by"]
    search_fields = ["name", "contact"]
    fields = ["name", "contact"]

    def save_model(self, request: HttpRequest, obj: Partner, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def get_inlines(self, request: HttpRequest, obj: Partner | None) -> list[Any]:
        return [Keys] if obj else []


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    scopes = forms.MultipleChoiceField(
        label=_("Opens"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Reading is open to everybody; every key raises the limits."),
    )

    class Meta:
        model = Key
        fields = ["partner", "name", "scopes", "expires_at"]


@admin.register(Key)
class KeyAdmin(OperatorsAdmin):
    form = KeyForm
    list_display = ["prefix", "partner", "name", "opens", "state", "last_used_on"]
    list_filter = ["partner"]
    list_select_related = ["partner"]
    search_fields = ["prefix", "name", "partner__name"]
    actions = ["revoke"]

    def get_readonly_fields(self, request: HttpRequest, obj: Key | None = None) -> list[str]:
        """A key that somebody has is what it is: another one is made, and this one revoked."""
        return ["partner", "opens", *_FACTS] if obj else []

    def get_fields(self, request: HttpRequest, obj: Key | None = None) -> Any:
        return ["partner", "name", "opens", "expires_at", *_FACTS] if obj else KeyForm.Meta.fields

    def get_form(self, request: HttpRequest, obj: Key | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj:
            form.base_fields.pop("scopes", None)
        return form

    def save_model(self, request: HttpRequest, obj: Key, form: Any, change: bool) -> None:
        if change:
            obj.save(update_fields=["name", "expires_at"])
        else:
            obj.scopes = form.cleaned_data["scopes"]
            request.said = keys.give_secret(obj, by=request.user)  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Key, post_url_continue: str | None = None) -> HttpResponse:
        """The one answer that shows the key. It goes through no session, no cookie and no redirect."""
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("The new key"),
            "opts": Key._meta,
            "key": obj,
            "said": request.said,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/partners/new_key.html", context)

    @admin.action(description=_("Revoke: programs that use it are refused from now on"))
    def revoke(self, request: HttpRequest, chosen: QuerySet[Key]) -> None:
        count = sum(keys.revoke(key, by=request.user) for key in chosen)
        messages.success(request, ngettext("%d key was revoked.", "%d keys were revoked.", count) % count)

    @admin.display(description=_("opens"))
    def opens(self, key: Key) -> str:
        return ", ".join(str(Scope(scope).label) for scope in key.scopes) or gettext("reading")

    @admin.display(description=_("state"))
    def state(self, key: Key) -> str:
        if key.revoked_at:
            return gettext("revoked")
        expired = key.expires_at is not None and key.expires_at <= timezone.now()
        return gettext("expired") if expired else gettext("good")


_FACTS = ["prefix", "state", "created_at", "created_by", "revoked_at", "revoked_by", "last_used_on"]
