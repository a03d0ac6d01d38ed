"""Answers kept while nothing that they show has changed, conditional requests (RFC 9110), and who asks."""

import hashlib
import ipaddress
import time
from collections.abc import Callable, Hashable
from urllib.parse import unquote

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from claims import reading
from factcheck.keeping import Document, Kept, Shelf

# What is not in the record, such as when a link was last checked, is at most this old.
SECONDS_KEPT = 60
# Browsers and proxies may keep a page but ask each time: a withdrawn figure must not live on in a cache.
CACHE_CONTROL = "public, max-age=0, must-revalidate"

shelf = Shelf()


def serve(request: HttpRequest, key: Hashable, draw: Callable[[], Document]) -> HttpResponseBase:
    """Answer with the document under `key`, drawn anew when a Record that it shows has changed.

    `key` names the page and its language.
    """
    head = reading.head()
    kept = shelf.get(key)
    if kept is None or not _is_current(kept, head):
        kept = _keep(draw(), head)
        shelf.put(key, kept)
    return _respond(request, kept)


def answer(request: HttpRequest, document: Document) -> HttpResponseBase:
    """Answer with a document that nobody else will ask for, such as a search or a state of the past."""
    return _respond(request, _keep(document, 0))


def network_of(request: HttpRequest) -> str:
    """The client's address, behind as many proxies as the settings trust; for IPv6 the /64 that one household has."""
    try:
        given = get_adapter().get_client_ip(request)
    except PermissionDenied:  # it has none that can be read: all of those share one count
        return "unknown"
    if ":" not in given:
        return str(given)
    address = ipaddress.IPv6Address(given)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))


def _keep(document: Document, head: int) -> Kept:
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": CACHE_CONTROL,
        "ETag": f'"{hashlib.sha256(document.content).hexdigest()[:24]}"',
        **document.headers,
    }
    modified = int(document.modified_at.timestamp()) if document.modified_at else None
    if modified is not None:
        headers["Last-Modified"] = http_date(modified)
    return Kept(document, unquote(document.path), headers, modified, head, time.monotonic() + SECONDS_KEPT)


def _is_current(kept: Kept, head: int) -> bool:
    """Whether nothing happened since `kept.head` to what the document shows. A log that is shorter is another log."""
    if time.monotonic() > kept.until or head < kept.head:
        return False
    if head == kept.head:
        return True
    document = kept.document
    if document.shown is None or reading.newest_of(document.shown, document.mentioning) >= kept.head:
        return False
    kept.head = head
    return True


def _respond(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    document = kept.document
    if kept.path != request.path:
        return _redirect(request, document.path)
    response = HttpResponse(document.content, headers=dict(kept.headers), status=document.status)
    if document.status != 200:
        return response
    return get_conditional_response(request, kept.headers["ETag"], kept.modified, response) or response


def _redirect(request: HttpRequest, path: str) -> HttpResponseBase:
    """To the one address of the document. Asked again each time: words that change back must not lead in a circle."""
    query = request.META.get("QUERY_STRING", "")
    location = path + (f"?{query}" if query else "")
    return HttpResponsePermanentRedirect(location, headers={"Cache-Control": CACHE_CONTROL})
