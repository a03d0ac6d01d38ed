"""The first screen of a claim: what, by whom, where it stands and why."""

from datetime import UTC, datetime, timedelta

import pytest

from claims import workflow
from claims.choices import CorrectionKind, KnownBy, Qualifier, Reason, RelationKind, StandingCode, Status
from claims.models import Claim
from sources.choices import SourceKind
from sources.observing import note_by_hand
from sources.texts import texts
from tests.factcheck.pages.readers import markup, visit_claim, words
from tests.factories import (
    NINTH,
    anna,
    attribute,
    boris,
    bring_to,
    deny,
    make_figure,
    make_measure,
    make_report,
    make_source,
    make_statement,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    """At least 164 dead, a ministry by way of television and an outlet."""
    draft = make_figure()
    ministry, television = make_source("Health ministry"), make_source("State television", SourceKind.STATE_MEDIA)
    attribute(draft, ministry, television)
    attribute(draft, ministry, television, make_source("An outlet", SourceKind.OUTLET))
    return publish(draft)


def test_the_sentence_is_called_a_claim(claim: Claim) -> None:
    assert "Claim: At least 164 people were killed." in words(visit_claim(claim))


def test_the_wording_keeps_its_language(claim: Claim) -> None:
    assert '<q lang="de">mindestens 164 Tote</q>' in markup(visit_claim(claim))


def test_the_figure_is_in_readers_words_beside_the_words_as_reported(claim: Claim) -> None:
    seen = words(visit_claim(claim))
    assert "at least 164 dead" in seen
    assert "As reported: mindestens 164" in seen


def test_it_says_what_is_counted_and_whether_security_forces_are(claim: Claim) -> None:
    seen = words(visit_claim(claim))
    assert "people killed" in seen
    assert "Whether security forces are included is unclear." in seen


def test_it_says_who_through_whom_and_how_many_origins(claim: Claim) -> None:
    seen = words(visit_claim(claim))
    assert "Attributed to Health ministry through State television and An outlet" in seen
    assert "One origin, repeated by 2 reports." in seen


def test_who_denies_it_is_told_beside_the_name(claim: Claim) -> None:
    deny(claim)
    assert "Health ministry denies having given it through" in words(visit_claim(claim))


def test_anothers_objection_names_the_other(claim: Claim) -> None:
    workflow.note_standing(
        claim.attributions.all()[0],
        StandingCode.CALLED_ERROR,
        by=anna(),
        source=make_source("Information ministry"),
        reason=texts(en="A technical error."),
        happened_at=NINTH,
    )
    assert "Health ministry Information ministry calls it an error through" in words(visit_claim(claim))


def test_an_outlet_that_names_nobody_speaks_in_its_own_words() -> None:
    claim = make_figure()
    attribute(claim, make_source("An outlet", SourceKind.OUTLET))
    seen = words(visit_claim(publish(claim)))
    assert "Attributed to An outlet in its own words; no other source is named" in seen


def test_the_status_comes_with_its_time_its_deciders_and_its_reason(claim: Claim) -> None:
    seen = words(visit_claim(bring_to(claim, Status.RETRACTED)))
    assert "Health ministry denies having given it Withdrawn does not mean false. Since " in seen
    assert "Before: Reported, not independently confirmed. Decided by Anna and Boris. Why: Why." in seen


def test_a_withdrawn_figure_is_struck_through_and_called_withdrawn(claim: Claim) -> None:
    answer = visit_claim(bring_to(claim, Status.RETRACTED))
    assert "Withdrawn figure at least 164 dead withdrawn" in words(answer)
    assert '<s>at least 164 dead</s> <span class="word">withdrawn</span>' in markup(answer)


def test_a_disputed_figure_is_not_struck_through(claim: Claim) -> None:
    assert "<s>" not in markup(visit_claim(bring_to(claim, Status.DISPUTED)))


def test_a_hold_is_told_at_once(claim: Claim) -> None:
    workflow.hold_claim(claim, by=anna(), reason=texts(en="The ministry denies it."), reported_at=NINTH)
    seen = words(visit_claim(claim))
    assert "The decision awaits a second editor. Reported 9 January 2022, 20:10 UTC: The ministry denies it." in seen


def test_silence_is_told_with_the_time_by_which_an_answer_was_wanted(claim: Claim) -> None:
    asked = make_source("President")
    workflow.note_reply(claim, by=anna(), asked=asked, asked_at=NINTH, deadline_at=NINTH + timedelta(days=1))
    seen = words(visit_claim(claim))
    assert "We asked President on 9 January 2022, 20:10 UTC." in seen
    assert "No answer so far; we asked for one by 10 January 2022, 20:10 UTC." in seen


def test_a_deadline_may_be_a_day(claim: Claim) -> None:
    asked, eleventh = make_source("President"), datetime(2022, 1, 11, tzinfo=UTC)
    workflow.note_reply(claim, by=anna(), asked=asked, asked_at=NINTH, deadline_at=eleventh, deadline_precision="day")
    assert "we asked for one by 11 January 2022." in words(visit_claim(claim))


def test_an_answer_is_told(claim: Claim) -> None:
    asked = make_source("President")
    workflow.note_reply(
        claim, by=anna(), asked=asked, asked_at=NINTH, answered_at=NINTH, answer=texts(en="No comment.")
    )
    assert "The answer came on 9 January 2022, 20:10 UTC: No comment." in words(visit_claim(claim))


def test_a_later_count_is_told_and_that_it_was_counted_differently(claim: Claim) -> None:
    other = make_measure(claim.topic, label=texts(en="bodies received"))
    later = make_figure(
        measure=other, summary=texts(en="Morgues received 225 bodies."), qualifier="none", low=225, high=225
    )
    workflow.relate_claims(publish(later), RelationKind.UPDATES, claim, by=anna())
    seen = words(visit_claim(claim))
    assert "Given later: 225 dead – Morgues received 225 bodies." in seen
    assert "Counted differently: the two numbers do not answer the same question." in seen


def test_a_later_count_that_was_withdrawn_too_says_so(claim: Claim) -> None:
    later = publish(make_figure(measure=claim.measure, qualifier="none", low=225, high=225))
    workflow.relate_claims(later, RelationKind.UPDATES, claim, by=anna())
    bring_to(later, Status.RETRACTED)
    assert "Given later: 225 dead withdrawn" in words(visit_claim(claim))


def test_our_corrections_are_told_apart_from_withdrawals(claim: Claim) -> None:
    workflow.correct_record(
        claim,
        by=boris(),
        was_wrong=texts(en="We wrote 10 January."),
        is_right=texts(en="It was 9 January."),
        kind=CorrectionKind.CORRECTION,
    )
    seen = words(visit_claim(claim))
    assert "We corrected our record" in seen
    assert "Wrong was: We wrote 10 January. Right is: It was 9 January." in seen


def test_words_that_change_along_the_chain_are_pointed_out(claim: Claim) -> None:
    first, second = claim.attributions.all()[0].hops.all()
    with workflow.editing(claim, by=anna(), reason=texts(en="Words of each.")):
        for hop, qualifier, high in ((first, "none", 164), (second, "at_least", None)):
            hop.words, hop.qualifier, hop.low, hop.high = "164", qualifier, 164, high
            hop.save()
    assert "The words change here: “164” became “at least 164”." in words(visit_claim(claim))


@pytest.mark.parametrize(
    ("known_by", "told"),
    [(KnownBy.VIDEO, "Health ministry said it."), (KnownBy.RELAYED, "Health ministry is named as having said it.")],
)
def test_who_was_only_named_is_not_told_to_have_said_it(claim: Claim, known_by: str, told: str) -> None:
    hop = claim.attributions.all()[0].hops.all()[0]
    with workflow.editing(claim, by=anna(), reason=texts(en="How we know.")):
        hop.known_by, hop.said_at = known_by, NINTH
        hop.save()
    assert told in words(visit_claim(claim))


def test_a_challenge_comes_with_its_date(claim: Claim) -> None:
    challenger = make_source("Information ministry")
    bring_to(
        claim,
        Status.DISPUTED,
        reason_code="challenged",
        attributed_to=challenger,
        happened_at=datetime(2022, 1, 9, tzinfo=UTC),
        happened_precision="day",
    )
    assert "Disputed: challenged by Information ministry" in words(visit_claim(claim))
    assert "Said so: 9 January 2022" in words(visit_claim(claim))


def test_an_unverified_claim_offers_no_status_before(claim: Claim) -> None:
    assert "Before:" not in words(visit_claim(claim))


def test_a_pledge_is_told_as_not_checkable() -> None:
    claim = publish(make_statement(nature="pledge"))
    assert "Not checkable: a pledge" in words(visit_claim(claim))


def test_an_unknown_number_is_told_in_words() -> None:
    claim = publish(make_figure(words="noch unbekannt", qualifier="not_yet_known", low=None))
    assert "Figure not yet known As reported: noch unbekannt" in words(visit_claim(claim))


def test_both_timelines_tell_of_a_withdrawal(claim: Claim) -> None:
    answer = words(visit_claim(bring_to(claim, Status.RETRACTED, reason_code=Reason.DENIED)))
    happened, done = answer.split("What we did")
    assert "Health ministry denied having given it." in happened
    assert "The status went from “Reported, not independently confirmed” to" in done


def test_a_denial_known_to_the_day_stands_behind_what_it_answers(claim: Claim) -> None:
    attribution = claim.attributions.all()[0]
    with workflow.editing(claim, by=anna(), reason=texts(en="When it was said.")):
        attribution.hops.filter(position=0).update(said_at=NINTH, said_precision="minute")
    source = attribution.hops.all()[0].source
    workflow.note_standing(
        attribution,
        StandingCode.DENIED,
        by=anna(),
        source=source,
        reason=texts(en="Not ours."),
        happened_at=NINTH,
        happened_precision="day",
    )
    seen = words(visit_claim(claim))
    assert seen.index("is named as having said it.") < seen.index("denied having given it.")


def test_a_report_that_was_deleted_says_when_it_was_last_seen_and_first_missed(claim: Claim) -> None:
    report = claim.attributions.all()[0].report
    note_by_hand(report, state="present", at=NINTH, by=anna())
    note_by_hand(report, state="absent", at=datetime(2022, 1, 11, 9, tzinfo=UTC), by=anna())
    workflow.drain_state_changes()
    seen = words(visit_claim(claim))
    assert "The report was deleted, no reason given. Last seen: 9 January 2022, 20:10 UTC." in seen
    assert "First missed: 11 January 2022, 09:00 UTC. Checked 2 times." in seen


def test_a_deleted_report_leaves_the_status_alone(claim: Claim) -> None:
    note_by_hand(claim.attributions.all()[0].report, state="absent", at=NINTH, by=anna())
    workflow.drain_state_changes()
    assert "Reported, not independently confirmed" in words(visit_claim(claim))


def test_the_last_review_stands_apart_from_the_last_look_at_the_link(claim: Claim) -> None:
    note_by_hand(claim.attributions.all()[0].report, state="present", at=NINTH, by=anna())
    seen = words(visit_claim(claim))
    assert "Last reviewed by an editor" in seen
    assert "Link last checked 9 January 2022, 20:10 UTC" in seen


def test_the_citation_names_the_record_and_the_day(claim: Claim) -> None:
    seen = words(visit_claim(claim))
    assert "attributed to Health ministry. Status: Reported, not independently confirmed (since" in seen
    assert f"/claims/{claim.public_id}/, record " in seen


def test_citing_a_withdrawn_figure_warns(claim: Claim) -> None:
    warning = "This figure was withdrawn. Do not use it without saying so."
    assert warning not in words(visit_claim(claim))
    assert warning in words(visit_claim(bring_to(claim, Status.RETRACTED)))


def test_a_report_without_an_address_is_not_linked() -> None:
    claim = make_figure()
    source = make_source("Television", SourceKind.STATE_MEDIA)
    attribute(claim, source, report=make_report(source, title="Evening news", kind="broadcast"))
    answer = visit_claim(publish(claim))
    assert "It has no address." in words(answer)
    assert 'rel="external"' not in markup(answer)


def test_a_report_that_gives_other_words_than_the_claim_is_pointed_out(claim: Claim) -> None:
    hop = claim.attributions.all()[0].hops.all()[0]
    with workflow.editing(claim, by=anna(), reason=texts(en="Its own words.")):
        hop.words, hop.qualifier, hop.low, hop.high = "164", Qualifier.NONE, 164, 164
        hop.save(update_fields=["words", "qualifier", "low", "high"])
    text = words(visit_claim(claim))
    assert "The words changed on the way: other reports of the same give “164”." in text
    assert "here it is “164”, the claim is “at least 164”." in text


def test_a_part_is_not_said_to_be_counted_differently(claim: Claim) -> None:
    part = publish(make_figure(measure=make_measure(claim.topic, label=texts(en="people killed in Almaty"))))
    workflow.relate_claims(part, RelationKind.PART_OF, claim, by=anna())
    assert "counted differently" not in words(visit_claim(part))


def test_many_relays_leave_room_for_the_status() -> None:
    chain = [make_source(f"Relay {number}", SourceKind.OUTLET) for number in range(7)]
    draft = make_figure()
    attribute(draft, *chain)
    assert "through Relay 1, Relay 2, Relay 3 and 3 others" in words(visit_claim(publish(draft)))


def test_a_publisher_stands_once_in_what_happened() -> None:
    outlet = make_source("An outlet", SourceKind.OUTLET)
    draft = make_figure()
    attribution = attribute(draft, make_source(), outlet, report=make_report(outlet, published_at=NINTH))
    attribution.hops.update(said_at=NINTH)
    told = words(visit_claim(publish(draft)))
    assert "An outlet published it." in told
    assert "An outlet passed it on." not in told


def test_quotation_marks_of_the_wording_are_not_doubled() -> None:
    claim = publish(make_statement(wording="„Die Ordnung ist wiederhergestellt“"))
    assert '<q lang="de">Die Ordnung ist wiederhergestellt</q>' in markup(visit_claim(claim))


def test_a_sentence_that_ends_with_a_russian_date_has_one_full_stop(claim: Claim) -> None:
    text = words(visit_claim(claim, language="ru"))
    assert " г." in text
    assert "г.." not in text
