"""A request on its way: to the address that was checked, within limits, and never further."""

import gzip
import socket
import threading
import time
import zlib
from functools import partial
from ipaddress import ip_address

import pytest

from sources.connecting import Limits, Problem, ProblemKind, Ways, send
from sources.connecting.addresses import IPAddress
from tests.sources.connecting.lines import Act, Server, answering, resolving, saying, serving

pytestmark = pytest.mark.loopback
SHORT = Limits(total=3, silence=0.4, connect=1, head=8_000, body=50_000, unpacked=2_000_000, ratio=100, redirects=3)

# Without the time: the cases must have the same names in every worker.
squeezed = partial(gzip.compress, mtime=0)


def _fails(server: Server, path: str = "/", limits: Limits = SHORT, **how: object) -> Problem:
    with pytest.raises(Problem) as caught:
        send("GET", server.url + path, limits=limits, ways=server.ways, **how)  # type: ignore[arg-type]
    return caught.value


def test_answer_holds_what_was_sent_byte_for_byte() -> None:
    with serving(answering(b"<p>164", "X-Twice: a", "X-Twice: b")) as server:
        answer = send("GET", f"{server.url}/a?b", ways=server.ways)
    assert (answer.status, answer.body, answer.url) == (200, b"<p>164", f"{server.url}/a?b")
    assert [value for name, value in answer.headers if name == "X-Twice"] == ["a", "b"]
    assert answer.hop.response.startswith(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n")
    assert answer.hop.request == server.requests[0]


def test_request_names_us_and_carries_nothing_ambient(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    with serving(answering()) as server:
        send("GET", f"{server.url}/", ways=server.ways)
    lines = server.requests[0].decode().split("\r\n")
    assert lines[:3] == ["GET / HTTP/1.1", f"Host: 127.0.0.1:{server.port}", f"User-Agent: {settings.USER_AGENT}"]  # type: ignore[attr-defined]
    assert not any(line.lower().startswith(("cookie", "authorization")) for line in lines)


def test_body_is_posted_and_its_redirect_not_followed() -> None:
    with serving(answering(b"", "Location: /other", status="307 Temporary Redirect")) as server:
        answer = send("POST", f"{server.url}/hook", headers=[("X-Id", "1")], body=b"{}", ways=server.ways)
    assert answer.status == 307
    assert len(server.requests) == 1
    assert server.requests[0].endswith(b"\r\n\r\n{}")
    assert b"X-Id: 1\r\nContent-Length: 2\r\n" in server.requests[0]


def test_headers_that_write_lines_are_refused() -> None:
    with serving(answering()) as server, pytest.raises(Problem) as caught:
        send("GET", server.url, headers=[("X-Id", "1\r\nX-Other: 2")], ways=server.ways)
    assert caught.value.kind == ProblemKind.PROTOCOL
    assert not server.requests


# Where to -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["::1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:8.8.8.8"]])
def test_name_with_any_address_that_is_not_public_is_refused(addresses: list[str]) -> None:
    with pytest.raises(Problem) as caught:
        send("GET", "http://name.example/", ways=Ways(resolve=resolving(*addresses)))
    assert caught.value.kind == ProblemKind.REFUSED_ADDRESS


def test_name_is_resolved_once_so_a_second_answer_has_no_say() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    def rebinding(host: str, port: int, timeout: float) -> list[IPAddress]:
        return [ip_address(address) for address in next(answers)]

    with serving(answering()) as server:
        ways = Ways(also=frozenset({("127.0.0.1", server.port)}), resolve=rebinding)
        answer = send("GET", f"http://name.example:{server.port}/", ways=ways)
    assert answer.address == "127.0.0.1"
    assert f"Host: name.example:{server.port}".encode() in server.requests[0]
    assert next(answers) == ["127.0.0.2"]


@pytest.mark.parametrize("location", ["http://127.0.0.2/", "http://localhost/", "//[::1]/", "http://0x7f.1/"])
def test_redirect_to_what_is_not_public_is_refused(location: str) -> None:
    with serving(answering(b"", f"Location: {location}", status="302 Found")) as server:
        problem = _fails(server)
    assert problem.kind in {ProblemKind.REFUSED_ADDRESS, ProblemKind.BAD_URL}
    assert len(server.requests) == len(problem.redirects) == 1


def test_redirect_to_another_port_of_ours_is_refused() -> None:
    """The canary: a second server beside the one that is let through."""
    with serving(answering()) as canary, serving(_to(f"{canary.url}/secret")) as server:
        assert _fails(server).kind == ProblemKind.REFUSED_ADDRESS
    assert not canary.requests


def _to(location: str) -> Act:
    return answering(b"", f"Location: {location}", status="301 Moved")


def test_redirects_are_kept_in_order() -> None:
    with serving(_to("/second"), _to("third"), answering(b"there")) as server:
        answer = send("GET", f"{server.url}/first", ways=server.ways)
    assert [hop.url.rpartition("/")[2] for hop in answer.redirects] == ["first", "second"]
    assert answer.url == f"{server.url}/third"
    assert answer.body == b"there"


def test_redirects_without_end_are_given_up() -> None:
    with serving(_to("/again")) as server:
        assert _fails(server).kind == ProblemKind.TOO_MANY_REDIRECTS
        assert len(server.requests) == 4


def test_secret_does_not_follow_to_another_origin() -> None:
    with serving(answering()) as other, serving(_to(f"{other.url}/")) as server:
        also = frozenset({("127.0.0.1", server.port), ("127.0.0.1", other.port)})
        send("GET", server.url, headers=[("Authorization", "LOW a:b")], ways=Ways(also=also))
    assert b"LOW a:b" in server.requests[0]
    assert b"LOW a:b" not in other.requests[0]


def test_name_that_does_not_exist_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **more: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Problem) as caught:
        send("GET", "http://name.example/", ways=Ways())
    assert caught.value.kind == ProblemKind.DNS


def test_resolver_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def hanging(*arguments: object, **more: object) -> list[object]:
        ended.wait(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    with pytest.raises(Problem) as caught:
        send("GET", "http://name.example/", ways=Ways(), limits=Limits(resolve=0.1))
    ended.set()
    assert caught.value.kind == ProblemKind.DNS


def test_closed_port_is_no_connection() -> None:
    with serving(answering()) as server:
        pass
    assert _fails(server).kind == ProblemKind.CONNECT


# What comes back ------------------------------------------------------------------------------------------------


def _dripping(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _second in range(100):
        connection.sendall(b"x")
        time.sleep(0.1)


def _endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def _endless_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: of the same\r\n")


def _endless_hints(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")


def _silent(connection: socket.socket) -> None:
    time.sleep(1)


def _packed(body: bytes, coding: str) -> Act:
    return answering(body, f"Content-Encoding: {coding}")


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (_silent, ProblemKind.TIMEOUT),
        (_endless, ProblemKind.TOO_LARGE),
        (_endless_head, ProblemKind.TOO_LARGE),
        (_endless_hints, ProblemKind.TOO_LARGE),
        (answering(b"x" * 60_000), ProblemKind.TOO_LARGE),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), ProblemKind.TRUNCATED),
        (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsho"), ProblemKind.TRUNCATED),
        (saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nsho"), ProblemKind.PROTOCOL),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), ProblemKind.PROTOCOL),
        (saying(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab"), ProblemKind.PROTOCOL),
        (saying(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n"), ProblemKind.PROTOCOL),
        (saying(b"SSH-2.0-OpenSSH_9.2\r\n"), ProblemKind.PROTOCOL),
        (saying(b"HTTP/1.1 99999 Odd\r\n\r\n"), ProblemKind.PROTOCOL),
        (saying(b""), ProblemKind.TRUNCATED),
        (_packed(b"plain", "gzip"), ProblemKind.BAD_ENCODING),
        (_packed(squeezed(b"text")[:-9], "gzip"), ProblemKind.BAD_ENCODING),
        (_packed(b"text", "br"), ProblemKind.BAD_ENCODING),
        (_packed(squeezed(squeezed(b"text")), "gzip, gzip"), ProblemKind.BAD_ENCODING),
        (_packed(squeezed(b"0" * 3_000_000), "gzip"), ProblemKind.TOO_LARGE),
    ],
)
def test_answer_that_is_none_is_classified(act: Act, kind: ProblemKind) -> None:
    with serving(act) as server:
        problem = _fails(server)
    assert problem.kind == kind
    assert problem.url == f"{server.url}/"


def test_slow_drip_ends_with_the_whole_time() -> None:
    with serving(_dripping) as server:
        began = time.monotonic()
        assert _fails(server, limits=Limits(total=0.8, silence=0.5)).kind == ProblemKind.SLOW
        assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (squeezed(b"figures"), "gzip"),
        (squeezed(b"fig") + squeezed(b"ures"), "x-gzip"),
        (squeezed(b"figures") + b"padding", "GZIP"),
        (zlib.compress(b"figures"), "deflate"),
        (zlib.compress(b"figures", wbits=-15), "deflate"),
        (b"figures", "identity"),
    ],
)
def test_packed_answer_is_unpacked_and_kept_as_it_was(body: bytes, coding: str) -> None:
    with serving(_packed(body, coding)) as server:
        answer = send("GET", server.url, ways=server.ways)
    assert (answer.body, answer.wire_body) == (b"figures", body)


def test_chunked_answer_is_joined_and_kept_as_it_was() -> None:
    sent = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nfig\r\n4\r\nures\r\n0\r\n\r\n"
    with serving(saying(sent)) as server:
        answer = send("GET", server.url, ways=server.ways)
    assert answer.body == b"figures"
    assert answer.hop.response == sent
