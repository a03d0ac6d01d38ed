"""Articles that claims are taken from, while an editor decides what to take."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import IntakeState
from claims.models.topics import Topic
from sources.choices import Precision, ReportKind
from sources.models import Capture, Report, Source
from sources.texts import LanguageField, LineField, check_characters, check_kept

LONGEST_ARTICLE = 200_000  # characters: a long report of an organisation fits, a book does not


class Intake(models.Model):
    """One article on its way in: its text, what extraction proposed, and what an editor decided of each proposal.

    For the desk only: of the text, readers see the excerpts that claims rest on. `capture` is what came, as it came;
    `text` is a working copy, in which the proposals count their characters, and goes when the article is done.
    `proposals` are those of claims.proposing, in the order of the text, from the one numbered `first` on;
    `decisions` are what was filled in on the page, by the names of its inputs, so that a closed window or a second
    person loses nothing; `kept_by` filled them in last.
    """

    state = models.CharField(_("state"), max_length=10, choices=IntakeState, default=IntakeState.OPEN, editable=False)
    problem = LineField(_("what went wrong"), blank=True, editable=False)
    told_in = LanguageField(blank=True, editable=False)  # the language of who began it: a worker has none of its own
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name=_("topic")
    )
    publisher = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("publisher")
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="intakes", verbose_name=_("report")
    )
    url = models.CharField(
        _("address"),
        max_length=2000,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"]), check_characters],
    )
    title = LineField(_("title"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind, default=ReportKind.ARTICLE)
    lang = LanguageField(_("language"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_precision = models.CharField(
        _("precision"), max_length=10, choices=Precision, default=Precision.DAY, blank=True
    )
    capture = models.ForeignKey(
        Capture, models.PROTECT, null=True, related_name="intakes", editable=False, verbose_name=_("capture")
    )
    first = models.PositiveIntegerField(default=0, editable=False)  # proposals that earlier parts of the article have
    text = models.TextField(_("text"), blank=True, validators=[check_kept, MaxLengthValidator(LONGEST_ARTICLE)])
    proposals = models.JSONField(default=list, editable=False)
    decisions = models.JSONField(default=dict, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("kept by")
    )
    kept_at = models.DateTimeField(_("kept at"), null=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("begun by")
    )
    made_at = models.DateTimeField(_("begun at"), db_default=Now(), editable=False)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("done by")
    )
    taken_in_at = models.DateTimeField(_("done at"), null=True, editable=False)

    objects: ClassVar[models.Manager["Intake"]] = models.Manager()

    class Meta:
        verbose_name = _("article to take in")
        verbose_name_plural = _("articles to take in")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="intake_open_has_a_text",
                condition=~Q(state=IntakeState.OPEN) | (~Q(text="") & Q(capture__isnull=False)),
            ),
            models.CheckConstraint(
                name="intake_done_leaves_its_text_to_the_capture",
                condition=~Q(state=IntakeState.DONE) | Q(text="", proposals=[], decisions={}, capture__isnull=False),
            ),
            models.UniqueConstraint(  # what was left undecided of a part goes on in its place
                name="intake_part_once", fields=["capture", "first"], condition=~Q(state=IntakeState.DONE)
            ),
            models.CheckConstraint(
                name="intake_waiting_has_an_address", condition=~Q(state=IntakeState.WAITING) | ~Q(url="")
            ),
            models.CheckConstraint(
                name="intake_done_is_somebodys",
                condition=Q(state=IntakeState.DONE, taken_in_at__isnull=False, taken_in_by__isnull=False)
                | (~Q(state=IntakeState.DONE) & Q(taken_in_at__isnull=True, taken_in_by__isnull=True)),
            ),
        ]
        indexes = [models.Index(name="intake_waiting", fields=["id"], condition=Q(state=IntakeState.WAITING))]

    def __str__(self) -> str:
        return self.title or self.url or self.text[:80] or f"#{self.pk}"

    @property
    def known_report(self) -> Report | None:
        """The report that it is, where the desk has it: known before, or made with another part of the article."""
        return self.report or (self.capture.report if self.capture else None)
