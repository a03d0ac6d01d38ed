"""What a reader sees of a page."""

import html
import re
from typing import Any

from django.test import Client

from claims.models import Claim, Topic
from sources.models import Source


def visit(path: str, **headers: str) -> Any:
    """The answer at the end of all redirections."""
    return Client(headers=headers).get(path, follow=True)


def visit_claim(claim: Claim, query: str = "", language: str = "en") -> Any:
    return visit(f"/{language}/claims/{claim.public_id}/{query}")


def visit_topic(topic: Topic, query: str = "", language: str = "en") -> Any:
    return visit(f"/{language}/topics/{topic.public_id}/{query}")


def visit_source(source: Source, query: str = "", language: str = "en") -> Any:
    return visit(f"/{language}/sources/{source.public_id}/{query}")


def markup(answer: Any) -> str:
    """The content of <main>, with single spaces."""
    whole = answer.content.decode()
    return " ".join(whole[whole.index("<main") : whole.index("</main>")].split())


def words(answer: Any) -> str:
    """The words of <main> as somebody reads them, without the markup."""
    text = re.sub(r"</(?:p|li|dd|dt|h\d|td|th|tr)>", " ", markup(answer))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
