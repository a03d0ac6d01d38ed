"""What of an article is tracked already, and how a claim taken in would stand to it (claims.matching)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Min

from claims.choices import RelationKind, Words
from claims.matching import candidates
from claims.matching.amounts import size
from claims.matching.kinds import Kind
from claims.matching.signals import Given
from claims.models import Claim, Intake
from claims.proposing import Row

ATTACH = "attach"  # the same claim again: one more way that it reached us
# The other way round: the claim that is tracked is a part of the new one, or is the later of the two.
HAS_PART, UPDATED_BY = "has_part", "updated_by"
SAME_QUESTION = (ATTACH, RelationKind.UPDATES, UPDATED_BY, RelationKind.CONTRADICTS)  # so they share a measure
MOST_MATCHED = 60  # proposals of an article: each asks the database a few questions
_SHOWN = 3
_HEAD = 600  # characters of an article that tell what it is about
_KINDS: dict[Kind, str] = {
    Kind.SAME: ATTACH,
    Kind.UPDATE: RelationKind.UPDATES,
    Kind.CONTRADICTION: RelationKind.CONTRADICTS,
    Kind.PART_OF: RelationKind.PART_OF,
}


@dataclass(frozen=True)
class Match:
    """A claim that a proposal may be, or may be about; `kind` is ATTACH, HAS_PART, UPDATED_BY or a
    RelationKind."""

    claim: Claim
    kind: str
    why: Words


def matches(rows: Sequence[Row], intake: Intake) -> list[list[Match]]:
    """For each proposal the tracked claims that an editor wants to know of, the likeliest first."""
    about = _about(intake)
    found = [_of(row, intake, about) for row in rows[:MOST_MATCHED]]
    return found + [[] for _row in rows[MOST_MATCHED:]]


def _about(intake: Intake) -> str:
    """The topic, where one is chosen, the headline and the lead: they name the event for the sentences after them."""
    head = intake.text[:_HEAD].rpartition("\n")[0] or intake.text[:_HEAD]
    topic = [entry["text"] for entry in intake.topic.title.values()] if intake.topic else []
    return "\n\n".join([*topic, intake.title, head])


def _of(row: Row, intake: Intake, about: str) -> list[Match]:
    if row.takes_back:  # it is about a claim, and none itself
        return []
    given = _given(row, intake, about)
    found = [match for match in candidates.matches(given, limit=_SHOWN) if match.verdict.kind in _KINDS]
    return [Match(match.claim, _kind(given, match, intake), match.verdict.reason) for match in found]


def _kind(given: Given, match: candidates.Match, intake: Intake) -> str:
    """Of part and whole the smaller number is the part; of two counts the older does not update."""
    kind = match.verdict.kind
    if kind == Kind.PART_OF and size(match.claim) < size(given):
        return HAS_PART
    if kind == Kind.UPDATE and (given.signals.earlier or _is_older(intake, match.claim)):
        return UPDATED_BY
    return _KINDS[kind]


def _is_older(intake: Intake, claim: Claim) -> bool:
    """Whether the article was out before whatever told the claim first."""
    first = claim.attributions.aggregate(at=Min("report__published_at"))["at"]
    return bool(intake.published_at and first and intake.published_at < first)


def _given(row: Row, intake: Intake, about: str) -> Given:
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
        about=about,
    )
