"""Numbers in any writing have one lexeme."""

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Claim
from claims.reading import Filters, listed
from claims.search import index_for_desk, number_lexeme, numbers_in, query
from sources.models import SourceName
from tests import factories


@pytest.mark.parametrize("writing", ["8000", "8 000", "8.000", "8,000", "8\u00a0000", "8\u202f000", "8'000", "8’000"])
def test_a_number_in_any_writing(writing: str) -> None:
    assert numbers_in(f"nearly {writing} people") == ["n8000"]


@pytest.mark.parametrize(
    ("text", "lexemes"),
    [
        ("1.234.567", ["n1234567"]),
        ("1.234,56", ["n1234_56"]),
        ("2,5 millions", ["n2_5"]),
        ("0.50", ["n0_5"]),
        ("in 2022, 164 died", ["n2022", "n164"]),
        ("no number", []),
    ],
)
def test_numbers_in_text(text: str, lexemes: list[str]) -> None:
    assert numbers_in(text) == lexemes


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_does_not_matter(number: int) -> None:
    for mark in " .,":
        assert numbers_in(f"{number:,}".replace(",", mark)) == [number_lexeme(number)]


@pytest.mark.django_db
@given(st.text(max_size=300))
def test_whatever_somebody_types_is_a_valid_query(text: str) -> None:
    from django.db import connection

    search = query(text, lambda source: source.public_id)
    if search:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT numnode({search[0]})", search[1])


@pytest.fixture
def alliance(db: None) -> Claim:
    """A claim whose words hold one name of an alliance that is no speaker of it."""
    source = factories.make_source("Collective Security Treaty Organisation", "alliance")
    for lang, name in {"ru": "ОДКБ", "de": "OVKS", "fr": "OTSC", "kk": "ҰҚШҰ", "en": "CSTO"}.items():
        SourceName.objects.create(source=source, lang=lang, text=name, kind="abbreviation")
    return factories.publish(factories.make_statement(wording="Die OVKS schickt Soldaten."))


@pytest.mark.parametrize("name", ["OVKS", "CSTO", "ОДКБ", "OTSC", "ҰҚШҰ"])
def test_who_is_only_spoken_of_is_found_by_any_name(alliance: Claim, name: str) -> None:
    assert [row.subject for row in listed(Filters(text=name))] == [alliance.public_id]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Tokajew", "Токаев", "Тоқаев", "Toqaev", "Tokaïev"])
def test_who_is_only_spoken_of_is_found_in_any_spelling(name: str) -> None:
    president = factories.make_source("Kassym-Jomart Tokayev", "person")
    for lang, written in {"de": "Kassym-Schomart Tokajew", "ru": "Касым-Жомарт Токаев"}.items():
        SourceName.objects.create(source=president, lang=lang, text=written)
    claim = factories.publish(factories.make_statement(wording="Der Befehl Tokajews erging am Freitag. Tokajew."))
    assert [row.subject for row in listed(Filters(text=name))] == [claim.public_id]


@pytest.mark.django_db
def test_names_of_a_protected_source_find_nothing_by_its_other_names() -> None:
    source = factories.make_source("Deep Throat", "person", protected=True, public_id=None)
    SourceName.objects.create(source=source, lang="en", text="Felt")
    factories.publish(factories.make_statement(wording="Felt was there."))
    assert listed(Filters(text="Deep Throat")) == []


@pytest.mark.django_db
def test_claims_that_were_there_before_are_found_by_new_rules_after_a_rebuild() -> None:
    claim = factories.make_figure()
    index_for_desk(claim)
    [made] = Claim.objects.values_list("search", flat=True)
    Claim.objects.update(search="'outdated'")
    call_command("rebuild_listings", verbosity=0)
    assert list(Claim.objects.values_list("search", flat=True)) == [made]
    assert "'n164'" in str(made)


@pytest.mark.django_db
def test_a_claim_is_found_by_its_id_whatever_digits_stand_in_it() -> None:
    claim = factories.publish(factories.make_figure(public_id="c9btcrrj009"))
    assert [row.subject for row in listed(Filters(text="c9btcrrj009"))] == [claim.public_id]
    assert listed(Filters(text="c9btcrrj008")) == []
