"""Many new claims at once: each is checked, published and recorded like any other, in a few statements a batch.

One claim at a time costs dozens of queries: the figures of an article would keep an editor waiting for half a minute,
an import of a hundred thousand for an hour. Here rows are written with COPY and the bodies are built from the objects
in memory, by the same builder.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import orjson
from django.db import connection, transaction
from django.db.models import Field, ForeignKey, JSONField, Model
from psycopg.types.json import Jsonb

from claims import clock, log, record
from claims.choices import STATUSES, Change, Nature, Reason, Status
from claims.matching.meanings import remember
from claims.models import Attribution, Claim, Evidence, Hop, StatusChange
from claims.permissions import check_may_decide, check_may_take_in
from claims.search import STEMMERS, VECTOR_SQL, desk_texts
from claims.workflow import acting
from claims.workflow.conditions import CONDITIONS, Grounds
from sources.texts import Texts

Row = TypeVar("Row", bound=Model)

_ANSWERED_BY_THE_DATABASE = {"search", *(field.name for field in Claim._meta.fields if field.is_relation)}
# What a claim has that is only being taken in: nothing yet beyond its attributions.
_NOTHING: dict[str, tuple[()]] = dict.fromkeys(
    ("evidence", "relations", "related_from", "replies", "corrections", "holds", "merged"), ()
)


def new_claim(
    claim: Claim, chains: Iterable[tuple[Attribution, Sequence[Hop]]], evidence: Sequence[Evidence] = ()
) -> Claim:
    """Tie attributions with their hops, origin first, and evidence to a claim; nothing is stored yet."""
    attributions = []
    for attribution, hops in chains:
        attribution.claim = claim
        for position, hop in enumerate(hops):
            hop.attribution, hop.position = attribution, position
        attribution._prefetched_objects_cache = {"hops": hops, "standings": ()}  # type: ignore[attr-defined]
        attributions.append(attribution)
    for item in evidence:
        item.claim = claim
    claim._prefetched_objects_cache = {**_NOTHING, "attributions": attributions, "evidence": evidence}  # type: ignore[attr-defined]
    return claim


@transaction.atomic
def take_in_new_claims(claims: Sequence[Claim], *, by: Any) -> None:
    """Store claims made with `new_claim` as drafts of `by`. Raises ValidationError at the first that cannot be stored.

    Editors are not told of each: who takes in a thousand at once tells them.
    """
    check_may_take_in(by)
    now = clock.now()
    for claim in _numbered_whole(claims):
        claim.clean_fields(exclude=_ANSWERED_BY_THE_DATABASE)
        claim.clean()
        claim.created_at = claim.changed_at = now
    _insert_claims(claims)
    _copy_chains(claims)
    _remember(claims)


@transaction.atomic
def take_in_checked_rows(rows: Mapping[type[Model], Sequence[list[Any]]], *, by: Any) -> None:
    """Store as drafts of `by` what claims were found to be when each was checked as `take_in_new_claims` would.

    For each model, in an order that references allow, its rows: the values of every column in the order of the model,
    ready for COPY. Of claims, whatever says who took them in, when, and where they stand is written here.
    """
    check_may_take_in(by)
    now = clock.now()
    fixed = {"status": Status.DRAFT.value, "created_by_id": by.pk, "created_at": now, "changed_at": now}
    places = [(place_of(Claim, column), value) for column, value in fixed.items()]
    for claim in rows.get(Claim, ()):
        for place, value in places:
            claim[place] = value
    for model, values in rows.items():
        if values:
            _copy_values(model, values)


def place_of(model: type[Model], attname: str) -> int:
    """Where a column stands in a row of the model."""
    return [field.attname for field in model._meta.local_concrete_fields].index(attname)


@transaction.atomic
def publish_new_claims(claims: Sequence[Claim], *, by: Any, reason: Texts) -> range:
    """Store and publish claims made with `new_claim`, and return the indices of their Records.

    At most log.MOST_AT_ONCE of them; their sources, reports, topics and measures are stored already. Raises
    ValidationError at the first claim that cannot be published, having stored nothing.
    """
    check_may_decide(by)
    acting.check_reason(reason)
    for claim in _numbered_whole(claims):
        _check(claim)
    changes = _numbered([_first_change(claim, by, reason) for claim in claims])
    for claim, change in zip(claims, changes, strict=True):
        change.claim_id, claim.latest_change, claim.status = claim.pk, change, change.to_status
        claim._prefetched_objects_cache["status_changes"] = [change]  # type: ignore[attr-defined]
    _store(claims, changes)
    first = acting.first_entries(claims)
    for start in range(0, len(first), log.MOST_AT_ONCE):
        log.append(first[start : start + log.MOST_AT_ONCE])
    return log.append([record.claim_entry(claim, Change.PUBLISHED, []) for claim in claims])


def _check(claim: Claim) -> None:
    """What full_clean asks, without its queries: the database answers for what is unique and for the constraints."""
    claim.clean_fields(exclude=_ANSWERED_BY_THE_DATABASE)
    claim.clean()
    to = _first_status(claim)
    for name in STATUSES[to].conditions:
        CONDITIONS[name](claim, Grounds())


def _first_status(claim: Claim) -> Status:
    return Status.UNVERIFIED if claim.nature == Nature.CHECKABLE else Status.NOT_CHECKABLE


def _first_change(claim: Claim, by: Any, reason: Texts) -> StatusChange:
    to, now = _first_status(claim), clock.now()
    claim.version, claim.created_at, claim.changed_at, claim.reviewed_at = 1, now, now, now
    return StatusChange(
        claim=claim,
        from_status=Status.DRAFT,
        to_status=to,
        needs_second=False,
        reason_code="" if to == Status.UNVERIFIED else Reason(claim.nature),
        reason=reason,
        made_by=by,
        decided_at=now,
        made_at=now,
    )


def _numbered(rows: Sequence[Row]) -> Sequence[Row]:
    """Give each row its key: rows refer to each other before they are stored."""
    if rows:
        for row, key in zip(rows, new_keys(type(rows[0]), len(rows)), strict=True):
            row.pk = key
    return rows


def new_keys(model: type[Model], count: int) -> list[int]:
    """Keys from the table's own sequence."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _numbered_whole(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The same for claims and their attributions: Django reads the hops of nothing that has no key."""
    _numbered([attribution for claim in _numbered(claims) for attribution in claim.attributions.all()])
    return claims


