"""Bytes to text when the declared charset may be missing or a lie."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# Their bytes are valid UTF-8 too, so for these the declaration decides.
_SEVEN_BIT = frozenset({"iso2022_jp", "hz", "iso2022_kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})
_GUESSES = ["cp1251", "cp1252", "koi8_r", "cp1250", "cp1254", "cp1253", "gb18030", "shift_jis", "euc_kr", "big5"]
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

    best = from_bytes(body[:_GUESSED_FROM], cp_isolation=_GUESSES).best()
    return best.encoding if best else "windows-1252"
