"""Tracked claims that a proposed one may repeat, update, contradict or be a part of, with the reason in words.

A fixed number of queries, however many claims there are: the rarest words of the proposed claim lead to at most
LOOKED_AT claims, which the database ranks; the best of them are compared one by one (claims.matching.kinds).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _l

from claims.choices import ClaimKind
from claims.figure import COMPARISON_WORDS, Comparison, compare
from claims.matching.kinds import SAME_NUMBER_ELSE, Kind, Verdict, kind_of
from claims.matching.signals import Given
from claims.matching.terms import Group, Statistics, groups, statistics
from claims.models import Claim

LOOKED_AT = 4_000  # rows that the index may lead to: more take longer than an editor waits
COMPARED = 50
SHOWN = 5
_LENGTH = 60  # lexemes in the vector of a claim of usual length
_ALIKE = 0.12  # of the weight of a statement: across languages little more than its names is shared

# BM25 (Robertson and Zaragoza 2009, section 3) of vectors that say only whether a word stands in them; k1 1.2, b 0.5.
_RANK = "({weights}) * 2.2 / (1 + 1.2 * (0.5 + 0.5 * length(search) / {length}.0))"

# In the order in which an editor wants to know of them.
_ORDER = (Kind.SAME, Kind.CONTRADICTION, Kind.UPDATE, Kind.PART_OF, Kind.DIFFERENT_QUANTITY)
LIKE_WORDS = _l("a statement in similar words")

# What bounds and times under one measure say; the first table whatever the times, the second where both are known.
_BY_BOUNDS = {Comparison.SAME: Kind.SAME, Comparison.ANSWERS: Kind.UPDATE}
_BY_TIME = {
    **_BY_BOUNDS,
    Comparison.UPDATES: Kind.UPDATE,
    Comparison.REFINES: Kind.UPDATE,
    Comparison.CONTRADICTS: Kind.CONTRADICTION,
}


@dataclass(frozen=True)
class Match:
    """A tracked claim, what the proposed one is to it, and how alike their words are."""

    claim: Claim
    verdict: Verdict
    score: float


def matches(given: Given, *, like: Claim | None = None, limit: int = SHOWN) -> list[Match]:
    """The tracked claims that matter most for `given`, at most `limit`. `like` is a stored claim that it was made of:
    it is not its own match, and claims under its measure are compared too."""
    ranked = _ranked(given, like)
    claims = _loaded([*ranked, *_under_the_same_measure(like)])
    found = [match for claim in claims if (match := _matched(given, like, claim, ranked))]
    return sorted(found, key=lambda match: (_ORDER.index(match.verdict.kind), -match.score, -match.claim.pk))[:limit]


def proposed(claim: Claim) -> Given:
    """A stored claim as plain values. Load it with its measure, topic, and hops with their sources."""
    measure = claim.measure
    hops = [hop for attribution in claim.attributions.all() for hop in list(attribution.hops.all())[:1]]
    texts = [claim.wording, *(entry["text"] for entry in claim.summary.values())]
    return Given(
        text="\n\n".join(dict.fromkeys(texts)),
        lang=claim.wording_lang,
        span=claim.words,
        low=claim.low,
        high=claim.high,
        qualifier=claim.qualifier,
        counted=measure.counted if measure else "",
        who=_all(measure.who) if measure else "",
        place=_all(measure.place) if measure else "",
        sources=[name for hop in hops for name in dict.fromkeys((hop.named_as, hop.source.name))],
        as_of=claim.as_of,
        as_of_precision=claim.as_of_precision,
    )


def _all(texts: dict[str, Any]) -> str:
    return " ".join(entry["text"] for entry in texts.values())


# Finding them -----------------------------------------------------------------------------------------------------


def _ranked(given: Given, like: Claim | None) -> dict[int, float]:
    """The claims most like `given` by their words, with how much of its weight they hold: from 0 to about 1."""
    known = statistics()
    wanted = groups(given, known)
    entry = _entry(wanted, known)
    if not entry:
        return {}
    weights = " + ".join("CASE WHEN search @@ %s::tsquery THEN %s ELSE 0 END" for _ in wanted)
    rank = _RANK.format(weights=weights, length=_LENGTH)
    sql = (
        f"SELECT id, ({rank})::float FROM (SELECT id, search FROM claims_claim WHERE kind = %s"  # noqa: S608 - our SQL
        " AND ending_id IS NULL AND id <> %s AND search @@ (SELECT %s::tsquery) LIMIT %s) c"
        " ORDER BY 2 DESC, id DESC LIMIT %s"
    )
    parameters = [value for group in wanted for value in (group.tsquery, group.weight)]
    kind = ClaimKind.FIGURE if given.is_figure else ClaimKind.STATEMENT
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, kind, like.pk if like else 0, entry, LOOKED_AT, COMPARED])
        whole = sum(group.weight for group in wanted)
        return {pk: score / whole for pk, score in cursor.fetchall()}


def _entry(wanted: Sequence[Group], known: Statistics) -> str:
    """The tsquery that leads to the candidates: the rarest groups, as many as LOOKED_AT allows; or, where every word
    is common, those that hold two of them at once."""
    chosen, rows = [], 0.0
    by_rarity = sorted(wanted, key=lambda group: group.frequency)
    for group in by_rarity:
        rows += group.frequency * known.claims
        if rows <= LOOKED_AT:
            chosen.append(f"({group.tsquery})")
    if len(chosen) < 2:
        common = by_rarity[len(chosen) : len(chosen) + 4]
        chosen += [f"(({a.tsquery}) & ({b.tsquery}))" for n, a in enumerate(common) for b in common[n + 1 :]]
    return " | ".join(chosen or (f"({group.tsquery})" for group in by_rarity))


def _under_the_same_measure(like: Claim | None) -> list[int]:
    if like is None or like.measure_id is None:
        return []
    others = Claim.objects.tracked().filter(measure=like.measure_id).exclude(pk=like.pk)
    return list(others.order_by("-changed_at", "-pk").values_list("pk", flat=True)[:COMPARED])


def _loaded(numbers: Collection[int]) -> list[Claim]:
    claims = Claim.objects.defer("search").select_related("measure", "topic").filter(pk__in=set(numbers))
    return list(claims.prefetch_related("attributions__hops__source"))


# Comparing them ---------------------------------------------------------------------------------------------------


def _matched(given: Given, like: Claim | None, claim: Claim, ranked: dict[int, float]) -> Match | None:
    score = ranked.get(claim.pk, 0.0)
    if not given.is_figure:
        return Match(claim, Verdict(Kind.SAME, LIKE_WORDS), score) if score >= _ALIKE else None
    verdict = _verdict(given, like, claim)
    # Of other questions only those are worth a word that the same number makes look alike.
    shown = verdict.kind in _ORDER[:-1] or verdict.reason == SAME_NUMBER_ELSE
    return Match(claim, verdict, score) if shown else None


def _verdict(given: Given, like: Claim | None, claim: Claim) -> Verdict:
    if like is None or like.measure_id is None or like.measure_id != claim.measure_id:
        return kind_of(proposed(claim), given)
    first, second = claim.count, like.count
    if first and second:
        known = _BY_TIME if first.as_of and second.as_of else _BY_BOUNDS
        if kind := known.get(compared := compare(first, second)):
            return Verdict(kind, COMPARISON_WORDS[compared])
    one = replace(proposed(claim), passage=f"measure {like.measure_id}")
    return kind_of(one, replace(given, passage=one.passage))
