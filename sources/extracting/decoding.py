"""Bytes to text when the declared charset may be missing or a lie."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Their bytes are valid UTF-8 too, so for these the declaration decides.
_SEVEN_BIT = frozenset({"iso2022_jp", "hz", "iso2022_kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
_GUESSES = ["cp1251", "cp1252", "koi8_r", "cp1250", "cp1254", "cp1253", "gb18030", "shift_jis", "euc_kr", "big5"]
# They share most letters of most languages, so the one that fits best is chance, and differs from look to look. The
# page's language tells them apart, or else letters that only one of them has; some are signs where no letter precedes.
_WESTERN = "cp1252"
_LATIN = ("cp1250", "cp1252", "cp1254")
_BY_LANGUAGE = dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250") | {
    **dict.fromkeys(("az", "tr"), "cp1254"),
}
_ONLY_IN = {
    "cp1250": re.compile(rb"[\x8a\x8d-\x8f\x9a\x9d-\x9f]|(?<=[A-Za-z\xc0-\xff])[\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf]"),
    "cp1254": re.compile(rb"(?<=[A-Za-z\xc0-\xff])[\xdd\xde\xf0\xfd\xfe]"),
}
_ONLY_IN_PART = 0.1  # of the letters beyond ASCII: "m\xb3" stands on western pages too
_LANGUAGE = re.compile(rb"""<html[^>]{0,500}?\slang\s*=\s*["']?\s*([A-Za-z]{2,3})\b""", re.IGNORECASE)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_GUESSED_FROM = 65_536  # bytes: guessing is slow, and a page's beginning tells its charset


def decode(body: bytes, declared: str = "") -> str:
    """The text of `body`. UTF-8 that is valid is UTF-8, for hardly any other text is; then the first that fits."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    names = [known for name in (declared.strip(" \"'"), _in_meta(body)) if (known := _known(name))]
    first = [name for name in names if name in _SEVEN_BIT]
    for charset in (*first, "utf-8", *names):
        if (text := _strictly(body, charset)) is not None:
            return text
    return body.decode(_guessed(body), "replace")


def _in_meta(body: bytes) -> str:
    found = _META.search(body[:4096])
    return found.group(1).decode("ascii") if found else ""


def _known(name: str) -> str:
    """The codec's own name, or empty for unknown ones and those of Python that are no charsets."""
    try:
        b"x".decode(name, "replace")  # unlike a look-up, this refuses codecs that do not make text
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""


def _strictly(body: bytes, charset: str) -> str | None:
    """The text when every byte fits; a character that was cut in two at the very end is let go."""
    try:
        return codecs.getincrementaldecoder(charset)("strict").decode(body, final=False)
    except (UnicodeError, LookupError, ValueError):
        return None


def _guessed(body: bytes) -> str:
    from charset_normalizer import from_bytes

    beginning = body[:_GUESSED_FROM]
    best = from_bytes(beginning, cp_isolation=_GUESSES).best()
    return best.encoding if best and best.encoding not in _LATIN else _latin(beginning)


def _latin(body: bytes) -> str:
    """Which of the charsets of Latin script, alike for alike pages."""
    if declared := _LANGUAGE.search(body[:4096]):
        return _BY_LANGUAGE.get(declared.group(1).decode("ascii").lower(), _WESTERN)
    least = _ONLY_IN_PART * len(_BEYOND_ASCII.findall(body))
    return next((name for name, letters in _ONLY_IN.items() if len(letters.findall(body)) > least), _WESTERN)
