"""What an editor fills in to decide. Each form is short; what depends on the claim is asked of the workflow."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import override

from claims import clock
from claims.admin.deciding.brought import BroughtForm
from claims.admin.fields import Moment, MomentField, PickField, ProseFormField, ReasonField
from claims.choices import REASONS_NAMING_A_SOURCE, STATUSES, CorrectionKind, Reason, StandingCode, Status
from claims.models import Attribution, Claim
from claims.models.ledger import FIRST_DECISION
from claims.wording import status_words
from sources.choices import ReportState, Vantage
from sources.models import Report, Source
from sources.names import name_here
from sources.texts import Texts, check_characters, texts, visible

# Two clocks never agree: what an editor's own clock calls now is not refused as being in the future.
CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_NOTE = 2_000


def now() -> Moment:
    return Moment(clock.now(), "minute")


class PastField(MomentField):
    """A moment that has been: nothing is reported or decided in the future."""

    def validate(self, value: Moment) -> None:
        super().validate(value)
        if value.at and value.at > clock.now() + CLOCKS_DIFFER:
            raise ValidationError(_("This moment is still to come."), code="future")


class DecidedField(PastField):
    """When the desk decided: a moment of its own time, as the ledger demands."""

    def validate(self, value: Moment) -> None:
        super().validate(value)
        if value.at and value.at < FIRST_DECISION:
            year = {"year": FIRST_DECISION.year}
            raise ValidationError(_("Nothing was decided here before %(year)d."), code="early", params=year)


class DecisionForm(forms.Form):
    """`claims` are those that the decision is about."""

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        self.claims = claims
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    @property
    def on_page(self) -> list[forms.BoundField]:
        """The fields that stand together; those of a single claim stand in its row."""
        return [field for field in self.visible_fields() if field.name not in self.in_rows]

    in_rows: tuple[str, ...] = ()
    brought: BroughtForm | None = None  # evidence, where the decision may need it

    def choices_of(self, claim: Claim) -> list[tuple[str, str]]:
        """What can be chosen beside this claim: number and name."""
        return []

    def boxes_of(self, claim: Claim) -> list[dict[str, Any]]:
        """The check boxes that stand beside this claim."""
        return [
            {"name": name, "value": value, "label": label, "checked": value in (self[name].value() or [])}
            for name in self.in_rows
            for value, label in self.choices_of(claim)
        ]

    def _offer_in_rows(self, name: str, required: str) -> None:
        offered = [self.choices_of(claim) for claim in self.claims]
        field = self.fields[name]
        field.choices = [choice for choices in offered for choice in choices]  # type: ignore[attr-defined]
        field.error_messages["required"] = required
        # Of one there is nothing to choose; of several, a wrong one would be published.
        field.initial = [choices[0][0] for choices in offered if len(choices) == 1]


class ReasonForm(DecisionForm):
    reason = ReasonField(label=_l("Why"), help_text=_l("Readers are told this. One language is enough."))


class StatusForm(ReasonForm):
    """The reason of a change of status; typed and with a named source where the table of statuses says so."""

    reason_code = forms.ChoiceField(label=_l("Typed reason"), widget=forms.RadioSelect)
    attributed_to = PickField(
        Source, label=_l("Who acted"), required=False, help_text=_l("A name in any spelling; readers are told it.")
    )
    happened = PastField(
        label=_l("When they said so"),
        required=False,
        help_text=_l("For a challenge: as exactly as it is known. Where it was said is the evidence below."),
    )
    decided_at = DecidedField(exact=True, label=_l("Decided at"), initial=now)
    field_order = ("reason_code", "attributed_to", "happened", "reason", "decided_at")

    def __init__(self, *args: Any, status: Status, looks_for: Mapping[str, Any] | None, **kwargs: Any) -> None:
        """`looks_for` is the evidence that the status may need (BroughtForm)."""
        super().__init__(*args, **kwargs)
        if looks_for is not None:
            self.brought = BroughtForm(self.data if self.is_bound else None, looks_for)
        reasons = STATUSES[status].reasons
        if reasons:
            told = {reason: status_words(status, reason, "…").words for reason in reasons}
            choices = [(r.value, _("%(reason)s: “%(told)s”") % {"reason": r.label, "told": told[r]}) for r in reasons]
            self.fields["reason_code"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["reason_code"]
        if not set(reasons) & set(REASONS_NAMING_A_SOURCE):
            del self.fields["attributed_to"]
        if Reason.CHALLENGED not in reasons:
            del self.fields["happened"]  # when somebody took it back stands with the attribution
        if STATUSES[status].needs_second:
            del self.fields["decided_at"]  # it is decided when a second editor approves

    def is_valid(self) -> bool:
        return super().is_valid() and (self.brought is None or self.brought.is_valid())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.brought and self.brought.is_brought:
            given["brought"] = self.brought
        if "attributed_to" in self.fields and "reason_code" in given and not self.has_error("attributed_to"):
            self._check_source(given["reason_code"], given["attributed_to"])
        if "reason_code" in given and "happened" in given:
            self._check_date(given["reason_code"], given["happened"])
        return given

    def _check_date(self, code: str, happened: Moment) -> None:
        if code == Reason.CHALLENGED and happened.at is None:
            self.add_error("happened", _("Say when: a challenge has a date."))
        if code != Reason.CHALLENGED and happened.at is not None:
            self.add_error("happened", _("This typed reason has no date of its own: leave this empty."))

    def _check_source(self, code: str, source: Source | None) -> None:
        if code in REASONS_NAMING_A_SOURCE and source is None:
            self.add_error("attributed_to", _("Say who: readers are told the name."))
        if code not in REASONS_NAMING_A_SOURCE and source is not None:
            self.add_error("attributed_to", _("This typed reason names nobody: leave this empty."))


def withdrawal_reported() -> Texts:
    """The words of the usual hold in every language of the desk: at night two clicks must do."""
    words: Texts = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= texts(**{language: _("A withdrawal was reported; we are checking it.")})  # type: ignore[arg-type]
    return words


class MergeForm(ReasonForm):
    into = PickField(
        Claim, label=_l("The other claim"), help_text=_l("Words of it, or its id. It stays, and takes over this one.")
    )
    field_order = ("into", "reason")


class HoldForm(ReasonForm):
    reported_at = PastField(exact=True, label=_l("Reported at"), initial=now)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = withdrawal_reported
        self.fields["reason"].label = _("What was reported")


class StandingForm(ReasonForm):
    """What became of some of the ways the claims reached us."""

    attributions = forms.MultipleChoiceField(label=_l("Attributions"))
    code = forms.ChoiceField(label=_l("What happened"), choices=StandingCode.choices, widget=forms.RadioSelect)
    source = PickField(Source, label=_l("Who says so"), help_text=_l("A name in any spelling; readers are told it."))
    happened = PastField(label=_l("When"))
    report = PickField(
        Report, label=_l("Where it says so"), required=False, help_text=_l("The address or title of a report, if any.")
    )
    field_order = ("attributions", "code", "source", "happened", "report", "reason")
    in_rows = ("attributions",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_in_rows("attributions", _("Choose the attributions beside the claims."))

    def choices_of(self, claim: Claim) -> list[tuple[str, str]]:
        return [(str(attribution.pk), attribution_words(attribution)) for attribution in claim.attributions.all()]


def attribution_words(attribution: Attribution) -> str:
    """The chain from the origin to the report, and how it stands."""
    chain = " → ".join(name_here(hop.source) for hop in attribution.hops.all())
    return visible(f"{chain}: {attribution.report} ({attribution.get_standing_display()})")


class ReportForm(DecisionForm):
    """What an editor saw of reports."""

    reports = forms.MultipleChoiceField(label=_l("Reports"))
    state = forms.ChoiceField(
        label=_l("What was seen"),
        choices=[(s.value, s.label) for s in ReportState if s != ReportState.NEVER_CAPTURED],
        widget=forms.RadioSelect,
        initial=ReportState.ABSENT,
        help_text=_l("No status follows: deletion is not withdrawal."),
    )
    at = PastField(exact=True, label=_l("Looked for at"), initial=now)
    vantage = forms.ChoiceField(
        label=_l("Seen by"),
        choices=[(v.value, v.label) for v in (Vantage.EDITOR, Vantage.REPORTED)],
        widget=forms.RadioSelect,
        initial=Vantage.EDITOR,
    )
    note = ProseFormField(
        label=_l("What exactly was seen"),
        help_text=_l("For the desk only."),
        max_length=LONGEST_NOTE,
        validators=[check_characters],
    )
    in_rows = ("reports",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_in_rows("reports", _("Choose the reports beside the claims."))

    def choices_of(self, claim: Claim) -> list[tuple[str, str]]:
        return [
            (str(report.pk), f"{visible(str(report))} ({report.get_state_display()})") for report in reports_of(claim)
        ]


def reports_of(claim: Claim) -> list[Report]:
    """The reports that a claim rests on: those that gave it, and its evidence."""
    given_by = [attribution.report for attribution in claim.attributions.all()]
    return list(dict.fromkeys([*given_by, *(item.report for item in claim.evidence.all())]))


class CorrectionForm(DecisionForm):
    kind = forms.ChoiceField(
        label=_l("Kind"),
        choices=CorrectionKind.choices,
        widget=forms.RadioSelect,
        initial=CorrectionKind.CORRECTION,
        help_text=_l("For mistakes of our own. What others take back is a standing or a status, never a correction."),
    )
    was_wrong = ReasonField(label=_l("What was wrong"), help_text=_l("Readers are told this."))
    is_right = ReasonField(label=_l("What is right"), help_text=_l("Readers are told this."))


class ApprovalForm(DecisionForm):
    decided_at = DecidedField(exact=True, label=_l("Decided at"), initial=now)


class RefusalForm(DecisionForm):
    note = ProseFormField(
        label=_l("Why not"),
        help_text=_l("For the one who proposed it; readers do not see it."),
        max_length=LONGEST_NOTE,
        validators=[check_characters],
    )
