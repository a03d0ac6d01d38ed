"""Addresses of pages, parsed once and strictly: what programs read in different ways is refused."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

import idna
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.connecting.addresses import IPAddress, is_public
from sources.connecting.problems import Problem, ProblemKind
from sources.connecting.ways import Ways, current_ways

LONGEST_URL = 2000
MOST_BYTES = 2_600  # of an address: PostgreSQL's index that keeps addresses apart holds keys of 2,704
PORTS = {"http": 80, "https": 443}
_URL = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]+)(?P<path>[^?#]*)(?P<query>\?[^#]*)?(#.*)?", re.I)
# Spaces, controls, backslashes, bidi marks, surrogates, private and unassigned characters of the Specials block.
_FORBIDDEN = re.compile(
    "[\x00-\x20\x7f-\xa0\\\\\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\udfff\ufeff\ufff0-\uffff]"
)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:@\[\]%]+)(:(?P<port>[0-9]{1,5}))?")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_A_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # a last label by which others take the host for an IPv4 address
# Names that never lead to a public server (RFC 6761, 6762, 7686, 8375, 9476 and habit).
_NEVER_PUBLIC = {"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "onion", "arpa"}
# What may stand in a path or query as it is; the rest is written as UTF-8 percent-encoding.
_KEPT = "/%:@!$&'()*+,;=-._~?[]|^`{}\""


@dataclass(frozen=True)
class Target:
    """A checked address: host in lower-case ASCII, path with query as it goes over the wire."""

    scheme: str
    host: str
    port: int
    path: str
    literal: IPAddress | None

    @property
    def authority(self) -> str:
        """As the Host header has it (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def check_url(url: str) -> None:
    """Raise Problem unless `url` may be asked. Connects to nothing and looks no name up."""
    parse(url, current_ways())


def validate_url(url: str) -> None:
    """`check_url` as forms and models want it: raises ValidationError."""
    if len(url.encode(errors="replace")) > MOST_BYTES:
        raise ValidationError(
            _("The address has more than %(most)d bytes."), code=ProblemKind.BAD_URL, params={"most": MOST_BYTES}
        )
    try:
        check_url(url)
    except Problem as problem:
        raise ValidationError(problem.sentence, code=problem.kind) from problem


def parse(url: str, ways: Ways) -> Target:
    """The parts of `url`. Raises Problem: bad_url, or refused_address when it plainly names no public server."""
    if len(url) > LONGEST_URL:
        raise _bad(_("The address is longer than %(longest)s characters.") % {"longest": LONGEST_URL})
    if found := _FORBIDDEN.search(url):
        code = f"U+{ord(found.group()):04X}"
        raise _bad(_("The character %(code)s is not allowed in an address.") % {"code": code})
    if not (parts := _URL.fullmatch(url)):
        raise _bad(_("An address begins with http:// or https:// and the name of a server."))
    scheme = parts["scheme"].lower()
    host, port = _authority(parts["authority"])
    literal, host = _host(host)
    target = Target(scheme, host, port or PORTS[scheme], _path(parts["path"], parts["query"] or ""), literal)
    _check_port(target, ways)
    _check_host(target, ways)
    return target


def redirected(target: Target, location: str, ways: Ways) -> Target:
    """Where a Location header leads (RFC 9110, section 10.2.2). Raises Problem as `parse` does."""
    written = _unescaped(location).replace(" ", "%20")
    if _FORBIDDEN.search(written):  # urljoin would drop tabs and line ends without a word
        raise _bad(_("The server passes on to something that is no address."))
    try:
        return parse(urljoin(target.url, written), ways)
    except ValueError as error:
        raise _bad(_("The server passes on to something that is no address.")) from error


def _unescaped(header: str) -> str:
    """Header values are read as Latin-1; what servers write without escaping is UTF-8."""
    try:
        return header.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header.strip()


def _bad(sentence: str) -> Problem:
    return Problem(ProblemKind.BAD_URL, sentence)


def _refused(host: str) -> Problem:
    sentence = _("%(host)s does not lead to a public server.") % {"host": host[:100]}
    return Problem(ProblemKind.REFUSED_ADDRESS, sentence)


def _authority(authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise _bad(_("An address with a user name or a password is not asked."))
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or (parts["port"] and not 0 < int(parts["port"]) < 65536):
        raise _bad(_("The name of the server is not written as it must be."))
    return parts["host"], int(parts["port"]) if parts["port"] else None


def _host(host: str) -> tuple[IPAddress | None, str]:
    try:
        if host.startswith("["):
            return (address := IPv6Address(host[1:-1])), str(address)
        name = _ascii(host)
        if _A_NUMBER.fullmatch(name.rpartition(".")[2]):
            return (numbers := IPv4Address(name)), str(numbers)
    except ValueError as error:  # idna's errors are ValueErrors too
        raise _bad(_("The name of the server is not written as it must be.")) from error
    return None, name


def _ascii(host: str) -> str:
    """The name as DNS has it. Look-alikes of dots, digits and letters are no valid IDNA 2008 and raise ValueError."""
    lower = host.lower()
    if not host.isascii():
        if any(letter.lower().isascii() for letter in host if not letter.isascii()):
            raise ValueError
        lower = idna.encode(lower, strict=True).decode("ascii")
    name = lower.removesuffix(".")
    if len(name) > 253 or not all(map(_LABEL.fullmatch, name.split("."))):
        raise ValueError
    return name


def _path(path: str, query: str) -> str:
    return quote(path or "/", safe=_KEPT) + quote(query, safe=_KEPT)


def _check_port(target: Target, ways: Ways) -> None:
    if target.port not in ways.ports and target.port not in {port for _address, port in ways.also}:
        allowed = ", ".join(map(str, sorted(ways.ports)))
        sentence = _("Port %(port)s is not asked, only %(allowed)s.") % {"port": target.port, "allowed": allowed}
        raise Problem(ProblemKind.REFUSED_ADDRESS, sentence)


def _check_host(target: Target, ways: Ways) -> None:
    if target.literal:
        check_address(target, target.literal, ways)
        return
    labels = target.host.split(".")
    if len(labels) == 1 or labels[-1] in _NEVER_PUBLIC or target.host == urlsplit(settings.BASE_URL).hostname:
        raise _refused(target.host)


def check_address(target: Target, address: IPAddress, ways: Ways) -> None:
    """Raise Problem unless a connection to this address of the target's host may be opened."""
    if (str(address), target.port) in ways.also:
        return
    if target.port not in ways.ports or not is_public(address) or any(address in net for net in ways.refused):
        raise _refused(target.host)
