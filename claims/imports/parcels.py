"""What the check built of a step's rows, kept until they are imported: the rows of every table, ready for COPY.

A parcel says how things refer to each other before any has a number: what it makes stands as -1 for the first of its
model, -2 for the second. The rows of a claim are whole when it is packed; to take them in, numbers are drawn and put
in, and what the parcel was going to make is used from there where it is here by then. What a parcel rests on has to be
as it was: otherwise it is Stale, and whoever holds it builds its rows again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import BooleanField, CharField, Field, ForeignKey, IntegerField, JSONField, Model, TextField
from django.db.models.expressions import DatabaseDefault

from claims.imports.known import Found, is_as_found, measures_of, name_key, reports_at, sources_called
from claims.models import Attribution, Claim, Evidence, Hop, Measure
from claims.search import STEMMERS, VECTOR_SQL, lexeme_of, told_texts
from claims.workflow.importing import new_keys, place_of, take_in_checked_rows
from sources.models import Excerpt, Report, Source, SourceName
from sources.texts import folded, pick

# In the order in which one of these refers to another.
MADE: tuple[Any, ...] = (Source, SourceName, Measure, Report, Excerpt)
MODELS: tuple[Any, ...] = (*MADE, Claim, Attribution, Hop, Evidence)
Values = list[Any]


class Stale(Exception):
    """Something is no longer as it was when the parcel was packed."""


# Packing ------------------------------------------------------------------------------------------------------------


def pack(things: Iterable[tuple[int, Sequence[Any]]], found: Found) -> str:
    """A parcel of the rows with these numbers, each with all that was built from it: its claim, and what that needs.
    `found` is what they rest on that was here before them."""
    lists: dict[type[Model], list[Any]] = {model: [] for model in MODELS}
    numbers, texts = [], []
    for number, built in things:
        numbers.append(number)
        (claim,) = (thing for thing in built if type(thing) is Claim)
        texts.append(told_texts(claim, [thing for thing in built if type(thing) is Hop]))
        for thing in built:
            lists[type(thing)].append(thing)
    refs = {id(thing): -1 - at for several in lists.values() for at, thing in enumerate(several)}
    packed = {
        model._meta.label: {"columns": _columns(model), "rows": list(_rows(model, lists[model], refs))}
        for model in MODELS
    }
    told = {
        "numbers": numbers,
        "tables": packed,
        "vectors": _vectors(texts),
        "rests_on": found,
    }
    return orjson.dumps(told).decode()


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.local_concrete_fields]


def _rows(model: type[Model], things: Iterable[Any], refs: Mapping[int, int]) -> Iterator[Values]:
    """The values of each thing as COPY reads them; nearly all stand in its columns as JSON keeps them."""
    columns = _columns(model)
    others = [
        (place, _reader(field, refs))
        for place, field in enumerate(model._meta.local_concrete_fields)
        if field.has_db_default() or not isinstance(field, CharField | TextField | IntegerField | BooleanField)
    ]
    for thing in things:
        held = thing.__dict__
        row = [held[column] for column in columns]
        for place, read in others:
            row[place] = read(thing, row[place])
        yield row


def _reader(field: "Field[Any, Any]", refs: Mapping[int, int]) -> Callable[[Any, Any], Any]:
    """What makes of a thing and the value of a column what COPY reads."""
    name = field.name
    if isinstance(field, JSONField):
        return lambda _thing, value: orjson.dumps(value).decode()
    if not isinstance(field, ForeignKey):
        return lambda _thing, value: _plain(value)

    def reference(thing: Any, key: Any) -> int | None:
        other = thing._state.fields_cache.get(name)
        return key if other is None else other.pk or refs[id(other)]

    return reference


def _plain(value: Any) -> Any:
    """A value that JSON keeps exactly; what the database will fill in is left to whoever stores it."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, DatabaseDefault):
        return None
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _vectors(texts: Sequence[Mapping[str, str]]) -> list[str]:
    """The search vector of each claim, as text, but for its sources, whose numbers may not be known yet."""
    names = ("simple", *STEMMERS)
    columns = ", ".join(f"search_{name}" for name in names)
    vector = VECTOR_SQL.format(simple="search_simple", **{name: f"search_{name}" for name in STEMMERS})
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT strip({vector})::text"  # noqa: S608 - our own names
            f" FROM unnest({', '.join(['%s::text[]'] * len(names))}) WITH ORDINALITY AS n ({columns}, place)"
            " ORDER BY place",
            [[text[name] for text in texts] for name in names],
        )
        return [text for (text,) in cursor.fetchall()]


# Taking in ----------------------------------------------------------------------------------------------------------


