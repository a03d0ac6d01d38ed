"""Questions across the whole record."""

import pytest

from claims import overviews, workflow
from claims.choices import Change, Status, SubjectKind
from sources.choices import NameKind
from sources.models import SourceName
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db


def test_told_leaves_out_other_changes() -> None:
    claim = factories.publish(factories.make_figure())
    workflow.hold_claim(claim, by=factories.anna(), reason=texts(en="Reported."))
    assert [row.change for row in overviews.told([Change.HELD])] == [Change.HELD]


def test_told_goes_on_below_an_index() -> None:
    for _n in range(3):
        factories.publish(factories.make_statement())
    first, *others = overviews.told([Change.PUBLISHED])
    assert overviews.told([Change.PUBLISHED], before=first.index) == others


def test_entering_a_status_is_told_once_though_its_reason_changes() -> None:
    claim = factories.publish(factories.make_figure())
    for name in ("Prosecutor", "Ombudsman"):
        factories.bring_to(claim, Status.DISPUTED, reason_code="challenged", attributed_to=factories.make_source(name))
    assert len(overviews.told([Change.STATUS_CHANGED])) == 2
    assert len(overviews.told([Change.STATUS_CHANGED], entered=Status.DISPUTED)) == 1


def test_told_of_a_topic_holds_what_is_past_too() -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.DISPUTED)
    factories.publish(factories.make_figure())
    rows = overviews.told([Change.PUBLISHED, Change.STATUS_CHANGED], mentions=claim.topic.public_id)
    assert [row.status for row in rows] == [Status.DISPUTED, Status.UNVERIFIED]


def test_topic_that_changed_last_comes_first() -> None:
    first, second = (factories.publish(factories.make_statement()) for _n in range(2))
    assert list(overviews.active_topics(5)) == [second.topic.public_id, first.topic.public_id]
    factories.bring_to(first, Status.DISPUTED)
    assert list(overviews.active_topics(1)) == [first.topic.public_id]


def test_counts_hold_each_claim_once_as_it_is_now() -> None:
    claim = factories.publish(factories.make_statement())
    factories.bring_to(claim, Status.DISPUTED)
    assert overviews.counts_by_status([claim.topic.public_id]) == {claim.topic.public_id: {Status.DISPUTED: 1}}


def test_stretches_hold_every_claim_once() -> None:
    claims = [factories.publish(factories.make_statement()) for _n in range(3)]
    factories.bring_to(claims[0], Status.DISPUTED)
    kinds = [SubjectKind.CLAIM]
    rows = [row for n in overviews.stretches(kinds, 2) for row in overviews.in_stretch(kinds, n, 2)]
    assert sorted(row.subject for row in rows) == sorted(claim.public_id for claim in claims)


@pytest.mark.parametrize("written", ["Tokayevv", "Tokajef", "Токаевв"])
def test_name_is_found_by_one_that_looks_like_it(written: str) -> None:
    source = factories.make_source("Kassym-Jomart Tokayev", "person")
    SourceName.objects.create(source=source, lang="ru", text="Касым-Жомарт Токаев", kind=NameKind.PREFERRED)
    claim = factories.make_statement()
    factories.attribute(claim, source, factories.make_source("Khabar 24"))
    factories.publish(claim)
    assert [row.subject for row in overviews.spelled_like(written)] == [source.public_id]
