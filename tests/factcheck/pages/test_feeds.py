"""Atom feeds."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from claims import workflow
from claims.choices import Status
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/en/feeds/corrections/", "/en/feeds/changes/"]


def _feed(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def _entries(client: Client, address: str) -> list[ElementTree.Element]:
    return _feed(client, address).findall(f"{ATOM}entry")


def _text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


@pytest.mark.parametrize("address", FEEDS)
def test_feed_has_what_atom_demands(client: Client, address: str) -> None:
    factories.bring_to(factories.publish(factories.make_figure()), Status.RETRACTED)
    feed = _feed(client, address)
    assert _text(feed, "title")
    assert _text(feed, "updated")
    assert _text(feed, "id") == settings.BASE_URL + address
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for entry in feed.findall(f"{ATOM}entry"):
        assert all(_text(entry, name) for name in ("id", "title", "updated", "published", "summary"))


@pytest.mark.parametrize("address", FEEDS)
def test_feed_without_entries_stays_the_same(client: Client, address: str) -> None:
    assert client.get(address).content == client.get(address).content
    assert not _entries(client, address)


def test_feed_says_what_it_is(client: Client) -> None:
    answer = client.get(FEEDS[0])
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_feed_links_to_itself_and_to_the_page_for_people(client: Client) -> None:
    links = {link.get("rel"): link.get("href") for link in _feed(client, FEEDS[0]).findall(f"{ATOM}link")}
    assert links == {
        "self": f"{settings.BASE_URL}/en/feeds/corrections/",
        "alternate": f"{settings.BASE_URL}/en/corrections/",
    }


def test_change_of_status_is_an_entry_of_its_own(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.DISPUTED)
    newest, first = _entries(client, FEEDS[1])
    assert _text(newest, "id") != _text(first, "id")
    assert _text(newest, "title").startswith("Disputed: challenged by")
    assert "The status went from “Reported, not independently confirmed” to “Disputed" in _text(newest, "summary")


def test_entry_keeps_its_id_when_the_claim_changes_later(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    [before] = _entries(client, FEEDS[1])
    factories.bring_to(claim, Status.DISPUTED)
    after = _entries(client, FEEDS[1])[-1]
    assert ElementTree.tostring(after) == ElementTree.tostring(before)


def test_id_is_a_tag_of_the_record_and_the_language(client: Client) -> None:
    factories.publish(factories.make_figure())
    [english], [german] = _entries(client, FEEDS[1]), _entries(client, "/de/feeds/changes/")
    assert _text(english, "id").startswith("tag:127.0.0.1,20")
    assert _text(english, "id").replace("/en", "/de") == _text(german, "id")


def test_title_never_gives_the_sentence_as_ours(client: Client) -> None:
    factories.publish(factories.make_statement(summary=texts(en="Order is restored.")))
    [entry] = _entries(client, FEEDS[1])
    assert _text(entry, "title") == "Reported, not independently confirmed. Claim: “Order is restored.”"


def test_notices_hold_corrections_and_withdrawals_newest_first(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.RETRACTED)
    workflow.correct_record(
        claim, by=factories.anna(), was_wrong=texts(en="We wrote 146."), is_right=texts(en="The report says 164.")
    )
    correction, withdrawal = _entries(client, FEEDS[0])
    assert _text(correction, "title").startswith("Our correction of the claim")
    assert "We wrote 146." in _text(correction, "summary")
    assert "denies having given it" in _text(withdrawal, "title")
    assert "Withdrawn does not mean false." in _text(withdrawal, "summary")


def test_feed_of_a_topic_holds_its_changes_only(client: Client) -> None:
    claim, _other = (factories.publish(factories.make_statement()) for _n in range(2))
    [entry] = _entries(client, f"/en/feeds/topics/{claim.topic.public_id}/")
    [link] = entry.findall(f"{ATOM}link")
    assert claim.public_id in link.attrib["href"]


def test_feed_of_a_claim_holds_its_changes_only(client: Client) -> None:
    claim, _other = (factories.publish(factories.make_statement()) for _n in range(2))
    assert len(_entries(client, f"/en/feeds/claims/{claim.public_id}/")) == 1


@pytest.mark.parametrize("kind", ["topics", "claims"])
def test_feed_of_an_unknown_thing_is_not_found(client: Client, kind: str) -> None:
    assert client.get(f"/en/feeds/{kind}/c0000000000/").status_code == 404


def test_feed_of_a_draft_is_not_found(client: Client) -> None:
    assert client.get(f"/en/feeds/claims/{factories.make_figure().public_id}/").status_code == 404


def test_feed_of_a_claim_is_not_had_under_a_topics_address(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    assert client.get(f"/en/feeds/topics/{claim.public_id}/").status_code == 404


def test_unchanged_feed_is_not_sent_again(client: Client) -> None:
    factories.publish(factories.make_figure())
    first = client.get(FEEDS[1])
    assert client.get(FEEDS[1], headers={"if-none-match": first.headers["ETag"]}).status_code == 304


def test_feed_speaks_the_language_of_its_address(client: Client) -> None:
    feed = _feed(client, "/de/feeds/changes/")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


def test_markup_in_a_sentence_stays_text(client: Client) -> None:
    factories.publish(factories.make_statement(summary=texts(en="A <b>bold</b> & “true” claim")))
    [entry] = _entries(client, FEEDS[1])
    assert "A <b>bold</b> & “true” claim" in _text(entry, "title")


def test_reason_with_markup_stays_text_in_the_summary(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    workflow.hold_claim(claim, by=factories.anna(), reason=texts(en="<script>alert(1)</script>"))
    assert "&lt;script&gt;" in _text(_entries(client, FEEDS[1])[0], "summary")