class Parcel:
    """A parcel that was unpacked. Raises Stale for one that was packed for other tables than there are now."""

    def __init__(self, content: str) -> None:
        told = orjson.loads(content)
        self.numbers: list[int] = told["numbers"]
        self.rows: dict[type[Model], list[Values]] = {}
        self._vectors: list[str] = told["vectors"]
        self._rests_on: Found = told["rests_on"]
        for model in MODELS:
            table = told["tables"].get(model._meta.label)
            if table is None or table["columns"] != _columns(model):
                raise Stale
            self.rows[model] = table["rows"]
        self.keys: dict[type[Model], list[int]] = {}

    def take_in(self, by: Any) -> dict[int, int]:
        """Store all of it as drafts of `by`, and return the number of the claim of each row.

        `rows` then holds what was stored. Raises Stale before anything is written.
        """
        if not is_as_found(self._rests_on):
            raise Stale
        for model in MODELS:
            rows = self.rows[model]
            self._refer(model)
            self._number(model, _HERE[model](self) if rows and model in _HERE else [None] * len(rows))
        self._name_sources()
        take_in_checked_rows(self.rows, by=by)
        return dict(zip(self.numbers, self.keys[Claim], strict=True))

    def _refer(self, model: type[Model]) -> None:
        """Put the numbers of things of the parcel in the place of references to them."""
        for place, field in enumerate(model._meta.local_concrete_fields):
            if isinstance(field, ForeignKey) and (keys := self.keys.get(field.related_model)):
                for row in self.rows[model]:
                    if (told := row[place]) is not None and told < 0:
                        row[place] = keys[-1 - told]

    def _number(self, model: type[Model], here: Sequence[int | None]) -> None:
        """Number what is made, and leave out what is here already."""
        made = [row for row, key in zip(self.rows[model], here, strict=True) if key is None]
        fresh = iter(new_keys(model, len(made)))
        self.keys[model] = [next(fresh) if key is None else key for key in here]
        place = place_of(model, "id")
        for row, key in zip(self.rows[model], self.keys[model], strict=True):
            row[place] = key
        self.rows[model] = made

    def _name_sources(self) -> None:
        """Complete the vector of each claim with the sources of its chains."""
        claim_of = dict(zip(self.keys[Attribution], self.column(Attribution, "claim_id"), strict=True))
        named: dict[int, list[str]] = {}
        hops = zip(self.column(Hop, "attribution_id"), self.column(Hop, "source_id"), strict=True)
        for attribution, source in hops:
            named.setdefault(claim_of[attribution], []).append(f" '{lexeme_of(source)}'")
        place = place_of(Claim, "search")
        for claim, key, vector in zip(self.rows[Claim], self.keys[Claim], self._vectors, strict=True):
            claim[place] = vector + "".join(named.get(key, ()))

    def column(self, model: type[Model], attname: str) -> Values:
        """What the rows of a model have in one column."""
        place = place_of(model, attname)
        return [row[place] for row in self.rows[model]]


# What is here by now --------------------------------------------------------------------------------------------------


def _sources_here(parcel: Parcel) -> list[int | None]:
    names = parcel.column(Source, "name")
    known = sources_called(set(names))
    found: list[int | None] = []
    for name in names:
        several = known.get(name_key(name), [])
        if len(several) > 1 or any(source.name != name for source in several):
            raise Stale
        found.append(several[0].pk if several else None)
    return found


def _names_here(parcel: Parcel) -> list[int | None]:
    """A source that is here has its names, and nothing refers to those."""
    made = set(parcel.column(Source, "id"))
    return [None if source in made else 0 for source in parcel.column(SourceName, "source_id")]


def _measures_here(parcel: Parcel) -> list[int | None]:
    topics = parcel.column(Measure, "topic_id")
    known = measures_of(set(topics))
    written = [pick(orjson.loads(label), "")[0] for label in parcel.column(Measure, "label")]
    found = [known.get((topic, folded(text))) for topic, text in zip(topics, written, strict=True)]
    return [measure.pk if measure else None for measure in found]


def _reports_here(parcel: Parcel) -> list[int | None]:
    known = reports_at(set(parcel.column(Report, "url")))
    rows = zip(*(parcel.column(Report, attname) for attname in ("url", *_OF_A_REPORT)), strict=True)
    found: list[int | None] = []
    for url, *told in rows:
        report = known.get(url)
        if report and [_plain(getattr(report, attname)) for attname in _OF_A_REPORT] != told:
            raise Stale
        found.append(report.pk if report else None)
    return found


# What chains and excerpts take from their report.
_OF_A_REPORT = ("publisher_id", "lang", "published_at", "published_precision")
_HERE: dict[type[Model], Callable[[Parcel], list[int | None]]] = {
    Source: _sources_here,
    SourceName: _names_here,
    Measure: _measures_here,
    Report: _reports_here,
}
