"""One address for one page: ids stay, words may change, and each language has its own."""

import pytest
from django.conf import settings
from django.test import Client

from claims import workflow
from factcheck.pages.addresses import LONGEST_SLUG, slug
from sources.texts import texts
from tests.factcheck.pages.readers import visit, visit_claim, visit_source, visit_topic
from tests.factories import anna, attribute, make_source, make_statement, publish

pytestmark = pytest.mark.django_db


def test_a_slug_is_cut_after_a_whole_word() -> None:
    cut = slug("the health ministry says that it never gave this figure to anybody at all")
    assert cut == "the-health-ministry-says-that-it-never-gave-this-figure-to"
    assert len(cut) <= LONGEST_SLUG


@pytest.mark.parametrize(("words", "expected"), [("Погибли 164 человека", "погибли-164-человека"), ("¡?!", "")])
def test_a_slug_keeps_letters_of_any_script(words: str, expected: str) -> None:
    assert slug(words) == expected


def test_other_words_lead_to_the_right_ones() -> None:
    claim = publish(make_statement())
    answer = Client().get(f"/en/claims/{claim.public_id}/something-else/?utm=1")
    assert answer.status_code == 301
    assert answer["Location"] == f"/en/claims/{claim.public_id}/order-in-the-country-is-restored/?utm=1"


def test_words_that_changed_lead_to_the_new_ones() -> None:
    claim = publish(make_statement())
    old = visit_claim(claim).request["PATH_INFO"]
    with workflow.editing(claim, by=anna(), reason=texts(en="Said better.")) as locked:
        locked.summary = texts(en="Calm is back.")
        locked.save()
    assert Client().get(old)["Location"].endswith("/calm-is-back/")


def test_words_in_another_script_do_not_lead_in_a_circle() -> None:
    claim = publish(make_statement(summary=texts(ru="Порядок восстановлен")))
    assert visit_claim(claim, language="ru").status_code == 200


def test_words_without_any_letter_leave_the_id_alone() -> None:
    claim = publish(make_statement(summary=texts(en="?!")))
    assert visit_claim(claim).request["PATH_INFO"] == f"/en/claims/{claim.public_id}/"


@pytest.mark.parametrize(("accepted", "language"), [("de-AT,de;q=0.9", "de"), ("ru", "ru"), ("fr", "en"), ("", "en")])
def test_the_permanent_address_leads_to_the_readers_language(accepted: str, language: str) -> None:
    claim = publish(make_statement())
    answer = Client(headers={"accept-language": accepted}).get(f"/claims/{claim.public_id}/?as_of=2022-01-09")
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/claims/{claim.public_id}/?as_of=2022-01-09"
    assert answer["Vary"] == "Accept-Language"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_page_is_there_in_each_language(language: str) -> None:
    claim = publish(make_statement())
    source = claim.attributions.all()[0].hops.all()[0].source
    for answer in (
        visit_claim(claim, language=language),
        visit_topic(claim.topic, language=language),
        visit_source(source, language=language),
    ):
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()


def test_a_page_names_its_other_languages_to_search_engines() -> None:
    claim = publish(make_statement(summary=texts(en="Order is restored.", de="Die Ordnung ist wiederhergestellt.")))
    there = f"{settings.BASE_URL}/de/claims/{claim.public_id}/die-ordnung-ist-wiederhergestellt/"
    assert f'<link rel="alternate" hreflang="de" href="{there}">' in visit_claim(claim).content.decode()


def test_a_source_without_any_name_has_a_page() -> None:
    source = make_source()
    source.names.all().delete()
    claim = make_statement()
    attribute(claim, source)
    publish(claim)
    assert visit(f"/en/sources/{source.public_id}/").status_code == 200
