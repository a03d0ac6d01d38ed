"""One decision on many claims: each has its own history, and none keeps the others back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.admin.deciding import rows
from claims.admin.deciding.acts import ACTS
from claims.choices import Status
from claims.models import Attribution, Claim, Hop, Proposal, Record, StatusChange
from claims.workflow.importing import new_claim, publish_new_claims
from sources.texts import texts
from tests import factories as make
from tests.claims.admin.conftest import signed_in
from tests.claims.admin.deciding.desk import NOW, WHY, decided, opened, sent, text, tokens, url

pytestmark = pytest.mark.django_db
DISPUTED = {
    "reason_code": "challenged",
    "attributed_to": "Information ministry",
    "happened": "2022-01-09",
    **WHY,
    **NOW,
}


def many(count: int) -> list[Claim]:
    """Public figures of one report, published together."""
    make.make_source("Information ministry")
    measure, outlet = make.make_measure(), make.make_source("Outlet", "outlet")
    report = make.make_report(outlet)
    claims = [_figure(number, measure) for number in range(count)]
    for claim in claims:
        hop = Hop(source=outlet, named_as="Outlet", named_as_lang="en")
        new_claim(claim, [(Attribution(report=report), [hop])])
    publish_new_claims(claims, by=make.anna(), reason=texts(en="Imported."))
    return list(Claim.objects.order_by("pk"))


def _figure(number: int, measure: Any) -> Claim:
    return Claim(
        kind="figure",
        topic=measure.topic,
        measure=measure,
        wording=f"{number} Tote",
        wording_lang="de",
        summary=texts(en=f"{number} people were killed."),
        words=str(number),
        qualifier="none",
        low=number,
        high=number,
        created_by=make.anna(),
    )


def test_three_hundred_claims_each_get_a_row_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SECONDS", 600)
    claims = many(300)
    answer = decided(make.anna(), "disputed", *claims, **DISPUTED)
    assert answer.status_code == 302
    assert StatusChange.objects.filter(to_status=Status.DISPUTED).count() == 300
    assert Record.objects.filter(change="status_changed", status=Status.DISPUTED).count() == 300
    assert Claim.objects.filter(status=Status.DISPUTED, version=2).count() == 300


def test_the_page_takes_as_many_queries_for_many_claims_as_for_few() -> None:
    claims, client = many(12), signed_in(make.anna())
    taken = [_queries(client, url("retracted", *claims[:count])) for count in (3, 12)]
    assert taken[0] == taken[1]


def _queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_offers_every_decision_and_leads_to_its_page() -> None:
    claims, client = many(2), signed_in(make.anna())
    form = {"action": "decide-disputed", "_selected_action": [claim.pk for claim in claims]}
    answer = client.post("/desk/claims/claim/?status=unverified", form)
    assert answer["Location"].startswith("/desk/claims/claim/decide/disputed/?claims=")
    assert {f'value="decide-{code}"' for code in ACTS} <= set(_options(text(client.get("/desk/claims/claim/"))))


def _options(page: str) -> list[str]:
    return [part.partition(">")[0].partition(" selected")[0] for part in page.split("<option ")[1:]]


def test_the_way_back_leads_to_the_list_as_it_was() -> None:
    claims = many(2)
    page = opened(make.anna(), "disputed", *claims, _changelist_filters="status=unverified")
    answer = sent(make.anna(), "disputed", tokens(page), _changelist_filters="status=unverified", **DISPUTED)
    assert answer["Location"] == "/desk/claims/claim/?status=unverified"


def test_the_possible_ones_go_ahead_and_the_others_stay_with_their_reason() -> None:
    claims = many(2)
    draft = make.make_figure()
    page = text(decided(make.anna(), "disputed", *claims, draft, **DISPUTED))
    assert "This claim is a draft: publish it first." in page
    assert "done for 2 claims" in page
    assert tokens(page) == [f"{draft.pk}:0:0"]
    assert WHY["reason-en-text"] in page  # nothing typed is lost


def test_a_claim_that_changed_meanwhile_is_shown_and_not_overwritten() -> None:
    claims = many(2)
    shown = tokens(opened(make.anna(), "disputed", *claims))
    workflow.move_claim(claims[0], Status.UNPROVEN, by=make.boris(), reason=texts(en="We looked in vain."))
    page = text(sent(make.anna(), "disputed", shown, **DISPUTED))
    claims[0].refresh_from_db()
    assert claims[0].status == Status.UNPROVEN
    assert "It changed since you opened this page." in page
    assert "Boris: Unverified → Unproven. “We looked in vain.”" in page
    assert tokens(page) == [f"{claims[0].pk}:2:0"]


def test_having_seen_the_change_an_editor_may_decide_again() -> None:
    claim = many(1)[0]
    shown = tokens(opened(make.anna(), "disputed", claim))
    workflow.move_claim(claim, Status.UNPROVEN, by=make.boris(), reason=texts(en="We looked in vain."))
    page = text(sent(make.anna(), "disputed", shown, **DISPUTED))
    assert sent(make.anna(), "disputed", tokens(page), **DISPUTED).status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.DISPUTED


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("hold", {"reported_at": "2022-01-10 02:10", **WHY}),
        ("correction", {"kind": "correction", "was_wrong-en-text": "164", "is_right-en-text": "not known"}),
    ],
)
def test_no_decision_overwrites_what_was_not_seen(code: str, given: dict[str, str]) -> None:
    claim = many(1)[0]
    shown = tokens(opened(make.anna(), code, claim))
    make.add_evidence(claim)
    with workflow.editing(claim, by=make.boris(), reason=texts(en="A better summary.")) as locked:
        Claim.objects.filter(pk=locked.pk).update(wording="164 Tote")
    page = text(sent(make.anna(), code, shown, **given))
    assert "Boris: edited. “A better summary.”" in page
    assert not claim.holds.exists()
    assert not claim.corrections.exists()


def test_sending_twice_decides_once() -> None:
    claims = many(2)
    shown = tokens(opened(make.anna(), "disputed", *claims))
    sent(make.anna(), "disputed", shown, **DISPUTED)
    text(sent(make.anna(), "disputed", shown, **DISPUTED))
    assert StatusChange.objects.filter(to_status=Status.DISPUTED).count() == 2


def test_what_takes_too_long_is_left_for_the_next_click(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = many(3)
    shown = tokens(opened(make.anna(), "disputed", *claims))
    ticks = iter([0.0, 0.0, 30.0, 30.0])
    monkeypatch.setattr(f"{rows.__name__}.monotonic", lambda: next(ticks))
    page = text(sent(make.anna(), "disputed", shown, **DISPUTED))
    monkeypatch.undo()
    assert "Not done yet" in page
    assert sent(make.anna(), "disputed", tokens(page), **DISPUTED).status_code == 302
    assert Claim.objects.filter(status=Status.DISPUTED).count() == 3


def test_a_database_that_refuses_one_claim_takes_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = many(3)
    carry_out: Callable[..., Any] = ACTS["disputed"].carry_out

    def failing(claim: Claim, *arguments: Any) -> Any:
        if claim == claims[1]:
            raise DatabaseError("deadlock detected")
        return carry_out(claim, *arguments)

    monkeypatch.setattr(ACTS["disputed"], "carry_out", failing)
    page = text(decided(make.anna(), "disputed", *claims, **DISPUTED))
    assert "The database did not take it." in page
    assert tokens(page) == [f"{claims[1].pk}:1:0"]
    assert Claim.objects.filter(status=Status.DISPUTED).count() == 2


def test_many_proposals_are_approved_at_once() -> None:
    claims = many(3)
    for claim in claims:
        make.deny(claim)
    source = claims[0].attributions.get().hops.get().source
    decided(make.anna(), "retracted", *claims, **DISPUTED | {"reason_code": "denied", "attributed_to": f"#{source.pk}"})
    assert Proposal.objects.count() == 3
    assert decided(make.boris(), "approve", *claims, **NOW).status_code == 302
    assert Claim.objects.filter(status=Status.RETRACTED).count() == 3


def test_more_claims_than_one_page_takes_are_refused() -> None:
    client = signed_in(make.anna())
    answer = client.get(f"/desk/claims/claim/decide/hold/?claims={','.join(map(str, range(1, 502)))}", follow=True)
    assert "from 1 to 500 claims" in text(answer)


def test_each_claim_says_whether_a_second_editor_must_approve() -> None:
    other = make.publish(make.make_figure())
    retracted = make.bring_to(make.publish(make.make_figure()), Status.RETRACTED)
    page = opened(make.anna(), "disputed", retracted, other)
    cards = page.split('<article class="panel')[1:]
    told = {f'id="claim-{claim.pk}"': claim for claim in (retracted, other)}
    for card in cards:
        claim = next(claim for anchor, claim in told.items() if anchor in card)
        assert ("once a second editor approves" in card) == (claim == retracted)
