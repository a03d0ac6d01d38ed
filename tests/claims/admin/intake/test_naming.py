"""Who is named in an article, and what a new source of it is called."""

import pytest
from django.test import Client

from claims.admin.intake.review import prefix_of
from claims.models import Attribution, Claim
from claims.proposing import readable_name
from sources.models import Source
from tests import factories
from tests.claims.admin.browsing import form_on
from tests.claims.admin.intake.articles import dead, decide, make_article, page_of
from tests.claims.admin.intake.test_taking_in import MEDIA, MINISTRY, NEW, problems

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lang", "named_as", "called"),
    [
        ("fr", "L'Unicef", "Unicef"),
        ("fr", "l’ONU", "ONU"),
        ("fr", "Le ministère", "ministère"),
        ("de", "das Gesundheitsministerium", "Gesundheitsministerium"),
        ("en", "O'Neill", "O'Neill"),
        ("xx", "L'Unicef", "L'Unicef"),
    ],
)
def test_a_name_is_proposed_without_the_article_before_it(lang: str, named_as: str, called: str) -> None:
    assert readable_name(lang, named_as) == called


def test_a_new_source_is_proposed_under_the_words_of_the_article(editor: Client) -> None:
    assert form_on(editor.get(page_of(make_article())), "version")[f"{MEDIA}-called"] == "Medien"


def test_a_new_source_goes_public_under_the_name_that_was_written(editor: Client) -> None:
    article = make_article(proposals=[dead(chain=("Gesundheitsministeriums",))])
    prefix = prefix_of("Gesundheitsministeriums")
    typed = {f"{prefix}__kind": "government", f"{prefix}__called": "Gesundheitsministerium"}
    decide(editor, article, "take", **typed)
    hop = Attribution.objects.get().hops.all()[0]
    assert (hop.source.name, hop.named_as) == ("Gesundheitsministerium", "Gesundheitsministeriums")
    assert [name.text for name in hop.source.names.all()] == ["Gesundheitsministerium"]


@pytest.mark.parametrize("known", ["Medien", "Die Medien", "Mediën"])
def test_a_second_source_of_the_same_name_is_told_of_before_it_is_made(editor: Client, known: str) -> None:
    source, article = factories.make_source(known, "outlet"), make_article()
    typed = {**NEW, f"{MEDIA}__source": "", f"{MEDIA}__called": "Medien"}
    page = problems(decide(editor, article, "take", **typed))
    assert "Known already, or nearly so." in page
    assert f"{known} #{source.pk}" in page
    assert not Claim.objects.exists()
    decide(editor, article, "take", **typed, **{f"{MEDIA}__another": "on"})
    assert Attribution.objects.get().hops.all()[1].source.name == "Medien"


def test_two_names_of_one_new_source_make_it_once(editor: Client) -> None:
    proposals = [dead(chain=("Gesundheitsministerium",)), dead(chain=("Medien",))]
    one = {f"{MINISTRY}__kind": "person", f"{MEDIA}__kind": "person"}
    called = {f"{MINISTRY}__called": "Schalabajew", f"{MEDIA}__called": "Shalabaev"}
    decide(editor, make_article(proposals=proposals), "take", "take", **one, **called)
    assert Source.objects.filter(kind="person").count() == 1
    assert Claim.objects.count() == 2


def test_one_new_source_is_of_one_kind(editor: Client) -> None:
    called = {f"{MINISTRY}__called": "Schalabajew", f"{MEDIA}__called": "Schalabajew"}
    page = problems(decide(editor, make_article(), "take", **NEW, **called))
    assert "of another kind" in page


@pytest.mark.parametrize(
    ("called", "why"), [("…", "A name needs letters."), ("a\ufffdb", "not allowed"), ("x" * 501, "500")]
)
def test_a_name_that_no_source_can_have_is_refused_at_its_field(editor: Client, called: str, why: str) -> None:
    page = problems(decide(editor, make_article(), "take", **NEW, **{f"{MEDIA}__called": called}))
    assert why in page
    assert not Claim.objects.exists()


def test_a_publisher_can_be_new(editor: Client) -> None:
    typed = {"publisher__source": "", "publisher__kind": "agency", "publisher__called": "Associated Press"}
    decide(editor, make_article(), "take", **NEW, **typed)
    attribution = Attribution.objects.get()
    assert (attribution.report.publisher.name, attribution.report.publisher.kind) == ("Associated Press", "agency")
    assert list(attribution.hops.all())[-1].source == attribution.report.publisher


def test_a_new_publisher_needs_a_name(editor: Client) -> None:
    typed = {"publisher__source": "", "publisher__kind": "agency"}
    assert "Say what it is called." in problems(decide(editor, make_article(), "take", **NEW, **typed))


def test_nobody_as_publisher_is_refused(editor: Client) -> None:
    assert "every chain ends there" in problems(decide(editor, make_article(), "take", **NEW, publisher__source=""))
