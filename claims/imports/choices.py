"""How far an import and each of its rows have come."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """How far an import has come. Those with a worker's work in them are due until it is done."""

    READING = "reading", _("being read")
    UNREADABLE = "unreadable", _("cannot be read")
    NAMING = "naming", _("columns to be named")
    CLEARING = "clearing", _("about to be checked")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", _("stopped by a failure")


class RowOutcome(TextChoices):
    """What is known of one row of an import."""

    UNCHECKED = "unchecked", _("not checked yet")
    NEW = "new", _("new")
    KNOWN = "known", _("unchanged: it was imported before")
    PROBLEM = "problem", _("has problems")
    IMPORTED = "imported", _("imported")
    KEPT = "kept", _("kept: somebody worked on it since")
    UNDONE = "undone", _("undone")


class MadeKind(TextChoices):
    """What an import makes beside claims, in the order in which it can be taken out again."""

    REPORT = "report", _("report")
    MEASURE = "measure", _("measure")
    SOURCE = "source", _("source")


# In these, a worker has something to do.
DUE = (
    ImportState.READING,
    ImportState.CLEARING,
    ImportState.CHECKING,
    ImportState.IMPORTING,
    ImportState.UNDOING,
)
