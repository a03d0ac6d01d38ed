"""The one page of ours among allauth's."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from factcheck.accounts import links


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_link(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """A page with one button: programs that preview links only look, and so do not use the link up."""
    if request.method == "POST" and (person := links.redeem(pk, token)):
        signed_in: HttpResponse = perform_login(request, person)
        return signed_in
    person = links.holder(pk, token)
    return render(request, "account/sign_in_link.html", {"person": person}, status=200 if person else 410)
