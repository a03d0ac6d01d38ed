"""Lists of the Records in force, newest first: which there are, and how PostgreSQL finds them at any depth.

Which Records are in force changes while a list is read page by page. So that a reader misses none and meets none
twice, every page can be of the moment at which the first one was read: `pinned`, the length of the log at that time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims.choices import SubjectKind
from claims.search import query
from claims.stored import COLUMNS, Stored, fetched, stored

# A search looks through the newest Records first, where a common word is found at once. Then it asks the index of
# words, whose answer does not come in order, so it must be small. Then it looks on through older Records for a while.
_NEWEST = 2_000
_FOUND_BY_WORDS = 5_000
_OLDER = 20_000
_NO_END = 2**62


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. Empty means any; several values of one field are alternatives."""

    subject_kind: SubjectKind = SubjectKind.CLAIM
    status: Sequence[str] = ()
    topic: str = ""
    measure: str = ""
    kind: str = ""
    language: str = ""
    source: str = ""  # the public id of a source in any hop
    mentions: str = ""  # the public id of anything that the body refers to
    updated_since: datetime | None = None
    at_least: Decimal | None = None  # figures that may be this or more
    at_most: Decimal | None = None  # figures that may be this or less
    text: str = ""
    as_of: int | None = None


@dataclass(frozen=True)
class Page:
    """Some Records of a list, and the index below which it goes on; None at its end."""

    rows: list[Stored]
    before: int | None


def listed(filters: Filters, *, before: int | None = None, limit: int = 100) -> list[Stored]:
    """At most `limit` Records in force, newest first, with an index below `before`."""
    return _page(filters, None, _NO_END if before is None else before, limit, older=None).rows


def page(filters: Filters, *, pinned: int, before: int, limit: int) -> Page:
    """At most `limit` of the Records that were in force when the log had `pinned`, with an index below `before`.

    Where the words of a search are common, but not among newer Records, the page may be short: its time is bounded.
    """
    return _page(filters, pinned, min(before, pinned), limit, older=_OLDER)


def _page(filters: Filters, pinned: int | None, before: int, limit: int, older: int | None) -> Page:
    keys = _keys(filters, pinned, before)
    if keys is None:
        return Page([], None)
    if filters.text:
        indices, goes_on = _search(keys, limit, older)
        return Page(_rows("SELECT unnest(%(indices)s::bigint[]) AS index", {"indices": indices}), goes_on)
    rows = _rows(keys.sql(), {**keys.parameters, "limit": limit + 1})
    return Page(rows[:limit], rows[limit - 1].index if len(rows) > limit else None)


def _rows(keys: str, parameters: dict[str, Any]) -> list[Stored]:
    return stored(
        f"SELECT {COLUMNS} FROM ({keys}) k JOIN claims_record r ON r.index = k.index"  # noqa: S608
        " LEFT JOIN claims_body b ON b.index = k.index ORDER BY k.index DESC",
        parameters,
    )


def first_since(moment: datetime) -> int | None:
    """The index of the first Record of that moment or later; None when there is none yet."""
    found = fetched(
        "SELECT index FROM claims_record WHERE recorded_at >= %s ORDER BY recorded_at, index LIMIT 1", [moment]
    )
    return found[0][0] if found else None


# Keys: the indices of a list in its order -----------------------------------------------------------------------

_CURRENT = "{row}.until_index IS NULL"
_SUPERSEDED_SINCE = "{row}.until_index >= %(pinned)s"


@dataclass(frozen=True)
class _Keys:
    """The indices of a list in its order, as SQL that wants one more parameter: `limit`."""

    branches: Sequence[str]
    parameters: dict[str, Any]

    def sql(self, columns: str = "l.index", condition: str = "true", order: str = "ORDER BY l.index DESC") -> str:
        """The union of the branches: each is read in the order of an index of its own, and they are merged."""
        union = " UNION ALL ".join(
            f"(SELECT {columns} FROM claims_listing l {branch} AND {condition} {order} LIMIT %(limit)s)"  # noqa: S608
            for branch in self.branches
        )
        # A union of one would have the clause twice.
        return f"{union} ORDER BY index DESC LIMIT %(limit)s" if len(self.branches) > 1 else union

    def below(self, index: int) -> "_Keys":
        return replace(self, parameters={**self.parameters, "before": index})


def _keys(filters: Filters, pinned: int | None, before: int) -> _Keys | None:
    """The list that `filters` ask for; None when nothing can be in it."""
    if filters.as_of is not None:
        pinned, before = filters.as_of, min(filters.as_of, before)
    since = first_since(filters.updated_since) if filters.updated_since else 0
    searched = _tsquery(filters.text) if filters.text else ""
    if since is None or searched is None:
        return None
    parameters = {
        **vars(filters),
        "subject_kind": filters.subject_kind.value,
        "status": list(filters.status),
        **{f"status{n}": status for n, status in enumerate(filters.status)},
        "since": since,
        "searched": searched,
        "pinned": pinned,
        "before": before,
    }
    return _Keys(list(_branches(filters, pinned)), parameters)


