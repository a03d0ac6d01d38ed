"""What is suggested on the page of a claim: what contributors would write otherwise, and what is tracked already."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _l

from claims import workflow
from claims.admin.conflicts import shown
from claims.admin.deciding.page import address
from claims.admin.fields import Moment
from claims.admin.panels import relate_address
from claims.admin.picking import number_in
from claims.choices import ProposalKind, ProposalOutcome, RelationKind, Words
from claims.matching.amounts import size
from claims.matching.candidates import Match, matches, proposed
from claims.matching.kinds import Kind
from claims.models import Claim, Proposal


def asked_for(request: HttpRequest, claim: Claim | None) -> Proposal | None:
    """The open suggestion that the form is to begin with: ?suggestion=<number>."""
    number = number_in(request.GET.get("suggestion", ""))
    if claim is None or number is None:
        return None
    proposal: Proposal | None = open_suggestions(claim).filter(pk=number).first()
    return proposal


def open_suggestions(claim: Claim) -> Any:
    return (
        Proposal.objects.filter(claim=claim, kind=ProposalKind.EDIT, outcome=ProposalOutcome.OPEN)
        .select_related("made_by")
        .order_by("pk")
    )


def suggest(form: Any, by: Any) -> Proposal:
    """Keep the columns that were changed as a suggestion."""
    raw = {name: form.instance._meta.get_field(name).value_from_object(form.instance) for name in form.columns()}
    changes = json.loads(DjangoJSONEncoder().encode(raw))
    return workflow.suggest_edit(form.instance, by=by, changes=changes, reason=form.cleaned_data["reason"])


def initial(proposal: Proposal) -> dict[str, Any]:
    """What the form of the claim begins with."""
    meta = Claim._meta
    values = {name: meta.get_field(name).to_python(value) for name, value in proposal.changes.items()}  # type: ignore[union-attr]
    if precision := values.pop("as_of_precision", None):
        values["as_of"] = Moment(values.get("as_of"), precision)
    return {**values, "reason": proposal.reason, "suggestion": proposal.pk}


def take_over(form: Any, by: Any) -> None:
    """Close the suggestion that the form began with, once it is saved."""
    if number := form.cleaned_data.get("suggestion"):
        for proposal in open_suggestions(form.instance).filter(pk=number):
            workflow.take_over_edit(proposal, by=by)


@dataclass(frozen=True)
class Suggestion:
    """An open suggestion: each field as it is and as it would be."""

    proposal: Proposal
    fields: list[tuple[str, str, str]]


def suggestions(claim: Claim, form: Any) -> list[Suggestion]:
    """The open suggestions on a claim; `form` is an unbound form of it, which knows how its fields are shown."""
    return [Suggestion(proposal, _fields(proposal, form)) for proposal in open_suggestions(claim)]


def _fields(proposal: Proposal, form: Any) -> list[tuple[str, str, str]]:
    wanted = initial(proposal)
    return [
        (capfirst(str(field.label)), shown(field, form.initial.get(name)), shown(field, wanted[name]))
        for name, field in form.fields.items()
        if name in wanted and name not in ("reason", "suggestion")
    ]


# What is tracked already -----------------------------------------------------------------------------------------

_TOLD: dict[Kind, Words] = {
    Kind.SAME: _l("Tracked already"),
    Kind.UPDATE: _l("Another count of the same"),
    Kind.CONTRADICTION: _l("Contradicts"),
    Kind.PART_OF: _l("Part and whole"),
    Kind.DIFFERENT_QUANTITY: _l("No match, though the number is the same"),
}
_RELATES: dict[Kind, RelationKind] = {
    Kind.UPDATE: RelationKind.UPDATES,
    Kind.CONTRADICTION: RelationKind.CONTRADICTS,
    Kind.PART_OF: RelationKind.PART_OF,
}


@dataclass(frozen=True)
class Tracked:
    """A claim that is tracked already, what this one is to it and why, and where an editor can act on that."""

    match: Match
    attribute: str
    merge: str
    relate: str

    @property
    def told(self) -> Words:
        return _TOLD[self.match.verdict.kind] if self.match.claim.words else _l("Similar statement")


def is_asked(request: HttpRequest, claim: Claim) -> bool:
    """Whether to look: always for a draft, and for a public claim when somebody asks."""
    return not claim.is_ended and (not claim.is_public or "tracked" in request.GET)


def tracked(claim: Claim) -> list[Tracked]:
    """What is tracked already of a claim that was loaded whole. Nothing is ever set from it."""
    return [_tracked(claim, match) for match in matches(proposed(claim), like=claim)]


def _tracked(claim: Claim, match: Match) -> Tracked:
    other, kind = match.claim, match.verdict.kind
    same = kind == Kind.SAME
    figure = (claim.qualifier, claim.low, claim.high)
    mergeable = same and figure == (other.qualifier, other.low, other.high) and (other.is_public or not claim.is_public)
    return Tracked(
        match,
        attribute=f"{reverse('admin:claims_attribution_add')}?claim={other.pk}" if same else "",
        merge=address("merge", [claim.pk], into=other.pk) if mergeable else "",
        relate=_relate(claim, _RELATES[kind], other) if kind in _RELATES else "",
    )


def _relate(claim: Claim, kind: RelationKind, other: Claim) -> str:
    """The page that notes the relation. Of part and whole the smaller number is the part."""
    if kind == RelationKind.PART_OF and size(other) < size(claim):
        claim, other = other, claim
    return relate_address(claim, kind, other)
