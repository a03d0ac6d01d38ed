"""Asking people to the desk: they come with roles and without a password, and choose one by a link sent to them."""

from collections.abc import Collection
from typing import NamedTuple

from django.conf import settings

from factcheck.accounts import access, letters, links
from factcheck.accounts.models import User


class Invitation(NamedTuple):
    link: str
    was_sent: bool


def invite(person: User, *, roles: Collection[str], by: User | None) -> Invitation:
    """Give `person`, saved or not, these roles and a fresh link to set a password; earlier links of theirs die.

    Who already has a password keeps it until the link is used. `by=None`: the server's command.
    """
    with access.changing_access(person, by=by):
        if person.pk is None or not person.has_usable_password():
            person.set_unusable_password()  # a random mark, which is part of what earlier links were signed over
        person.is_staff = True  # the desk is Django's admin
        person.save(update_fields=["password", "is_staff"] if person.pk else None)
        access.give_roles(person, roles)
    link = links.set_password_link(person)
    context = {"person": person, "by": by, "link": link, "days": settings.PASSWORD_RESET_TIMEOUT // 86_400}
    return Invitation(link, letters.send("invitation", [person.email], context))
