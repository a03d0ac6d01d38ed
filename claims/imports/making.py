"""What an import makes beside claims: noted when it is made, and taken out again when the import is undone.

A thing is as it was made while the digest of its columns is the same: an editor's change, a first publication and a
look at the report all show there. A column that a later release adds changes it too, and the thing stays.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.reverse_related import ForeignObjectRel

from claims.imports.choices import MadeKind
from claims.models import Import, ImportMade, Measure
from sources.choices import Pace
from sources.models import Report, Source, SourceName, Watch

_MODELS: dict[MadeKind, type[Model]] = {MadeKind.REPORT: Report, MadeKind.MEASURE: Measure, MadeKind.SOURCE: Source}
_NAMES = (
    "(SELECT string_agg(n::text, '' ORDER BY n.id) FROM sources_sourcename AS n WHERE n.source_id = sources_source.id)"
)
_DIGESTS = {
    MadeKind.REPORT: "md5(sources_report::text)",
    MadeKind.MEASURE: "md5(claims_measure::text)",
    MadeKind.SOURCE: f"md5(concat(sources_source::text, {_NAMES}))",
}
# Every report comes under watch by itself. Once somebody set the pace, or it was looked for, the report stays.
_AS_EVER = {MadeKind.REPORT: Q(watch=None) | Q(watch__pace=Pace.AUTO, watch__lease=None)}


def note_made(run: Import, made: Mapping[type[Model], Sequence[int]]) -> None:
    """Note which things of which numbers an import has just stored."""
    for kind, model in _MODELS.items():
        if keys := made.get(model):
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO claims_importmade (of_id, kind, thing, digest, is_kept)"  # noqa: S608 - our own names
                    f" SELECT %s, %s, id, {_DIGESTS[kind]}, false FROM {table} WHERE id = ANY(%s)",
                    [run.pk, kind, list(keys)],
                )


def unmake(run: Import, most: int) -> bool:
    """Delete what is as it was made and nothing refers to, up to `most` things of one kind; whether there were any."""
    for kind, model in _MODELS.items():
        notes = ImportMade.objects.filter(of=run, kind=kind, is_kept=False)
        digests = dict(notes.order_by("thing").values_list("thing", "digest")[:most])
        if digests:
            alone = [pk for pk, digest in _alone(kind, model, list(digests)) if digest == digests[pk]]
            model._default_manager.filter(pk__in=alone).delete()
            notes.filter(thing__in=alone).delete()
            here = model._default_manager.filter(pk__in=digests).values_list("pk", flat=True)
            notes.filter(thing__in=set(digests) - set(here)).delete()  # somebody has deleted it already
            notes.filter(thing__in=digests).update(is_kept=True)
            return True
    return False


def _alone(kind: MadeKind, model: type[Model], keys: Sequence[int]) -> Any:
    """The things that nothing refers to, with the digests that they have now, locked to stay so."""
    rows = unreferred(model._default_manager.filter(_AS_EVER.get(kind, Q()), pk__in=keys), SourceName, Watch)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return locked.annotate(digest=RawSQL(_DIGESTS[kind], [])).values_list("pk", "digest")  # noqa: S611 - our own


def unreferred(rows: "QuerySet[Any]", *besides: type[Model]) -> "QuerySet[Any]":
    """The rows that no row of another table refers to; those of `besides` are parts of them."""
    for relation in rows.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in besides:
            others = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            rows = rows.exclude(Exists(others))
    return rows


def kept(run: Import, most: int) -> list[tuple[str, Any]]:
    """What stayed of it when the import was undone, with the word for its kind."""
    told: list[tuple[str, Any]] = []
    for kind, model in _MODELS.items():
        keys = ImportMade.objects.filter(of=run, kind=kind, is_kept=True).values("thing")
        told += [(str(kind.label), thing) for thing in model._default_manager.filter(pk__in=keys)[:most]]
    return told[:most]
