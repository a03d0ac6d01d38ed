"""Every pair of statuses: what the table permits is done, with a second editor where it says so; nothing else is."""

import itertools

import pytest

from claims import workflow
from claims.choices import MOVE_BY_ENDS, PUBLIC_STATUSES, STATUSES, ProposalOutcome, Reason, StandingCode, Status
from claims.models import Claim, Proposal, StatusChange, Transition
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = texts(en="Why.")


def claim_in(status: Status) -> Claim:
    claim = make.publish(make.make_statement())
    return claim if status == Status.UNVERIFIED else make.bring_to(claim, status)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(PUBLIC_STATUSES, PUBLIC_STATUSES)))
def test_every_pair(before: Status, after: Status) -> None:
    claim = claim_in(before)
    move = MOVE_BY_ENDS.get((before, after))
    grounds = make.grounds_for(claim, after)
    if before == after and after == Status.CORROBORATED:
        grounds["reason_code"] = Reason.PRIMARY_EVIDENCE
    claim.refresh_from_db()
    if move is None or _repeats(claim, after, grounds):
        with pytest.raises(workflow.Refused):
            workflow.move_claim(claim, after, by=make.anna(), reason=WHY, **grounds)
        return
    made = workflow.move_claim(claim, after, by=make.anna(), reason=WHY, **grounds)
    assert isinstance(made, Proposal) == move.needs_second
    if isinstance(made, Proposal):
        workflow.approve(made, by=make.boris())
    claim.refresh_from_db()
    assert claim.status == after


def _repeats(claim: Claim, after: Status, grounds: dict[str, object]) -> bool:
    change = claim.latest_change
    assert change is not None
    code, source = grounds.get("reason_code", ""), grounds.get("attributed_to")
    return (change.to_status, change.reason_code, change.attributed_to) == (after, code, source)


def test_the_database_permits_exactly_the_moves_of_the_table() -> None:
    stored = {(t.from_status, t.to_status): t.needs_second for t in Transition.objects.all()}
    assert stored == {(m.from_status.value, m.to_status.value): m.needs_second for m in MOVE_BY_ENDS.values()}


def test_nothing_published_becomes_a_draft_again() -> None:
    assert not [move for move in MOVE_BY_ENDS.values() if move.to_status == Status.DRAFT]


@pytest.mark.parametrize("status", [s for s, rule in STATUSES.items() if rule.reasons and s != Status.NOT_CHECKABLE])
def test_a_typed_reason_is_demanded(status: Status) -> None:
    claim = make.publish(make.make_statement())
    with pytest.raises(workflow.Refused) as refused:
        workflow.move_claim(claim, status, by=make.anna(), reason=WHY)
    assert refused.value.field == "reason_code"


@pytest.mark.parametrize("status", [Status.DISPUTED, Status.UNPROVEN])
def test_a_reason_in_words_is_demanded(status: Status) -> None:
    claim = make.publish(make.make_statement())
    with pytest.raises(workflow.Refused) as refused:
        workflow.move_claim(claim, status, by=make.anna(), reason={}, **make.grounds_for(claim, status))
    assert refused.value.field == "reason"


def test_a_figure_is_never_not_checkable() -> None:
    claim = make.publish(make.make_figure())
    with pytest.raises(workflow.Refused):
        workflow.move_claim(claim, Status.NOT_CHECKABLE, by=make.anna(), reason=WHY, reason_code=Reason.OPINION)


def test_a_pledge_is_published_as_not_checkable() -> None:
    claim = make.publish(make.make_statement(nature="pledge"))
    assert (claim.status, claim.latest_change.reason_code) == (Status.NOT_CHECKABLE, Reason.PLEDGE)  # type: ignore[union-attr]


def test_a_claim_without_attribution_is_not_published() -> None:
    with pytest.raises(workflow.Refused, match="no attribution"):
        workflow.publish_claim(make.make_figure(), by=make.anna(), reason=WHY)


