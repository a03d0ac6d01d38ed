"""Messages go to a real server on the loopback address, and come back as what it answered."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook

from factcheck.partners import posting, sending, subscribing
from factcheck.partners.models import Subscription
from factcheck.partners.models.webhooks import LONGEST_ANSWER
from tests import factories as make
from tests.factcheck.partners.making import make_partner, send
from tests.sources.connecting.lines import Act, Server, answering, saying, serving

pytestmark = [pytest.mark.django_db, pytest.mark.loopback]
Allow = Callable[[Server], None]


@pytest.fixture
def allow(settings: Any) -> Allow:
    """Let one address and port through, which every other test is refused."""

    def allow(server: Server) -> None:
        settings.CONNECT_ALSO = [f"127.0.0.1:{server.port}"]

    return allow


def posted(act: Act, allow: Allow) -> posting.Reply:
    with serving(act) as server:
        allow(server)
        return posting.post(server.url, [("webhook-id", "msg_1")], b"{}")


def test_a_message_arrives_and_is_verified_by_the_standards_library(allow: Allow) -> None:
    with serving(answering(b"thank you", status="202 Accepted")) as server:
        allow(server)
        subscription = Subscription(partner=make_partner(), url=f"{server.url}/in?from=record")
        secret = subscribing.subscribe(subscription)
        make.publish(make.make_figure())
        assert send(posting.post) == 1  # type: ignore[arg-type]
    [request] = server.requests
    head, _end, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first == "POST /in?from=record HTTP/1.1"
    assert Webhook(secret).verify(body, headers)["type"] == "claim.published"
    assert headers["Content-Type"] == "application/json"
    attempt = subscription.deliveries.get().attempts.get()
    assert (attempt.status, attempt.answer) == (202, "thank you")


def test_a_redirect_is_not_followed(allow: Allow) -> None:
    reply = posted(answering(b"", "Location: http://127.0.0.1:1/", status="307 Elsewhere"), allow)
    assert (reply.status, reply.accepted) == (307, False)


def test_the_answer_is_kept_in_part_and_fit_to_be_stored(allow: Allow) -> None:
    reply = posted(answering(b"\x00\xff" + "ü".encode() * 9000, status="500 Oh"), allow)
    assert (reply.status, len(reply.answer)) == (500, LONGEST_ANSWER)
    assert reply.answer.startswith("\ufffd\ufffdü")


@pytest.mark.parametrize(("said", "understood"), [("120", timedelta(minutes=2)), ("tomorrow", None), ("9" * 20, None)])
def test_the_wish_to_be_asked_later_is_read(allow: Allow, said: str, understood: timedelta | None) -> None:
    assert posted(answering(b"", f"Retry-After: {said}", status="503 Later"), allow).retry_after == understood


@pytest.mark.parametrize("act", [saying(b"nonsense\r\n\r\n"), saying(b"")])
def test_no_answer_is_told_in_words(allow: Allow, act: Act) -> None:
    reply = posted(act, allow)
    assert (reply.status, reply.accepted) == (None, False)
    assert reply.problem


def test_an_address_that_is_not_public_gets_nothing() -> None:
    with serving(answering()) as server:
        reply = posting.post(server.url, [], b"{}")
    assert server.requests == []
    assert reply.problem


def test_a_lease_is_longer_than_any_attempt() -> None:
    assert posting.LIMITS.total + 10 < sending.LEASE
