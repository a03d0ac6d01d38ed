"""The whole story of the 164, played at the desk by two editors in real browsers, and read by a reader and a partner.

Given and relayed; denied by the named source and called an error; held at night; withdrawn with a second editor's
consent; its post deleted; still printed elsewhere; a later count of another kind beside it.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims import letters
from claims.models import Claim, Measure, Proposal, StatusChange
from sources.choices import SourceKind
from tests import factories as make
from tests.browsers import complaints_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
Desk = Callable[[Any], Page]


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer) -> Iterator[Desk]:
    """A browser of their own for each person, in whose consoles nothing may stand at the end."""
    complaints: list[list[str]] = []

    def open_for(person: Any) -> Page:
        context = browser.new_context(**browser_context_args)
        sign_in(context, person, live_server)
        page = context.new_page()
        complaints.append(complaints_of(page))
        return page

    yield open_for
    assert not any(complaints)


def fill(page: Page, **fields: str) -> None:
    """Fill fields by name: text is typed, a choice is chosen."""
    for name, value in fields.items():
        field = page.locator(f'[name="{name.replace("__", "-")}"]')
        if field.first.get_attribute("type") == "radio":
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.first.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def save(page: Page) -> None:
    page.locator('[name="_save"]').click()
    expect(page.locator(".errornote")).to_have_count(0)


def decide(page: Page, claim: Claim, what: str, **fields: str) -> None:
    page.goto(f"/desk/claims/claim/decide/{what}/?claims={claim.pk}")
    fill(page, **fields)
    page.locator('button[name="decide"]').click()
    expect(page.locator(".errornote, .errorlist")).to_have_count(0)


def take_in(page: Page, **fields: str) -> Claim:
    page.goto("/desk/claims/claim/add/")
    fill(page, **fields)
    save(page)
    return Claim.objects.latest("pk")


def attribute(page: Page, claim: Claim, chain: list[tuple[str, str]], **fields: str) -> None:
    """Attribute a claim through a report that the desk has not seen yet; origin first, publisher last."""
    page.goto(f"/desk/claims/attribution/add/?claim={claim.pk}")
    fill(page, new_publisher=chain[-1][0], new_kind="article", **fields)
    for number, (source, named_as) in enumerate(chain):
        fill(page, **{f"chain__{number}__source": source, f"chain__{number}__named_as": named_as})
        fill(page, **{f"chain__{number}__named_as_lang": "de"})
    save(page)


def readers_page(page: Page, claim: Claim) -> Page:
    page.goto(f"/claims/{claim.public_id}/")
    return page


def know_sources() -> None:
    """Those that the story names."""
    sources = {
        "Health ministry": SourceKind.GOVERNMENT,
        "Information ministry": SourceKind.GOVERNMENT,
        "Prosecutor general": SourceKind.GOVERNMENT,
        "Government channel": SourceKind.CHANNEL,
        "An outlet": SourceKind.OUTLET,
        "Another outlet": SourceKind.OUTLET,
        "An agency": SourceKind.AGENCY,
    }
    for name, kind in sources.items():
        make.make_source(name, kind)


def publish_the_figure(anna: Page, page: Page, killed: Measure) -> Claim:
    """9 January: the figure is taken in, attributed and published."""
    claim = take_in(
        anna,
        topic=f"#{killed.topic.pk}",
        kind="figure",
        summary__en__text="At least 164 people were killed in the unrest.",
        wording="mindestens 164 Tote",
        wording_lang="de",
        words="mindestens 164",
        qualifier="at_least",
        low="164",
        measure=f"#{killed.pk}",
        as_of="2022-01-09",
    )
    attribute(
        anna,
        claim,
        [("Health ministry", "das Gesundheitsministerium"), ("Government channel", "Telegram-Kanal")],
        new_title="Post on the channel",
        new_lang="ru",
        excerpt_exact="mindestens 164",
        excerpt_lang="de",
    )
    decide(anna, claim, "publish", reason__en__text="Taken from a post. Nobody independent has confirmed it.")
    readers_page(page, claim)
    expect(page.locator("h1")).to_contain_text("Claim: At least 164 people were killed")
    expect(page.get_by_text("Reported, not independently confirmed").first).to_be_visible()
    return claim


def deny(anna: Page, claim: Claim) -> None:
    """The named origin denies it; the body that answers for the channel calls it an error."""
    for code, who in (("denied", "Health ministry"), ("called_error", "Information ministry")):
        decide(
            anna, claim, "standing", code=code, source=who, happened="2022-01-09", reason__en__text="It told an agency."
        )


def hold_and_propose(anna: Page, page: Page, claim: Claim) -> None:
    """02:10 at night: one editor tells readers at once, and proposes; nobody retracts alone."""
    decide(anna, claim, "hold", reason__en__text="A withdrawal was reported; we are checking it.")
    expect(readers_page(page, claim).get_by_text("A withdrawal was reported").first).to_be_visible()
    decide(
        anna,
        claim,
        "retracted",
        reason_code="denied",
        attributed_to="Health ministry",
        reason__en__text="The one origin of the figure denies having given it.",
    )
    anna.goto(f"/desk/claims/claim/{claim.pk}/change/")
    expect(anna.get_by_text("A second editor must approve").first).to_be_visible()
    expect(readers_page(page, claim).get_by_text("Reported, not independently confirmed").first).to_be_visible()
    letters.send_due()
    assert {letter.to[0] for letter in mail.outbox} == {make.boris().email}


def approve(boris: Page, page: Page, claim: Claim) -> None:
    """The second editor approves in a browser of his own."""
    decide(boris, claim, "approve")
    assert Proposal.objects.get(claim=claim).outcome == "approved"
    change = StatusChange.objects.filter(claim=claim).latest("pk")
    assert (change.to_status, change.made_by, change.approved_by) == ("retracted", make.anna(), make.boris())
    readers_page(page, claim)
    expect(page.get_by_text("Health ministry denies having given it").first).to_be_visible()
    expect(page.get_by_text("Withdrawn does not mean false.").first).to_be_visible()


def miss_the_post(anna: Page, page: Page, claim: Claim) -> None:
    """Its post is deleted: told at once, and no status follows."""
    decide(anna, claim, "report", state="absent", note="The address answers 404.")
    expect(readers_page(page, claim).get_by_text("report was deleted", exact=False).first).to_be_visible()
    claim.refresh_from_db()
    assert claim.status == "retracted"


def find_a_reprint(anna: Page, page: Page, claim: Claim) -> None:
    """11 January: still printed elsewhere, and still of one origin."""
    attribute(
        anna,
        claim,
        [("Health ministry", "den Behörden"), ("Another outlet", "eine Zeitung")],
        new_title="A reprint",
        new_lang="de",
        reason__en__text="Found another report that prints it.",
    )
    expect(readers_page(page, claim).get_by_text("One origin, repeated by 2 reports", exact=False)).to_be_visible()


def count_otherwise(anna: Page, page: Page, claim: Claim, bodies: Measure) -> None:
    """15 January: a later count of another kind stands beside it."""
    later = take_in(
        anna,
        topic=f"#{bodies.topic.pk}",
        kind="figure",
        summary__en__text="Morgues received 225 bodies.",
        wording="225 Leichen",
        wording_lang="de",
        words="225",
        qualifier="none",
        low="225",
        high="225",
        measure=f"#{bodies.pk}",
        as_of="2022-01-15",
    )
    attribute(
        anna,
        later,
        [("Prosecutor general", "der Generalstaatsanwalt"), ("An agency", "eine Agentur")],
        new_title="What the prosecutor said",
        new_lang="de",
    )
    decide(anna, later, "publish", reason__en__text="A later count, counted differently.")
    anna.goto(f"/desk/claims/relation/add/?claim={later.pk}")
    fill(anna, kind="updates", other=claim.public_id)
    save(anna)
    readers_page(page, claim)
    expect(page.get_by_text("Morgues received 225 bodies").first).to_be_visible()
    expect(page.get_by_text("counted differently", exact=False).first).to_be_visible()


def export(partner: Page, claim: Claim) -> None:
    """A partner reads the same from the export."""
    answer = partner.request.get(f"/api/v1/claims/{claim.public_id}/")
    body = json.loads(answer.body())["body"]
    assert (body["status"]["code"], body["origins"]["count"], body["origins"]["reports"]) == ("retracted", 1, 2)
    assert [r["kind"] for r in body["relations"]] == ["updated_by"]
    told = json.loads(partner.request.get("/api/v1/changes/?after=-1&limit=1000").body())["results"]
    mine = [entry for entry in told if entry["id"] == claim.public_id]
    assert [entry["change"] for entry in mine] == [
        "published",
        "standing_changed",
        "standing_changed",
        "held",
        "status_changed",
        "edited",
        "related",
    ]


def test_the_story_of_the_164(desk: Desk) -> None:
    know_sources()
    killed = make.make_measure()
    bodies = make.make_measure(killed.topic, label={"en": {"text": "bodies in morgues", "by": "", "machine": False}})
    anna, boris, reader = desk(make.anna()), desk(make.boris()), desk(make.stranger())
    claim = publish_the_figure(anna, reader, killed)
    deny(anna, claim)
    hold_and_propose(anna, reader, claim)
    approve(boris, reader, claim)
    miss_the_post(anna, reader, claim)
    find_a_reprint(anna, reader, claim)
    count_otherwise(anna, reader, claim, bodies)
    export(reader, claim)
