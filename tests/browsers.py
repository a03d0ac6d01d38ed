"""What tests that open a page share: who is signed in there, and what the browser complains of."""

from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer


def sign_in(context: BrowserContext, person: Any, server: LiveServer) -> None:
    """Let every page of the context be this person's, without a form."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}])


def complaints_of(page: Page) -> list[str]:
    """The errors of scripts, and those that the console shows; the list grows while the page is used."""
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    return told
