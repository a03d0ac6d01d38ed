"""What of an article is tracked already, and how a claim taken in would stand to it (claims.matching)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.choices import RelationKind, Words
from claims.matching import candidates
from claims.matching.kinds import Kind
from claims.matching.signals import Given
from claims.models import Claim, Intake
from claims.proposing import Row

ATTACH = "attach"  # the same claim again: one more way that it reached us
MOST_MATCHED = 60  # proposals of an article: each asks the database a few questions
_SHOWN = 3
_KINDS: dict[Kind, str] = {
    Kind.SAME: ATTACH,
    Kind.UPDATE: RelationKind.UPDATES,
    Kind.CONTRADICTION: RelationKind.CONTRADICTS,
    Kind.PART_OF: RelationKind.PART_OF,
}


@dataclass(frozen=True)
class Match:
    """A claim that a proposal may be, or may be about; `kind` is ATTACH or a RelationKind."""

    claim: Claim
    kind: str
    why: Words


def matches(rows: Sequence[Row], intake: Intake) -> list[list[Match]]:
    """For each proposal the tracked claims that an editor wants to know of, the likeliest first."""
    found = [_of(row, intake) for row in rows[:MOST_MATCHED]]
    return found + [[] for _row in rows[MOST_MATCHED:]]


def _of(row: Row, intake: Intake) -> list[Match]:
    if row.takes_back:  # it is about a claim, and none itself
        return []
    found = candidates.matches(_given(row, intake), limit=_SHOWN)
    return [
        Match(match.claim, _KINDS[match.verdict.kind], match.verdict.reason)
        for match in found
        if match.verdict.kind in _KINDS
    ]


def _given(row: Row, intake: Intake) -> Given:
    return Given(
        text=intake.text[row.from_ : row.until],
        lang=intake.lang,
        span=row.words,
        low=Decimal(row.low) if row.low else None,
        high=Decimal(row.high) if row.high else None,
        qualifier=row.qualifier,
        counted=row.counted_class,
        who=row.who,
        place=row.place,
        sources=row.chain,
        passage=f"intake {intake.pk}",
    )
