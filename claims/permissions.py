"""Who may do what at the desk. Whether the state of a claim allows it is another question, asked in claims.workflow.

Each rule is a pair: `check_may_x` raises PermissionDenied with a sentence that a person can read, `may_x` answers.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTRIBUTOR = "contributor"
EDITOR = "editor"
OPERATOR = "operator"
GROUPS = (CONTRIBUTOR, EDITOR, OPERATOR)

_Person = Any  # the user model is chosen by the settings, above this room


def groups_of(person: _Person) -> frozenset[str]:
    """The names of the person's groups, asked of the database once for each loaded person."""
    if not person.is_active:
        return frozenset()
    if not hasattr(person, "_group_names"):
        person._group_names = frozenset(person.groups.values_list("name", flat=True))
    return person._group_names  # type: ignore[no-any-return]


def is_editor(person: _Person) -> bool:
    """Editors decide. A superuser does too, but never alone where two are needed."""
    return bool(person.is_active and (person.is_superuser or EDITOR in groups_of(person)))


def is_contributor(person: _Person) -> bool:
    return is_editor(person) or CONTRIBUTOR in groups_of(person)


def is_operator(person: _Person) -> bool:
    """Operators look after the installation and its people."""
    return bool(person.is_active and (person.is_superuser or OPERATOR in groups_of(person)))


def _checker(rule: Callable[[_Person], bool], sentence: str | Promise) -> Callable[[_Person], None]:
    def check(person: _Person) -> None:
        if not rule(person):
            raise PermissionDenied(str(sentence))

    return check


may_take_in = is_contributor
check_may_take_in = _checker(is_contributor, _("Only contributors and editors take claims in."))
may_decide = is_editor
check_may_decide = _checker(is_editor, _("Only editors decide what readers are told."))


may_operate = is_operator
check_may_operate = _checker(is_operator, _("Only operators do this."))


def deciders() -> Any:
    """Everybody who may decide now, as a queryset of people."""
    people = get_user_model().objects.filter(is_active=True)
    return people.filter(Q(is_superuser=True) | Q(groups__name=EDITOR)).distinct().order_by("pk")


def who_may_approve(proposed_by: _Person) -> Any:
    """The second editors for what `proposed_by` proposes."""
    return deciders().exclude(pk=proposed_by.pk)


def may_approve(person: _Person, proposed_by: _Person) -> bool:
    return is_editor(person) and person.pk != proposed_by.pk


def check_may_approve(person: _Person, proposed_by: _Person) -> None:
    """Raise PermissionDenied unless `person` is an editor other than the one who proposed."""
    check_may_decide(person)
    if person.pk == proposed_by.pk:
        raise PermissionDenied(str(_("A second editor must approve: you proposed this yourself.")))
