"""What is tracked already is found for a proposed claim, with the reason in words."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.matching.candidates import Match, matches, proposed
from claims.matching.kinds import Kind
from claims.matching.signals import Given
from claims.models import Claim
from claims.workflow import acting
from sources.texts import texts
from tests import factories as make

pytestmark = pytest.mark.django_db


def tracked(wording: str, words: str, low: int | None, high: int | None = None, lang: str = "en", **more: Any) -> Claim:
    told = texts(**{lang: wording})  # type: ignore[arg-type]
    figure = {"words": words, "low": low, "high": high, "qualifier": "none" if high else "at_least"}
    return make.publish(make.make_figure(wording=wording, wording_lang=lang, summary=told, **figure, **more))


def statement(wording: str, lang: str = "en") -> Claim:
    told = texts(**{lang: wording})  # type: ignore[arg-type]
    return make.publish(make.make_statement(wording=wording, wording_lang=lang, summary=told))


def given(text: str, span: str, low: int | None, high: int | None = None, lang: str = "en", **more: Any) -> Given:
    bounds = {name: None if value is None else Decimal(value) for name, value in (("low", low), ("high", high))}
    return Given(text, lang, span, **{"counted": "dead", **bounds, **more})


def kinds(found: list[Match]) -> list[tuple[int, Kind]]:
    return [(match.claim.pk, match.verdict.kind) for match in found]


@pytest.fixture
def ferry() -> Claim:
    return tracked(
        "At least 34 people drowned when a ferry sank off Sorvia, the coast guard said.", "At least 34 people", 34
    )


def test_the_same_figure_is_found_in_another_language(ferry: Claim) -> None:
    tracked("A fire in Brunt killed 34 people.", "34 people", 34, 34)
    text = "Beim Untergang einer Fähre vor Sorvia sind mindestens 34 Menschen ertrunken."
    assert kinds(matches(given(text, "mindestens 34 Menschen", 34, lang="de"))) == [(ferry.pk, Kind.SAME)]


def test_a_claim_is_found_by_where_and_what_happened(ferry: Claim) -> None:
    [vector] = Claim.objects.values_list("search", flat=True)
    assert "'eventshipwreck'" in str(vector)


def test_the_same_figure_is_found_in_another_script(ferry: Claim) -> None:
    text = "При крушении парома у берегов Сорвии погибли не менее 34 человек."
    assert kinds(matches(given(text, "не менее 34 человек", 34, lang="ru"))) == [(ferry.pk, Kind.SAME)]


def test_a_later_count_is_found_without_a_number_in_common(ferry: Claim) -> None:
    text = "The death toll of the Sorvia ferry disaster has risen to 61, the coast guard said."
    assert kinds(matches(given(text, "61", 61, 61))) == [(ferry.pk, Kind.UPDATE)]


def test_a_name_is_found_by_its_sound() -> None:
    claim = tracked("Nine residents of a nursing home in Steinau died in a fire.", "Nine residents", 9)
    text = "Пожар в доме престарелых в Штайнау унёс жизни многих."
    assert kinds(matches(given(text, "12", 12, 12, "ru"))) == [(claim.pk, Kind.UPDATE)]


def test_another_number_of_another_source_contradicts(ferry: Claim) -> None:
    text = "The sailors' union said 90 people died when the ferry sank off Sorvia."
    assert kinds(matches(given(text, "90 people", 90, 90, sources=["the sailors' union"]))) in (
        [(ferry.pk, Kind.UPDATE)],
        [(ferry.pk, Kind.CONTRADICTION)],
    )


def test_the_same_number_of_something_else_is_no_match(ferry: Claim) -> None:
    text = "34 people were pulled from the water after a ferry sank off Sorvia."
    assert matches(given(text, "34 people", 34, 34, counted="people_other")) == []


def test_a_stored_claim_is_not_its_own_match_and_its_measure_counts(ferry: Claim) -> None:
    draft = make.make_figure(
        measure=ferry.measure, wording="Es gab 61 Tote.", words="61 Tote", low=61, high=61, qualifier="none"
    )
    [match] = matches(proposed(draft), like=draft)
    assert match.claim == ferry
    assert match.verdict.kind in (Kind.UPDATE, Kind.CONTRADICTION)


def test_times_under_one_measure_decide(ferry: Claim) -> None:
    Claim.objects.filter(pk=ferry.pk).update(as_of=make.NINTH)
    later = datetime(2022, 1, 12, tzinfo=make.NINTH.tzinfo)
    draft = make.make_figure(
        measure=ferry.measure, words="61", low=61, high=61, qualifier="none", as_of=later, wording="61"
    )
    assert kinds(matches(proposed(draft), like=draft)) == [(ferry.pk, Kind.UPDATE)]


def test_merged_claims_are_not_offered(ferry: Claim) -> None:
    again = tracked("At least 34 people died in the Sorvia ferry.", "at least 34 people", 34, measure=ferry.measure)
    workflow.merge_claims(again, into=ferry, by=make.anna(), reason=texts(en="The same."))
    text = "At least 34 people drowned on the Sorvia ferry."
    assert [match.claim for match in matches(given(text, "At least 34 people", 34))] == [ferry]


def test_a_statement_in_other_words_is_found() -> None:
    order = statement("Order in the city of Kaspan has been fully restored, the president said.")
    statement("The president of Kaspan announced new elections for the autumn.")
    found = matches(Given("The president said order was fully restored in Kaspan.", "en"))
    assert found[0].claim == order
    assert str(found[0].verdict.reason)


def test_an_unlike_statement_is_not_offered() -> None:
    statement("Order in the city of Kaspan has been fully restored, the president said.")
    assert matches(Given("Die Bahn erneuert im Sommer zwölf Brücken.", "de")) == []


@pytest.mark.parametrize("text", ["", "' | & ! :* \\", "\u202e", "<b>", "1,1,1,1 " * 3_000, "a:* " * 5_000])
def test_odd_texts_are_answered(ferry: Claim, text: str) -> None:
    assert isinstance(matches(given(text or "x", text[:20], 34, 34)), list)


def test_the_number_of_queries_is_fixed(ferry: Claim) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            matches(given("A ferry sank off Sorvia: 34 people died.", "34 people", 34, 34))
        return len(queries)

    few = asked()
    for _ in range(5):
        tracked("At least 34 people died on a ferry off Sorvia.", "At least 34 people", 34)
    assert asked() == few <= 8


def test_a_draft_is_found_too() -> None:
    draft = make.make_figure(
        wording="34 people drowned off Sorvia.",
        wording_lang="en",
        words="34 people",
        low=34,
        high=34,
        qualifier="none",
    )
    acting.refresh(acting.reload(draft))
    assert kinds(matches(given("34 Tote vor Sorvia", "34 Tote", 34, 34, "de"))) == [(draft.pk, Kind.SAME)]
