"""What of an article is tracked already, and how a claim taken in would stand to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import Claim, Intake
from claims.proposing import Row

ATTACH = "attach"  # the same claim again: one more way that it reached us


@dataclass(frozen=True)
class Match:
    """A claim that a proposal may be, or may be about; `kind` is ATTACH or a RelationKind."""

    claim: Claim
    kind: str
    why: str


def matches(rows: Sequence[Row], intake: Intake) -> list[list[Match]]:
    return [[] for _row in rows]
