"""What the operator tells readers: who publishes this, how to reach them, and by which rules."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.choices import Words
from factcheck.keeping import Document
from factcheck.pages.rendering import Page, render, same_path
from factcheck.serving import serve


@dataclass(frozen=True)
class About:
    """One page, and the setting that holds its text."""

    title: Words
    setting: str

    @property
    def text(self) -> str:
        return str(getattr(settings, self.setting)).strip()


ABOUT = {
    "contact": About(_("Contact"), "PUBLISHER_CONTACT"),
    "corrections-policy": About(_("Corrections policy"), "CORRECTIONS_POLICY"),
    "privacy": About(_("Privacy"), "PRIVACY_POLICY"),
    "licence": About(_("Licence"), "DATA_LICENCE"),
}


@require_safe
def about(request: HttpRequest, what: str) -> HttpResponseBase:
    if what not in ABOUT:
        raise Http404
    return serve(request, ("about", what, get_language()), lambda: _draw(what))


def _draw(what: str) -> Document:
    about = ABOUT[what]
    page = Page(title=str(about.title), paths=same_path("about", what))
    html = render("pages/about.html", page, {"about": about, "what": what, "publisher": settings.PUBLISHER_NAME})
    return Document(html.encode(), page.path)
