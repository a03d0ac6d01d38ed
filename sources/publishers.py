"""The source that publishes a page, as far as it is known: by where it stands, or by the name of its site."""

from django.db.models import Q

from sources.models import Report, Source, SourceName
from sources.names import name_key
from sources.querysets import SourceQuerySet
from sources.recognising import addresses

_TWINS = ("", "www.", "m.", "mobile.", "amp.")
# Everybody publishes there: who did so before says nothing of the next page.
_SHARED = frozenset(
    {"t.me", "telegram.me", "x.com", "twitter.com", "facebook.com", "instagram.com", "youtube.com", "youtu.be"}
    | {"vk.com", "ok.ru", "tiktok.com", "medium.com", "web.archive.org", "archive.org", "news.google.com", "msn.com"}
)


def known_publisher(site: str, url: str) -> Source | None:
    """Who published the reports of this host, or has the name of the site or of the host; None for none or several."""
    host = addresses.key(url)[0]
    if host in _SHARED:
        return None
    names = (site, host, host.rpartition(".")[0])
    return _of_reports(host) or next((found for name in names if (found := _named(name))), None)


def _of_reports(host: str) -> Source | None:
    if not host:
        return None
    places = Q()
    for twin in _TWINS:
        places |= Q(url__startswith=f"https://{twin}{host}/") | Q(url__startswith=f"http://{twin}{host}/")
    return _only(Source.objects.filter(pk__in=Report.objects.filter(places).values("publisher")))


def _named(name: str) -> Source | None:
    key = name_key(name)
    return _only(Source.objects.filter(pk__in=SourceName.objects.filter(key=key).values("source"))) if key else None


def _only(sources: SourceQuerySet) -> Source | None:
    found = list(sources[:2])
    return found[0] if len(found) == 1 else None
