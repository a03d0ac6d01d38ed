"""Who may work at the desk, and the one door through which that changes.

Three rules keep it honest. Only operators change somebody's access, and never their own: an operator who wants to edit
needs another operator, or the server itself. Whatever an operator changes is written down. And it is told by mail to
the person and to everybody who edits or operates, so that nobody makes an accomplice an editor in silence.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.permissions import CONTRIBUTOR, EDITOR, OPERATOR, groups_of
from factcheck.accounts import letters
from factcheck.accounts.models import AccessChange, User

ROLES = {
    CONTRIBUTOR: gettext_lazy("Contributor: takes claims in"),
    EDITOR: gettext_lazy("Editor: decides what readers see"),
    OPERATOR: gettext_lazy("Operator: looks after people"),
}


def may_manage_people(user: User) -> bool:
    return user.is_active and (user.is_superuser or OPERATOR in groups_of(user))


def check_may_change_access(by: User, person: User) -> None:
    """Raise PermissionDenied, with a sentence to show, unless `by` may change what `person` may do."""
    if not may_manage_people(by):
        raise PermissionDenied(_("Only operators look after people."))
    if by.pk == person.pk:
        raise PermissionDenied(_("Nobody changes their own access. Ask another operator."))
    if person.is_superuser and not by.is_superuser:
        raise PermissionDenied(_("Only an administrator changes the access of an administrator."))


def why_not_change_access(by: User, person: User) -> str:
    """The sentence of the refusal, or nothing."""
    try:
        check_may_change_access(by, person)
    except PermissionDenied as refusal:
        return str(refusal)
    return ""


def may_change_access(by: User, person: User) -> bool:
    return not why_not_change_access(by, person)


def access_of(person: User) -> dict[str, Any]:
    """What counts as access, as the database has it: roles, the address of letters, signing in, the second factor."""
    stored = User.objects.get(pk=person.pk)
    return {
        "email": stored.email,
        "roles": sorted(stored.groups.values_list("name", flat=True)),
        "is_active": stored.is_active,
        "second_factor": Authenticator.objects.filter(user=person).exists(),
    }


@contextmanager
def changing_access(person: User, *, by: User | None) -> Iterator[None]:
    """Inside it change the access of `person`: that is written down and told. `by=None`: a command on the server."""
    if by is not None:
        check_may_change_access(by, person)
    with transaction.atomic():
        before: dict[str, Any] = {}
        if person.pk is not None:
            User.objects.select_for_update().get(pk=person.pk)
            before = access_of(person)
        yield
        after = access_of(person)
        if before != after:
            change = AccessChange.objects.create(person=person, changed_by=by, before=before, after=after)
            transaction.on_commit(partial(_tell, change))


def give_roles(person: User, roles: Collection[str]) -> None:
    """Replace the roles of `person`; only inside `changing_access`."""
    person.groups.set(Group.objects.filter(name__in=roles))


def remove_second_factor(person: User) -> None:
    """Let in by password alone who lost their telephone and their recovery codes; only inside `changing_access`."""
    Authenticator.objects.filter(user=person).delete()


def colleagues() -> list[str]:
    """The addresses of all who are told about changes of access."""
    responsible = Q(groups__name__in=[EDITOR, OPERATOR]) | Q(is_superuser=True)
    return list(User.objects.filter(responsible, is_active=True).values_list("email", flat=True).distinct())


def differences(change: AccessChange) -> list[tuple[str, str, str]]:
    """What is different after `change`: what it is, how it was, how it is, all in words."""
    before, after = (_in_words(access) for access in (change.before, change.after))
    return [(label, before.get(label, "–"), now) for label, now in after.items() if now != before.get(label, "–")]


def _in_words(access: dict[str, Any]) -> dict[str, str]:
    if not access:
        return {}
    return {
        _("Mail address"): access["email"],
        _("Roles"): ", ".join(access["roles"]) or "–",
        _("May sign in"): _("yes") if access["is_active"] else _("no"),
        _("Second factor"): _("set up") if access["second_factor"] else "–",
    }


def _tell(change: AccessChange) -> None:
    """Tell the person, at the old address and the new, and all colleagues. Who is new gets an invitation instead."""
    told, persons = set(colleagues()), {access["email"] for access in (change.before, change.after) if access}
    told = told | persons if change.before else told - persons
    context = {"change": change, "differences": partial(differences, change)}
    letters.send("access_changed", sorted(told), context)
