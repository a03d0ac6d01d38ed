"""The ledger of decisions, append-only, and the decisions that wait for a second editor."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.choices import (
    DECISIONS,
    REASONS_NAMING_A_SOURCE,
    STATUSES,
    Change,
    ProposalKind,
    ProposalOutcome,
    Reason,
    Status,
)
from claims.models.claims import Claim
from sources.choices import Precision
from sources.models import Source
from sources.public_ids import PUBLIC_ID_LENGTH
from sources.texts import TextsField

_PERSON = settings.AUTH_USER_MODEL
# Before this day nobody decided anything about a record like this: an earlier one is a slip of the keyboard.
FIRST_DECISION = datetime(2000, 1, 1, tzinfo=UTC)
# The clocks of the web server and of the database differ, and an editor's differs from both.
CLOCKS_DIFFER_AT_MOST = timedelta(hours=1)


def _typed_reason_fits() -> Q:
    """A status with typed reasons was reached for one of them, any other for none."""
    typed = {status: rule.reasons for status, rule in STATUSES.items() if rule.reasons}
    fits = Q(reason_code="") & ~Q(to_status__in=[*typed])
    for status, reasons in typed.items():
        fits |= Q(to_status=status, reason_code__in=reasons)
    return fits


class Transition(models.Model):
    """A permitted move, from claims.choices.MOVES. The ledger refers to it, so the database refuses every other."""

    from_status = models.CharField(max_length=16, choices=Status)
    to_status = models.CharField(max_length=16, choices=Status)
    needs_second = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="transition_once", fields=["from_status", "to_status"]),
            models.UniqueConstraint(
                name="transition_for_the_ledger", fields=["from_status", "to_status", "needs_second"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class StatusChange(models.Model):
    """One step in a claim's history. `made_at` is the database's own time; `decided_at` is when the desk decided."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="status_changes", verbose_name=_("claim"))
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    from_status = models.CharField(_("from"), max_length=16, choices=Status)
    to_status = models.CharField(_("to"), max_length=16, choices=Status)
    needs_second = models.BooleanField(_("needs a second editor"))
    reason_code = models.CharField(_("typed reason"), max_length=24, choices=Reason, blank=True)
    attributed_to = models.ForeignKey(
        Source, models.PROTECT, null=True, related_name="+", verbose_name=_("who acted, as readers are told")
    )
    happened_at = models.DateTimeField(_("when they acted"), null=True)
    happened_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MINUTE)
    reason = TextsField(_("why"))
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    approved_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by"))
    decided_at = models.DateTimeField(_("decided at"))
    made_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["claim", "pk"]
        constraints = [
            models.UniqueConstraint(name="statuschange_reached", fields=["id", "claim", "to_status"]),
            models.UniqueConstraint(
                name="statuschange_one_beginning", fields=["claim"], condition=Q(previous__isnull=True)
            ),
            models.CheckConstraint(
                name="statuschange_begins_as_draft",
                condition=Q(previous__isnull=True, from_status=Status.DRAFT)
                | (Q(previous__isnull=False) & ~Q(from_status=Status.DRAFT)),
            ),
            models.CheckConstraint(
                name="statuschange_second_editor_is_another",
                condition=(Q(needs_second=False) | Q(approved_by__isnull=False))
                & (Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by"))),
            ),
            models.CheckConstraint(name="statuschange_says_why", condition=~Q(reason={})),
            models.CheckConstraint(name="statuschange_has_its_typed_reason", condition=_typed_reason_fits()),
            models.CheckConstraint(
                name="statuschange_names_who_acted",
                condition=~Q(reason_code__in=REASONS_NAMING_A_SOURCE) | Q(attributed_to__isnull=False),
            ),
            models.CheckConstraint(
                name="statuschange_dates_what_somebody_did",
                condition=Q(happened_at__isnull=True) | Q(attributed_to__isnull=False),
            ),
            models.CheckConstraint(
                name="statuschange_decided_in_our_time",
                condition=Q(decided_at__gte=FIRST_DECISION, decided_at__lte=F("made_at") + CLOCKS_DIFFER_AT_MOST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


class Edit(models.Model):
    """Any other public change that a person made: what kind, of which public thing, why, and who."""

    subject = models.CharField(_("subject"), max_length=PUBLIC_ID_LENGTH, db_index=True)
    change = models.CharField(_("change"), max_length=20, choices=Change)
    reason = TextsField(_("why"), blank=True)
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("made by"))
    approved_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by"))
    made_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["pk"]
        constraints = [
            # What a claim refers to that ended by this act.
            models.UniqueConstraint(name="edit_of_its_subject", fields=["id", "subject", "change"]),
            models.CheckConstraint(
                name="edit_removal_has_a_second_editor",
                condition=~Q(change=Change.REMOVED) | (Q(approved_by__isnull=False) & ~Q(approved_by=F("made_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_change_display()}"


class Hold(models.Model):
    """Readers are told at once that something happened, while the decision waits for a second editor."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="holds", verbose_name=_("claim"))
    reported_at = models.DateTimeField(_("reported at"))
    reason = TextsField(_("what was reported"))
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("held by"))
    made_at = models.DateTimeField(_("held at"), db_default=Now())
    ended_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["claim", "pk"]
        constraints = [
            models.CheckConstraint(name="hold_says_why", condition=~Q(reason={})),
            models.UniqueConstraint(name="hold_one_open_a_claim", fields=["claim"], condition=Q(ended_at__isnull=True)),
            models.CheckConstraint(
                name="hold_end_is_somebodys",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.reported_at:%Y-%m-%d %H:%M}"


class Proposal(models.Model):
    """A decision that waits for a second editor, or an edit that somebody suggests.

    It lapses when the claim has changed since `claim_version`. `told_at` and `reminded_at` are the letters to those
    who may approve: empty ones are due work, found again by a task after any crash.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="proposals", verbose_name=_("claim"))
    claim_version = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=ProposalKind)
    to_status = models.CharField(_("to"), max_length=16, choices=Status, blank=True)
    reason_code = models.CharField(_("typed reason"), max_length=24, choices=Reason, blank=True)
    attributed_to = models.ForeignKey(
        Source, models.PROTECT, null=True, related_name="+", verbose_name=_("who acted, as readers are told")
    )
    happened_at = models.DateTimeField(_("when they acted"), null=True)
    happened_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MINUTE)
    changes = models.JSONField(_("changed fields"), default=dict)
    reason = TextsField(_("why"))
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    made_at = models.DateTimeField(_("proposed at"), db_default=Now())
    outcome = models.CharField(_("outcome"), max_length=12, choices=ProposalOutcome, default=ProposalOutcome.OPEN)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision_note = models.TextField(_("note on the decision"), blank=True)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="proposal_says_why", condition=~Q(reason={})),
            models.UniqueConstraint(
                name="proposal_one_open_decision_a_claim",
                fields=["claim"],
                condition=Q(outcome=ProposalOutcome.OPEN, kind__in=DECISIONS),
            ),
            models.CheckConstraint(
                name="proposal_of_a_status_names_it",
                condition=Q(kind=ProposalKind.STATUS) & ~Q(to_status="")
                | Q(kind__in=(ProposalKind.EDIT, ProposalKind.REMOVAL), to_status=""),
            ),
            models.CheckConstraint(
                name="proposal_approved_by_another",
                condition=~Q(outcome=ProposalOutcome.APPROVED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("made_by"))),
            ),
            models.CheckConstraint(
                name="proposal_decided_at_a_time",
                condition=Q(outcome=ProposalOutcome.OPEN, decided_at__isnull=True)
                | (~Q(outcome=ProposalOutcome.OPEN) & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(name="proposal_open", fields=["made_at"], condition=Q(outcome=ProposalOutcome.OPEN)),
        ]

    def __str__(self) -> str:
        return f"{self.claim} → {self.get_to_status_display() or self.get_kind_display()}"
