"""Answers in the language of whoever asks, and those that have none."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but an answer that is the same in every language (`is_of_no_language`) is told so to caches."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        if getattr(response, "is_of_no_language", False):
            return response  # type: ignore[no-any-return]
        return super().process_response(request, response)
