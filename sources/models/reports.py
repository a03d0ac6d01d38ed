"""Reports, what we saw when we looked for them, and the passages that claims rest on."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from sources.choices import Precision, ReportKind, ReportState, Vantage
from sources.connecting import ProblemKind, validate_url
from sources.models.sources import Source
from sources.public_ids import PUBLIC_ID_LENGTH, new_report_id
from sources.texts import LanguageField, LineField, ProseField, check_characters


class Report(models.Model):
    """One published item by one publisher, normally at a URL.

    The counters and the two moments of sight are volatile: readers' pages show them beside the record, never in it.
    """

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_report_id
    )
    publisher = models.ForeignKey(Source, models.PROTECT, related_name="reports", verbose_name=_("publisher"))
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind, default=ReportKind.ARTICLE)
    title = LineField(_("title"), blank=True)
    lang = LanguageField(_("language"))
    url = models.CharField(
        _("address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"]), check_characters, validate_url],
        help_text=_("Empty when it has none, such as a broadcast."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.DAY, blank=True
    )
    note = ProseField(_("note"), blank=True, help_text=_("For the desk only."))
    state = models.CharField(
        _("state"), max_length=20, choices=ReportState, default=ReportState.NEVER_CAPTURED, editable=False
    )
    state_since = models.DateTimeField(_("in this state since"), null=True, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)
    first_missed_at = models.DateTimeField(_("first missed"), null=True, editable=False)
    last_checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    check_count = models.PositiveIntegerField(_("times checked"), default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="report_url_once", fields=["url"], condition=~Q(url="")),
            models.CheckConstraint(
                name="report_state_since_is_known",
                condition=Q(state=ReportState.NEVER_CAPTURED) | Q(state_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url or self.public_id

    def clean(self) -> None:
        """Without an address a title is what tells the report from others."""
        if not self.url and not self.title:
            raise ValidationError({"title": _("Give a title or an address.")})
        if self.publisher_id and self.publisher.protected:
            raise ValidationError({"publisher": _("A protected source cannot be a public publisher.")})


class PageText(models.Model):
    """The main text of a page, once for all captures that met it."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    visible = models.TextField(blank=True)  # the beginning of all that was to be read when this text was first met

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")

    def __str__(self) -> str:
        return self.text[:80]


class Removal(models.Model):
    """What a law or a court demanded to be removed from captures: on which ground, and two people who answer for it."""

    ground = ProseField(_("lawful ground"))
    removed_at = models.DateTimeField(db_default=Now())
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        constraints = [
            models.CheckConstraint(name="removal_second_person_is_another", condition=~Q(approved_by=F("removed_by")))
        ]

    def __str__(self) -> str:
        return self.ground[:80]


class Capture(models.Model):
    """One attempt to see a report, and what it met; or what an editor had of it (sources.receiving).

    `outcome` is what this one look showed; the state of the report follows from several (sources.observing). `lease`
    is the turn in which the watcher looked: the database takes one capture a turn. The exact bytes stand in the WARC
    file `archive_file`, the record of the answer at `archive_offset`, `archive_length` bytes of it.

    An article that is still being taken in has no report yet. What was handed in shows nothing of where the report
    stands, and has no outcome.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="captures", verbose_name=_("report")
    )
    requested_at = models.DateTimeField(_("looked for at"))
    vantage = models.CharField(_("seen from"), max_length=20, choices=Vantage)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ReportState, blank=True)
    note = ProseField(_("note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    lease = models.UUIDField(null=True, unique=True, editable=False)
    url = models.CharField(_("address asked"), max_length=2000, blank=True)
    final_url = models.CharField(_("address that answered"), max_length=2000, blank=True)
    redirects = models.JSONField(default=list, blank=True)  # [{url, status}] in order
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    problem = models.CharField(_("problem"), max_length=24, choices=ProblemKind, blank=True)
    why = models.CharField(_("why"), max_length=40, blank=True)
    headers = models.JSONField(default=list, blank=True)  # [[name, value]] in order
    media_type = models.CharField(_("media type"), max_length=200, blank=True)
    address = models.CharField(_("IP address"), max_length=45, blank=True)
    elapsed_ms = models.PositiveIntegerField(null=True, blank=True)
    wire_length = models.PositiveIntegerField(null=True, blank=True)
    body_length = models.PositiveIntegerField(null=True, blank=True)
    body_sha256 = models.CharField(max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.ForeignKey(PageText, models.PROTECT, null=True, blank=True, related_name="captures")
    excerpts = models.JSONField(default=dict, blank=True)  # {id of the excerpt: how it was found}
    archive_file = models.CharField(max_length=200, blank=True)
    archive_offset = models.PositiveIntegerField(null=True, blank=True)
    archive_length = models.PositiveIntegerField(null=True, blank=True)
    removal = models.ForeignKey(Removal, models.PROTECT, null=True, blank=True, related_name="captures")

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="capture_outcome_is_one_of_an_attempt", condition=~Q(outcome=ReportState.NEVER_CAPTURED)
            ),
            models.CheckConstraint(
                name="capture_by_an_editor_names_them",
                condition=~Q(vantage__in=[Vantage.EDITOR, Vantage.FETCHED, Vantage.HANDED_IN])
                | Q(made_by__isnull=False),
            ),
            models.CheckConstraint(
                name="capture_without_a_report_is_an_editors",
                condition=Q(report__isnull=False) | Q(vantage__in=[Vantage.FETCHED, Vantage.HANDED_IN]),
            ),
            models.CheckConstraint(
                name="capture_handed_in_shows_no_outcome",
                condition=Q(vantage=Vantage.HANDED_IN, outcome="") | (~Q(vantage=Vantage.HANDED_IN) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="capture_removed_holds_nothing", condition=Q(removal=None) | Q(text=None, archive_file="")
            ),
            models.CheckConstraint(
                name="capture_in_an_archive_has_its_place",
                condition=Q(archive_file="", archive_offset=None, archive_length=None)
                | (~Q(archive_file="") & Q(archive_offset__isnull=False, archive_length__gt=0)),
            ),
        ]
        indexes = [models.Index(name="capture_newest", fields=["report", "-requested_at"])]

    def __str__(self) -> str:
        return f"{self.report or self.title or self.url} {self.requested_at:%Y-%m-%d %H:%M}"


class StateChange(models.Model):
    """A report went from one state to another. Work for the rooms above until `drained_at` is set.

    `capture` decided it; `observations` are all that led to it, the last good look before included.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="state_changes", verbose_name=_("report"))
    from_state = models.CharField(max_length=20, choices=ReportState)
    to_state = models.CharField(max_length=20, choices=ReportState)
    changed_at = models.DateTimeField()
    capture = models.ForeignKey(Capture, models.PROTECT, related_name="+")
    observations = models.ManyToManyField(Capture, related_name="state_changes")
    drained_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["changed_at", "pk"]
        constraints = [
            models.CheckConstraint(name="statechange_changes_something", condition=~Q(from_state=F("to_state"))),
        ]
        indexes = [models.Index(name="statechange_undrained", fields=["id"], condition=Q(drained_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.report}: {self.from_state} → {self.to_state}"


class Excerpt(models.Model):
    """The passage of a report that a claim rests on: a W3C TextQuoteSelector (exact, prefix, suffix)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="excerpts", verbose_name=_("report"))
    lang = LanguageField(_("language"))
    exact = ProseField(_("exact words"))
    prefix = LineField(_("words before"), blank=True)
    suffix = LineField(_("words after"), blank=True)

    class Meta:
        verbose_name = _("excerpt")
        verbose_name_plural = _("excerpts")
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.exact[:80]
