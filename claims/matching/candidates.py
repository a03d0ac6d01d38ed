"""Tracked claims that a proposed one may repeat, update, contradict or be a part of, with the reason in words.

A fixed number of queries, however many claims there are: the rarest words of the proposed claim lead to at most
LOOKED_AT claims, which the database ranks; the best of them are compared one by one (claims.matching.kinds).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _l

from claims.choices import ClaimKind
from claims.figure import COMPARISON_WORDS, Comparison, compare
from claims.matching import meanings
from claims.matching.kinds import SAME_NUMBER_ELSE, Kind, Verdict, kind_of
from claims.matching.signals import Given
from claims.matching.terms import Group, Statistics, groups, statistics
from claims.models import Claim, Hop

LOOKED_AT = 3_000  # rows that the index may lead to: more take longer than an editor waits
COMPARED = 50
_PAIRED = 6  # common groups of which every two lead to candidates
SHOWN = 5
_EXCERPTS = 2  # sentences that a claim rests on that are read for its event: the first ones
_LENGTH = 60  # lexemes in the vector of a claim of usual length
_WORDS_BESIDES = 0.1  # what the words weigh where the meaning is known, which differs by less between statements
_ALIKE = 0.12  # of the weight of a statement: across languages little more than its names is shared

# BM25 (Robertson and Zaragoza 2009, section 3) of vectors that say only whether a word stands in them; k1 1.2, b 0.5.
_RANK = "({weights}) * 2.2 / (1 + 1.2 * (0.5 + 0.5 * length(search) / {length}.0))"

# In the order in which an editor wants to know of them.
_ORDER = (Kind.SAME, Kind.CONTRADICTION, Kind.UPDATE, Kind.PART_OF, Kind.DIFFERENT_QUANTITY)
LIKE_WORDS = _l("a statement in similar words")
LIKE_MEANING = _l("a statement of like meaning, in other words")

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
    verdicts = _compared(given, like, ranked) if given.is_figure else _alike(given, like, ranked)
    best = sorted(verdicts, key=lambda pk: (_ORDER.index(verdicts[pk].kind), -ranked.get(pk, 0.0), -pk))[:limit]
    claims = Claim.objects.defer("search").select_related("measure", "topic").in_bulk(best)
    return [Match(claims[pk], verdicts[pk], ranked.get(pk, 0.0)) for pk in best if pk in claims]


def proposed(claim: Claim) -> Given:
    """A stored claim as plain values. Load it with its measure, topic, and hops with their sources."""
    hops = [hop for attribution in claim.attributions.all() for hop in list(attribution.hops.all())[:1]]
    names = [name for hop in hops for name in (hop.named_as, hop.source.name)]
    excerpts = [attribution.excerpt.exact for attribution in claim.attributions.all() if attribution.excerpt]
    measure = claim.measure
    of_measure = (measure.counted, measure.who, measure.place) if measure else ("", {}, {})
    return _given([getattr(claim, field) for field in _FIELDS], of_measure, names, claim.topic.title, excerpts)


_FIELDS = ("wording", "wording_lang", "summary", "words", "low", "high", "qualifier", "as_of", "as_of_precision")


_OF_MEASURE = ("measure__counted", "measure__who", "measure__place")


def _given(
    fields: Sequence[Any],
    of_measure: tuple[str, dict[str, Any], dict[str, Any]],
    names: Sequence[str],
    topic: dict[str, Any],
    excerpts: Sequence[str],
) -> Given:
    counted, who, place = of_measure
    wording, lang, summary, words, low, high, qualifier, as_of, precision = fields
    texts = [*excerpts[:_EXCERPTS], wording, *(entry["text"] for entry in summary.values())]
    return Given(
        text="\n\n".join(dict.fromkeys(texts)),
        lang=lang,
        span=words,
        low=low,
        high=high,
        qualifier=qualifier,
        counted=counted,
        who=_all(who),
        place=_all(place),
        sources=list(dict.fromkeys(names)),
        as_of=as_of,
        as_of_precision=precision,
        about=_all(topic),
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
    """The tsquery that leads to the candidates: the groups that tell most, and two common ones at once, as many as
    LOOKED_AT allows; where even those are too many, the pairs of the rarest."""
    chosen, common, rows = [], [], 0.0
    for group in sorted(wanted, key=lambda group: -group.weight):
        if rows + group.frequency * known.claims <= LOOKED_AT:
            rows += group.frequency * known.claims
            chosen.append(f"({group.tsquery})")
        else:
            common.append(group)
    for one, two in combinations(common[:_PAIRED], 2):
        both = one.frequency * two.frequency * known.claims  # as if they knew nothing of each other
        if rows + both <= LOOKED_AT or len(chosen) < 2:
            rows += both
            chosen.append(f"(({one.tsquery}) & ({two.tsquery}))")
    return " | ".join(chosen or (f"({group.tsquery})" for group in wanted))


def _under_the_same_measure(like: Claim | None) -> list[Claim]:
    if like is None or like.measure_id is None:
        return []
    others = Claim.objects.tracked().filter(measure=like.measure_id).exclude(pk=like.pk)
    others = (
        others.defer("search")
        .select_related("measure", "topic")
        .prefetch_related("attributions__hops__source", "attributions__excerpt")
    )
    return list(others.order_by("-changed_at", "-pk")[:COMPARED])


def _read(numbers: Collection[int]) -> dict[int, Given]:
    """Claims as `proposed` tells them, without the cost of fifty whole ones of which five are shown."""
    names: dict[int, list[str]] = defaultdict(list)
    excerpts: dict[int, list[str]] = defaultdict(list)
    hops = (
        Hop.objects.filter(attribution__claim__in=numbers)
        .order_by("attribution_id", "position")
        .distinct("attribution_id")
    )
    origins = ("attribution__claim", "named_as", "source__name", "attribution__excerpt__exact")
    for pk, named_as, name, excerpt in hops.values_list(*origins):
        names[pk] += [named_as, name]
        excerpts[pk] += [excerpt] if excerpt else []
    rows = Claim.objects.filter(pk__in=numbers).values_list("pk", "topic__title", *_OF_MEASURE, *_FIELDS)
    return {
        pk: _given(fields, (counted or "", who or {}, place or {}), names[pk], topic, excerpts[pk])
        for pk, topic, counted, who, place, *fields in rows
    }


# Comparing them ---------------------------------------------------------------------------------------------------


def _alike(given: Given, like: Claim | None, ranked: dict[int, float]) -> dict[int, Verdict]:
    """Statements in similar words; with a model those of like meaning too, in the order that it knows better."""
    verdicts = {pk: Verdict(Kind.SAME, LIKE_WORDS) for pk, score in ranked.items() if score >= _ALIKE}
    if meanings.is_on():
        near = meanings.like(given.text, COMPARED)
        tracked = Claim.objects.tracked().filter(pk__in=near).exclude(pk=like.pk if like else 0)
        for pk in tracked.values_list("pk", flat=True):
            verdicts.setdefault(pk, Verdict(Kind.SAME, LIKE_MEANING))
            ranked[pk] = near[pk] + _WORDS_BESIDES * ranked.get(pk, 0.0)
    return verdicts


def _compared(given: Given, like: Claim | None, ranked: dict[int, float]) -> dict[int, Verdict]:
    """What `given` is to each; of other questions only those are worth a word that the same number makes look alike."""
    under = {claim.pk: claim for claim in _under_the_same_measure(like)}
    verdicts = {pk: kind_of(stored, given) for pk, stored in _read(ranked.keys() - under.keys()).items()}
    verdicts |= {pk: _under_one_measure(given, like, claim) for pk, claim in under.items() if like}
    return {
        pk: verdict
        for pk, verdict in verdicts.items()
        if verdict.kind in _ORDER[:-1] or verdict.reason == SAME_NUMBER_ELSE
    }


def _under_one_measure(given: Given, like: Claim, claim: Claim) -> Verdict:
    first, second = claim.count, like.count
    if first and second:
        known = _BY_TIME if first.as_of and second.as_of else _BY_BOUNDS
        if kind := known.get(compared := compare(first, second)):
            return Verdict(kind, COMPARISON_WORDS[compared])
    one = replace(proposed(claim), passage=f"measure {like.measure_id}")
    return kind_of(one, replace(given, passage=one.passage))
