"""The review queue and the desk's first page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import workflow
from claims.choices import Priority, ReviewReason, Status
from claims.models import Claim, Proposal, ReviewItem
from claims.workflow import reviewing
from sources.choices import NameKind, ReportState
from sources.models import SourceName
from sources.observing import note_by_hand
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import WHY, text, url

pytestmark = pytest.mark.django_db
QUEUE = "/desk/claims/reviewitem/"


def item(
    reason: ReviewReason = ReviewReason.RECHECK, priority: Priority = Priority.NORMAL, **changes: Any
) -> ReviewItem:
    claim = make.publish(make.make_figure())
    reviewing.open_item(claim, reason, cause="test", priority=priority, note="Look again.")
    ReviewItem.objects.filter(claim=claim).update(**changes)
    return claim.review_items.get()


def queue(person: Any, **query: str) -> Any:
    response = signed_in(person).get(QUEUE, query)
    text(response)
    return response.context


def pressed(person: Any, **buttons: Any) -> str:
    return text(signed_in(person).post(QUEUE, buttons, follow=True))


def token(of: ReviewItem) -> str:
    return f"{of.pk}:{of.assigned_to_id or 0}"


def shown(person: Any, **query: str) -> list[ReviewItem]:
    return [row.item for row in queue(person, **query)["rows"]]


def test_the_urgent_come_first_and_then_the_oldest() -> None:
    now = timezone.now()
    normal, young = item(), item(priority=Priority.URGENT)
    old = item(priority=Priority.URGENT, opened_at=now - timedelta(hours=3))
    assert shown(make.anna()) == [old, young, normal]


def test_the_parts_of_the_queue_and_their_counts() -> None:
    mine, gone = item(assigned_to=make.anna()), item(ReviewReason.SOURCE_GONE)
    due = item(due_at=timezone.now() + timedelta(hours=1))
    item(due_at=timezone.now() + timedelta(hours=3))
    parts = {"mine": [mine], "report": [gone], "due": [due], "conflict": []}
    assert {name: shown(make.anna(), show=name) for name in parts} == parts
    counts = {name: count for name, _label, count in queue(make.anna())["tabs"]}
    assert (counts["all"], counts["unclaimed"], counts["report"], counts["due"]) == (4, 3, 1, 1)


def test_the_queue_takes_as_many_queries_for_many_items_as_for_few() -> None:
    client, taken = signed_in(make.anna()), []
    for _round in range(2):
        for _number in range(4):
            _proposal()
            item(ReviewReason.SOURCE_GONE, assigned_to=make.boris())
        with CaptureQueriesContext(connection) as queries:
            text(client.get(QUEUE))
        taken.append(len(queries))
    assert taken[0] == taken[1]


def _proposal() -> Proposal:
    claim = make.publish(make.make_figure())
    ministry = make.deny(claim)
    why = texts(en="Denied.")
    workflow.retract_claim(claim, by=make.anna(), reason=why, reason_code="denied", attributed_to=ministry)
    return claim.proposals.get()


def test_a_proposal_leads_its_approver_to_the_page_where_it_is_approved() -> None:
    claim = _proposal().claim
    assert url("approve", claim) in text(signed_in(make.boris()).get(QUEUE, {"show": "second"}))
    assert url("approve", claim) not in text(signed_in(make.anna()).get(QUEUE, {"show": "second"}))


def test_an_item_is_taken_and_given_back() -> None:
    one = item()
    pressed(make.anna(), take=token(one))
    one.refresh_from_db()
    assert one.assigned_to == make.anna()
    pressed(make.anna(), release=token(one))
    one.refresh_from_db()
    assert one.assigned_to is None


def test_of_two_who_take_at_once_the_second_is_told() -> None:
    one = item()
    seen = token(one)
    pressed(make.anna(), take=seen)
    assert "Somebody else took or closed it meanwhile." in pressed(make.boris(), take=seen)
    one.refresh_from_db()
    assert one.assigned_to == make.anna()


def test_an_item_of_a_colleague_who_sleeps_is_taken_over() -> None:
    one = item(assigned_to=make.anna())
    pressed(make.boris(), take=token(one))
    one.refresh_from_db()
    assert one.assigned_to == make.boris()


def test_nobody_gives_back_what_is_anothers() -> None:
    one = item(assigned_to=make.anna())
    assert "It is not yours, or is closed." in pressed(make.boris(), release=token(one))


def test_looked_at_and_nothing_to_do_closes_those_that_are_ticked() -> None:
    ticked = [item(), item()]
    left = item()
    page = pressed(make.anna(), close="ticked", item=[token(one) for one in ticked])
    assert "2 closed" in page
    assert shown(make.anna()) == [left]
    closed = ReviewItem.objects.get(pk=ticked[0].pk)
    assert (closed.closed_by, closed.claim.waiting, closed.claim.reviewed_at) != (None, True, None)


def test_a_proposal_is_not_closed_away() -> None:
    proposal = _proposal()
    one = proposal.claim.review_items.get(reason=ReviewReason.SECOND_EDITOR)
    assert "A proposal waits: approve or decline it." in pressed(make.boris(), close=token(one))


def test_a_hold_is_not_closed_away() -> None:
    claim = make.publish(make.make_figure())
    workflow.hold_claim(claim, by=make.anna(), reason=texts(en="Withdrawal reported."))
    assert "decide, or end the hold." in pressed(make.boris(), close=token(claim.review_items.get()))


def test_a_contributor_takes_but_does_not_close() -> None:
    one = item()
    assert "Only editors decide" in pressed(make.clara(), close=token(one))
    pressed(make.clara(), take=token(one))
    one.refresh_from_db()
    assert (one.closed_at, one.assigned_to) == (None, make.clara())


def test_an_operator_is_told_who_works_here() -> None:
    response = signed_in(make.olga()).get(QUEUE)
    assert response.status_code == 403
    assert "Only contributors and editors take claims in." in response.content.decode()


@pytest.mark.parametrize(
    "sent", [{"take": "x"}, {"take": "1:x"}, {"close": "9" * 40}, {"close": "ticked"}, {"erase": "1"}]
)
def test_a_form_damaged_on_the_way_does_nothing(sent: dict[str, str]) -> None:
    item()
    pressed(make.anna(), **sent)
    assert ReviewItem.objects.filter(closed_at=None, assigned_to=None).count() == 1


@pytest.mark.parametrize("query", [{"show": "x"}, {"page": "x"}, {"page": "-1"}, {"page": "9" * 30}])
def test_an_unknown_part_or_page_shows_the_first(query: dict[str, str]) -> None:
    one = item()
    assert shown(make.anna(), **query) == [one]


def test_a_draft_of_a_contributor_asks_for_an_editor() -> None:
    draft = make.make_figure(created_by=make.clara())
    workflow.announce_draft(draft)
    workflow.announce_draft(draft)
    assert [one.claim for one in shown(make.anna(), show="new")] == [draft]


# The first page --------------------------------------------------------------------------------------------------


def first_page(person: Any) -> Any:
    response = signed_in(person).get("/desk/")
    text(response)
    return response.context


def test_the_first_page_says_what_needs_this_person() -> None:
    proposal, mine = _proposal(), item(assigned_to=make.boris())
    page = first_page(make.boris())
    assert [row.proposal for row in page["second"]] == [proposal]
    assert [row.item for row in page["mine"]] == [mine]
    assert not first_page(make.anna())["second"]


def test_the_first_page_says_how_the_world_changed() -> None:
    claim = make.publish(make.make_figure())
    report = claim.attributions.get().report
    note_by_hand(report, state="absent", at=timezone.now(), by=make.anna())
    workflow.drain_state_changes()
    assert [row.item.report for row in first_page(make.anna())["world"]] == [report]


def test_the_first_page_shows_what_was_decided_last() -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.RETRACTED)
    decided = first_page(make.anna())["decided"]
    assert [(change.claim, change.to_status) for change in decided] == [(claim, Status.RETRACTED)]


def test_the_first_page_of_an_operator_shows_no_claims() -> None:
    item()
    assert first_page(make.olga()).get("needs_nobody")
    assert WHY["reason-en-text"] not in text(signed_in(make.olga()).get("/desk/"))


def test_the_first_page_takes_as_many_queries_with_much_as_with_little() -> None:
    client, taken = signed_in(make.boris()), []
    for _round in range(2):
        _proposal()
        item(ReviewReason.SOURCE_GONE)
        make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)
        with CaptureQueriesContext(connection) as queries:
            text(client.get("/desk/"))
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert Claim.objects.count() == 6


def told_in(language: str, person: Any) -> str:
    return text(signed_in(person).get(QUEUE, headers={"accept-language": language}))


def test_what_happened_is_told_in_the_language_of_whoever_looks() -> None:
    claim = make.publish(make.make_figure())
    ministry = make.deny(claim)
    SourceName.objects.create(source=ministry, lang="de", text="Gesundheitsministerium", kind=NameKind.PREFERRED)
    assert f"denied by the named origin: {ministry}" in told_in("en", make.anna())
    assert "bestritten" in (page := told_in("de", make.anna()))
    assert "Gesundheitsministerium" in page


def test_the_state_of_a_report_is_told_in_words() -> None:
    claim = make.publish(make.make_figure())
    report = claim.attributions.get().report
    now = timezone.now()
    note_by_hand(report, state="absent", at=now, by=make.anna(), note="Gone.", vantage="editor")
    workflow.drain_state_changes()
    assert f"{report}: {ReportState.ABSENT.label}" in told_in("en", make.anna())


def test_parts_of_a_total_that_fell_are_told_its_status() -> None:
    total = make.publish(make.make_figure())
    part = make.publish(make.make_figure())
    workflow.relate_claims(part, "part_of", total, by=make.anna())
    make.bring_to(total, Status.RETRACTED)
    assert "is now “Retracted”" in told_in("en", make.anna())
    assert "„Zurückgezogen“" in told_in("de", make.anna())


def test_what_happened_costs_a_fixed_number_of_queries() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            queue(make.anna())
        return len(captured)

    make.deny(make.publish(make.make_figure()))
    one = queries()
    for _ in range(3):
        make.deny(make.publish(make.make_figure()))
    assert queries() == one
