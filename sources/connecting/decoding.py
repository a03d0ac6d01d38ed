"""Bodies unpacked in bounded memory (RFC 9110, section 8.4)."""

import zlib
from collections.abc import Callable

from django.utils.translation import gettext as _

from sources.connecting.problems import Problem, ProblemKind

# A small body may be very even; only from here on does the ratio tell a bomb.
_RATIO_COUNTS_FROM = 1_000_000
_STEP = 64 * 1024


def decode(body: bytes, codings: list[str], *, largest: int, ratio: int) -> bytes:
    """The body without its content codings. Raises Problem: too_large or bad_encoding."""
    codings = [coding for coding in codings if coding not in {"", "identity"}]
    if not codings or not body:
        return body
    if len(codings) > 1 or codings[0] not in _UNPACKERS:
        named = ", ".join(codings)[:100]
        raise Problem(ProblemKind.BAD_ENCODING, _("The answer is packed as “%(named)s”.") % {"named": named})
    most = min(largest, max(_RATIO_COUNTS_FROM, len(body) * ratio))
    try:
        return _unpack(body, _UNPACKERS[codings[0]](body), most)
    except zlib.error as error:
        raise _broken() from error


def _gzip(body: bytes) -> Callable[[], "zlib._Decompress"]:
    return lambda: zlib.decompressobj(16 + zlib.MAX_WBITS)


def _deflate(body: bytes) -> Callable[[], "zlib._Decompress"]:
    """Zlib's format as the standard says, or the bare stream that some servers send."""
    has_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return lambda: zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


_UNPACKERS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate}


def _unpack(body: bytes, unpacker: Callable[[], "zlib._Decompress"], most: int) -> bytes:
    """Member after member, as gzip allows. What follows the last one is left: servers pad, and browsers ignore it."""
    unpacked, at = bytearray(), 0
    while at == 0 or body[at : at + 2] == b"\x1f\x8b":
        member = unpacker()
        while not member.eof:
            piece = member.unconsumed_tail
            if not piece:
                piece = body[at : at + _STEP]
                at += len(piece)
            chunk = member.decompress(piece, _STEP)
            unpacked += chunk
            if len(unpacked) > most:
                raise Problem(ProblemKind.TOO_LARGE, _("Unpacked, the answer is larger than we read."))
            if not (piece or chunk or member.eof):
                raise _broken()
        at -= len(member.unused_data)
    return bytes(unpacked)


def _broken() -> Problem:
    return Problem(ProblemKind.BAD_ENCODING, _("The answer is not packed as it says."))
