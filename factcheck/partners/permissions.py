"""Who looks after partners: operators, who have no editorial right."""

from typing import Any

from claims.permissions import OPERATOR, groups_of


def may_look_after_partners(person: Any) -> bool:
    return bool(person.is_active and (person.is_superuser or OPERATOR in groups_of(person)))
