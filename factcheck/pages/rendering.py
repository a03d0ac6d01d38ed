"""What every page has: a title, its addresses in each language, and the frame around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from claims import reading


@dataclass(frozen=True)
class InLanguage:
    """The same page in another language."""

    code: str
    name: str
    path: str

    @property
    def url(self) -> str:
        return settings.BASE_URL + self.path


@dataclass(frozen=True)
class Page:
    """The frame of one page; `paths` are its addresses by language."""

    title: str
    paths: Mapping[str, str]
    description: str = ""
    hidden: bool = False  # from search engines: states of the past, search results, receipts
    demonstration: bool = False
    query: str = ""  # what the links to other languages carry on: the moment of the past that is shown

    @property
    def language(self) -> str:
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def path(self) -> str:
        return self.paths[self.language]

    @property
    def url(self) -> str:
        return settings.BASE_URL + self.path

    @property
    def site_name(self) -> str:
        return settings.PUBLISHER_NAME or _("Public record of claims")

    @property
    def languages(self) -> list[InLanguage]:
        return [InLanguage(code, own_name(code), self.paths[code] + self.query) for code, _name in settings.LANGUAGES]


def own_name(language: str) -> str:
    """A language's name in that language."""
    return str(get_language_info(language)["name_local"]).capitalize()


def same_path(name: str, *args: Any) -> dict[str, str]:
    """The paths, by language, of a page whose address has no words of its own."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            paths[code] = reverse(f"pages:{name}", args=args)
    return paths


def render(template: str, page: Page, context: Mapping[str, Any], request: HttpRequest | None = None) -> str:
    """The HTML of a page. Give the request only to a page with a form: it makes the answer one reader's own."""
    framed = replace(page, demonstration=reading.is_demonstration())
    return one_stop(str(get_template(template).render({"page": framed, **context}, request)))


def one_stop(html: str) -> str:
    """A Russian date ends with a full stop of its own (CLDR); where a sentence ends with a date, one is enough."""
    return _TWO_STOPS.sub(r"\1", html)


_TWO_STOPS = re.compile(r"(г\.(?:</time>)?)\.(?!\.)")
