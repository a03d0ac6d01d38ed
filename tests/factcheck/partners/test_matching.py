"""Who is told of what."""

from typing import Any

import pytest

from claims import reading
from claims.choices import Change, Status
from claims.models import Claim
from factcheck.partners.matching import events_of, wants
from factcheck.partners.models import Subscription
from tests import factories as make

pytestmark = pytest.mark.django_db


def told(claim: Claim, **wanted: Any) -> list[str]:
    """The changes of this claim that a subscription with these filters is told of."""
    events = events_of(reading.history(claim.public_id))
    return [event.row.change for event in events if wants(Subscription(**wanted), event)]


@pytest.fixture
def disputed() -> Claim:
    return make.bring_to(make.publish(make.make_figure()), Status.DISPUTED)


def test_without_filters_every_change_of_a_claim_is_told(disputed: Claim) -> None:
    assert told(disputed) == ["published", "status_changed"]


def test_only_claims_are_told_of_unless_others_are_asked_for(disputed: Claim) -> None:
    rows = reading.history(disputed.topic.public_id)
    assert [wants(Subscription(), event) for event in events_of(rows)] == [False]
    assert [wants(Subscription(types=["topic"]), event) for event in events_of(rows)] == [True]


def test_who_leaves_a_status_concerns_those_who_follow_it(disputed: Claim) -> None:
    assert told(disputed, statuses=["disputed"]) == ["status_changed"]
    assert told(disputed, statuses=["unverified"]) == ["published", "status_changed"]
    assert told(disputed, statuses=["refuted"]) == []


def test_a_kind_of_change_is_asked_for(disputed: Claim) -> None:
    assert told(disputed, changes=["published", "held"]) == ["published"]


def test_a_topic_is_asked_for(disputed: Claim) -> None:
    assert len(told(disputed, topics=[disputed.topic.public_id])) == 2
    assert told(disputed, topics=["t0000000000"]) == []


def test_a_claim_that_leaves_a_topic_concerns_those_who_follow_it(disputed: Claim) -> None:
    before, after = disputed.topic.public_id, make.make_measure()
    from claims import workflow
    from sources.texts import texts

    with workflow.editing(disputed, by=make.anna(), reason=texts(en="Moved.")):
        disputed.measure, disputed.topic = after, after.topic
        disputed.save(update_fields=["measure", "topic"])
    assert told(disputed, topics=[before])[-1] == "edited"
    assert told(disputed, topics=[after.topic.public_id]) == ["edited"]


def test_only_what_is_urgent_is_asked_for() -> None:
    claim = make.bring_to(make.publish(make.make_figure()), Status.RETRACTED)
    assert told(claim, only_urgent=True)[-1] == "status_changed"
    assert "published" not in told(claim, only_urgent=True)


def test_nobody_is_told_when_nothing_has_happened(disputed: Claim) -> None:
    [*_others, last] = reading.history(disputed.public_id)
    from dataclasses import replace

    assert events_of([replace(last, change=Change.REISSUED)]) == []
