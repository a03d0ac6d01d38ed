"""The key that comes with a request: `Authorization: Bearer fck_…` (RFC 6750, section 2.1).

Reading needs none. One that is there must be good: a partner whose key has died must learn of it, and not go on
unnoticed under the limits for everybody.
"""

import re

from django.http import HttpRequest

from factcheck.api import problems
from factcheck.api.problems import Problem
from factcheck.partners import keys
from factcheck.partners.choices import Scope
from factcheck.partners.keys import Holder, KeyRefused

_BEARER = re.compile(rf"(?i:bearer) +({keys.KEY_PATTERN})", re.ASCII)
_REALM = 'Bearer realm="factcheck"'


def holder_of(request: HttpRequest) -> Holder | None:
    """Whose key came with the request; None without one. Raises a Problem for one that opens nothing."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    form = _BEARER.fullmatch(header)
    try:
        if form is None:
            raise KeyRefused("Send `Authorization: Bearer `, and the key as it was shown when it was made.")
        return keys.holder_of(form[1])
    except KeyRefused as refusal:
        told = {"WWW-Authenticate": f'{_REALM}, error="invalid_token"'}
        raise Problem(problems.INVALID_KEY, str(refusal), headers=told) from None


def check_opens(holder: Holder | None, scope: Scope) -> Holder:
    """The holder of a key that opens `scope`. Raises a Problem where there is no key, or one for other things."""
    if holder is None:
        told = {"WWW-Authenticate": f'{_REALM}, scope="{scope.value}"'}
        raise Problem(problems.KEY_NEEDED, "Send `Authorization: Bearer ` and your key.", headers=told)
    if scope not in holder.scopes:
        told = {"WWW-Authenticate": f'{_REALM}, error="insufficient_scope", scope="{scope.value}"'}
        raise Problem(problems.INSUFFICIENT_SCOPE, f"This key does not open `{scope.value}`.", headers=told)
    return holder
