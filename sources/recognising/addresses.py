"""What an address alone says of a page: home, section, login, error, or the same page by another name."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|touch)\.")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|igshid|ref|referrer|from|cmpid|at_\w+|amp|output|_\w*|source)$")
_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$")
_AMP = re.compile(r"(?:/amp(?=/|$)|\.amp(?=\.\w+$)|^/amp(?=/))")
_LANGUAGE_ROOT = re.compile(r"^/(?:[a-z]{2}(?:[-_][a-z]{2})?)?$", re.IGNORECASE)
_LOGIN = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|sso|auth|oauth2?|anmelden|anmeldung|einloggen|signup|register|registrieren"
    r"|connexion|abo|subscribe|subscription|paywall)(?:[/._-]|$)",
    re.IGNORECASE,
)
_LOGIN_HOST = re.compile(r"^(?:accounts?|login|auth|sso|id|passport|konto|secure)\.", re.IGNORECASE)
_CONSENT = re.compile(r"(?:^|[/._-])(?:consent|cookie-?wall|gdpr|privacy-?wall)(?:[/._-]|$)", re.IGNORECASE)
_ERROR = re.compile(
    r"(?:^|[/._-])(?:404|410|error|fehler|not-?found|notfound|page-not-found|gone|removed|deleted)(?:[/._-]|$)",
    re.IGNORECASE,
)


def split(address: str) -> SplitResult:
    """The address in its parts; all of them empty when it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Alike for addresses that differ by scheme, www, a mobile twin, a slash at the end, or where a click came from."""
    parts = split(address)
    path = _AMP.sub("", _INDEX.sub("/", unquote(parts.path))).rstrip("/")
    query = tuple(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0].lower())))
    return _HOST_PREFIX.sub("", (parts.hostname or "").lower()), path, query


def is_same(one: str, other: str) -> bool:
    return key(one) == key(other)


def is_home(address: str) -> bool:
    _host, path, query = key(address)
    return bool(_LANGUAGE_ROOT.match(path or "/")) and len(query) < 2


def is_section(asked: str, met: str) -> bool:
    """Whether `met` is a place above `asked` on its site, or a short path as only sections have."""
    (asked_host, above, _query), (host, path, _other) = key(asked), key(met)
    if host != asked_host or not path or path == above:
        return False
    steps = path.strip("/").split("/")
    is_above = above.startswith(f"{path}/")
    return is_above or (
        len(steps) <= 2 and all(_is_section_word(step) for step in steps) and len(path) < len(above) + 8
    )


def _is_section_word(step: str) -> bool:
    """Sections have short names without numbers; articles have ids, dates or a title in their address."""
    return len(step) <= 20 and step.count("-") < 2 and not any(c.isdigit() for c in step) and "." not in step


def is_login(address: str) -> bool:
    parts = split(address)
    return bool(_LOGIN.search(parts.path) or _LOGIN_HOST.match(parts.hostname or ""))


def is_consent(address: str) -> bool:
    parts = split(address)
    return bool(_CONSENT.search(parts.path) or _CONSENT.search(parts.hostname or ""))


def is_error(address: str) -> bool:
    return bool(_ERROR.search(split(address).path))
