"""Asks a person to the desk. The printed link lets the first operator in where there is no mail server yet."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from factcheck.accounts.access import ROLES
from factcheck.accounts.invitations import invite
from factcheck.accounts.models import User


class Command(BaseCommand):
    help = (
        "Invite a person to the desk by mail and print the link by which they set a password. Invited again, a person"
        " has exactly the roles named now; links made before are dead. Editors and operators are told by mail."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail", help="the person's mail address")
        parser.add_argument("--role", action="append", required=True, choices=list(ROLES), help="may be given again")
        parser.add_argument("--name", default="", help="how colleagues see the person")

    def handle(self, *args: Any, mail: str, role: list[str], name: str, **options: Any) -> None:
        invitation = invite(_person(mail, name), roles=role, by=None)
        if not invitation.was_sent:
            self.stderr.write("The letter could not be sent (see the log). Hand the link over yourself:")
        self.stdout.write(invitation.link)


def _person(mail: str, name: str) -> User:
    """Who has the address already, or a new person, checked as a form would check them."""
    mail = User.objects.normalize_email(mail)
    try:
        validate_email(mail)
        person = User.objects.filter(email=mail).first() or User(email=mail, name=name)
        person.full_clean(exclude=["password"])
    except ValidationError as problem:
        raise CommandError("\n".join(problem.messages)) from problem
    if not person.is_active:
        raise CommandError(f"{mail} was kept from signing in. Another operator can let them in again at the desk.")
    return person
