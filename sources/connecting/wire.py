"""One connection to one checked address: counted, timed and kept byte for byte."""

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
from django.utils.translation import gettext as _

from sources.connecting.addresses import IPAddress
from sources.connecting.problems import Problem, ProblemKind


class Clock:
    """The time that the whole request has, redirects included."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self, most: float) -> float:
        """Seconds that one step may take. Raises Problem: slow, when there are none."""
        rest = self._ends - time.monotonic()
        if rest <= 0:
            raise Problem(ProblemKind.SLOW, _("The whole took longer than we wait."))
        return min(rest, most)


class Wire(httpcore.NetworkStream):
    """A socket that httpcore reads an answer from.

    `received` and `sent` are the exact bytes of both directions, which an archive has to hold.
    """

    def __init__(self, sock: socket.socket, clock: Clock, *, silence: float, most: int) -> None:
        self._socket = sock
        self._clock = clock
        self._silence = silence
        self.most = most  # bytes; raised when the head has arrived
        self.sent = bytearray()
        self.received = bytearray()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if len(self.received) > self.most:
            raise Problem(ProblemKind.TOO_LARGE, _("The answer is larger than we read."))
        self._socket.settimeout(self._clock.left(self._silence))
        try:
            data = self._socket.recv(max_bytes)
        except TimeoutError as error:
            self._clock.left(self._silence)  # the end of the whole time is the better reason
            raise Problem(ProblemKind.TIMEOUT, _("The server kept silent for too long.")) from error
        except ssl.SSLError as error:
            raise Problem(ProblemKind.TLS, _("The encrypted connection broke.")) from error
        except OSError as error:
            raise Problem(ProblemKind.TRUNCATED, _("The connection broke off.")) from error
        self.received += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                self._socket.settimeout(self._clock.left(self._silence))
                rest = rest[self._socket.send(rest) :]
        except TimeoutError as error:
            self._clock.left(self._silence)
            raise Problem(ProblemKind.TIMEOUT, _("The server did not take our request.")) from error
        except OSError as error:
            # httpcore goes on to read then: a server may answer and close before it has read all.
            raise httpcore.WriteError(str(error)) from error
        self.sent += buffer

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._socket.settimeout(self._clock.left(self._silence))
        try:
            self._socket = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError as error:
            raise Problem(ProblemKind.TLS, _("The certificate is not valid for this server.")) from error
        except (OSError, ValueError) as error:
            self._clock.left(self._silence)
            raise Problem(ProblemKind.TLS, _("No encrypted connection came about.")) from error
        return self

    def close(self) -> None:
        self._socket.close()

    def get_extra_info(self, info: str) -> Any:
        return self._socket if info == "socket" else None


class Connector(httpcore.NetworkBackend):
    """Opens connections to the given addresses and to nothing else, whatever name it is asked for."""

    def __init__(self, addresses: list[IPAddress], clock: Clock, *, connect: float, silence: float, head: int) -> None:
        self._addresses = addresses
        self._clock = clock
        self._connect = connect
        self._silence = silence
        self._head = head
        self.wire: Wire | None = None
        self.address = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for address in self._addresses:
            if sock := self._try(address, port):
                self.address = str(address)
                self.wire = Wire(sock, self._clock, silence=self._silence, most=self._head)
                return self.wire
        raise Problem(ProblemKind.CONNECT, _("No connection to %(host)s came about.") % {"host": host})

    def _try(self, address: IPAddress, port: int) -> socket.socket | None:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(self._clock.left(self._connect))
            sock.connect((str(address), port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError:
            sock.close()
            return None
        except BaseException:
            sock.close()
            raise
        return sock
