"""A server on the loopback address that says exactly what a test tells it to, byte for byte."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from sources.connecting import Ways
from sources.connecting.addresses import IPAddress

Act = Callable[[socket.socket], None]


@dataclass
class Server:
    """Acts of one server: one for each connection, the last one for all that follow."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ways(self) -> Ways:
        """The only address and port that a test lets through; every other stays refused."""
        return Ways(also=frozenset({("127.0.0.1", self.port)}), resolve=nowhere)


def nowhere(host: str, port: int, timeout: float) -> list[IPAddress]:
    raise AssertionError(f"{host} was looked up")


def resolving(*addresses: str) -> Callable[[str, int, float], list[IPAddress]]:
    """A resolver that gives every name these addresses."""
    return lambda host, port, timeout: [ip_address(address) for address in addresses]


def saying(*parts: bytes) -> Act:
    def act(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)

    return act


def answering(body: bytes = b"Hello", *headers: str, status: str = "200 OK") -> Act:
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers])
    return saying(head.encode() + b"\r\n\r\n" + body)


@contextmanager
def serving(*acts: Act, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    ended = threading.Event()

    def serve() -> None:
        count = 0
        while not ended.is_set():
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            act = acts[min(count, len(acts) - 1)]
            count += 1
            threading.Thread(target=_serve_one, args=(connection, act, server, context), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        # Closing alone would leave the thread in accept.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def _serve_one(connection: Any, act: Act, server: Server, context: ssl.SSLContext | None) -> None:
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        server.requests.append(_request(connection))
        act(connection)
    except OSError:
        return  # the client went away, as several tests want it to
    finally:
        connection.close()


def _request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        if not (piece := connection.recv(65536)):
            break
        received += piece
    head, _end, body = received.partition(b"\r\n\r\n")
    wanted = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < wanted:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body
