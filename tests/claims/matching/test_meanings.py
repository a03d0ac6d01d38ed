"""Statements of like meaning are found with a model of sentences, and only where one is switched on."""

from typing import Any

import pytest
from django.core.management import call_command

from claims.matching import meanings
from claims.matching.candidates import LIKE_MEANING, matches
from claims.matching.signals import Given
from claims.models import Attribution, Claim, Hop, Meaning
from claims.workflow import acting
from claims.workflow.importing import new_claim, take_in_new_claims
from sources.public_ids import new_claim_id
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db
ASKED = Given("Das Wasser sei trinkbar.", "de")


@pytest.fixture
def switched_on(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SENTENCE_MODEL = "tests.claims.matching.meant"
    monkeypatch.setattr(meanings, "_ROWS", meanings._Rows())


def statement(wording: str) -> Claim:
    return make.publish(make.make_statement(wording=wording, wording_lang="en", summary=texts(en=wording)))


def test_other_words_are_found_with_a_model(switched_on: None) -> None:
    statement("The mill burnt down.")
    claim = statement("One may drink it again.")
    [match] = matches(ASKED)
    assert (match.claim, match.verdict.reason) == (claim, LIKE_MEANING)


def test_nothing_is_kept_and_found_without_one() -> None:
    statement("One may drink it again.")
    assert not Meaning.objects.exists()
    assert matches(ASKED) == []


def test_what_was_taken_in_with_others_is_found(switched_on: None) -> None:
    draft = make.make_statement(wording="One may drink it again.", wording_lang="en")
    draft.pk, draft.public_id = None, new_claim_id()
    report = make.make_report()
    hop = Hop(source=report.publisher, named_as_lang="en")
    take_in_new_claims([new_claim(draft, [(Attribution(report=report), [hop])])], by=make.anna())
    assert [match.claim for match in matches(ASKED)] == [draft]


def test_a_statement_that_was_worded_anew_is_found_by_its_new_meaning(switched_on: None) -> None:
    claim = statement("One may drink it again.")
    assert matches(ASKED)
    Claim.objects.filter(pk=claim.pk).update(wording="The mill burnt down.")
    acting.refresh(Claim.objects.get(pk=claim.pk))
    assert matches(ASKED) == []


def test_statements_of_before_are_found_after_a_rebuild(switched_on: None) -> None:
    statement("One may drink it again.")
    Meaning.objects.all().delete()
    assert matches(ASKED) == []
    call_command("rebuild_listings", verbosity=0)
    assert len(matches(ASKED)) == 1


def test_a_statement_is_not_its_own_match(switched_on: None) -> None:
    claim = statement("One may drink it again.")
    assert matches(ASKED, like=claim) == []


def test_rows_that_went_away_are_found_no_more(switched_on: None) -> None:
    claim, other = statement("One may drink it again."), statement("They drink from the river.")
    assert len(matches(ASKED)) == 2
    Meaning.objects.filter(claim=claim).delete()
    assert [match.claim for match in matches(ASKED)] == [other]


def test_numbers_are_compared_alike_without_numpy(switched_on: None, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = statement("One may drink it again.")
    monkeypatch.setattr(meanings, "find_spec", lambda _name: None)
    assert meanings.like("Water.", 5) == {claim.pk: 1.0}


def test_any_text_has_a_meaning(switched_on: None) -> None:
    assert meanings.like("\ud800\0 <b>" + "x" * 100_000, 5) == {}
