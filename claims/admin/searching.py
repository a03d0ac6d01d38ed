"""The newest claims that answer a search, at a cost that does not follow from how many there are in all.

One index holds claims in the order in which they changed, another those with a word, and none does both. For a rare
word its few claims are put in order. For a common one the newest claims are looked through, where it soon fills a
page. Which of the two a word is, the database's own statistics tell; both ways end at a fixed number of rows.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from claims.models import Claim
from claims.search import desk_lexeme, query
from sources.models import Source

NEWEST_FIRST = ("-changed_at", "-pk")
# Measured with a million claims: a row that is put in order costs as much as ten that are looked through, so from
# about 2,500 rows on it is cheaper to look through the newest 20,000, among which fifty of these are then found.
RARE = 2_500
LOOKED_THROUGH = 20_000
MOST_CANDIDATES = 10_000

Terms = tuple[str, list[Any]]  # an SQL expression of type tsquery, and its parameters


@dataclass(frozen=True)
class Found:
    """Claims in order, newest first. When not `whole`, older ones may answer too: only the newest were looked at."""

    ids: list[int]
    whole: bool


def terms(text: str, source: Source | None = None) -> Terms | None:
    """What to look for: words, names in any spelling, numbers in any writing, and claims that name a source."""
    typed = query(text, desk_lexeme)
    if source is None:
        return typed
    named = "%s::tsquery", [f"'{desk_lexeme(source)}'"]
    return (f"{named[0]} && {typed[0]}", named[1] + typed[1]) if typed else named


def newest(claims: QuerySet[Claim], looked_for: Terms, count: int) -> Found:
    """The first `count` of `claims` that hold what is looked for, newest first."""
    if _estimate(claims, looked_for) > RARE:
        ids = _look_through(claims, looked_for, count)
        if len(ids) == count:
            return Found(ids, whole=True)
    ordered = _put_in_order(claims, looked_for, count)
    if ordered is None:  # the statistics were wrong, or it is common among old claims only
        return Found(_look_through(claims, looked_for, count), whole=False)
    return Found(ordered, whole=True)


def newest_matches(claims: QuerySet[Claim], text: str, count: int) -> list[Claim]:
    """The first `count` of `claims` that answer what somebody typed."""
    looked_for = terms(text)
    if looked_for is None:
        return []
    return in_order(Claim.objects.defer("search"), newest(claims, looked_for, count).ids)


def in_order(claims: QuerySet[Claim], ids: list[int]) -> list[Claim]:
    """These claims, in the order of their ids."""
    by_id = claims.in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def holding(claims: QuerySet[Claim], looked_for: Terms) -> QuerySet[Claim]:
    """The claims that hold what is looked for, in no order."""
    sql, parameters = looked_for
    return claims.filter(RawSQL(f"claims_claim.search @@ ({sql})", parameters, BooleanField())).order_by()  # noqa: S611


def _estimate(claims: QuerySet[Claim], looked_for: Terms) -> int:
    rows, parameters = holding(claims, looked_for).values("id").query.sql_with_params()
    ((plan,),) = _rows(f"EXPLAIN (FORMAT JSON) {rows}", parameters)
    return int(plan[0]["Plan"]["Plan Rows"])


def _look_through(claims: QuerySet[Claim], looked_for: Terms, count: int) -> list[int]:
    newest_rows = claims.order_by(*NEWEST_FIRST).values("id", "changed_at", "search")[:LOOKED_THROUGH]
    rows, parameters = newest_rows.query.sql_with_params()
    sql = f"SELECT id FROM ({rows}) c WHERE c.search @@ ({looked_for[0]}) ORDER BY changed_at DESC, id DESC LIMIT %s"  # noqa: S608
    return [pk for (pk,) in _rows(sql, [*parameters, *looked_for[1], count])]


def _put_in_order(claims: QuerySet[Claim], looked_for: Terms, count: int) -> list[int] | None:
    """None when there are more candidates than can be put in order in good time."""
    candidates = holding(claims, looked_for).values("id", "changed_at")[: MOST_CANDIDATES + 1]
    rows, parameters = candidates.query.sql_with_params()
    sql = (
        f"WITH c AS MATERIALIZED ({rows}) SELECT id, (SELECT count(*) FROM c)"  # noqa: S608 - our own SQL
        " FROM c ORDER BY changed_at DESC, id DESC LIMIT %s"
    )
    found = _rows(sql, [*parameters, count])
    return None if found and found[0][1] > MOST_CANDIDATES else [pk for pk, _count in found]


def _rows(sql: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