def _branches(filters: Filters, pinned: int | None) -> Iterator[str]:
    """FROM and WHERE of what is current, once for each status, and of what was superseded since `pinned`."""
    for status in [f"l.status = %(status{n})s" for n in range(len(filters.status))] or ["true"]:
        conditions = [*_conditions(filters, ["topic", "measure", "kind", "language"]), _CURRENT.format(row="l"), status]
        yield f"{_mentioning(filters, ['source', 'mentions'], _CURRENT)} WHERE {' AND '.join(conditions)}"
    if pinned is not None:
        # Old rows have no index by topic, but mentions lead to them, and a body mentions its topic and measure.
        conditions = [*_conditions(filters, ["kind", "language"]), _SUPERSEDED_SINCE.format(row="l")]
        conditions += ["l.status = ANY(%(status)s)"] if filters.status else []
        mentioned = ["source", "mentions", "topic", "measure"]
        yield f"{_mentioning(filters, mentioned, 'true')} WHERE {' AND '.join(conditions)}"


def _mentioning(filters: Filters, names: Sequence[str], state: str) -> str:
    # The conditions stand on both tables, so that either may lead in the order of its own index.
    return "".join(
        f" JOIN claims_mention {name} ON {name}.index = l.index AND {name}.referenced = %({name})s"
        f" AND {name}.index < %(before)s AND {state.format(row=name)}"
        for name in names
        if getattr(filters, name)
    )


def _conditions(filters: Filters, equal: Sequence[str]) -> Iterator[str]:
    yield "l.subject_kind = %(subject_kind)s AND l.index < %(before)s"
    for column in equal:
        if getattr(filters, column):
            yield f"l.{column} = %({column})s"
    if filters.updated_since:
        yield "l.index >= %(since)s"  # times of the record rise with the index
    if filters.at_least is not None or filters.at_most is not None:
        yield "l.kind = 'figure' AND (l.low IS NOT NULL OR l.high IS NOT NULL)"
    if filters.at_least is not None:
        yield "(l.high >= %(at_least)s OR l.high IS NULL)"
    if filters.at_most is not None:
        yield "(l.low <= %(at_most)s OR l.low IS NULL)"


def _tsquery(text: str) -> str | None:
    """What somebody typed as a tsquery; None when there is nothing in it to search for."""
    searched = query(text, lambda source: source.public_id)
    if searched is None:
        return None
    expression, parameters = searched
    return str(fetched(f"SELECT ({expression})::text", parameters)[0][0])


# Searching ------------------------------------------------------------------------------------------------------


def _search(keys: _Keys, limit: int, older: int | None) -> tuple[list[int], int | None]:
    """The indices of a page of a search, and where the search goes on."""
    found, goes_on = _look_through(keys, _NEWEST, limit + 1)
    if goes_on is not None:
        keys = keys.below(goes_on)
        more, goes_on = _by_words(keys, limit + 1 - len(found)) or _look_through(keys, older, limit + 1 - len(found))
        found += more
    return (found[:limit], found[limit - 1]) if len(found) > limit else (found, goes_on)


def _look_through(keys: _Keys, window: int | None, wanted: int) -> tuple[list[int], int | None]:
    """What the search finds among the next `window` Records of the list, and where that window ends.

    None for the end when nothing lies behind it, or when enough was found.
    """
    parameters = {**keys.parameters, "limit": window, "wanted": wanted}
    tried = keys.sql(columns="l.index, l.search @@ %(searched)s::tsquery AS hit")
    found = fetched(f"SELECT index FROM ({tried}) k WHERE hit ORDER BY index DESC LIMIT %(wanted)s", parameters)  # noqa: S608
    indices = [index for (index,) in found]
    if window is None or len(indices) == wanted:
        return indices, None
    [(count, last)] = fetched(f"SELECT count(*), min(index) FROM ({keys.sql()}) k", parameters)  # noqa: S608
    return indices, last if count == window else None


def _by_words(keys: _Keys, wanted: int) -> tuple[list[int], None] | None:
    """What the index of words finds, newest first; None when that is too much to be put in order.

    The search stands in a SELECT of its own to hide it from the planner, whose guess for rare words is so high that it
    would walk through the whole list instead.
    """
    unordered = keys.sql(condition="l.search @@ (SELECT %(searched)s::tsquery)", order="")
    found = fetched(
        f"SELECT index, count(*) OVER () FROM ({unordered}) k ORDER BY index DESC LIMIT %(wanted)s",  # noqa: S608
        {**keys.parameters, "limit": _FOUND_BY_WORDS + 1, "wanted": wanted},
    )
    if found and found[0][1] > _FOUND_BY_WORDS:
        return None
    return [index for index, _count in found], None
