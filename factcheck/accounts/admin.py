"""The people list, where operators look after those who work at the desk."""

from typing import Any, cast

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import access
from factcheck.accounts.invitations import invite
from factcheck.accounts.models import AccessChange, User

# Roles are fixed in code; keys and addresses that stand beside the people's own would open doors unseen.
admin.site.unregister([Group, Authenticator, EmailAddress])

ABOUT = ["name", "byline"]
STORED_ACCESS = ["email", "is_active"]
LOCKED = ["email", "role_names"]  # shown to who may not change them


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=list(access.ROLES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Every change of access is told by mail to the person and to all editors and operators."),
    )
    without_second_factor = forms.BooleanField(
        label=_("Remove the second factor"),
        required=False,
        help_text=_("For a person who lost it and the recovery codes. Make sure that it is really them who asks."),
    )

    class Meta:
        model = User
        fields = [*STORED_ACCESS, *ABOUT]
        labels = {"is_active": _("May sign in")}
        help_texts = {"is_active": _("Instead of deleting a person: what they did stays signed by them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = [group.name for group in self.instance.groups.all()]

    def clean_email(self) -> str:
        return User.objects.normalize_email(self.cleaned_data["email"])


class AccessChanges(admin.TabularInline):  # type: ignore[type-arg]
    model = AccessChange
    fk_name = "person"
    fields = readonly_fields = ("changed_at", "by_whom", "what")
    extra = 0
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessChange]:
        return AccessChange.objects.select_related("changed_by")

    @admin.display(description=_("changed by"))
    def by_whom(self, change: AccessChange) -> str:
        return str(change.changed_by or gettext("a command on the server"))

    @admin.display(description=_("what"))
    def what(self, change: AccessChange) -> str:
        return format_html_join("; ", "{}: {} → {}", access.differences(change))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_manage_people(_operator(request))


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = PersonForm
    list_display = ["email", "name", "role_names", "state", "second_factor", "last_login"]
    list_filter = ["groups", "is_active"]
    search_fields = ["email", "name", "byline"]
    ordering = ["email"]
    actions = ["invite_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        keys = Authenticator.objects.filter(user=OuterRef("pk"))
        return User.objects.prefetch_related("groups").annotate(has_key=Exists(keys))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["email", *ABOUT, "roles"]})]
        if refusal := access.why_not_change_access(_operator(request), obj):
            return [(None, {"description": refusal, "fields": [*LOCKED, *ABOUT, "last_login"]})]
        removal = ["without_second_factor"] if self.second_factor(obj) else []
        return [(None, {"fields": ["email", *ABOUT, "roles", "is_active", *removal, "last_login"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        locked = obj is not None and not access.may_change_access(_operator(request), obj)
        return ["last_login", *(LOCKED if locked else [])]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return [AccessChanges] if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: PersonForm, change: bool) -> None:
        if not change:
            sent = invite(obj, roles=form.cleaned_data["roles"], by=_operator(request)).was_sent
            _tell_about_letters(request, sent=int(sent), unsent=int(not sent))
        elif access.may_change_access(_operator(request), obj):
            with access.changing_access(obj, by=_operator(request)):
                obj.save(update_fields=[*STORED_ACCESS, *ABOUT])
                access.give_roles(obj, form.cleaned_data["roles"])
                if form.cleaned_data["without_second_factor"]:
                    access.remove_second_factor(obj)
        else:
            obj.save(update_fields=ABOUT)

    @admin.action(description=_("Invite again: send a new link, the old one dies"))
    def invite_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        letters = {True: 0, False: 0}
        for person in people:
            try:
                letters[self._invite_again(request, person)] += 1
            except PermissionDenied as refusal:
                messages.warning(request, f"{person}: {refusal}")
        _tell_about_letters(request, sent=letters[True], unsent=letters[False])

    def _invite_again(self, request: HttpRequest, person: User) -> bool:
        if person.has_usable_password() or not person.is_active:
            raise PermissionDenied(gettext("Only who may sign in and has no password yet is invited again."))
        roles = [group.name for group in person.groups.all()]
        return invite(person, roles=roles, by=_operator(request)).was_sent

    @admin.display(description=_("roles"))
    def role_names(self, person: User) -> str:
        return ", ".join(sorted(group.name for group in person.groups.all()))

    @admin.display(description=_("state"))
    def state(self, person: User) -> str:
        if not person.is_active:
            return gettext("may not sign in")
        return gettext("has a password") if person.has_usable_password() else gettext("invited, no password yet")

    @admin.display(description=_("second factor"), boolean=True)
    def second_factor(self, person: User) -> bool:
        return person.has_key  # type: ignore[attr-defined,no-any-return]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_manage_people(_operator(request))

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return access.may_manage_people(_operator(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_manage_people(_operator(request))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return access.may_manage_people(_operator(request))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


def _operator(request: HttpRequest) -> User:
    """Who asks; the admin lets only people of the desk as far as here."""
    return cast(User, request.user)


def _tell_about_letters(request: HttpRequest, *, sent: int, unsent: int) -> None:
    if sent:
        messages.success(request, ngettext("%d invitation was sent.", "%d invitations were sent.", sent) % sent)
    if unsent:
        text = gettext("The letter could not be sent. Invite again later, or with `manage.py invite` on the server.")
        messages.error(request, text)
