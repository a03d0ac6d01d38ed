"""How many origins a claim has: nine reports that relay one ministry are one."""

from dataclasses import dataclass

from claims.choices import FALLEN_STANDINGS
from claims.models import Attribution, Claim, Hop, Standing


@dataclass(frozen=True)
class Origins:
    """What the chains of a claim come down to."""

    independent: int  # origins that share no upstream; unidentified ones do not count
    unidentified: int
    reports: int
    standing: int  # independent origins that still stand behind the claim

    def as_body(self) -> dict[str, int]:
        return {
            "count": self.independent,
            "unidentified": self.unidentified,
            "reports": self.reports,
            "standing": self.standing,
        }


Chains = list[tuple[Attribution, list[Hop]]]


def chains_of(claim: Claim) -> Chains:
    """The attributions of a claim that was loaded with hops and standings, each with its hops, origin first."""
    chains = [(attribution, list(attribution.hops.all())) for attribution in claim.attributions.all()]
    return [(attribution, hops) for attribution, hops in chains if hops]


def count_origins(claim: Claim) -> Origins:
    """Count the origins of a claim that was loaded with its attributions, hops and standings."""
    chains = chains_of(claim)
    origins = [hops[0].source for _attribution, hops in chains]
    identified = {source.pk for source in origins if source.identified}
    groups = _without_shared_upstream(identified, [[hop.source_id for hop in hops] for _attribution, hops in chains])
    fallen = _fallen(chains)
    return Origins(
        independent=len(groups),
        unidentified=len({source.pk for source in origins if not source.identified}),
        reports=len({attribution.report_id for attribution, _hops in chains}),
        standing=sum(1 for group in groups if not group <= fallen),
    )


def _without_shared_upstream(origins: set[int], chains: list[list[int]]) -> list[set[int]]:
    """Origins in groups: whoever passes another's word on in one chain is not independent of it in the next."""
    groups = {origin: {origin} for origin in origins}
    for chain in chains:
        tied: set[int] = set().union(*(groups[source] for source in chain if source in origins))
        for source in tied:
            groups[source] = tied
    return [set(group) for group in {frozenset(group) for group in groups.values()}]


def fallen_origins(claim: Claim) -> set[int]:
    """The ids of origins that withdrew or denied the claim, or whose word was called an error, and have not
    given it again since. What one of an origin's reports says of it holds for all of them."""
    return _fallen(chains_of(claim))


def _fallen(chains: Chains) -> set[int]:
    latest: dict[int, Standing] = {}
    for attribution, hops in chains:
        origin = hops[0].source_id
        for step in attribution.standings.all():
            if origin not in latest or (step.happened_at, step.pk) > (latest[origin].happened_at, latest[origin].pk):
                latest[origin] = step
    return {origin for origin, step in latest.items() if step.code in FALLEN_STANDINGS}


def origin_of(attribution: Attribution) -> int | None:
    """The id of the source that the chain begins with."""
    hops = list(attribution.hops.all())
    return hops[0].source_id if hops else None
