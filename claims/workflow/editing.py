"""Changes of a public claim that leave its status alone. Saving is publishing: each is a Record, with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims import clock, record
from claims.choices import Change, CorrectionKind, Priority, ReviewReason, StandingCode
from claims.models import Attribution, Claim, Correction, Relation, Reply, Standing
from claims.permissions import check_may_decide, check_may_take_in
from claims.workflow import acting, moving, reviewing
from claims.workflow.conditions import CONDITIONS, Grounds
from claims.workflow.errors import Refused
from sources.choices import Precision
from sources.models import Report, Source
from sources.texts import Texts


@contextmanager
def editing(claim: Claim, *, by: Any, reason: Texts, seen: int | None = None) -> Iterator[Claim]:
    """Lock a claim, let the caller save its words, figures, attributions and evidence, and publish the result.

    A draft is simply saved: contributors may do that, and no reason is needed. Raises Conflict when `seen` is old.
    """
    with transaction.atomic():
        locked = acting.lock(claim, seen)
        if locked.is_public:
            check_may_decide(by)
            acting.check_reason(reason)
        else:
            check_may_take_in(by)
        yield locked
        acting.changed(locked)
        _publish_edit(locked, by=by, reason=reason)


def _publish_edit(claim: Claim, *, by: Any, reason: Texts) -> None:
    fresh = acting.reload(claim)
    if not fresh.is_public:
        acting.refresh(fresh)
        return
    fresh.full_clean(exclude=["search"])
    CONDITIONS["has_attribution"](fresh, Grounds())
    acting.note_edit(fresh.public_id, Change.EDITED, by=by, reason=reason)
    acting.append({fresh: Change.EDITED})


@transaction.atomic
def note_standing(
    attribution: Attribution,
    code: StandingCode,
    *,
    by: Any,
    source: Source,
    reason: Texts,
    happened_at: datetime,
    happened_precision: str = "minute",
    report: Report | None = None,
    seen: int | None = None,
) -> Standing:
    """Note what became of one way the claim reached us. One editor is enough, at any hour; the status is another
    question, so the claim comes up for review."""
    claim = acting.lock(attribution.claim, seen)
    check_may_decide(by)
    acting.check_public(claim)
    acting.check_reason(reason)
    step = Standing(
        attribution=attribution,
        code=code,
        source=source,
        report=report,
        happened_at=happened_at,
        happened_precision=happened_precision,
        reason=reason,
        made_by=by,
        made_at=clock.now(),
    )
    step.full_clean()
    step.save(force_insert=True)
    latest = attribution.standings.order_by("-happened_at", "-pk").values_list("code", flat=True)[0]
    Attribution.objects.filter(pk=attribution.pk).update(standing=latest)
    acting.changed(claim)
    acting.note_edit(claim.public_id, Change.STANDING_CHANGED, by=by, reason=reason)
    reviewing.open_item(
        claim,
        ReviewReason.CONFLICT,
        cause=f"standing:{code}:{source.pk}",  # said of nine attributions, it is still one thing to look at
        priority=Priority.URGENT,
    )
    acting.append({claim: Change.STANDING_CHANGED}, urgent=code != StandingCode.GIVEN_AGAIN)
    return step


@transaction.atomic
def relate_claims(
    claim: Claim, kind: str, other: Claim, *, by: Any, note: Texts | None = None, seen: int | None = None
) -> Relation:
    """Relate two claims. An updated claim keeps its status; each public end gets a Record. `seen` is of `claim`."""
    ends = acting.lock_both(claim, other, seen)
    check_may_decide(by)
    relation = Relation(claim=claim, kind=kind, other=other, note=note or {}, made_by=by, made_at=clock.now())
    relation.full_clean()
    relation.save()
    public = [end for end in ends if end.is_public]
    if len(public) == len(ends):
        for end in ends:
            acting.changed(end, keeps_proposals=True)
            acting.note_edit(end.public_id, Change.RELATED, by=by, reason=relation.note)
        acting.append(dict.fromkeys(ends, Change.RELATED))
    return relation


@transaction.atomic
def unrelate_claims(relation: Relation, *, by: Any, reason: Texts, seen: int | None = None) -> None:
    """Take a relation back that was noted in error: each public end gets a Record. `seen` is of its first claim."""
    ends = acting.lock_both(relation.claim, relation.other, seen, ended=True)
    check_may_decide(by)
    told = [end for end in ends if not end.is_removed] if all(end.is_public for end in ends) else []
    if told:
        acting.check_reason(reason)
    if not Relation.objects.filter(pk=relation.pk).delete()[0]:
        raise Refused(_("Somebody else took it back meanwhile."))
    for end in told:
        acting.changed(end, keeps_proposals=True)
        acting.note_edit(end.public_id, Change.EDITED, by=by, reason=reason)
    acting.append(dict.fromkeys(told, Change.EDITED))


@transaction.atomic
def note_reply(
    claim: Claim,
    *,
    by: Any,
    asked: Source,
    asked_at: datetime,
    asked_precision: str = Precision.MINUTE,
    deadline_at: datetime | None = None,
    deadline_precision: str = Precision.MINUTE,
    answered_at: datetime | None = None,
    answer: Texts | None = None,
    seen: int | None = None,
) -> Reply:
    """Note whom we asked, and the answer when there is one; asking again about the same question answers it.

    Where nothing is new, nothing is told.
    """
    locked = acting.lock(claim, seen)
    check_may_decide(by)
    told = {
        "deadline_at": deadline_at,
        "deadline_precision": deadline_precision,
        "answered_at": answered_at,
        "answer": answer or {},
    }
    reply = Reply.objects.filter(claim=locked, asked=asked, asked_at=asked_at).first()
    if reply and told.items() <= vars(reply).items():
        return reply
    reply = reply or Reply(claim=locked, asked=asked, asked_at=asked_at, asked_precision=asked_precision)
    for name, value in told.items():
        setattr(reply, name, value)
    reply.full_clean()
    reply.save()
    acting.changed(locked, keeps_proposals=True)
    if locked.is_public:
        acting.note_edit(locked.public_id, Change.REPLY_NOTED, by=by, reason=reply.answer)
        acting.append({locked: Change.REPLY_NOTED})
    return reply


@transaction.atomic
def correct_record(
    claim: Claim,
    *,
    by: Any,
    was_wrong: Texts,
    is_right: Texts,
    kind: CorrectionKind = CorrectionKind.CORRECTION,
    seen: int | None = None,
) -> Correction:
    """Tell readers that our own record was wrong. The parts and totals of a corrected figure come up for review."""
    locked = acting.lock(claim, seen)
    check_may_decide(by)
    acting.check_public(locked)
    acting.check_reason(was_wrong, "was_wrong")
    acting.check_reason(is_right, "is_right")
    correction = Correction.objects.create(
        claim=locked, kind=kind, was_wrong=was_wrong, is_right=is_right, made_by=by, made_at=clock.now()
    )
    correction.refresh_from_db()
    acting.changed(locked)
    acting.note_edit(locked.public_id, Change.CORRECTED, by=by, reason=was_wrong)
    for other in moving.parts_and_totals(locked):
        reviewing.open_item(
            other,
            ReviewReason.CONFLICT,
            cause=f"correction:{correction.public_id}",
        )
    acting.append({locked: Change.CORRECTED}, also=[record.entry_of(correction, Change.PUBLISHED)], urgent=True)
    return correction
