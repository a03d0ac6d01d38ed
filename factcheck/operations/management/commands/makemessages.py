"""Django's makemessages, which also finds texts marked by the short names that this program uses."""

from django.core.management.commands import makemessages

# A module that needs both gettext and gettext_lazy calls the second one by a name that xgettext does not know: without
# this its texts would be left out of every catalog, and nobody would miss them.
_SHORT_NAMES = ("_l", "_g")


class Command(makemessages.Command):
    xgettext_options = [*makemessages.Command.xgettext_options, *(f"--keyword={name}" for name in _SHORT_NAMES)]