def test_five_reports_of_one_ministry_never_corroborate() -> None:
    claim, ministry = make.make_figure(), make.make_source()
    for number in range(5):
        make.attribute(claim, ministry, make.make_source(f"Relay {number}", "outlet"))
    make.publish(claim)
    with pytest.raises(workflow.Refused, match="5 reports"):
        workflow.corroborate_claim(claim, by=make.anna(), reason=WHY, reason_code=Reason.INDEPENDENT_SOURCES)


def test_two_origins_that_agree_corroborate_with_a_second_editor() -> None:
    claim = make.make_figure()
    make.attribute(claim, make.make_source("Hospital"), make.make_source("Agency", "agency"))
    make.attribute(claim, make.make_source("Prosecutor"), make.make_source("Daily", "outlet"))
    make.publish(claim)
    proposal = workflow.corroborate_claim(claim, by=make.anna(), reason=WHY, reason_code=Reason.INDEPENDENT_SOURCES)
    assert isinstance(proposal, Proposal)
    workflow.approve(proposal, by=make.boris())
    claim.refresh_from_db()
    assert claim.status == Status.CORROBORATED


def test_origins_that_say_something_else_do_not_corroborate() -> None:
    claim = make.make_figure()
    for name, low in (("Hospital", 164), ("Prosecutor", 90)):
        attribution = make.attribute(claim, make.make_source(name))
        attribution.hops.update(words=str(low), qualifier="none", low=low, high=low)
    make.publish(claim)
    with pytest.raises(workflow.Refused, match="do not say the same"):
        workflow.corroborate_claim(claim, by=make.anna(), reason=WHY, reason_code=Reason.INDEPENDENT_SOURCES)


def test_relays_do_not_keep_a_denied_figure_alive() -> None:
    claim, ministry = make.make_figure(), make.make_source()
    relays = [make.attribute(claim, ministry, make.make_source(f"Relay {n}", "outlet")) for n in range(3)]
    make.publish(claim)
    workflow.note_standing(
        relays[0],
        StandingCode.DENIED,
        by=make.anna(),
        source=ministry,
        reason=WHY,
        happened_at=make.NINTH,
    )
    proposal = workflow.retract_claim(
        claim, by=make.anna(), reason=WHY, reason_code=Reason.DENIED, attributed_to=ministry
    )
    assert isinstance(proposal, Proposal)


def test_a_second_origin_that_stands_keeps_it_from_being_retracted() -> None:
    claim, ministry = make.make_figure(), make.make_source()
    denied = make.attribute(claim, ministry)
    make.attribute(claim, make.make_source("Prosecutor"))
    make.publish(claim)
    workflow.note_standing(
        denied, StandingCode.DENIED, by=make.anna(), source=ministry, reason=WHY, happened_at=make.NINTH
    )
    with pytest.raises(workflow.Refused, match="Prosecutor"):
        workflow.retract_claim(claim, by=make.anna(), reason=WHY, reason_code=Reason.DENIED, attributed_to=ministry)


def test_a_proposal_lapses_when_the_claim_changes_in_between() -> None:
    claim = make.publish(make.make_statement())
    make.add_evidence(claim)
    proposal = workflow.refute_claim(claim, by=make.anna(), reason=WHY)
    workflow.dispute_claim(claim, by=make.boris(), reason=WHY, **make.grounds_for(claim, Status.DISPUTED))
    with pytest.raises(workflow.Refused):
        workflow.approve(proposal, by=make.boris())  # type: ignore[arg-type]
    proposal.refresh_from_db()
    assert proposal.outcome == ProposalOutcome.LAPSED  # type: ignore[union-attr]


def test_each_step_of_the_ledger_follows_the_one_before() -> None:
    claim = claim_in(Status.RETRACTED)
    steps = StatusChange.objects.filter(claim=claim).order_by("pk")
    assert [(s.from_status, s.to_status) for s in steps] == [("draft", "unverified"), ("unverified", "retracted")]
    assert steps[1].previous == steps[0]
