"""The record: an append-only log of public states, and the projection that pages and lists read.

Only claims.log writes here. The format of a leaf and of a body is described in docs/record.md and fixed from record 0.
"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import Change, SubjectKind
from sources.public_ids import PUBLIC_ID_LENGTH
from sources.texts import ProseField


class LogHead(models.Model):
    """The one row whose lock orders all Records: the next index, and the time of the last Record."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    next_index = models.BigIntegerField(default=0)
    recorded_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(name="loghead_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.next_index}"


class Record(models.Model):
    """One public thing at one moment: an immutable leaf of the log. `digest` commits to the body."""

    index = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind)
    subject = models.CharField(max_length=PUBLIC_ID_LENGTH)
    change = models.CharField(_("change"), max_length=20, choices=Change)
    previous_status = models.CharField(max_length=16, blank=True)
    status = models.CharField(max_length=16, blank=True)
    urgent = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(_("recorded at"))
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        ordering = ["index"]
        indexes = [
            models.Index("subject", F("index").desc(), name="record_subject"),
            models.Index("recorded_at", "index", name="record_recorded_at"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.subject} {self.change}"


class Body(models.Model):
    """The published bytes of a Record and the salt that its digest was made with."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, db_column="index")
    salt = models.BinaryField(max_length=16)
    body = models.BinaryField()

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return f"{self.pk}"


class Redaction(models.Model):
    """The only key to removing a Body: a lawful ground, and two people who answer for it."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, db_column="index")
    ground = ProseField(_("lawful ground"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="redaction_second_person_is_another", condition=~Q(approved_by=F("made_by")))
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Listing(models.Model):
    """What lists filter and sort by: one row a Record, current while `until_index` is empty. Rebuildable."""

    index = models.BigIntegerField(primary_key=True)
    until_index = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=PUBLIC_ID_LENGTH)
    kind = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=16, blank=True)
    topic = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    measure = models.CharField(max_length=PUBLIC_ID_LENGTH, blank=True)
    language = models.CharField(max_length=35, blank=True)
    low = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    high = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    changed_at = models.DateTimeField()
    search = SearchVectorField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="listing_one_current", fields=["subject"], condition=Q(until_index__isnull=True)
            ),
        ]
        indexes = [
            models.Index("subject", F("index").desc(), name="listing_subject"),
            *(
                models.Index(
                    *(["subject_kind", *columns]),
                    F("index").desc(),
                    name=f"listing_current_{name}",
                    condition=Q(until_index__isnull=True),
                )
                for name, columns in {
                    "kind": [],
                    "claim_kind": ["kind"],
                    "status": ["status"],
                    "topic": ["topic"],
                    "measure": ["measure"],
                    "lang": ["language"],
                }.items()
            ),
            # What a list pinned to a moment must show beside what is current: Records superseded since.
            models.Index("until_index", name="listing_superseded", condition=Q(until_index__isnull=False)),
            GinIndex("search", name="listing_search", condition=Q(until_index__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.subject}"


class Mention(models.Model):
    """A Record of `subject` refers to `referenced`; current while `until_index` is empty. Rebuildable."""

    index = models.BigIntegerField()
    until_index = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=PUBLIC_ID_LENGTH)
    referenced = models.CharField(max_length=PUBLIC_ID_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(name="mention_once", fields=["index", "referenced"])]
        indexes = [
            models.Index(
                "referenced", F("index").desc(), name="mention_current", condition=Q(until_index__isnull=True)
            ),
            models.Index("subject", name="mention_subject", condition=Q(until_index__isnull=True)),
            models.Index("referenced", F("index").desc(), name="mention_referenced"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.referenced}"
