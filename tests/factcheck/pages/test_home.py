"""The first page."""

import pytest
from django.test import Client

from claims import workflow
from claims.choices import Reason, Status
from sources.texts import texts
from tests import factories

pytestmark = pytest.mark.django_db


def _home(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/").content.decode()


def _section(page: str, heading: str) -> str:
    return page.split(f'id="{heading}"')[1].split("</section>")[0]


def test_empty_record_has_a_first_page(client: Client) -> None:
    page = _home(client)
    assert "Nothing has been published yet." in page
    assert "We have corrected nothing yet." in page
    assert "Nothing was withdrawn yet." in page


def test_change_is_told_from_old_to_new_with_its_reason(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    rival = factories.make_source("Prosecutor")
    workflow.dispute_claim(
        claim,
        by=factories.anna(),
        reason=texts(en="Two counts differ."),
        reason_code=Reason.CHALLENGED,
        attributed_to=rival,
    )
    newest = _section(_home(client), "latest").split("<li>")[1]
    assert newest.index("Reported, not independently confirmed") < newest.index("Disputed: challenged by Prosecutor")
    assert "Two counts differ." in newest


def test_newest_change_comes_first(client: Client) -> None:
    factories.publish(factories.make_statement(summary=texts(en="The earlier one.")))
    factories.publish(factories.make_statement(summary=texts(en="The later one.")))
    latest = _section(_home(client), "latest")
    assert latest.index("The later one.") < latest.index("The earlier one.")


def test_sentence_of_a_claim_never_stands_alone(client: Client) -> None:
    factories.publish(factories.make_statement(summary=texts(en="Order is restored.")))
    latest = _section(_home(client), "latest")
    assert '<span class="kind">Claim:</span>' in latest.split("Order is restored.")[0]


def test_hold_is_told_while_the_status_stays(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    workflow.hold_claim(claim, by=factories.anna(), reason=texts(en="Withdrawal reported at 02:10."))
    newest = _section(_home(client), "latest").split("<li>")[1]
    assert "Withdrawal reported at 02:10." in newest
    assert "the decision waits for a second editor" in newest


def test_editing_words_is_no_change_of_status(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    with workflow.editing(claim, by=factories.anna(), reason=texts(en="A typing error.")) as locked:
        locked.wording = "mindestens 164 Menschen"
        locked.save()
    assert "A typing error." not in _home(client)


def test_drafts_stay_out(client: Client) -> None:
    factories.attribute(factories.make_statement(summary=texts(en="Not published yet.")))
    assert "Not published yet." not in _home(client)


def test_strip_shows_withdrawals_with_their_words(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    factories.bring_to(claim, Status.RETRACTED)
    strip = _section(_home(client), "notices")
    assert "denies having given it" in strip
    assert "At least 164 people were killed." in strip


def test_strip_shows_our_corrections(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    workflow.correct_record(
        claim, by=factories.anna(), was_wrong=texts(en="We wrote 146."), is_right=texts(en="The report says 164.")
    )
    assert "The report says 164." in _section(_home(client), "notices")


def test_topic_counts_its_claims_by_status(client: Client) -> None:
    topic = factories.make_topic(title=texts(en="A storm"))
    for _n in range(2):
        factories.publish(factories.make_statement(topic=topic))
    factories.bring_to(factories.publish(factories.make_statement(topic=topic)), Status.DISPUTED)
    tally = _section(_home(client), "topics").split("A storm")[1]
    assert tally.index("<strong>2</strong>") < tally.index("Reported, not independently confirmed")
    assert tally.index("<strong>1</strong>") < tally.index("Disputed")


def test_first_page_follows_the_record(client: Client) -> None:
    assert "The later one." not in _home(client)
    factories.publish(factories.make_statement(summary=texts(en="The later one.")))
    assert "The later one." in _home(client)


def test_first_page_sets_no_cookie_and_can_be_asked_for_again(client: Client) -> None:
    first = client.get("/en/")
    assert not first.cookies
    assert client.get("/en/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304


def test_long_reason_is_cut_to_its_gist(client: Client) -> None:
    claim = factories.make_figure()
    factories.attribute(claim)
    workflow.publish_claim(claim, by=factories.anna(), reason=texts(en="word " * 60 + "last"))
    assert "last" not in _section(_home(client), "latest")


def test_hostile_text_is_escaped_and_its_bidi_controls_are_seen(client: Client) -> None:
    factories.publish(factories.make_statement(summary=texts(en="<script>alert(1)</script> \u202eevil")))
    latest = _section(_home(client), "latest")
    assert "<script>" not in latest
    assert "\u202e" not in latest
    assert "[U+202E]" in latest


@pytest.mark.parametrize("language", ["de", "ru"])
def test_page_is_there_in_each_language(client: Client, language: str) -> None:
    assert f'<html lang="{language}"' in _home(client, language)
