"""Rows of claims, their attributions and their evidence."""

from collections.abc import Callable
from decimal import Decimal
from typing import TypedDict

from claims.choices import Bearing, ClaimKind, KnownBy, Nature, Qualifier
from claims.models import Attribution, Claim, Evidence, Hop
from seeds.rows import Row
from seeds.things import Things
from sources.models import Excerpt
from sources.public_ids import id_of_key

Save = Callable[[], None]


class _Figure(TypedDict):
    words: str
    qualifier: str
    low: Decimal | None
    high: Decimal | None


def _figure(row: Row) -> _Figure:
    return {
        "words": row.text("words"),
        "qualifier": row.code("qualifier", Qualifier, ""),
        "low": row.number("low"),
        "high": row.number("high"),
    }


def read_claim(key: str, row: Row, things: Things) -> None:
    """A draft with its attributions and its evidence; an act of the story publishes it."""
    is_new = things.is_new(things.claims, key, row)
    as_of, as_of_precision = row.dated("as_of")
    claim = Claim(
        public_id=id_of_key("c", key),
        kind=row.code("kind", ClaimKind),
        nature=row.code("nature", Nature, Nature.CHECKABLE),
        topic=row.refer("topic", things.topics, must=True),
        measure=row.refer("measure", things.measures),
        wording=row.text("wording"),
        wording_lang=row.text("lang"),
        summary=row.texts("summary"),
        as_of=as_of,
        as_of_precision=as_of_precision,
        created_by=row.refer("by", things.people, must=True),
        **_figure(row),
    )
    if taken_in_at := row.moment("at", must=True):
        claim.created_at = taken_in_at
    if is_new:
        things.keep(things.claims, key, row, claim, {"wording_lang": "lang", "created_at": "at"})
    for save in [*read_attributions(key, row, things), *read_evidence(key, row, things)]:
        if is_new and things.claims.get(key):
            save()


def read_attributions(claim: str, row: Row, things: Things) -> list[Save]:
    """How to save each attribution in the row that is not stored yet."""
    return [
        save
        for key, attribution_row in row.keyed("attributions").items()
        if (save := _read_attribution(claim, f"{claim}/{key}", attribution_row, things))
    ]


def _read_attribution(claim: str, key: str, row: Row, things: Things) -> Save | None:
    is_new = things.is_new(things.attributions, key, row)
    attribution = Attribution(
        public_id=id_of_key("a", key),
        claim=things.claims.get(claim),
        report=row.refer("report", things.reports, must=True),
        note=row.text("note"),
    )
    excerpt = _read_excerpt(row, attribution)
    hops = _read_chain(row, attribution, things)
    if not is_new:
        return None
    things.attributions.put(key, attribution if row.check(attribution) else None)
    if things.attributions.get(key) is None:
        return None

    def save() -> None:
        if excerpt:
            attribution.excerpt = excerpt
            excerpt.save()
        attribution.save()
        for hop in hops:
            hop.save()

    return save


def _read_excerpt(row: Row, attribution: Attribution) -> Excerpt | None:
    """The passage that the claim rests on, in the report's language."""
    exact = row.text("excerpt")
    if not exact or attribution.report_id is None:
        return None
    excerpt = Excerpt(report=attribution.report, lang=attribution.report.lang, exact=exact)
    row.check(excerpt, {"exact": "excerpt"})
    return excerpt


def _read_chain(row: Row, attribution: Attribution, things: Things) -> list[Hop]:
    """The hops from the origin to the publisher."""
    language = attribution.report.lang if attribution.report_id else ""
    hops: list[Hop] = []
    rows = row.rows("chain")
    for hop_row in rows:
        hop = _read_hop(hop_row, language, things)
        if not hop.named_as and hop_row is not rows[-1]:
            hop_row.refuse("Say how it was named there: only the publisher at the end may go unnamed.", "named_as")
        hop.attribution, hop.position = attribution, len(hops)
        if hop.source_id and hop.source_id in {earlier.source_id for earlier in hops}:
            hop_row.refuse("This source stands in the chain already.", "source")
        if not hop_row.check(hop, {"named_as_lang": "lang", "quote_lang": "lang", "said_at": "said"}):
            row.bad.add("chain")
        hops.append(hop)
    return hops


def _read_hop(row: Row, language: str, things: Things) -> Hop:
    quote, lang = row.text("quote"), row.text("lang") or language
    said_at, said_precision = row.dated("said")
    if not lang:
        row.bad.add("lang")  # the report has a problem, and that is the one to mend
    source = row.text("source")
    role = f"{source}/{row.text('role')}" if "role" in row else ""
    if role and role not in things.roles:
        row.miss("This source has no such role in these files.", "role")
    return Hop(
        source=row.refer("source", things.sources, must=True),
        role=things.roles.get(role),
        named_as=row.text("named_as"),
        named_as_lang=lang,
        quote=quote,
        quote_lang=lang if quote else "",
        said_at=said_at,
        said_precision=said_precision,
        known_by=row.code("known_by", KnownBy, KnownBy.RELAYED),
        **_figure(row),
    )


def read_evidence(claim: str, row: Row, things: Things) -> list[Save]:
    """How to save each piece of evidence in the row."""
    return [save for item_row in row.rows("evidence") if (save := _read_item(claim, item_row, things))]


def _read_item(claim: str, row: Row, things: Things) -> Save | None:
    item = Evidence(
        claim=things.claims.get(claim),
        report=row.refer("report", things.reports, must=True),
        bearing=row.code("bearing", Bearing),
        note=row.texts("note"),
    )
    return item.save if row.check(item) else None
