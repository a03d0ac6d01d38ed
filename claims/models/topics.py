"""Topics, and the questions that figures answer."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.choices import Basis, Counted, Inclusion
from sources.public_ids import PUBLIC_ID_LENGTH, new_measure_id, new_topic_id
from sources.texts import LineField, ProseField, TextsField, must_have, shown


class Topic(models.Model):
    """The story that claims belong to."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_topic_id
    )
    slug = models.SlugField(_("word in the address"), max_length=80, unique=True)
    title = TextsField(_("title"))
    summary = TextsField(_("what it is about"), blank=True)
    not_known = TextsField(_("what is not known"), blank=True)
    note = ProseField(_("note"), blank=True, help_text=_("For the desk only."))
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return shown(self.title)

    def clean(self) -> None:
        must_have(self.title, "title")


class Measure(models.Model):
    """The question that a figure answers. Figures are comparable only under one Measure."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_measure_id
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="measures", verbose_name=_("topic"))
    label = TextsField(_("what is counted, in words"), help_text=_("Such as: people killed in the unrest"))
    counted = models.CharField(_("what is counted"), max_length=20, choices=Counted)
    unit = LineField(_("unit"), max_length=40, blank=True, help_text=_("For money and things: EUR, barrels …"))
    who = TextsField(_("who is counted"), blank=True)
    security_forces = models.CharField(
        _("security forces"), max_length=10, choices=Inclusion, default=Inclusion.UNCLEAR
    )
    place = TextsField(_("where"), blank=True)
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, default=Basis.CUMULATIVE)
    period_from = models.DateField(_("period from"), null=True, blank=True)
    period_until = models.DateField(_("period until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[models.Manager["Measure"]] = models.Manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["topic", "counted", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_period_ends_after_it_begins",
                condition=Q(period_from__isnull=True)
                | Q(period_until__isnull=True)
                | Q(period_until__gte=F("period_from")),
            ),
            models.CheckConstraint(
                name="measure_within_a_period_has_one",
                condition=~Q(basis=Basis.PERIOD) | Q(period_from__isnull=False, period_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return shown(self.label)

    def clean(self) -> None:
        must_have(self.label, "label")
        if self.basis == Basis.PERIOD and not (self.period_from and self.period_until):
            raise ValidationError({"period_from": _("A count within a period needs its first and its last day.")})
