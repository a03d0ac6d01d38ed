"""No second door: the admin's own sign-in knows neither lock-out nor second factor, and so is never shown."""

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def guard(site: AdminSite) -> None:
    """Lead the admin's pages for signing in and out and for passwords to allauth's; before `site.urls` is read."""
    pages = {"login": _sign_in, "logout": allauth.logout, "password_change": allauth.password_change}
    for name, page in pages.items():
        setattr(site, name, page)


@secure_admin_login  # type: ignore[untyped-decorator]
def _sign_in(request: HttpRequest) -> HttpResponse:
    """Send on somebody of the desk who is signed in already.

    By `secure_admin_login` alone they would get the admin's form, and could try a colleague's password without end.
    """
    return redirect(get_next_redirect_url(request) or get_adapter().get_login_redirect_url(request))
