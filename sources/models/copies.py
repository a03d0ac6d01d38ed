"""Copies of reports that a public archive was asked to keep."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.models.reports import Report


class PublicCopy(models.Model):
    """One wish of an editor. Open until it has a `link` to the copy or a `reason` why there is none."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="public_copies", verbose_name=_("report"))
    url = models.CharField(max_length=2000)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    try_count = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    link = models.CharField(max_length=2500, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("public copy")
        verbose_name_plural = _("public copies")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="publiccopy_one_open", fields=["report"], condition=Q(ended_at=None)),
            models.CheckConstraint(
                name="publiccopy_ends_with_link_or_reason",
                condition=Q(ended_at=None, link="", reason="")
                | Q(ended_at__isnull=False, link="") & ~Q(reason="")
                | Q(ended_at__isnull=False, reason="") & ~Q(link=""),
            ),
            models.CheckConstraint(
                name="publiccopy_lease_ends",
                condition=Q(lease=None, leased_until=None) | Q(lease__isnull=False, leased_until__isnull=False),
            ),
        ]
        indexes = [models.Index(name="publiccopy_due", fields=["due_at"], condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.report} {self.asked_at:%Y-%m-%d %H:%M}"
