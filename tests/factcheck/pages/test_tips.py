"""The form for tips and errors, and the receipt."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from claims.choices import ReviewReason
from claims.models import ReviewItem, Tip
from claims.workflow import receiving
from factcheck.pages import tips
from sources.texts import LONGEST_TEXT
from tests import factories

pytestmark = pytest.mark.django_db
FORM = "/en/tip/"
MESSAGE = {"text": "It says 146, not 164."}


def _send(client: Client, address: str = "192.0.2.7", headers: dict[str, str] | None = None, **fields: Any) -> Any:
    return client.post(FORM, {**MESSAGE, **fields}, REMOTE_ADDR=address, headers=headers)


def _page(answer: Any) -> str:
    return str(answer.content.decode())


def test_message_is_kept_and_leads_to_its_receipt(client: Client) -> None:
    answer = _send(client, url="https://example.org/a", contact="reader@example.org")
    tip = Tip.objects.get()
    assert (tip.text, tip.url, tip.contact) == ("It says 146, not 164.", "https://example.org/a", "reader@example.org")
    assert answer.headers["Location"] == f"/en/tip/{tip.receipt}/"


def test_message_about_a_claim_asks_its_editors(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    _send(client, claim=claim.public_id)
    assert ReviewItem.objects.get(claim=claim, reason=ReviewReason.TIP).note == "It says 146, not 164."


def test_form_about_a_claim_shows_its_sentence(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    page = _page(client.get(f"{FORM}?claim={claim.public_id}"))
    assert "At least 164 people were killed." in page
    assert f'name="claim" value="{claim.public_id}"' in page


@pytest.mark.parametrize("claim", ["c0000000000", "nonsense", "\x00", "a" * 5000])
def test_message_about_an_unknown_claim_is_kept_as_one_about_none(client: Client, claim: str) -> None:
    _send(client, claim=claim)
    assert Tip.objects.get().claim is None
    assert client.get(FORM, {"claim": claim}).status_code == 200


def test_form_does_not_tell_that_a_draft_exists(client: Client) -> None:
    draft = factories.make_figure()
    assert "At least 164" not in _page(client.get(f"{FORM}?claim={draft.public_id}"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "   "),
        ("text", "a\x00b"),
        ("text", "a\x1bb"),
        ("text", "a" * (LONGEST_TEXT + 1)),
        ("text", "a" * 1_000_000),
        ("url", "javascript:alert(1)"),
        ("url", "ftp://example.org/file"),
        ("url", "https://example.org/" + "a" * 2000),
        ("contact", "nobody"),
        ("contact", "a@b\n.example"),
    ],
)
def test_bad_field_is_named_and_nothing_is_lost(client: Client, field: str, value: str) -> None:
    fields: dict[str, Any] = {"url": "https://example.org/kept", field: value}
    answer = _send(client, **fields)
    assert answer.status_code == 400
    page = _page(answer)
    assert f'id="id_{field}_error"' in page
    assert ("It says 146" if field != "text" else "https://example.org/kept") in page
    assert not Tip.objects.exists()


def test_text_comes_back_escaped(client: Client) -> None:
    page = _page(_send(client, text="</textarea><script>alert(1)</script>", contact="nobody"))
    assert "<script>alert" not in page


def test_trap_is_not_seen_until_somebody_falls_into_it(client: Client) -> None:
    assert 'class="field unseen" aria-hidden="true"' in _page(client.get(FORM))
    answer = _send(client, homepage="https://spam.example")
    assert answer.status_code == 400
    assert "Empty this field and send again" in _page(answer)
    assert "unseen" not in _page(answer).split("<form")[1].split("homepage")[0]
    assert not Tip.objects.exists()


def test_eleventh_message_in_an_hour_waits_and_is_not_lost(client: Client) -> None:
    for _n in range(tips.MOST_AN_HOUR):
        assert _send(client).status_code == 302
    answer = _send(client, text="The eleventh.")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3600"
    assert "The eleventh." in _page(answer)
    assert Tip.objects.count() == tips.MOST_AN_HOUR


def test_other_network_is_not_held_up(client: Client) -> None:
    for _n in range(tips.MOST_AN_HOUR):
        _send(client, "192.0.2.7")
    assert _send(client, "192.0.2.8").status_code == 302


def test_addresses_of_one_ipv6_household_count_together(client: Client) -> None:
    for n in range(tips.MOST_AN_HOUR):
        _send(client, f"2001:db8:1:2::{n:x}")
    assert _send(client, "2001:db8:1:2:ffff::1").status_code == 429
    assert _send(client, "2001:db8:1:3::1").status_code == 302


def test_ipv4_in_ipv6_counts_as_ipv4(client: Client) -> None:
    for _n in range(tips.MOST_AN_HOUR):
        _send(client, "192.0.2.7")
    assert _send(client, "::ffff:192.0.2.7").status_code == 429


def test_message_that_was_refused_does_not_count(client: Client) -> None:
    for _n in range(tips.MOST_AN_HOUR + 1):
        _send(client, contact="nobody")
    assert _send(client).status_code == 302


def test_forwarded_address_counts_only_from_a_proxy_that_is_trusted(client: Client, settings: Settings) -> None:
    def send(n: int) -> Any:
        return _send(client, "192.0.2.1", headers={"x-forwarded-for": f"198.51.100.{n}"})

    for n in range(tips.MOST_AN_HOUR):
        send(n)
    assert send(99).status_code == 429
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert send(99).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver.evil.example"},
    ],
)
def test_message_from_another_site_is_shown_but_not_kept(client: Client, headers: dict[str, str]) -> None:
    answer = _send(client, headers=headers)
    assert answer.status_code == 403
    assert "It says 146, not 164." in _page(answer)
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}, {"origin": "http://testserver"}, {}],
)
def test_message_from_our_own_form_needs_no_cookie(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    assert not client.get(FORM).cookies
    answer = _send(client, headers=headers)
    assert answer.status_code == 302
    assert not answer.cookies


def test_receipt_waits_for_the_answer(client: Client) -> None:
    page = _page(client.get(_send(client).headers["Location"]))
    assert "There is no answer yet." in page
    assert '<meta name="robots" content="noindex">' in page


def test_receipt_shows_the_answer_later(client: Client) -> None:
    tip = receiving.receive_tip(text="It says 146.")
    receiving.answer_tip(tip, by=factories.anna(), answer="You are right,\n\n<b>thank you</b>.")
    page = _page(client.get(f"/en/tip/{tip.receipt}/"))
    assert "You are right," in page
    assert "&lt;b&gt;thank you&lt;/b&gt;." in page
    assert "There is no answer yet." not in page


def test_receipt_leads_to_the_claim(client: Client) -> None:
    claim = factories.publish(factories.make_figure())
    tip = receiving.receive_tip(text="It says 146.", claim=claim.public_id)
    assert "At least 164 people were killed." in _page(client.get(f"/en/tip/{tip.receipt}/"))


def test_receipt_does_not_show_the_message_or_who_sent_it(client: Client) -> None:
    tip = receiving.receive_tip(text="I work there.", contact="reader@example.org")
    page = _page(client.get(f"/en/tip/{tip.receipt}/"))
    assert "I work there." not in page
    assert "reader@example.org" not in page


def test_receipt_is_kept_out_of_caches(client: Client) -> None:
    tip = receiving.receive_tip(text="It says 146.")
    assert "no-store" in client.get(f"/en/tip/{tip.receipt}/").headers["Cache-Control"]


def test_unknown_receipt_is_not_found(client: Client) -> None:
    answer = client.get("/en/tip/0000-0000-0000-0000/")
    assert answer.status_code == 404
    assert "There is no message with this number." in _page(answer)


@pytest.mark.parametrize("typed", ["1234-5678-9012-3456", "1234567890123456", " 1234 5678 9012 3456 "])
def test_receipt_number_is_read_however_it_is_typed(client: Client, typed: str) -> None:
    answer = client.get(FORM, {"receipt": typed})
    assert answer.headers["Location"] == "/en/tip/1234-5678-9012-3456/"


@pytest.mark.parametrize("typed", ["1234", "12345678901234567", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦", "x"])
def test_what_is_no_receipt_number_is_said_to_be_none(client: Client, typed: str) -> None:
    answer = client.get(FORM, {"receipt": typed})
    assert answer.status_code == 200
    assert "A receipt number has 16 digits." in _page(answer)
