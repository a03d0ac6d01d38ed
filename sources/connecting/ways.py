"""Where connections may go: what the operator set, and the resolver."""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address, ip_network

import certifi
from django.conf import settings
from django.utils.translation import gettext as _

from sources.connecting.addresses import IPAddress, IPNetwork
from sources.connecting.problems import Problem, ProblemKind

Resolver = Callable[[str, int, float], list[IPAddress]]


def resolve(host: str, port: int, timeout: float) -> list[IPAddress]:
    """Every address of a name. Raises Problem: dns, or timeout after `timeout` seconds."""
    answers: queue.SimpleQueue[list[IPAddress] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([ip_address(str(info[4][0]).partition("%")[0]) for info in found])
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system's resolver cannot be interrupted; a thread of its own lets the request end in time.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty as error:
        raise Problem(ProblemKind.DNS, _("Looking up %(host)s took too long.") % {"host": host}) from error
    if isinstance(answer, Exception):
        raise Problem(ProblemKind.DNS, _("There is no server of the name %(host)s.") % {"host": host}) from answer
    return list(dict.fromkeys(answer))


@cache
def trusted() -> ssl.SSLContext:
    """The authorities of the system and of certifi: a slim machine may have none of its own."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True)
class Ways:
    """Where connections may go.

    `also` are single pairs of address and port that are let through although the table refuses them; all that is not
    named stays refused. `refused` are networks that the table would allow.
    """

    ports: frozenset[int] = frozenset({80, 443})
    also: frozenset[tuple[str, int]] = frozenset()
    refused: tuple[IPNetwork, ...] = ()
    resolve: Resolver = resolve
    tls: Callable[[], ssl.SSLContext] = trusted


_chosen: ContextVar[Ways | None] = ContextVar("ways", default=None)


def current_ways() -> Ways:
    """What the settings allow, unless `using` says otherwise here."""
    return _chosen.get() or Ways(
        ports=frozenset(settings.CONNECT_PORTS),
        also=frozenset(map(_pair, settings.CONNECT_ALSO)),
        refused=tuple(map(ip_network, settings.CONNECT_REFUSED)),
    )


@contextmanager
def using(ways: Ways) -> Iterator[None]:
    """Let this thread connect by other ways, such as a test's resolver."""
    token = _chosen.set(ways)
    try:
        yield
    finally:
        _chosen.reset(token)


def _pair(written: str) -> tuple[str, int]:
    """`127.0.0.1:8099` or `[::1]:8099`. Raises ValueError for anything else."""
    address, _colon, port = written.rpartition(":")
    return str(ip_address(address.removeprefix("[").removesuffix("]"))), int(port)
