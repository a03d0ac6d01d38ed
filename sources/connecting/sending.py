"""Sending a request and reading its answer, within limits."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

from sources.connecting.addresses import IPAddress
from sources.connecting.decoding import decode
from sources.connecting.problems import Problem, ProblemKind
from sources.connecting.targets import Target, check_address, parse, redirected
from sources.connecting.ways import Ways, current_ways
from sources.connecting.wire import Clock, Connector, Wire

Headers = tuple[tuple[str, str], ...]
_REDIRECTS = {301, 302, 303, 307, 308}
_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_FIELD_VALUE = re.compile(r"[\x21-\x7e]([\t\x20-\x7e]*[\x21-\x7e])?")
_MOST_ADDRESSES = 4  # of one name; the next check comes anyway
# What a redirect to another origin must not carry along.
_SECRET_HEADERS = {"authorization", "cookie", "proxy-authorization"}


@dataclass(frozen=True)
class Limits:
    """What one request may cost. Seconds and bytes."""

    total: float = 40.0  # redirects included
    resolve: float = 10.0
    connect: float = 10.0
    silence: float = 15.0  # without a byte, the first one included
    head: int = 64 * 1024
    body: int = 10_000_000  # as sent; the longest government PDFs that were met have 8 MB
    unpacked: int = 20_000_000
    ratio: int = 200  # HTML packs 5 to 20 times
    redirects: int = 10


@dataclass(frozen=True)
class Hop:
    """One exchange on the way: its address, who was asked, and the exact bytes of both directions."""

    url: str
    status: int
    headers: Headers
    address: str
    requested_at: datetime
    request: bytes = field(repr=False)
    response: bytes = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What came back. `body` is unpacked, `wire_body` is as it was sent; `hop` has the exact bytes.

    `url` is where the answer came from, at the end of `redirects`. `elapsed` in seconds.
    """

    url: str
    status: int
    headers: Headers
    body: bytes = field(repr=False)
    wire_body: bytes = field(repr=False)
    redirects: tuple[Hop, ...]
    hop: Hop
    address: str
    requested_at: datetime
    elapsed: float

    def header(self, name: str) -> str:
        """The first header of this name, in any case; empty when there is none."""
        return _header(self.headers, name)


def get(url: str, *, headers: Iterable[tuple[str, str]] = (), limits: Limits | None = None) -> Answer:
    """GET `url`, following redirects. Raises Problem."""
    return send("GET", url, headers=headers, limits=limits)


def send(
    method: str,
    url: str,
    *,
    headers: Iterable[tuple[str, str]] = (),
    body: bytes = b"",
    limits: Limits | None = None,
    follow: bool = True,
    ways: Ways | None = None,
) -> Answer:
    """Send one request; the answer, whatever its status. Raises Problem and nothing else.

    Redirects are followed for GET and HEAD only: nobody asked for a body to be sent elsewhere.
    """
    request = _Request(method, tuple(headers), body, limits or Limits(), ways or current_ways())
    return request.send(url, follow and method in {"GET", "HEAD"})


