"""The pages by which people of the desk come in. allauth's sign-up and mail address pages are left out: addresses are
given by invitation."""

from collections.abc import Iterable

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from factcheck.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", allauth.login, name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("password/link/<uidb36>/<key>/", allauth.password_reset_from_key, name="account_reset_password_from_key"),
    path("link/<int:pk>/<token>/", views.sign_in_by_link, name="account_sign_in_link"),
    path("second-factor/", include("allauth.mfa.urls")),
]


def _keep_out_of_caches(entries: Iterable[URLPattern | URLResolver]) -> None:
    """The Back button must not bring recovery codes back after their owner has signed out."""
    for entry in entries:
        if isinstance(entry, URLPattern):
            entry.callback = never_cache(entry.callback)
        else:
            _keep_out_of_caches(entry.url_patterns)


_keep_out_of_caches(urlpatterns)
