"""What a row of the list tells of a claim, fetched for all rows of a page at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from claims.choices import ProposalKind, ProposalOutcome
from claims.models import Attribution, Claim, Hold, Hop, Proposal, ReviewItem


@dataclass(frozen=True)
class Row:
    """A claim, who says so through whom, and what it waits for."""

    claim: Claim
    chain: Sequence[Hop]
    attribution_count: int
    waits_for: Sequence[str]

    @property
    def origin(self) -> Hop | None:
        return self.chain[0] if self.chain else None

    @property
    def publisher(self) -> Hop | None:
        """The end of the chain, where it is not its beginning too."""
        return self.chain[-1] if len(self.chain) > 1 else None

    @property
    def more_attributions(self) -> int:
        return max(self.attribution_count - 1, 0)


def rows(claims: Sequence[Claim]) -> list[Row]:
    """Rows for these claims, with a number of queries that does not follow from theirs."""
    ids = [claim.pk for claim in claims]
    chains, counts, waits = _first_chains(ids), _attribution_counts(ids), _waits_for(ids)
    return [Row(c, chains.get(c.pk, []), counts.get(c.pk, 0), waits.get(c.pk, [])) for c in claims]


def _first_chains(ids: Iterable[int]) -> dict[int, list[Hop]]:
    ordered = Attribution.objects.filter(claim__in=ids).order_by("claim_id", "pk")
    first = list(ordered.distinct("claim_id").values_list("pk", flat=True))
    hops = Hop.objects.filter(attribution__in=first).select_related("source", "attribution").order_by("position")
    chains: dict[int, list[Hop]] = defaultdict(list)
    for hop in hops.only("source__name", "attribution__claim", "position"):
        chains[hop.attribution.claim_id].append(hop)
    return chains


def _attribution_counts(ids: Iterable[int]) -> dict[int, int]:
    counted = Attribution.objects.filter(claim__in=ids).order_by().values_list("claim").annotate(Count("pk"))
    return dict(counted)


def _waits_for(ids: Iterable[int]) -> dict[int, list[str]]:
    """The hold first, then what is proposed, then what else needs an editor; each once."""
    waits: dict[int, list[str]] = defaultdict(list)
    for claim in Hold.objects.filter(claim__in=ids, ended_at=None).values_list("claim", flat=True):
        waits[claim].append(_("held"))
    for proposal in Proposal.objects.filter(claim__in=ids, outcome=ProposalOutcome.OPEN).order_by("pk"):
        waits[proposal.claim_id].append(_proposed(proposal))
    others = ReviewItem.objects.filter(claim__in=ids, closed_at=None)
    for item in others.exclude(cause__startswith="proposal:").exclude(cause__startswith="hold:"):
        waits[item.claim_id].append(item.get_reason_display())
    return {claim: list(dict.fromkeys(reasons)) for claim, reasons in waits.items()}


def _proposed(proposal: Proposal) -> str:
    if proposal.kind == ProposalKind.EDIT:
        return _("suggested edit")
    return _("second editor: %(status)s") % {"status": proposal.get_to_status_display()}