class _Request:
    """One request on its way through redirects."""

    def __init__(
        self, method: str, headers: tuple[tuple[str, str], ...], body: bytes, limits: Limits, ways: Ways
    ) -> None:
        self.method = method
        self.headers = headers
        self.body = body
        self.limits = limits
        self.ways = ways
        self.clock = Clock(limits.total)
        self.began = time.monotonic()
        self.requested_at = datetime.now(UTC)
        self.hops: list[Hop] = []
        self.asked = ""
        self.address = ""

    def send(self, url: str, following: bool) -> Answer:
        try:
            self.asked = url
            self._check_headers()
            target = parse(url, self.ways)
            while True:
                self.asked = target.url
                hop, packed = self._exchange(target)
                location = _header(hop.headers, "location")
                if not (following and hop.status in _REDIRECTS and location):
                    return self._answer(hop, packed)
                target = self._next(target, hop, location)
        except Problem as problem:
            problem.url, problem.redirects, problem.address = self.asked, tuple(self.hops), self.address
            raise

    def _check_headers(self) -> None:
        """Nothing that came from elsewhere may write lines of its own into the request."""
        for name, value in self.headers:
            if not (_TOKEN.fullmatch(name) and _FIELD_VALUE.fullmatch(value)):
                raise Problem(ProblemKind.PROTOCOL, _("The header %(name)s cannot be sent.") % {"name": name[:100]})

    def _next(self, target: Target, hop: Hop, location: str) -> Target:
        self.hops.append(hop)
        if len(self.hops) > self.limits.redirects:
            raise Problem(ProblemKind.TOO_MANY_REDIRECTS, _("The server passes on again and again."))
        self.asked = location[:2000]
        next_target = redirected(target, location, self.ways)
        if next_target.origin != target.origin:
            self.headers = tuple(pair for pair in self.headers if pair[0].lower() not in _SECRET_HEADERS)
        return next_target

    def _addresses(self, target: Target) -> list[IPAddress]:
        """Those of the host, each of them checked: one that is not public spoils them all."""
        if target.literal:
            addresses = [target.literal]
        else:
            addresses = self.ways.resolve(target.host, target.port, self.clock.left(self.limits.resolve))
        for address in addresses:
            check_address(target, address, self.ways)
        return addresses[:_MOST_ADDRESSES]

    def _exchange(self, target: Target) -> tuple[Hop, bytes]:
        self.address = ""
        connector = Connector(
            self._addresses(target),
            self.clock,
            connect=self.limits.connect,
            silence=self.limits.silence,
            head=self.limits.head,
        )
        asked_at = datetime.now(UTC)
        try:
            with httpcore.HTTPConnection(
                origin=httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port),
                ssl_context=self.ways.tls() if target.scheme == "https" else None,
                network_backend=connector,
            ) as connection:
                response = connection.handle_request(self._request(target))
                body = self._read(response, connector.wire)
        except httpcore.RemoteProtocolError as error:
            raise _broken_answer(str(error), connector.wire) from error
        except (httpcore.NetworkError, httpcore.LocalProtocolError) as error:
            raise Problem(ProblemKind.PROTOCOL, _("The request could not be sent.")) from error
        finally:
            self.address = connector.address
        wire = connector.wire
        assert wire is not None
        pairs = _pairs(response.headers)
        exact = bytes(wire.sent), bytes(wire.received)
        return Hop(target.url, response.status, pairs, connector.address, asked_at, *exact), body

    def _request(self, target: Target) -> httpcore.Request:
        given = {name.lower() for name, _value in self.headers}
        standard = (
            ("Host", target.authority),
            ("User-Agent", settings.USER_AGENT),
            ("Accept", "*/*"),
            ("Accept-Encoding", "gzip, deflate"),
            ("Connection", "close"),
        )
        headers = [pair for pair in standard if pair[0].lower() not in given] + list(self.headers)
        if self.body or self.method in {"POST", "PUT", "PATCH"}:
            headers.append(("Content-Length", str(len(self.body))))
        return httpcore.Request(
            self.method.encode("ascii"),
            httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
            headers=[(name.encode("ascii"), value.encode("ascii")) for name, value in headers],
            content=self.body or None,
        )

    def _read(self, response: httpcore.Response, wire: Wire | None) -> bytes:
        assert wire is not None
        body = bytearray()
        # Chunked framing costs a few bytes a chunk; a server that sends single bytes in chunks is slow or hostile.
        wire.most = len(wire.received) + self.limits.body * 2
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > self.limits.body:
                raise Problem(ProblemKind.TOO_LARGE, _("The answer is larger than we read."))
        return bytes(body)

    def _answer(self, hop: Hop, packed: bytes) -> Answer:
        codings = [part.strip().lower() for part in _header(hop.headers, "content-encoding").split(",")]
        unpacked = decode(packed, codings, largest=self.limits.unpacked, ratio=self.limits.ratio)
        return Answer(
            url=hop.url,
            status=hop.status,
            headers=hop.headers,
            body=unpacked,
            wire_body=packed,
            redirects=tuple(self.hops),
            hop=hop,
            address=hop.address,
            requested_at=self.requested_at,
            elapsed=time.monotonic() - self.began,
        )


def _pairs(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _broken_answer(words: str, wire: Wire | None) -> Problem:
    """h11 tells a body that ended too early from what is no HTTP only in its words."""
    speaks_http = wire is None or wire.received.startswith(b"HTTP/"[: len(wire.received)])
    if speaks_http and any(known in words for known in ("without sending", "incomplete chunked")):
        return Problem(ProblemKind.TRUNCATED, _("The answer broke off."))
    if "too long" in words or "too large" in words:
        return Problem(ProblemKind.TOO_LARGE, _("The head of the answer is larger than we read."))
    return Problem(ProblemKind.PROTOCOL, _("The answer is not HTTP."))
