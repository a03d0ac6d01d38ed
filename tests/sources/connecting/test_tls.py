"""Certificates are verified for the name, although the connection goes to an address."""

import ssl

import pytest
import trustme

from sources.connecting import Limits, Problem, ProblemKind, Ways, send
from tests.sources.connecting.lines import Act, Server, answering, resolving, saying, serving

pytestmark = pytest.mark.loopback
AUTHORITY, OTHER_AUTHORITY = trustme.CA(), trustme.CA()


def _context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def _ways(server: Server) -> Ways:
    also = frozenset({("127.0.0.1", server.port)})
    return Ways(also=also, resolve=resolving("127.0.0.1"), tls=_trusting)


def test_certificate_for_the_name_is_accepted() -> None:
    with serving(answering(b"safe"), context=_context(AUTHORITY, "name.example")) as server:
        answer = send("GET", f"https://name.example:{server.port}/", ways=_ways(server))
    assert answer.body == b"safe"
    assert answer.hop.response.endswith(b"\r\n\r\nsafe")


@pytest.mark.parametrize(("authority", "name"), [(AUTHORITY, "other.example"), (OTHER_AUTHORITY, "name.example")])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_certificate_that_proves_nothing_is_refused(authority: trustme.CA, name: str) -> None:
    with serving(answering(b"safe"), context=_context(authority, name)) as server:
        assert _problem(server) == ProblemKind.TLS
    assert not server.requests


@pytest.mark.parametrize("act", [answering(), saying(b"\x16\x03\x01")])
def test_server_that_speaks_no_tls_is_told_apart(act: Act) -> None:
    with serving(act) as server:
        assert _problem(server) == ProblemKind.TLS


def _problem(server: Server) -> ProblemKind:
    with pytest.raises(Problem) as caught:
        send("GET", f"https://name.example:{server.port}/", ways=_ways(server), limits=Limits(silence=0.5))
    return caught.value.kind
