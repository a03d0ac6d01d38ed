"""Pages that lead on to the next one."""

from django.http import HttpRequest, HttpResponse


def address(request: HttpRequest, **changed: object) -> str:
    """The address of this request with some parameters changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def linking_to(next_url: str | None, response: HttpResponse) -> HttpResponse:
    """The answer with its Link header (RFC 8288)."""
    if next_url:
        response.headers["Link"] = f'<{next_url}>; rel="next"'
    return response
