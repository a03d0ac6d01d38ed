"""The page of a topic: all reported counts side by side, statements, and what is not known."""

from datetime import UTC, datetime

import pytest

from claims import workflow
from claims.choices import Counted, Status
from claims.models import Claim, Measure
from factcheck.pages import topic as topic_page
from sources.texts import texts
from tests.factcheck.pages.readers import markup, visit_topic, words
from tests.factories import anna, bring_to, make_figure, make_measure, make_statement, make_topic, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure() -> Measure:
    return make_measure(make_topic(not_known=texts(en="How many civilians were killed.")))


def count(measure: Measure, number: int, qualifier: str = "none", day: int = 9) -> Claim:
    high = None if qualifier == "at_least" else number
    as_of = datetime(2022, 1, day, tzinfo=UTC)
    return publish(
        make_figure(measure=measure, words=str(number), qualifier=qualifier, low=number, high=high, as_of=as_of)
    )


def test_each_count_is_a_row_in_the_order_of_their_times(measure: Measure) -> None:
    for number, day in ((225, 15), (164, 9), (180, 11)):
        count(measure, number, day=day)
    seen = words(visit_topic(measure.topic))
    assert seen.index("164 dead") < seen.index("180 dead") < seen.index("225 dead")


def test_a_row_says_who_when_and_where_it_stands(measure: Measure) -> None:
    count(measure, 164)
    assert "9 January 2022 Reported, not independently confirmed" in words(visit_topic(measure.topic))


def test_nothing_is_averaged(measure: Measure) -> None:
    count(measure, 100)
    count(measure, 300)
    seen = words(visit_topic(measure.topic))
    assert "Lowest: 100. Highest: 300." in seen
    assert "Range of reported counts. Not a statistical margin." in seen
    assert "200 dead" not in seen


def test_an_end_of_the_range_that_was_withdrawn_says_so(measure: Measure) -> None:
    claim = count(measure, 164, "at_least")
    count(measure, 225)
    bring_to(claim, Status.RETRACTED)
    assert "Lowest: at least 164 (withdrawn). Highest: 225." in words(visit_topic(measure.topic))


def test_a_withdrawn_count_is_struck_through_with_the_word_beside_it(measure: Measure) -> None:
    claim = count(measure, 164, "at_least")
    bring_to(claim, Status.RETRACTED)
    answer = markup(visit_topic(measure.topic))
    assert '<s>at least 164 dead</s></a> <span class="word">withdrawn</span>' in answer
    assert 'class="mark mark-floor fallen"' in answer
    assert 'class="strike"' in answer


def test_a_hold_is_told_beside_the_count(measure: Measure) -> None:
    workflow.hold_claim(count(measure, 164), by=anna(), reason=texts(en="The ministry denies it."))
    assert "The ministry denies it. The decision awaits a second editor." in words(visit_topic(measure.topic))


def test_counts_that_answer_different_questions_stand_apart(measure: Measure) -> None:
    other = make_measure(measure.topic, label=texts(en="bodies received"))
    count(measure, 164)
    count(other, 225)
    assert markup(visit_topic(measure.topic)).count("<table") == 2


def test_what_is_not_yet_known_is_told_in_words(measure: Measure) -> None:
    publish(make_figure(measure=measure, words="unbekannt", qualifier="not_yet_known", low=None))
    answer = visit_topic(measure.topic)
    assert "not yet known" in words(answer)
    assert 'class="mark' not in markup(answer)


def test_what_is_not_known_stands_before_the_counts(measure: Measure) -> None:
    count(measure, 164)
    seen = words(visit_topic(measure.topic))
    assert seen.index("How many civilians were killed.") < seen.index("Reported counts")


def test_statements_are_grouped_by_where_they_stand(measure: Measure) -> None:
    publish(make_statement(topic=measure.topic, summary=texts(en="Order is restored.")))
    publish(make_statement(topic=measure.topic, summary=texts(en="We will leave soon."), nature="pledge"))
    seen = words(visit_topic(measure.topic)).split("Statements")[1]
    restored, leave = seen.index("Order is restored."), seen.index("We will leave soon.")
    assert seen.index("Reported, not independently confirmed") < restored < seen.index("Not checkable") < leave


def test_the_last_change_is_named(measure: Measure) -> None:
    publish(make_statement(topic=measure.topic, summary=texts(en="Older.")))
    publish(make_statement(topic=measure.topic, summary=texts(en="Newest.")))
    assert "UTC: Newest. State of the record" in words(visit_topic(measure.topic))


def test_statements_beyond_a_page_are_a_link_away(measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_page, "MOST_STATEMENTS", 2)
    claims = [publish(make_statement(topic=measure.topic, summary=texts(en=f"Number {n}."))) for n in range(3)]
    first = markup(visit_topic(measure.topic))
    older = first.split('href="?before=')[1].split('"')[0]
    assert "Number 0." not in first
    assert "Number 0." in words(visit_topic(claims[0].topic, f"?before={older}"))


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1.5", "%00", "٣"])
def test_what_is_no_index_is_not_found(measure: Measure, before: str) -> None:
    count(measure, 164)
    assert visit_topic(measure.topic, f"?before={before}").status_code == 404


def test_a_topic_without_claims_is_not_public() -> None:
    assert visit_topic(make_topic()).status_code == 404


def test_a_topic_that_has_lost_nothing_is_drawn_anew_with_a_new_claim(measure: Measure) -> None:
    count(measure, 164)
    visit_topic(measure.topic)
    count(measure, 225)
    assert "225 dead" in words(visit_topic(measure.topic))


def test_the_dead_come_first(measure: Measure) -> None:
    for counted in (Counted.TROOPS, Counted.DETAINED):
        other = make_measure(measure.topic, counted=counted, label=texts(en=f"{counted} first made"))
        publish(make_figure(measure=other))
    publish(make_figure(measure=measure))
    page = words(visit_topic(measure.topic))
    assert page.index("people killed") < page.index("detained first made") < page.index("troops first made")
