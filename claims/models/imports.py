"""Files of many claims on their way in: each row with what is wrong with it, and the claim that it became."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import Counted
from claims.imports.choices import DUE, ImportState, MadeKind, RowOutcome
from claims.models.claims import Claim
from claims.models.topics import Topic
from sources.texts import LanguageField, LineField, TextsField

_PERSON = settings.AUTH_USER_MODEL


class Import(models.Model):
    """One file. Nothing becomes a claim before an editor has seen every problem and said so."""

    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.NAMING)
    file_name = LineField(_("file"))
    problem = LineField(_("what went wrong"), blank=True)  # with a file that cannot be read
    headers = models.JSONField(default=list)  # the names of the columns, as the file has them
    fields = models.JSONField(default=list, blank=True)  # for each column the name of a field, or "" for none
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic of rows without one")
    )
    lang = LanguageField(_("language of rows without one"), blank=True)
    new_names = models.JSONField(default=dict, blank=True)  # what a name that is not known is made as: a SourceKind
    makes_measures = models.BooleanField(default=False)
    counted = models.CharField(max_length=20, choices=Counted, blank=True)  # by new measures of rows that do not say
    skips_problems = models.BooleanField(default=False)
    publishes = models.BooleanField(default=False)
    reason = TextsField(_("why"), blank=True)
    told_in = LanguageField(blank=True, editable=False)  # the language of who sees it: a worker has none of its own
    turns = models.PositiveSmallIntegerField(default=0)  # that workers began since one last came to something
    stopped_in = models.CharField(max_length=10, choices=ImportState, blank=True)  # and goes on there when asked to
    version = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("begun by"))
    made_at = models.DateTimeField(_("begun at"), db_default=Now())

    objects: ClassVar[models.Manager["Import"]] = models.Manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_stopped_in_its_work",
                condition=Q(state=ImportState.STOPPED, stopped_in__in=DUE)
                | (~Q(state=ImportState.STOPPED) & Q(stopped_in="")),
            )
        ]
        indexes = [
            models.Index(
                name="import_due",
                fields=["id"],
                condition=Q(state__in=DUE),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportPart(models.Model):
    """A piece of the file as it was uploaded, until a worker has read it to its end."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(name="importpart_once", fields=["of", "number"])]

    def __str__(self) -> str:
        return f"{self.of} {self.number}"


class ImportRow(models.Model):
    """One row of the file. `digest` is of its content and its fields: the same row of another file is known by it."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # of the row in the file, the header being the first
    values = models.JSONField()  # by column
    digest = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=RowOutcome, default=RowOutcome.UNCHECKED)
    problems = models.JSONField(default=list)  # [field, sentence] each
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[models.Manager["ImportRow"]] = models.Manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["of", "number"]
        constraints = [models.UniqueConstraint(name="importrow_once", fields=["of", "number"])]
        indexes = [
            models.Index("of", "outcome", "number", name="importrow_outcome"),
            models.Index("digest", name="importrow_imported", condition=Q(outcome=RowOutcome.IMPORTED)),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.number}"


class ImportParcel(models.Model):
    """What the check built from some hundred sound rows, so that importing has not to build it again.

    `content` is written and read by claims.imports.parcels alone. The import takes a parcel out in the transaction
    that stores its claims; the next check of the rows makes new ones.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="parcels")
    first = models.PositiveIntegerField()  # the number of the first row that it may hold; in order of which they go
    last = models.PositiveIntegerField()
    content = models.TextField()

    class Meta:
        verbose_name = _("built rows of an import")
        verbose_name_plural = _("built rows of imports")
        ordering = ["of", "first"]
        constraints = [models.UniqueConstraint(name="importparcel_once", fields=["of", "first"])]

    def __str__(self) -> str:
        return f"{self.of} {self.first}–{self.last}"


class ImportMade(models.Model):
    """A source, measure or report that an import made for its claims, so that undoing it can take them out too.

    `thing` is its number, no foreign key: the note of an import must not keep anybody from deleting the thing.
    `digest` is of its columns as they were made (claims.imports.undoing).
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="made")
    kind = models.CharField(max_length=10, choices=MadeKind)
    thing = models.BigIntegerField()
    digest = models.CharField(max_length=32)
    is_kept = models.BooleanField(default=False)  # the import was undone, and this stayed

    objects: ClassVar[models.Manager["ImportMade"]] = models.Manager()

    class Meta:
        verbose_name = _("made by an import")
        verbose_name_plural = _("made by imports")
        ordering = ["of", "kind", "thing"]
        constraints = [
            models.UniqueConstraint(name="importmade_once", fields=["of", "kind", "thing"]),
            models.CheckConstraint(name="importmade_is_of_a_kind", condition=Q(kind__in=MadeKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.get_kind_display()} {self.thing}"
