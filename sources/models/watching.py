"""What the watch has to remember: when each report is due, when each host may be asked, and what was found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.choices import Pace
from sources.models.reports import Capture, Report

LONGEST_HOST = 260  # a name in DNS, a colon and a port


class Host(models.Model):
    """A server that reports stand on. One request at a time: `free_at` is when the next may begin, for all workers."""

    name = models.CharField(_("host"), max_length=LONGEST_HOST, primary_key=True)  # as the Host header has it
    free_at = models.DateTimeField(_("free at"))
    backoff_count = models.PositiveSmallIntegerField(default=0)  # refusals for asking too often, one after the other
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True)
    robots_closed = models.BooleanField(
        default=False
    )  # unreachable robots.txt: nothing may be asked (RFC 9309, 2.3.1.4)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name


class Watch(models.Model):
    """A report under watch. `due_at` is the obligation; a lease says that a worker is at it, and until when."""

    report = models.OneToOneField(Report, models.CASCADE, primary_key=True, related_name="watch")
    url = models.CharField(max_length=2000)
    host = models.ForeignKey(Host, models.PROTECT, related_name="watches")
    since_at = models.DateTimeField(_("under watch since"))
    pace = models.CharField(_("pace"), max_length=10, choices=Pace, default=Pace.AUTO)
    due_at = models.DateTimeField(_("next look"), null=True)
    dense_until = models.DateTimeField(_("looked at closely until"), null=True)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    # What was published, as far as we know: the first good look, or what an editor took as the new state of things.
    baseline = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    last_good = models.ForeignKey(Capture, models.PROTECT, null=True, related_name="+")
    unmodified_count = models.PositiveSmallIntegerField(default=0)  # answers 304 since the page was last fetched whole

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        constraints = [
            models.CheckConstraint(
                name="watch_lease_ends",
                condition=Q(lease=None, leased_until=None) | Q(lease__isnull=False, leased_until__isnull=False),
            ),
        ]
        indexes = [models.Index(name="watch_due", fields=["due_at"], condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return str(self.report)


class TextChange(models.Model):
    """The main text of a report was found changed in substance. Work for the rooms above until `drained_at` is set."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="text_changes", verbose_name=_("report"))
    before = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    after = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    findings = models.JSONField(default=list)  # as sources.comparing gives them
    announced = models.BooleanField(_("announced on the page"), default=False)
    found_at = models.DateTimeField(_("found at"))
    drained_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("change of text")
        verbose_name_plural = _("changes of text")
        ordering = ["found_at", "pk"]
        indexes = [models.Index(name="textchange_undrained", fields=["id"], condition=Q(drained_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.report} {self.found_at:%Y-%m-%d %H:%M}"


class LastLook(models.Model):
    """Up to which capture a person has seen a report: “since I last looked” begins there."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
        constraints = [models.UniqueConstraint(name="lastlook_once", fields=["report", "looked_by"])]

    def __str__(self) -> str:
        return f"{self.looked_by}: {self.capture}"


class Outage(models.Model):
    """A time in which our own network was dead: nothing was looked at, and nothing follows from it."""

    began_at = models.DateTimeField(_("began"))
    checked_at = models.DateTimeField(_("last checked"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                name="outage_one_at_a_time", fields=["ended_at"], condition=Q(ended_at=None), nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"
