"""Decisions about the status: one for each row of the table of statuses, and the publishing of a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _l

from claims import clock, workflow
from claims.admin.deciding import shown
from claims.admin.deciding.act import Act, Given, Seen
from claims.admin.deciding.forms import DecisionForm, ReasonForm, StatusForm
from claims.admin.deciding.shown import Shown
from claims.admin.fields import Moment
from claims.choices import MOVE_BY_ENDS, STATUSES, Bearing, Reason, Status
from claims.models import Claim, Evidence, Proposal
from claims.permissions import check_may_decide
from claims.workflow import Decision
from claims.workflow.moving import URGENT_STATUSES, first_decision
from sources.choices import Precision
from sources.models import Source
from sources.texts import texts

# Stands for what has not been typed yet, so that the workflow can be asked whether anything could be typed at all.
_TO_BE_TYPED = texts(en="…")


# What evidence each condition of a status looks for.
_EVIDENCE: dict[str, dict[str, Any]] = {
    "has_evidence": {"bearing": Bearing.CONTEXT.value},
    "has_contradicting_evidence": {"bearing": Bearing.CONTRADICTS.value},
    "has_challenge": {"bearing": Bearing.CONTRADICTS.value},
    "is_corroborated": {"bearing": Bearing.SUPPORTS.value, "primary": True},
}


class Mark(Act):
    """Move claims to one status."""

    def __init__(self, status: Status) -> None:
        self.status, self.rule = status, STATUSES[status]
        self.code = status.value
        self.looks_for = next((_EVIDENCE[name] for name in self.rule.conditions if name in _EVIDENCE), None)
        self.label = format_lazy(_l("Mark as “{status}”"), status=status.label)
        self.explanation = format_lazy(
            _l("Readers are told: “{words}”. Needed: {needs}."), words=self.rule.readers, needs=self.rule.needs
        )

    def make_form(self, *args: Any, **kwargs: Any) -> DecisionForm:
        return StatusForm(*args, status=self.status, looks_for=self.looks_for, **kwargs)

    def decision(self, given: Given) -> Decision:
        code, source = given.get("reason_code", ""), given.get("attributed_to")
        decided_at = given["decided_at"].at if "decided_at" in given else clock.now()
        evidence = given["brought"].evidence() if given.get("brought") else ()
        happened = given.get("happened") or Moment(None, Precision.MINUTE)
        return Decision(
            self.status, given["reason"], code, source, decided_at, happened.at, happened.precision, evidence=evidence
        )

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        super().check(claim, by)
        if given is not None:
            workflow.check_decision(claim, self.decision(given))
        elif refusals := self._refusals(claim, (Evidence(**self.looks_for),) if self.looks_for else ()):
            raise refusals[0]

    def lacks(self, claim: Claim) -> str:
        refusals = self._refusals(claim)
        return " ".join(refusals[0].messages) if refusals else ""

    def _refusals(self, claim: Claim, evidence: tuple[Evidence, ...] = ()) -> list[ValidationError]:
        """Why no typed reason is possible, also with this evidence; empty when one is."""
        refusals = []
        for decision in self._conceivable(claim, evidence):
            try:
                workflow.check_decision(claim, decision)
            except ValidationError as refusal:
                refusals.append(refusal)
            else:
                return []
        return refusals

    def _conceivable(self, claim: Claim, evidence: tuple[Evidence, ...]) -> list[Decision]:
        """Every typed reason, by everybody who said something of the claim so far, or by somebody else."""
        sources = [step.source for a in claim.attributions.all() for step in a.standings.all()] or [Source()]
        codes: tuple[Reason | str, ...] = self.rule.reasons or ("",)
        return [
            Decision(self.status, _TO_BE_TYPED, code, source, evidence=evidence) for code in codes for source in sources
        ]

    @transaction.atomic
    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> Proposal | None:
        if given.get("brought"):
            given["brought"].store_passage()
        decision = self.decision(given)
        made = workflow.move_claim(
            claim,
            decision.to,
            by=by,
            reason=decision.reason,
            reason_code=decision.reason_code,
            attributed_to=decision.attributed_to,
            decided_at=decision.decided_at,
            happened_at=decision.happened_at,
            happened_precision=decision.happened_precision,
            evidence=decision.evidence,
            seen=seen.version,
        )
        return made if isinstance(made, Proposal) else None

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if given is None:
            return shown.told(self.status, "", None, {})
        return shown.decided(self.decision(given))

    def needs_second(self, claim: Claim) -> bool:
        move = MOVE_BY_ENDS.get((Status(claim.status), self.status))
        return move is not None and move.needs_second

    def warns_of(self, claim: Claim) -> list[tuple[str, Claim]]:
        return shown.resting_on(claim) if self.status in URGENT_STATUSES else []


class Reinstate(Mark):
    """Back to where every claim began."""

    def __init__(self) -> None:
        super().__init__(Status.UNVERIFIED)
        self.label = _l("Reinstate: reported, not confirmed")


class Publish(Act):
    code = "publish"
    label = _l("Publish")
    explanation = _l("Takes drafts into the public record. What is public is never deleted, only decided upon.")
    form = ReasonForm

    def check(self, claim: Claim, by: Any, given: Given | None = None) -> None:
        check_may_decide(by)
        first = first_decision(claim, given["reason"] if given else _TO_BE_TYPED)
        claim.clean()
        workflow.check_decision(claim, first)

    def carry_out(self, claim: Claim, by: Any, given: Given, seen: Seen) -> None:
        workflow.publish_claim(claim, by=by, reason=given["reason"], seen=seen.version)

    def after(self, claim: Claim, given: Given | None) -> Shown:
        if claim.is_public:
            return shown.now(claim)
        return shown.decided(first_decision(claim, given["reason"] if given else {}))


def marks() -> list[Mark]:
    return [Reinstate() if status == Status.UNVERIFIED else Mark(status) for status in STATUSES]
