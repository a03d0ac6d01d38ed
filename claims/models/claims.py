"""The claim: one checkable assertion, a figure or a statement."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import ClaimKind, Nature, Status
from claims.figure import Count
from claims.models.figures import FigureColumns, figure_constraints
from claims.models.topics import Measure, Topic
from claims.querysets import ClaimQuerySet
from sources.choices import Precision
from sources.public_ids import PUBLIC_ID_LENGTH, new_claim_id
from sources.texts import LanguageField, ProseField, TextsField, must_have, shown


class Claim(FigureColumns):
    """One checkable assertion. Its status changes through claims.workflow only, and the database sees to it."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_claim_id
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ClaimKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="claims", verbose_name=_("topic"))
    wording = ProseField(_("wording"), help_text=_("Word for word as it was reported."))
    wording_lang = LanguageField(_("language of the wording"))
    summary = TextsField(_("summary"), help_text=_("The desk's own sentence: who is said to have claimed what."))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="claims", verbose_name=_("measure")
    )
    as_of = models.DateTimeField(
        _("as of"), null=True, blank=True, help_text=_("The time for which the figure was given.")
    )
    as_of_precision = models.CharField(
        _("precision of the as-of time"), max_length=10, choices=Precision, default=Precision.DAY, blank=True
    )
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.CHECKABLE)

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT, editable=False)
    latest_change = models.OneToOneField(
        "claims.StatusChange", models.PROTECT, null=True, editable=False, related_name="+"
    )
    # What took the claim off the lists: it was merged into another one, or removed. The act stands in the ledger.
    ending = models.ForeignKey(
        "claims.Edit", models.PROTECT, null=True, editable=False, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        db_index=False,
        verbose_name=_("merged into"),
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("taken in by")
    )
    created_at = models.DateTimeField(_("taken in"), db_default=Now(), editable=False)
    changed_at = models.DateTimeField(_("last change"), db_default=Now(), editable=False)
    reviewed_at = models.DateTimeField(_("last reviewed by an editor"), null=True, editable=False)
    waiting = models.BooleanField(_("waiting for an editor"), default=False, editable=False)
    search = SearchVectorField(null=True, editable=False)

    objects: ClassVar[ClaimQuerySet] = ClaimQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="claim_figure_has_a_figure_and_a_measure",
                condition=Q(kind=ClaimKind.FIGURE, measure__isnull=False, nature=Nature.CHECKABLE) & ~Q(qualifier="")
                | Q(kind=ClaimKind.STATEMENT, measure__isnull=True, qualifier="", as_of__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_draft_has_no_change",
                condition=Q(status=Status.DRAFT, latest_change__isnull=True)
                | (~Q(status=Status.DRAFT) & Q(latest_change__isnull=False)),
            ),
            models.CheckConstraint(name="claim_status_is_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(
                name="claim_ends_by_an_act",
                condition=Q(ending__isnull=True, merged_into__isnull=True)
                | Q(ending__isnull=False, merged_into__isnull=False)
                | (Q(ending__isnull=False, merged_into__isnull=True) & ~Q(status=Status.DRAFT)),
            ),
            models.CheckConstraint(name="claim_merged_into_another", condition=~Q(merged_into=F("id"))),
            *figure_constraints("claim"),
        ]
        indexes = [
            models.Index(F("changed_at").desc(), F("id").desc(), name="claim_newest"),
            models.Index("status", F("changed_at").desc(), F("id").desc(), name="claim_status_newest"),
            models.Index("topic", F("changed_at").desc(), F("id").desc(), name="claim_topic_newest"),
            models.Index("kind", F("changed_at").desc(), F("id").desc(), name="claim_kind_newest"),
            models.Index("wording_lang", F("changed_at").desc(), F("id").desc(), name="claim_lang_newest"),
            models.Index(
                F("changed_at").desc(), F("id").desc(), name="claim_waiting_newest", condition=Q(waiting=True)
            ),
            models.Index("merged_into", name="claim_merged_into", condition=Q(merged_into__isnull=False)),
            GinIndex("search", name="claim_search"),
        ]

    def __str__(self) -> str:
        return shown(self.summary) or self.wording[:120]

    @property
    def is_public(self) -> bool:
        return self.status != Status.DRAFT

    @property
    def is_ended(self) -> bool:
        """Whether it was merged into another claim or removed: nothing is decided about it any more."""
        return self.ending_id is not None

    @property
    def is_removed(self) -> bool:
        return self.is_ended and self.merged_into_id is None

    @property
    def count(self) -> Count | None:
        """The figure with its question and its time, for comparing; None for a statement."""
        if self.figure is None or self.measure is None:
            return None
        return Count(self.figure, self.measure.public_id, self.measure.basis, self.as_of, self.as_of_precision)

    def clean(self) -> None:
        """A figure claim has a measure of its topic and bounds of its qualifier; a statement has neither."""
        must_have(self.summary, "summary")
        if self.kind == ClaimKind.FIGURE:
            self._clean_figure()
        elif self.kind == ClaimKind.STATEMENT:
            self._clean_statement()

    def _clean_figure(self) -> None:
        if not self.qualifier or not self.words:
            raise ValidationError({"words" if self.qualifier else "qualifier": _("A figure claim needs this.")})
        if self.measure is None:
            raise ValidationError({"measure": _("Say what is counted.")})
        if self.measure.topic_id != self.topic_id:
            raise ValidationError({"measure": _("This measure belongs to another topic.")})
        if self.nature != Nature.CHECKABLE:
            raise ValidationError({"nature": _("A figure is always checkable.")})
        if figure := self.figure:
            figure.check()

    def _clean_statement(self) -> None:
        for field in ("qualifier", "words", "low", "high", "measure", "as_of"):
            if getattr(self, field) not in (None, ""):
                raise ValidationError({field: _("A statement has no figure: leave this empty.")})


def merged_from() -> "models.ForeignKey[Claim | None, Claim | None]":
    """The column of a part that came with a merged claim: to which claim it goes back when they are taken apart."""
    return models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=_("came with"),
    )
