"""What the markup of a page says that its article is called, and who publishes it."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

_LONGEST = 300  # characters of a headline; more is a text
_LONGEST_JSON = 500_000  # characters
_MOST_THINGS = 500  # of a page's linked data
_ARTICLE = re.compile(r"article$|^(?:liveblog|blog)posting$|^report$", re.IGNORECASE)
_KICKER = re.compile(r"kicker|topline|overline|eyebrow|dachzeile|roofline|rubri[ck]|surtitre|pre-?title", re.IGNORECASE)
_PARTED = re.compile(r"\s+[|·•»–—-]\s+|\s*\|\s*")
_NO_LETTER = re.compile(r"[\W_]+")


def headline_and_site(tree: Any) -> tuple[str, str]:
    """What the article is called and the name of who publishes it; empty where the page does not say."""
    meta = _meta(tree)
    things = list(_things(tree))
    article = next((thing for thing in things if _is_article(thing)), {})
    site = meta.get("og:site_name") or _publisher(article, things)
    names = {_plain(name) for name in (site, *_hosts(tree, meta)) if name}
    said = (meta.get("og:title"), _line(article.get("headline")), _heading(tree), _line(_text(tree.find(".//title"))))
    headline = next((title for one in said if one and (title := _without(one, names))), "")
    return headline[:_LONGEST], site[:_LONGEST]


def _line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _meta(tree: Any) -> dict[str, str]:
    """What <meta> says, the first of several."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name, content = element.get("property") or element.get("name"), _line(element.get("content"))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _hosts(tree: Any, meta: dict[str, str]) -> list[str]:
    """The host that the page says it stands at: as a whole, and without what all of a country have at its end."""
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    try:
        host = (urlsplit(meta.get("og:url") or next(filter(None, links), "")).hostname or "").removeprefix("www.")
    except ValueError:
        return []
    return [host, host.rpartition(".")[0]]


def _plain(name: str) -> str:
    return _NO_LETTER.sub("", name.casefold())


def _without(title: str, names: set[str]) -> str:
    """The title without the name of the site at its end or beginning."""
    parts = list(_PARTED.finditer(title))
    if parts and _plain(title[parts[-1].end() :]) in names:
        return title[: parts[-1].start()]
    if parts and _plain(title[: parts[0].start()]) in names:
        return title[parts[0].end() :]
    return title


def _heading(tree: Any) -> str:
    """The page's only heading of the first order, without a kicker in it."""
    headings = [heading for heading in tree.iter("h1") if _text(heading).strip()]
    return _line(_text(headings[0])) if len(headings) == 1 else ""


def _text(element: Any) -> str:
    """The text of an element that is no kicker, with a space between its parts. Without recursion: pages nest."""
    parts: list[str] = []
    waiting = [] if element is None else [(element, False)]
    while waiting:
        one, is_tail = waiting.pop()
        if is_tail:
            parts.append(one.tail or "")
        elif isinstance(one.tag, str) and not _KICKER.search(one.get("class") or ""):
            parts += [" " if one.tag == "br" else "", one.text or ""]
            for child in reversed(one):
                waiting += [(child, True), (child, False)]
    return "".join(parts)


# Linked data (JSON-LD) of schema.org ------------------------------------------------------------------------------


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    """The things that a page describes, at most _MOST_THINGS."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or ""))
    waiting: list[Any] = [_loaded(script.text or "") for script in scripts]
    for _number in range(_MOST_THINGS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:_MOST_THINGS]
        elif isinstance(one, dict):
            waiting += [one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one]
            yield one


def _loaded(written: str) -> Any:
    try:
        return json.loads(written, strict=False) if len(written) <= _LONGEST_JSON else None
    except (ValueError, RecursionError):
        return None


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _publisher(article: dict[str, Any], things: list[dict[str, Any]]) -> str:
    told = article.get("publisher")
    told = told[0] if isinstance(told, list) and told else told
    if isinstance(told, dict) and "name" not in told:
        told = next((thing for thing in things if told.get("@id") and thing.get("@id") == told["@id"]), {})
    return _line(told.get("name") if isinstance(told, dict) else told)
