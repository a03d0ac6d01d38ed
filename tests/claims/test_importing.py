"""Many claims at once end up just as if they had been taken in one by one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.models import model_to_dict

from claims import reading
from claims.choices import ClaimKind, Nature, Qualifier
from claims.models import Attribution, Claim, Hop, Measure
from claims.workflow.importing import new_claim, publish_new_claims
from sources.models import Report, Source
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = texts(en="Imported.")


def figure(measure: Measure, report: Report, chain: list[Source], **fields: object) -> Claim:
    claim = Claim(
        **{
            "kind": ClaimKind.FIGURE,
            "topic": measure.topic,
            "measure": measure,
            "wording": "mindestens 164 Tote",
            "wording_lang": "de",
            "summary": texts(en="At least 164 people were killed."),
            "words": "mindestens 164",
            "qualifier": Qualifier.AT_LEAST,
            "low": 164,
            "created_by": make.anna(),
            **fields,
        }
    )
    hops = [Hop(source=source, named_as=source.name, named_as_lang="en") for source in chain]
    return new_claim(claim, [(Attribution(report=report), hops)])


@pytest.fixture
def ministry() -> Source:
    return make.make_source()


@pytest.fixture
def report() -> Report:
    return make.make_report()


def test_an_imported_claim_is_the_same_as_one_taken_in_by_hand(ministry: Source, report: Report) -> None:
    measure = make.make_measure()
    publish_new_claims([figure(measure, report, [ministry, report.publisher])], by=make.anna(), reason=WHY)
    imported = Claim.objects.get()
    by_hand = make.make_figure(measure=measure)
    make.attribute(by_hand, ministry, report.publisher, report=report)
    make.publish(by_hand)
    left_out = ("id", "latest_change")
    assert model_to_dict(imported, exclude=left_out) == model_to_dict(by_hand, exclude=left_out)
    ids = (imported.public_id, by_hand.public_id)
    bodies = [_without_what_differs(reading.find([public_id])[public_id].json) for public_id in ids]
    assert bodies[0] == bodies[1]
    vectors = Claim.objects.order_by("pk").values_list("search", flat=True)
    assert vectors[0].replace(ids[0], "") == vectors[1].replace(ids[1], "")


def _without_what_differs(body: dict[str, object]) -> dict[str, object]:
    status = {**body["status"], "decided_at": "", "reason": ""}  # type: ignore[dict-item]
    attributions = [{**a, "id": ""} for a in body["attributions"]]  # type: ignore[attr-defined]
    history = [{**h, "at": "", "reason": ""} for h in body["history"]]  # type: ignore[attr-defined]
    changed = {"status": status, "attributions": attributions, "history": history}
    return {**body, **changed, "id": "", "reviewed_at": ""}


def test_a_batch_takes_a_fixed_number_of_queries(
    ministry: Source, report: Report, django_assert_max_num_queries: object
) -> None:
    measure, chain = make.make_measure(), [ministry, report.publisher]
    make.publish(make.make_statement(topic=measure.topic))
    for size in (5, 50):
        batch = [figure(measure, report, chain) for _ in range(size)]
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            publish_new_claims(batch, by=make.anna(), reason=WHY)


def test_one_wrong_claim_stores_nothing(ministry: Source, report: Report) -> None:
    measure, chain = make.make_measure(), [ministry, report.publisher]
    batch = [figure(measure, report, chain), figure(measure, report, chain, high=3)]
    with pytest.raises(ValidationError) as refused:
        publish_new_claims(batch, by=make.anna(), reason=WHY)
    assert "high" in refused.value.message_dict
    assert not Claim.objects.exists()


def test_a_chain_that_does_not_end_with_the_publisher_is_refused(ministry: Source, report: Report) -> None:
    with pytest.raises(ValidationError, match="must end with its publisher"):
        publish_new_claims([figure(make.make_measure(), report, [ministry])], by=make.anna(), reason=WHY)


def test_pledges_are_published_as_not_checkable(report: Report) -> None:
    claim = Claim(
        kind=ClaimKind.STATEMENT,
        nature=Nature.PLEDGE,
        topic=make.make_topic(),
        wording="Das wird bald enden",
        wording_lang="de",
        summary=texts(en="It will end soon."),
        created_by=make.anna(),
    )
    hops = [Hop(source=report.publisher, named_as="Outlet", named_as_lang="en")]
    publish_new_claims([new_claim(claim, [(Attribution(report=report), hops)])], by=make.anna(), reason=WHY)
    assert Claim.objects.get().status == "not_checkable"


def test_only_editors_import(report: Report) -> None:
    with pytest.raises(PermissionDenied):
        publish_new_claims([], by=make.clara(), reason=WHY)
