"""What machines ask for at fixed addresses: robots.txt (RFC 9309), sitemaps, the icon, security.txt (RFC 9116)."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from claims import overviews, reading
from claims.choices import SubjectKind
from claims.titles import best_name
from factcheck.pages.about import ABOUT
from factcheck.pages.addresses import address
from factcheck.pages.rendering import same_path
from sources.texts import pick

_A_DAY = 24 * 3600
# Records in one sitemap; each has a page in every language, and a sitemap holds at most 50,000 addresses.
RECORDS_A_SITEMAP = 2_000
_WITH_PAGES = (SubjectKind.CLAIM, SubjectKind.TOPIC, SubjectKind.SOURCE)
_MAIL = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+\.[^\s<>()\[\],;:.]+")
_WEB = re.compile(r"https://[^\s<>()\"]+")


@require_safe
@cache_control(public=True, max_age=_A_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration keeps out of search engines: it retells real events with made-up editors."""
    if reading.is_demonstration():
        return _text("User-agent: *\nDisallow: /\n")
    closed = ["/desk/", "/account/", *same_path("search").values()]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {settings.BASE_URL}/sitemap.xml"]
    return _text("".join(f"{line}\n" for line in lines))


@require_safe
@cache_control(public=True, max_age=_A_DAY)
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(static("factcheck/favicon.ico"))


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116 demands a contact that is an address, and an end to what it says."""
    contact = _contact(settings.PUBLISHER_CONTACT)
    if not contact:
        raise Http404
    expires = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=90)
    fields = {
        "Contact": contact,
        "Expires": expires.isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": ", ".join(code for code, _name in settings.LANGUAGES),
        "Canonical": f"{settings.BASE_URL}/.well-known/security.txt",
    }
    return _text("".join(f"{name}: {value}\n" for name, value in fields.items()))


def _contact(text: str) -> str:
    """The first mail or web address in what the operator wrote, as a URI."""
    if mail := _MAIL.search(text):
        return f"mailto:{mail.group()}"
    web = _WEB.search(text)
    return web.group().rstrip(".,;") if web else ""


def _text(content: str) -> HttpResponse:
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """One sitemap for the fixed pages, and one for each stretch of the log in which something current stands."""
    stretches = overviews.stretches(_WITH_PAGES, RECORDS_A_SITEMAP)
    names = ["pages", *map(str, stretches)]
    addresses = [f"{settings.BASE_URL}/sitemap-{name}.xml" for name in names]
    return _xml("pages/sitemap_index.xml", {"addresses": addresses})


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_of_pages(request: HttpRequest) -> HttpResponse:
    names = [*((name,) for name in ("home", "notices", "method", "tip")), *(("about", what) for what in ABOUT)]
    paths = [path for name in names for path in same_path(*name).values()]
    return _xml("pages/sitemap.xml", {"places": [(settings.BASE_URL + path, None) for path in paths]})


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest, stretch: int) -> HttpResponse:
    """A stretch is a range of indices, so what stands in it moves out only when it changes."""
    rows = overviews.in_stretch(_WITH_PAGES, stretch, RECORDS_A_SITEMAP)
    places = [(settings.BASE_URL + path, row.recorded_at) for row in rows for path in _paths(row)]
    if not places:
        raise Http404
    return _xml("pages/sitemap.xml", {"places": places})


def _paths(row: reading.Stored) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        yield address(row.subject_kind, row.subject, _words(row, language), language)


def _words(row: reading.Stored, language: str) -> str:
    """The words that the address of a thing's page ends with in this language."""
    if row.subject_kind == SubjectKind.SOURCE:
        return best_name(row.json["names"], language)[0]
    return pick(row.json["summary" if row.subject_kind == SubjectKind.CLAIM else "title"], language)[0]


def _xml(template: str, context: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), content_type="application/xml; charset=utf-8")
