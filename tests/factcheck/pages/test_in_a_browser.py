"""The pages in Chromium: nothing that a policy forbids, nothing from elsewhere, nothing that axe objects to."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from claims import workflow
from claims.choices import RelationKind, Status
from claims.models import Claim
from sources.choices import SourceKind
from sources.observing import note_by_hand
from sources.texts import texts
from tests.factories import NINTH, anna, attribute, boris, bring_to, make_figure, make_source, make_statement, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("story")]
PLACES = ("claims", "topics", "sources")
MOST_BYTES = 100 * 1024  # of a first view


@pytest.fixture
def story() -> Claim:
    """A withdrawn figure with all that a page can show beside it."""
    claim = make_figure(as_of=NINTH)
    ministry = make_source("Health ministry")
    attribution = attribute(claim, ministry, make_source("Television", SourceKind.STATE_MEDIA))
    publish(claim)
    note_by_hand(attribution.report, state="absent", at=NINTH, by=anna())
    workflow.drain_state_changes()
    workflow.note_reply(claim, by=anna(), asked=ministry, asked_at=NINTH)
    bring_to(claim, Status.RETRACTED)
    later = make_figure(measure=claim.measure, qualifier="about", low=225, high=225, summary=texts(en="About 225."))
    workflow.relate_claims(publish(later), RelationKind.UPDATES, claim, by=anna())
    workflow.correct_record(claim, by=boris(), was_wrong=texts(en="Wrong."), is_right=texts(en="Right."))
    workflow.hold_claim(publish(make_statement(topic=claim.topic)), by=anna(), reason=texts(en="Reported."))
    return claim


@pytest.fixture
def addresses(story: Claim) -> dict[str, str]:
    source = story.attributions.all()[0].hops.all()[0].source
    ids = dict(zip(PLACES, (story.public_id, story.topic.public_id, source.public_id), strict=True))
    return {place: f"/en/{place}/{public_id}/" for place, public_id in ids.items()}


@pytest.fixture
def heard(page: Page) -> list[str]:
    """What the browser complains about, and what it asks other machines for."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("requestfailed", lambda request: told.append(request.url))
    return told


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, addresses: dict[str, str], place: str, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(addresses[place])
    # axe leaves the target sizes of WCAG 2.2 out unless it is asked for them.
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_small_telephone(page: Page, addresses: dict[str, str], place: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(addresses[place])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("place", PLACES)
def test_a_first_view_is_small_and_all_our_own(
    page: Page, addresses: dict[str, str], heard: list[str], live_server: LiveServer, place: str
) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))}))
    page.goto(addresses[place], wait_until="networkidle")
    assert heard == []
    assert all(url.startswith(live_server.url) for url in sizes)
    assert 0 < sum(sizes.values()) < MOST_BYTES


def test_a_withdrawn_figure_is_read_out_with_the_word(page: Page, addresses: dict[str, str]) -> None:
    page.goto(addresses["claims"])
    assert "Withdrawn figure at least 164 dead withdrawn" in " ".join(page.locator(".count").inner_text().split())


def test_without_styles_the_first_screen_keeps_its_order(page: Page, addresses: dict[str, str]) -> None:
    page.route("**/*.css", lambda route: route.abort())
    page.goto(addresses["claims"])
    seen = " ".join(page.locator("article.claim").inner_text().split())
    order = ("Claim:", "at least 164", "Attributed to", "One origin", "Where it stands", "Why:", "State of the")
    places = [seen.index(part) for part in order]
    assert places == sorted(places)


def test_print_shows_the_address_and_the_state(page: Page, addresses: dict[str, str]) -> None:
    page.emulate_media(media="print")
    page.goto(addresses["claims"])
    assert page.locator(".printed").is_visible()
    assert not page.locator("header.site").is_visible()
    assert page.locator(".status").first.is_visible()
