"""What we tell, ask and are told: corrections, replies, tips, notes, and what needs an editor."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import CorrectionKind, Priority, ReviewReason
from claims.models.claims import Claim
from sources.choices import Precision
from sources.models import Report, Source
from sources.public_ids import PUBLIC_ID_LENGTH, new_correction_id
from sources.texts import LineField, ProseField, TextsField

_PERSON = settings.AUTH_USER_MODEL


class Correction(models.Model):
    """A public notice about our own record. What others withdraw is never called a correction."""

    public_id = models.CharField(
        _("public id"), max_length=PUBLIC_ID_LENGTH, unique=True, editable=False, default=new_correction_id
    )
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="corrections", verbose_name=_("claim"))
    kind = models.CharField(_("kind"), max_length=16, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    was_wrong = TextsField(_("what was wrong"))
    is_right = TextsField(_("what is right"))
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("corrected by"))
    made_at = models.DateTimeField(_("corrected at"), db_default=Now())

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.claim}"


class Reply(models.Model):
    """Whom we asked about a claim, by when we wanted an answer, and the answer or the silence."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="replies", verbose_name=_("claim"))
    asked = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("whom we asked"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_precision = models.CharField(max_length=10, choices=Precision, default=Precision.MINUTE, editable=False)
    deadline_at = models.DateTimeField(_("answer wanted by"), null=True, blank=True)
    deadline_precision = models.CharField(max_length=10, choices=Precision, default=Precision.MINUTE, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = TextsField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["claim", "asked_at"]
        constraints = [
            models.CheckConstraint(
                name="reply_answer_has_a_time",
                condition=Q(answer={}, answered_at__isnull=True) | Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}"


class Note(models.Model):
    """A note of the desk on a claim; never public."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="notes", verbose_name=_("claim"))
    text = ProseField(_("note"))
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", editable=False, verbose_name=_("by"))
    made_at = models.DateTimeField(_("at"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["claim", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class ReviewItem(models.Model):
    """One reason why a claim needs an editor. `cause` names what opened it: one item is open for one cause."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="review_items", verbose_name=_("claim"))
    reason = models.CharField(_("reason"), max_length=16, choices=ReviewReason)
    cause = models.CharField(max_length=80, help_text=_("Such as statechange:12"))
    priority = models.CharField(_("priority"), max_length=10, choices=Priority, default=Priority.NORMAL)
    note = ProseField(_("what happened"), blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    assigned_to = models.ForeignKey(
        _PERSON, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), db_default=Now())
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    closed_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("closed by")
    )

    class Meta:
        verbose_name = _("review item")
        verbose_name_plural = _("review items")
        ordering = ["priority", "opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="reviewitem_one_open_a_cause",
                fields=["claim", "reason", "cause"],
                condition=Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="reviewitem_open", fields=["priority", "opened_at"], condition=Q(closed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.claim}"


def new_receipt() -> str:
    """A number that a reader can write down; not to be guessed."""
    return "-".join(f"{secrets.randbelow(10**4):04d}" for _group in range(4))


class Tip(models.Model):
    """What a reader sends in, and what we answer."""

    receipt = models.CharField(_("receipt number"), max_length=24, unique=True, editable=False, default=new_receipt)
    claim = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="tips", verbose_name=_("claim")
    )
    text = ProseField(_("message"))
    url = LineField(_("address"), max_length=2000, blank=True)
    contact = models.EmailField(_("mail address"), blank=True)
    made_at = models.DateTimeField(_("sent in"), db_default=Now(), editable=False)
    answer = ProseField(_("answer"), blank=True, help_text=_("Whoever has the receipt number can read this."))
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answered_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="tip_answer_is_somebodys",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.receipt
