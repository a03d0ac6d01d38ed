"""What bears on a claim, and how claims stand to each other."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import COMPARING, Bearing, RelationKind
from claims.models.claims import Claim, merged_from
from sources.models import Excerpt, Report
from sources.texts import TextsField


class Evidence(models.Model):
    """A report, or a passage of it, that supports, contradicts or gives context."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence", verbose_name=_("claim"))
    report = models.ForeignKey(Report, models.PROTECT, related_name="+", verbose_name=_("report"))
    excerpt = models.ForeignKey(
        Excerpt, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("excerpt")
    )
    bearing = models.CharField(_("bearing"), max_length=12, choices=Bearing)
    primary = models.BooleanField(
        _("primary"), default=False, help_text=_("We saw the thing itself: the video, the document, the place.")
    )
    note = TextsField(_("what it shows"))
    merged_from = merged_from()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["claim", "pk"]
        indexes = [models.Index("merged_from", name="evidence_merged_from", condition=Q(merged_from__isnull=False))]

    def __str__(self) -> str:
        return f"{self.get_bearing_display()}: {self.report}"

    def clean(self) -> None:
        if self.excerpt and self.excerpt.report_id != self.report_id:
            raise ValidationError({"excerpt": _("This excerpt is of another report.")})


class Relation(models.Model):
    """`claim` contradicts, updates, is part of, or repeats `other`."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="relations", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind)
    other = models.ForeignKey(Claim, models.CASCADE, related_name="related_from", verbose_name=_("other claim"))
    note = TextsField(_("how so"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(name="relation_once", fields=["claim", "kind", "other"]),
            models.CheckConstraint(name="relation_between_two_claims", condition=~Q(claim=F("other"))),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.get_kind_display()} {self.other}"

    def clean(self) -> None:
        if self.claim_id is None or self.other_id is None:
            return
        if self.claim_id == self.other_id:
            raise ValidationError({"other": _("A claim has no relation to itself.")})
        if self._state.adding and self.kind in COMPARING and not self._is_comparable():
            raise ValidationError(
                {
                    "kind": _(
                        "The figures answer different questions (their measures differ), so neither repeats or"
                        " contradicts the other. A later count may update one of another kind."
                    )
                }
            )

    def _is_comparable(self) -> bool:
        measures = {end.measure_id for end in (self.claim, self.other) if end.measure_id is not None}
        return len(measures) <= 1  # a statement has none: what it says may contradict a figure
