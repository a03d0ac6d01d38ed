"""An article of 400 words goes through the wizard in a browser, by keys and by clicks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.choices import Bearing, Counted, Qualifier
from claims.models import Attribution, Claim, Evidence, Intake
from sources.models import SourceName
from tests import factories
from tests.browsers import complaints_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ARTICLE = (Path(__file__).parents[2] / "extraction" / "kasachstan.txt").read_text()


@pytest.fixture
def desk(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """A browser in which Anna is signed in, and in whose console nothing may stand at the end."""
    complaints = complaints_of(page)
    sign_in(page.context, factories.anna(), live_server)
    yield page
    # A keeping that is refused because somebody was quicker is an answer, which browsers list all the same.
    assert [told for told in complaints if "409" not in told] == []


@pytest.fixture
def article(desk: Page) -> Page:
    """The page of the article, at a desk that knows the topic, a ministry and the president."""
    factories.make_source("Gesundheitsministerium")
    president = factories.make_source("Kassym-Jomart Tokayev", "person")
    for lang, name in {"de": "Tokajew", "ru": "Токаев"}.items():
        SourceName.objects.create(source=president, lang=lang, text=name)
    outlet = factories.make_source("Tagesblatt", "outlet")
    desk.goto("/desk/claims/intake/add/")
    desk.fill("#id_text", ARTICLE)
    desk.fill("#id_topic", f"#{factories.make_measure(counted=Counted.DEAD).topic.pk}")
    desk.fill("#id_publisher", f"#{outlet.pk}")
    desk.click("input[value='Read it']")
    expect(desk.locator(".proposal").first).to_be_visible()
    desk.wait_for_load_state()  # its script listens to keys from then on
    return desk


def proposal(page: Page, words: str) -> Locator:
    """The proposal that reads like this."""
    return page.locator(".proposal").filter(has=page.locator("h2, blockquote").filter(has_text=words)).first


def choose(page: Page, words: str, decision: str = "Take in") -> None:
    proposal(page, words).get_by_label(decision, exact=True).check()


def test_it_yields_its_figures_with_their_bounds_words_and_chains(article: Page) -> None:
    words = ("2500 Soldaten", "fast 8000 Menschen", "mindestens 164 Menschen", "Hunderte", "16 Angehörige", "Wie viele")
    for each in words:
        choose(article, each)
    for select in article.locator(".names select").all():
        if not select.locator("xpath=ancestor::tr//input[contains(@name, '-source')]").input_value():
            select.select_option("unidentified")
    article.click("input[name=take_in]")
    expect(article.locator(".messagelist")).to_contain_text("6 claims taken in.")
    figures = {claim.words: (claim.qualifier, claim.low, claim.high) for claim in Claim.objects.all()}
    assert figures == {
        "2500": (Qualifier.NONE, 2500, 2500),
        "fast 8000": (Qualifier.NEARLY, 8000, 8000),
        "mindestens 164": (Qualifier.AT_LEAST, 164, None),
        "Hunderte": (Qualifier.HUNDREDS, 200, 999),
        "16": (Qualifier.NONE, 16, 16),
        "Wie viele": (Qualifier.NOT_YET_KNOWN, None, None),
    }
    chain = Attribution.objects.get(claim__words="mindestens 164").hops.values_list("source__name", flat=True)
    assert list(chain) == ["Gesundheitsministerium", "Medien", "Tagesblatt"]
    assert Attribution.objects.get(claim__words="16").hops.all()[0].source.name == "Kassym-Jomart Tokayev"


def test_the_deletion_goes_to_the_figure_that_it_is_about(article: Page) -> None:
    choose(article, "mindestens 164 Menschen")
    choose(article, "Der Bericht des Staatsfernsehens", "Add as evidence to what it is about")
    article.locator("tr", has_text="Medien").locator("select").select_option("unidentified")
    article.click("input[name=take_in]")
    expect(article.locator(".messagelist")).to_contain_text("1 claim taken in.")
    evidence = Evidence.objects.get()
    assert (evidence.claim.words, evidence.bearing) == ("mindestens 164", Bearing.CONTEXT)
    assert evidence.excerpt
    assert "gelöscht" in evidence.excerpt.exact


def test_a_possible_conflict_names_of_whom_each_speaks(article: Page) -> None:
    told = proposal(article, "niemals auf friedliche Demonstranten").locator(".warn")
    expect(told).to_contain_text("here it is about “friedliche Demonstranten”, there about “Demonstranten”")


@pytest.mark.parametrize(
    ("words", "nature"), [('"niemals auf friedliche', "pledge"), ("Anti-Terror-Operation werde bald", "forecast")]
)
def test_pledges_and_forecasts_are_proposed_as_not_checkable(article: Page, words: str, nature: str) -> None:
    expect(proposal(article, words).locator(".meant")).to_contain_text(nature)


def test_keys_decide_and_undo_and_what_was_decided_is_kept(article: Page) -> None:
    article.keyboard.press("j")
    article.keyboard.press("s")  # the headline
    article.keyboard.press("a")
    first, second = article.locator("#p0"), article.locator("#p1")
    expect(first.get_by_label("Leave out")).to_be_checked()
    expect(second.get_by_label("Take in", exact=True)).to_be_checked()
    article.keyboard.press("u")
    expect(second.get_by_label("Take in", exact=True)).not_to_be_checked()
    expect(article.locator("#kept")).to_contain_text("✓")
    assert Intake.objects.get().decisions["p0-decision"] == ["skip"]
    article.reload()
    expect(article.locator("#p0").get_by_label("Leave out")).to_be_checked()


def test_statements_can_be_seen_in_the_text(article: Page) -> None:
    drawn = "element => getComputedStyle(element).textDecorationLine"
    assert article.locator(".article-text .found-statement").first.evaluate(drawn) == "underline"


def test_a_source_that_a_name_looks_like_is_chosen_with_one_click(article: Page) -> None:
    putin = factories.make_source("Wladimir Putin", "person")
    article.reload()
    row = article.locator(".names tr", has_text="Kremlchef Wladimir Putin")
    row.locator(".alike button").click()
    assert row.locator("input").first.input_value() == f"Wladimir Putin #{putin.pk}"
    expect(article.locator("#kept")).to_contain_text("✓")


def test_editing_begins_where_something_stands(article: Page) -> None:
    for key in "je":
        article.keyboard.press(key)
    assert article.evaluate("document.activeElement.value").startswith("Festgenommene")


def test_keys_do_nothing_while_somebody_writes_or_when_they_are_off(article: Page) -> None:
    article.locator("#id_article-title").press("a")
    article.locator("details.keys summary").click()
    article.locator("#keys-on").uncheck()
    article.keyboard.press("j")
    article.keyboard.press("a")
    assert article.locator("input[type=radio]:checked").count() == 0


def test_a_new_source_is_named_where_one_is_wanted(article: Page) -> None:
    row = article.locator(".names tr", has_text="Medien")
    expect(row.get_by_label("called")).to_be_hidden()
    row.locator("select").select_option("unidentified")
    expect(row.get_by_label("called")).to_have_value("Medien")


def test_what_a_deletion_is_about_is_chosen_and_without_it_no_evidence_is_offered(article: Page) -> None:
    deletion = proposal(article, "Der Bericht des Staatsfernsehens")
    evidence = deletion.get_by_label("Add as evidence to what it is about", exact=True)
    expect(deletion.locator(".aims")).to_have_text(re.compile(r"^\d+(, \d+)*$"))
    evidence.check()
    deletion.locator(".about summary").click(position={"x": 2, "y": 2})
    for box in deletion.locator(".about :checked").all():
        box.uncheck()
    expect(evidence).to_be_hidden()
    expect(evidence).not_to_be_checked()
    expect(deletion.locator(".aims")).to_have_text("nothing here")
    number = proposal(article, "fast 8000 Menschen").get_attribute("data-number")
    deletion.locator(f".about input[value='{number}']").check()
    expect(evidence).to_be_visible()
    expect(deletion.locator(".aims a")).to_have_attribute("href", f"#p{number}")


def test_a_second_window_is_told_who_decided_what(article: Page) -> None:
    intake = Intake.objects.get()
    decisions = {"p0-decision": ["skip"]}
    known = {"version": 7, "kept_by": factories.boris(), "kept_at": intake.made_at, "decisions": decisions}
    Intake.objects.update(**known)
    with article.expect_response("**/keep/") as refused:
        article.locator("#p1").get_by_label("Leave out").check()
    assert refused.value.status == 409
    expect(article.locator("#kept")).to_contain_text(f"{factories.boris()} decided something here meanwhile")
    expect(article.locator("#kept")).to_contain_text("1: Leave out")


def test_the_first_problem_is_seen_without_scrolling_and_leads_to_its_field(article: Page) -> None:
    article.set_viewport_size({"width": 360, "height": 640})
    choose(article, "mindestens 164 Menschen")
    article.locator("#id_article-topic").fill("")
    article.click("input[name=take_in]")
    first = article.locator(".problems-list a").first
    expect(first).to_be_in_viewport(ratio=1)
    first.click()
    expect(article.locator("#id_article-topic")).to_be_focused()
