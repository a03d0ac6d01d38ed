"""Bodies: what is told in public, and what is not."""

import pytest

from claims import reading, workflow
from claims.choices import Bearing, RelationKind
from claims.models import Hop
from claims.record import number
from sources.choices import SourceKind
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db


def body_of(claim: object) -> dict[str, object]:
    public_id = claim.public_id  # type: ignore[attr-defined]
    return reading.find([public_id])[public_id].json


def test_a_protected_source_leaves_nothing_but_its_kind() -> None:
    claim = make.make_statement()
    witness = make.make_source("Nurse K.", SourceKind.EYEWITNESS, protected=True)
    make.attribute(claim, witness, make.make_source("Daily", "outlet"))
    make.publish(claim)
    for stored in reading.changes(-1, 100):
        assert b"Nurse" not in (stored.body or b"")
    hop = body_of(claim)["attributions"][0]["chain"][0]  # type: ignore[index]
    assert (hop["source"], hop["protected"], hop["kind"], hop["named_as"]) == (None, True, "eyewitness", None)


def test_notes_of_the_desk_are_not_public() -> None:
    claim = make.make_statement()
    make.attribute(claim, note="ask again tomorrow")
    claim.notes.create(text="ask again tomorrow", made_by=make.anna())
    make.publish(claim)
    assert b"tomorrow" not in b"".join(row.body or b"" for row in reading.changes(-1, 100))


def test_a_mail_address_is_never_public() -> None:
    claim = make.bring_to(make.publish(make.make_statement()), "retracted")  # type: ignore[arg-type]
    assert b"@" not in (reading.find([claim.public_id])[claim.public_id].body or b"")


def test_what_a_claim_refers_to_is_published_before_it() -> None:
    claim = make.publish(make.make_figure())
    kinds = [row.subject_kind for row in reading.changes(-1, 100)]
    assert kinds[-1] == "claim"
    assert set(kinds[:-1]) == {"topic", "measure", "source", "report"}
    row = reading.find([claim.public_id])[claim.public_id]
    assert {included.subject_kind for included in reading.included([row]).values()} == set(kinds[:-1])


def test_a_rename_is_one_record() -> None:
    claim = make.make_statement()
    source = make.make_source("Old name")
    make.attribute(claim, source)
    make.publish(claim)
    before = reading.head()
    with workflow.editing_subject(source, by=make.anna(), reason=texts(en="It was renamed.")) as locked:
        locked.names.update(text="New name")  # type: ignore[union-attr]
    assert reading.head() == before + 1
    assert reading.find([source.public_id or ""])[source.public_id or ""].json["names"][0]["text"] == "New name"


def test_words_that_changed_along_the_chain_are_kept_for_each_hop() -> None:
    claim = make.make_figure()
    attribution = make.attribute(claim)
    Hop.objects.filter(attribution=attribution, position=0).update(words="164", qualifier="none", low=164, high=164)
    make.publish(claim)
    body = body_of(claim)
    assert body["figure"]["words"] == "mindestens 164"  # type: ignore[index]
    assert body["attributions"][0]["chain"][0]["figure"]["words"] == "164"  # type: ignore[index]


def test_a_relation_is_told_at_both_ends_and_says_when_it_was_counted_differently() -> None:
    first = make.publish(make.make_figure())
    second = make.publish(make.make_figure(measure=make.make_measure(first.topic, counted="dead")))
    workflow.relate_claims(second, RelationKind.UPDATES, first, by=make.anna())
    told = body_of(first)["relations"][0]  # type: ignore[index]
    assert (told["kind"], told["other"], told["counted_differently"]) == ("updated_by", second.public_id, True)
    assert body_of(first)["status"]["code"] == "unverified"  # type: ignore[index]


def test_the_inner_ids_of_evidence_are_mentioned() -> None:
    claim = make.make_statement()
    evidence = make.add_evidence(claim, Bearing.CONTEXT)
    make.publish(claim)
    row = reading.find([claim.public_id])[claim.public_id]
    assert evidence.report.public_id in reading.included([row])


@pytest.mark.parametrize(("stored", "told"), [("164.00", 164), ("2.50", 2.5), (None, None)])
def test_numbers_are_exact_in_json(stored: str | None, told: float | None) -> None:
    assert number(stored) == told  # type: ignore[arg-type]


def test_a_statement_has_no_figure() -> None:
    assert body_of(make.publish(make.make_statement()))["figure"] is None
