"""What an article adds to claims that are tracked already: each is edited once, whatever is added to it."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims import workflow
from claims.admin.intake.forms import ProposalForm
from claims.models import Attribution, Claim, Evidence, Hop
from sources.models import Report
from sources.texts import Texts


@dataclass
class Addition:
    """What comes to one claim; `form` is the first proposal that asked for it."""

    claim: Claim
    form: ProposalForm
    chains: list[tuple[Attribution, Sequence[Hop]]] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    ways: set[Hashable] = field(default_factory=set)  # on which the report has brought the claim so far

    @classmethod
    def to(cls, number: int, form: ProposalForm, report: Report) -> "Addition":
        claim = Claim.objects.get(pk=number)
        known = claim.attributions.filter(report=report).prefetch_related("hops")
        return cls(claim, form, ways={way_of(list(attribution.hops.all())) for attribution in known})

    def is_known(self, hops: Sequence[Hop]) -> bool:
        """Whether it came on this way already: an article may give its figure in three sentences."""
        known = way_of(hops) in self.ways
        self.ways.add(way_of(hops))
        return known

    def store(self, *, by: Any, reason: Texts) -> None:
        with workflow.editing(self.claim, by=by, reason=reason) as locked:
            for attribution, hops in self.chains:
                attribution.claim = locked
                attribution.save()
                Hop.objects.bulk_create(hops)
            for evidence in self.evidence:
                evidence.claim = locked
                evidence.full_clean()
                evidence.save()


def way_of(hops: Sequence[Hop]) -> Hashable:
    """Through whom a figure came, and which one the last of them gave."""
    last = hops[-1] if hops else Hop()
    return tuple(hop.source_id for hop in hops), last.qualifier, last.low, last.high
