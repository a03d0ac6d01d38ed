"""What contributors would write otherwise in a public claim, and how an editor takes it over."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.utils.text import capfirst

from claims import workflow
from claims.admin.conflicts import shown
from claims.admin.fields import Moment
from claims.admin.picking import number_in
from claims.choices import ProposalKind, ProposalOutcome
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
