"""What readers see when something is not there, not allowed, or broken."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from claims.choices import Words
from factcheck.pages.rendering import Page, render, same_path


def _answer(status: int, title: Words) -> Callable[..., HttpResponse]:
    """A handler as Django calls it."""

    def handle(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return HttpResponse(render(f"{status}.html", _page(title), {}), status=status)

    return handle


def _page(title: Words) -> Page:
    return Page(title=str(title), paths=same_path("home"), hidden=True)


bad_request = _answer(400, _("We could not read this request"))
forbidden = _answer(403, _("You may not see this"))
not_found = _answer(404, _("There is no page at this address"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    page = _page(_("The form was not accepted"))
    return HttpResponse(render("403_csrf.html", page, {}), status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without `render`, which asks the database: perhaps just that is down."""
    page = _page(_("Something broke on our side"))
    return HttpResponse(get_template("500.html").render({"page": page}), status=500)
