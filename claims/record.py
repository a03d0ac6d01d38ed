"""Bodies: the complete public JSON of one thing, built once, in the transaction of its change.

A body holds ids and `named_as`, never another thing's name or state, so that a rename is one Record and not a
thousand. It holds no labels and no address of ours. Fields are only ever added (docs/record.md).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects

from claims.choices import Change, SubjectKind
from claims.log import Entry
from claims.models import Attribution, Claim, Correction, Edit, Hop, Measure, StatusChange, Topic
from claims.origins import Origins, count_origins
from sources.models import Excerpt, Report, Source

VERSION = 1
Body = dict[str, Any]
Thing = Claim | Topic | Measure | Source | Report | Correction

# The inverse of each relation, as the other end tells it.
INVERSE = {"contradicts": "contradicted_by", "updates": "updated_by", "part_of": "has_part", "repeats": "repeated_by"}


def number(value: Decimal | None) -> int | float | None:
    """A JSON number; every number that the database accepts is exact in it."""
    if value is None:
        return None
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else float(value)


def moment(at: datetime | None) -> str | None:
    """A moment in UTC after RFC 3339."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def dated(at: datetime | None, precision: str) -> Body | None:
    """A moment known to a precision: the beginning of the span that it may mean."""
    return {"at": moment(at), "precision": precision} if at else None


def source_ref(source: Source | None) -> Body | None:
    """How a body refers to a source; a protected one leaves nothing but its kind."""
    if source is None:
        return None
    if source.protected:
        return {"source": None, "protected": True, "kind": source.kind}
    return {"source": source.public_id, "protected": False, "kind": None}


def byline(person: Any) -> str | None:
    """How readers see who decided: the person's byline, or nothing, which pages tell as "the desk"."""
    return person.byline or None if person else None


def _opening(kind: SubjectKind, public_id: str) -> Body:
    return {"v": VERSION, "type": kind.value, "id": public_id}


def claim_body(claim: Claim, edits: Iterable[Edit]) -> Body:
    """The body of a claim that was loaded with ClaimQuerySet.whole(), and its edits from the ledger, oldest first."""
    if claim.is_removed:
        return _removed_body(claim, edits)
    figure = _figure(claim)
    return {
        **_opening(SubjectKind.CLAIM, claim.public_id),
        "kind": claim.kind,
        "nature": claim.nature,
        "topic": claim.topic.public_id,
        "measure": claim.measure.public_id if claim.measure else None,
        "wording": {"text": claim.wording, "lang": claim.wording_lang},
        "summary": claim.summary,
        "figure": {**figure, "as_of": dated(claim.as_of, claim.as_of_precision)} if figure else None,
        "status": _status(claim),
        "hold": _hold(claim),
        "origins": count_origins(claim).as_body(),
        "attributions": [_attribution(attribution) for attribution in claim.attributions.all()],
        "evidence": [_evidence(item) for item in claim.evidence.all()],
        "relations": _relations(claim),
        "replies": [_reply(reply) for reply in claim.replies.all()],
        "corrections": [{"correction": correction.public_id} for correction in claim.corrections.all()],
        "history": _history(claim, edits),
        "reviewed_at": moment(claim.reviewed_at),
        "merged_into": {"claim": claim.merged_into.public_id} if claim.merged_into else None,
        "merged": [{"claim": other.public_id} for other in claim.merged.all() if other.is_public],
        "removed": None,
    }


def _removed_body(claim: Claim, edits: Iterable[Edit]) -> Body:
    """What is left of a claim that was taken out of the record: its shape, without anything that it said."""
    [act] = [edit for edit in edits if edit.pk == claim.ending_id]
    return {
        **_opening(SubjectKind.CLAIM, claim.public_id),
        "kind": claim.kind,
        "nature": claim.nature,
        "topic": claim.topic.public_id,
        "measure": None,
        "wording": {"text": "", "lang": claim.wording_lang},
        "summary": {},
        "figure": None,
        "status": {**_status(claim), "attributed_to": None, "happened": None, "reason": {}},
        "hold": None,
        "origins": Origins(0, 0, 0, 0).as_body(),
        **{name: [] for name in ("attributions", "evidence", "relations", "replies", "corrections")},
        "history": [{**_act(act), "change": act.change}],
        "reviewed_at": None,
        "merged_into": None,
        "merged": [],
        "removed": _act(act),
    }


def _figure(holder: Claim | Hop) -> Body | None:
    if not holder.qualifier:
        return None
    return {
        "words": holder.words,
        "qualifier": holder.qualifier,
        "low": number(holder.low),
        "high": number(holder.high),
    }