def _store(claims: Sequence[Claim], changes: Sequence[StatusChange]) -> None:
    """Changes first: a claim's status is that of a change, and the database looks at once."""
    for claim, change in zip(claims, changes, strict=True):
        claim.latest_change_id = change.pk
    _copy(StatusChange, changes)
    _insert_claims(claims)
    _copy_chains(claims)
    _remember(claims)


def _remember(claims: Sequence[Claim]) -> None:
    for claim in claims:
        remember(claim)


def _copy_chains(claims: Sequence[Claim]) -> None:
    """The attributions of stored claims with their hops, and what evidence came with them."""
    attributions = [attribution for claim in claims for attribution in claim.attributions.all()]
    hops = [hop for attribution in attributions for hop in attribution.hops.all()]
    evidence: list[Evidence] = [item for claim in claims for item in claim.evidence.all()]
    for attribution in attributions:
        attribution.claim_id = attribution.claim.pk
    for item in evidence:
        item.claim_id = item.claim.pk
    for hop in hops:
        hop.attribution_id = hop.attribution.pk
    _copy(Attribution, attributions)
    _copy(Hop, _numbered(hops))
    _copy(Evidence, _numbered(evidence))


def _value(field: "Field[Any, Any]", row: Model) -> Any:
    value = getattr(row, field.attname)
    return Jsonb(value) if isinstance(field, JSONField) and value is not None else value


def _copy(model: type[Model], rows: Sequence[Model]) -> None:
    fields = model._meta.local_concrete_fields
    _copy_values(model, ([_value(field, row) for field in fields] for row in rows))


def _copy_values(model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
    command = f"COPY {model._meta.db_table} ({columns}) FROM STDIN"
    # Django does not translate what COPY raises by itself, and a refusal would not be known as one.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row(row)


def _insert_claims(claims: Sequence[Claim]) -> None:
    """The claims with their search vectors, which COPY could not compute."""
    fields = [field for field in Claim._meta.local_concrete_fields if field.name != "search"]
    rows = [
        {field.column: getattr(claim, field.attname) for field in fields}
        | {f"search_{name}": text for name, text in desk_texts(claim).items()}
        for claim in claims
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    searched = [f"search_{name}" for name in ("simple", *STEMMERS)]
    typed = ", ".join(
        [*(f'"{field.column}" {_type(field)}' for field in fields), *(f"{name} text" for name in searched)]
    )
    vector = VECTOR_SQL.format(simple="search_simple", **{name: f"search_{name}" for name in STEMMERS})
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO claims_claim ({columns}, search) SELECT {columns}, strip({vector})"  # noqa: S608 - our names
            f" FROM json_to_recordset(%s) AS n ({typed})",
            [orjson.dumps(rows, default=str).decode()],
        )


def _type(field: "Field[Any, Any]") -> str:
    """The column's type, for reading it from JSON."""
    return str(field.rel_db_type(connection) if isinstance(field, ForeignKey) else field.db_type(connection))
