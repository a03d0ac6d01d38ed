"""The desk as an editor uses it: pages are opened, and sent in with what stands on them."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from claims.models import Claim
from tests.claims.admin.conftest import signed_in

_TOKEN = re.compile(r'name="claim" value="([^"]+)"')
WHY = {"reason-en-text": "The ministry denies having given it."}
NOW = {"decided_at": "2022-01-10 02:14"}


def url(code: str, *claims: Claim, **query: Any) -> str:
    numbers = ",".join(str(claim.pk) for claim in claims)
    return f"{reverse('admin:claims_claim_decide', args=[code])}?{urlencode({'claims': numbers, **query})}"


def opened(person: Any, code: str, *claims: Claim, **query: Any) -> str:
    """The page as `person` sees it."""
    return text(signed_in(person).get(url(code, *claims, **query)))


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def tokens(page: str) -> list[str]:
    """What the page's form sends back of each claim."""
    return _TOKEN.findall(page)


def sent(person: Any, code: str, claims: Iterable[str], /, button: str = "decide", **given: Any) -> Any:
    """The answer to the page's form."""
    form = {"claim": list(claims), button: "1", **given}
    return signed_in(person).post(reverse("admin:claims_claim_decide", args=[code]), form)


def decided(person: Any, code: str, /, *claims: Claim, **given: Any) -> Any:
    """The answer after opening the page and sending it in."""
    return sent(person, code, tokens(opened(person, code, *claims)), **given)
