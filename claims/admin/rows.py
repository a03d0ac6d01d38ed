"""What a row of the list tells of a claim, fetched for all rows of a page at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from claims.choices import ProposalKind, ProposalOutcome
from claims.models import Attribution, Claim, Hold, Hop, Proposal, ReviewItem


@dataclass(frozen=True)
class Row:
    """A claim, who says so through whom (the names of the first chain), and what it waits for."""

    claim: Claim
    chain: Sequence[str]
    more_attributions: int
    waits_for: Sequence[str]

    @property
    def origin(self) -> str:
        return self.chain[0] if self.chain else ""

    @property
    def publisher(self) -> str:
        """The end of the chain, where it is not its beginning too."""
        return self.chain[-1] if len(self.chain) > 1 else ""


def rows(claims: Sequence[Claim]) -> list[Row]:
    """Rows for these claims, with a number of queries that does not follow from theirs."""
    ids = [claim.pk for claim in claims]
    attributions, waits = _attributions(ids), _waits_for(ids)
    chains = _chains([first for first, _count in attributions.values()])
    return [_row(claim, attributions.get(claim.pk), chains, waits.get(claim.pk, [])) for claim in claims]


def _row(claim: Claim, attribution: tuple[int, int] | None, chains: dict[int, list[str]], waits: list[str]) -> Row:
    first, count = attribution or (0, 1)
    return Row(claim, chains.get(first, []), count - 1, waits)


def _attributions(ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The first attribution of each claim, and how many there are."""
    grouped = Attribution.objects.filter(claim__in=ids).order_by().values_list("claim")
    return {claim: (first, count) for claim, first, count in grouped.annotate(Min("pk"), Count("pk"))}


def _chains(attributions: Iterable[int]) -> dict[int, list[str]]:
    hops = Hop.objects.filter(attribution__in=attributions).order_by("position")
    chains: dict[int, list[str]] = defaultdict(list)
    for attribution, name in hops.values_list("attribution", "source__name"):
        chains[attribution].append(name)
    return chains


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
    return _("second editor: %(status)s") % {"status": proposal.get_to_status_display() or proposal.get_kind_display()}