def _status(claim: Claim) -> Body:
    change = claim.latest_change
    assert change is not None, "a claim without status has no body"
    return {
        "code": change.to_status,
        "previous": change.from_status if change.previous_id else None,
        "reason_code": change.reason_code or None,
        "attributed_to": source_ref(change.attributed_to),
        "happened": dated(change.happened_at, change.happened_precision),
        "reason": change.reason,
        "decided_at": moment(change.decided_at),
        "decided_by": _bylines(change),
    }


def _bylines(act: StatusChange | Edit) -> list[str | None]:
    return [byline(person) for person in (act.made_by, act.approved_by) if person]


def _hold(claim: Claim) -> Body | None:
    for hold in claim.holds.all():
        if hold.ended_at is None:
            return {"reported_at": moment(hold.reported_at), "reason": hold.reason}
    return None


def _attribution(attribution: Attribution) -> Body:
    return {
        "id": attribution.public_id,
        "report": attribution.report.public_id,
        "excerpt": _excerpt(attribution.excerpt),
        "standing": attribution.standing,
        "standings": [
            {
                "code": step.code,
                **(source_ref(step.source) or {}),
                "report": step.report.public_id if step.report else None,
                "happened": dated(step.happened_at, step.happened_precision),
                "reason": step.reason,
            }
            for step in attribution.standings.all()
        ],
        "chain": [_hop(hop) for hop in attribution.hops.all()],
    }


def _excerpt(excerpt: Excerpt | None) -> Body | None:
    if excerpt is None:
        return None
    return {"exact": excerpt.exact, "prefix": excerpt.prefix, "suffix": excerpt.suffix, "lang": excerpt.lang}


def _hop(hop: Hop) -> Body:
    protected = hop.source.protected
    return {
        **(source_ref(hop.source) or {}),
        "named_as": None if protected else hop.named_as or None,
        "named_as_lang": hop.named_as_lang,
        "role": hop.role.title if hop.role and not protected else None,
        "quote": {"text": hop.quote, "lang": hop.quote_lang} if hop.quote and not protected else None,
        "figure": _figure(hop),
        "said": dated(hop.said_at, hop.said_precision),
        "known_by": hop.known_by,
    }


def _evidence(item: Any) -> Body:
    return {
        "bearing": item.bearing,
        "primary": item.primary,
        "report": item.report.public_id,
        "excerpt": _excerpt(item.excerpt),
        "note": item.note,
    }


def _relations(claim: Claim) -> list[Body]:
    outward = [(r.kind, r.other, r.note) for r in claim.relations.all()]
    inward = [(INVERSE[r.kind], r.claim, r.note) for r in claim.related_from.all()]
    return [
        {
            "kind": kind,
            "other": other.public_id,
            "counted_differently": bool(claim.measure_id and other.measure_id and claim.measure_id != other.measure_id),
            "note": note,
        }
        for kind, other, note in outward + inward
        if other.is_public and not other.is_removed
    ]


def _reply(reply: Any) -> Body:
    return {
        **(source_ref(reply.asked) or {}),
        "asked_at": moment(reply.asked_at),
        "asked_precision": reply.asked_precision,
        "deadline_at": moment(reply.deadline_at),
        "deadline_precision": reply.deadline_precision,
        "answered_at": moment(reply.answered_at),
        "answer": reply.answer,
    }


def _history(claim: Claim, edits: Iterable[Edit]) -> list[Body]:
    """What the desk did, oldest first: changes of status and every other public act."""
    moves = [(change.made_at, 0, {**_act(change), **_move(change)}) for change in claim.status_changes.all()]
    others = [(edit.made_at, 1, {**_act(edit), "change": edit.change}) for edit in edits]
    return [body for _at, _order, body in sorted(moves + others, key=lambda act: act[:2])]


def _move(change: StatusChange) -> Body:
    return {
        "change": Change.STATUS_CHANGED if change.previous_id else Change.PUBLISHED,
        "from": change.from_status if change.previous_id else None,
        "to": change.to_status,
        "reason_code": change.reason_code or None,
        "attributed_to": source_ref(change.attributed_to),
        "happened": dated(change.happened_at, change.happened_precision),
    }


def _act(act: StatusChange | Edit) -> Body:
    decided_at = act.decided_at if isinstance(act, StatusChange) else act.made_at
    return {"at": moment(decided_at), "by": _bylines(act), "reason": act.reason}


def topic_body(topic: Topic) -> Body:
    return {
        **_opening(SubjectKind.TOPIC, topic.public_id),
        "slug": topic.slug,
        "title": topic.title,
        "summary": topic.summary,
        "not_known": topic.not_known,
    }


def measure_body(measure: Measure) -> Body:
    return {
        **_opening(SubjectKind.MEASURE, measure.public_id),
        "topic": measure.topic.public_id,
        "label": measure.label,
        "counted": measure.counted,
        "unit": measure.unit or None,
        "who": measure.who,
        "security_forces": measure.security_forces,
        "place": measure.place,
        "basis": measure.basis,
        "period_from": measure.period_from.isoformat() if measure.period_from else None,
        "period_until": measure.period_until.isoformat() if measure.period_until else None,
    }


def source_body(source: Source) -> Body:
    """The body of a source that is not protected."""
    return {
        **_opening(SubjectKind.SOURCE, source.public_id or ""),
        "kind": source.kind,
        "names": [{"text": n.text, "lang": n.lang, "kind": n.kind} for n in source.names.all()],
        "wikidata_id": source.wikidata_id or None,
        "roles": [
            {
                "title": role.title,
                "body": role.body.public_id if role.body else None,
                "from": role.from_on.isoformat() if role.from_on else None,
                "until": role.until_on.isoformat() if role.until_on else None,
            }
            for role in source.roles.all()
        ],
    }


def report_body(report: Report) -> Body:
    return {
        **_opening(SubjectKind.REPORT, report.public_id),
        "publisher": report.publisher.public_id,
        "kind": report.kind,
        "title": report.title or None,
        "lang": report.lang,
        "url": report.url or None,
        "published": dated(report.published_at, report.published_precision),
        "state": report.state,
        "state_since": moment(report.state_since),
    }


def correction_body(correction: Correction) -> Body:
    return {
        **_opening(SubjectKind.CORRECTION, correction.public_id),
        "kind": correction.kind,
        "claim": correction.claim.public_id,
        "was_wrong": correction.was_wrong,
        "is_right": correction.is_right,
        "corrected_at": moment(correction.made_at),
        "corrected_by": byline(correction.made_by),
    }


def entry_of(thing: Topic | Measure | Source | Report | Correction, change: str) -> Entry:
    """The entry for one of the simpler things."""
    builders: dict[type, tuple[SubjectKind, Any]] = {
        Topic: (SubjectKind.TOPIC, topic_body),
        Measure: (SubjectKind.MEASURE, measure_body),
        Source: (SubjectKind.SOURCE, source_body),
        Report: (SubjectKind.REPORT, report_body),
        Correction: (SubjectKind.CORRECTION, correction_body),
    }
    kind, build = builders[type(thing)]
    return Entry(kind, thing.public_id or "", change, build(thing))


def claim_entries(changes: dict[Claim, Change], *, urgent: bool = False) -> list[Entry]:
    """Entries for these claims, in this order; they were loaded whole after the last write to them."""
    edits: dict[str, list[Edit]] = {claim.public_id: [] for claim in changes}
    for edit in Edit.objects.filter(subject__in=edits).select_related("made_by", "approved_by").order_by("pk"):
        edits[edit.subject].append(edit)
    return [claim_entry(claim, change, edits[claim.public_id], urgent) for claim, change in changes.items()]


def claim_entry(claim: Claim, change: Change, edits: list[Edit], urgent: bool = False) -> Entry:
    """The entry for one claim that is loaded whole, with its edits from the ledger."""
    body = claim_body(claim, edits)
    moved = change in (Change.STATUS_CHANGED, Change.PUBLISHED)
    previous = (body["status"]["previous"] or "") if moved else claim.status
    return Entry(SubjectKind.CLAIM, claim.public_id, change, body, previous, claim.status, urgent)


def references(claims: Iterable[Claim]) -> list[Topic | Measure | Source | Report]:
    """The public things that these claims refer to and that have no Record yet."""
    found: dict[tuple[type, int], Topic | Measure | Source | Report] = {}

    def need(thing: Topic | Measure | Source | Report | None) -> None:
        if thing is None or thing.version or (type(thing), thing.pk) in found:
            return
        if isinstance(thing, Source) and thing.protected:
            return
        if isinstance(thing, Report):
            need(thing.publisher)
        found[type(thing), thing.pk] = thing

    for claim in claims:
        for thing in _mentioned(claim):
            need(thing)
    sources = [thing for thing in found.values() if isinstance(thing, Source)]
    prefetch_related_objects(sources, "names", "roles__body")
    for source in sources:
        for role in source.roles.all():
            need(role.body)
    return list(found.values())


def _mentioned(claim: Claim) -> Iterable[Topic | Measure | Source | Report | None]:
    yield claim.topic
    yield claim.measure
    for attribution in claim.attributions.all():
        yield attribution.report
        yield from (hop.source for hop in attribution.hops.all())
        for step in attribution.standings.all():
            yield from (step.source, step.report)
    yield from (item.report for item in claim.evidence.all())
    yield from (reply.asked for reply in claim.replies.all())
    yield from (change.attributed_to for change in claim.status_changes.all())
